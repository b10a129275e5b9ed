"""The report's plots as PNG files."""

from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from wearscribe.evaluate.results import Chart, Reliability


def draw(chart: Chart | Reliability, file: Path) -> None:
    with matplotlib.rc_context({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False}):
        figure = Figure(figsize=(6, 3.6), layout="constrained")
        axes = figure.subplots()
        if isinstance(chart, Chart):
            _lines(axes, chart)
        else:
            _reliability(axes, chart)
        axes.set(title=chart.title, ylim=(0, 1.02))
        axes.legend(frameon=False, fontsize=7)
        figure.savefig(file, dpi=120)


def _lines(axes: Axes, chart: Chart) -> None:
    for name, line in chart.lines.items():
        axes.plot(chart.x, line, marker="o", markersize=3, label=name)
    if chart.log_x:
        axes.set_xscale("log")
    axes.set_xticks(list(chart.x), [f"{x:,g}" for x in chart.x])
    axes.minorticks_off()
    axes.set(xlabel=chart.x_label, ylabel=chart.y_label)


def _reliability(axes: Axes, chart: Reliability) -> None:
    """Guo et al. 2017, arXiv 1706.04599, figure 4: on the diagonal who is as sure as right."""
    axes.plot((0, 1), (0, 1), color="0.7", linewidth=1, label="as sure as right")
    for name, points in chart.curves.items():
        axes.plot(*zip(*points, strict=True), marker="o", markersize=3, label=name)
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1.02))
