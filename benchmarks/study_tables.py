"""The results of short runs as Markdown and a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.study_measures import ALL_TEXTS, UNMET, Measures
from wearscribe.evaluate.bootstrap import Measured

SCALED = (f"{ALL_TEXTS} R@10", "crops, 20 classes", "episodes, 21 classes")
_UNMET = ("unmet four among 20", "unmet four among 4", *(f"{name} among 20" for name in UNMET))
_HELD_OUT_ONLY = frozenset(_UNMET)
NOTES = {
    "seeds": "The same run from other seeds: what of a difference below is chance of the training. ± is the standard "
    "deviation over the three.",
    "clip": "Without the caption losses (CLIP). Its decoder was never trained: its caption losses say nothing.",
    "cap": "Captions alone (Cap). Nothing ever drew texts and windows together, so its retrieval and its naming of "
    "crops and episodes mean nothing beyond a control; its caption losses do, and so do the linear probes (that on "
    "token states: what its decoder reads; its embedding itself was never trained). `untrained` took one step: "
    "its "
    "probes are the floor of the others, since features made by hand go into every token.",
    "sigmoid": "SigLIP's loss of pairs instead of InfoNCE.",
    "homogeneous": "Batches of days from few people (`by-person`), or with texts of one kind (`by-kind`).",
    "mined": "Half of the days of a batch are gathered by what the model, every 25 steps, finds hard for each other.",
    "plain": "The loss at the full dimension alone, without Matryoshka's smaller ones.",
    "simulated": "Simulated days alone, where for the base every eleventh is a real one with an activity inserted.",
    "held-out": f"Nobody in the training data did {', '.join(UNMET)}, and no text or phrase of it named them. They are "
    "then told by name. The base has met them. Captions of the pool that name them are new to this run.",
}


@dataclass(frozen=True, slots=True)
class Result:
    """A finished run; `seconds` of training, `parameters` of the encoder."""

    name: str
    settings: dict[str, Any]
    steps: int
    seconds: float
    parameters: int
    measures: Measures

    def write(self, file: Path) -> None:
        part = file.with_suffix(".part")
        part.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        part.replace(file)

    @classmethod
    def read(cls, file: Path) -> Result:
        read = json.loads(file.read_text(encoding="utf-8"))
        measures = {name: Measured(**each) for name, each in read.pop("measures").items()}
        return cls(**read, measures=measures)


def page(base: Result, results: Mapping[str, Sequence[Result]], about: str, chance: Mapping[str, float]) -> str:
    """All tables; `results` by study, `about` says what was measured on, `chance` by measure."""
    config, minutes = base.settings["config"], base.settings["minutes"]
    budget = f"{minutes:g} minutes" if minutes else f"{base.steps} steps"
    lines = [
        "# Short studies",
        "",
        f"{budget} of training each, {base.settings['threads']} threads, batches of {config['day_batch']} days or "
        f"{config['crop_batch']} crops; the base's encoder has {base.parameters / 1e6:.1f} million parameters. {about} "
        "R@k: a text finds its window. Balanced accuracy: mean recall of the classes. In brackets 95 % by bootstrap "
        "over people (that of the measuring, not of the training: for that see the seeds); after them the difference "
        "from the base run of the same seed.",
    ]
    for study, runs in results.items():
        if not runs:
            continue
        body = _scaling([base, *runs]) if study == "scaling" else _beside(study, base, runs, chance)
        lines += ["", f"## {study}", "", *body]
    return "\n".join(lines) + "\n"


def _beside(study: str, base: Result, runs: Sequence[Result], chance: Mapping[str, float]) -> list[str]:
    """A row a measure, a column a run."""
    seeds = study == "seeds"
    head = ["", "chance", "base", *(each.name for each in runs), *(["mean ± sd"] if seeds else [])]
    rows = [["steps", "", *(str(each.steps) for each in (base, *runs)), *([""] if seeds else [])]]
    for name, value in base.measures.items():
        if name in _HELD_OUT_ONLY and study != "held-out":
            continue
        row = [name, f"{chance[name]:.3f}" if name in chance else "", cell(value)]
        row += [cell(each.measures[name]) if seeds else cell(each.measures[name], value) for each in runs]
        if seeds:
            values = [each.measures[name].value for each in (base, *runs)]
            row.append(f"{np.mean(values):.3f} ± {np.std(values, ddof=1):.3f}" if len(values) > 1 else "")
        rows.append(row)
    return [NOTES[study], "", *_table(head, rows)]


def _scaling(runs: Sequence[Result]) -> list[str]:
    rows = [
        [
            size,
            f"{each.parameters / 1e6:.1f}",
            f"1/{every}" if every > 1 else "all",
            f"{each.seconds:.0f}",
            *(cell(each.measures[name]) for name in SCALED),
        ]
        for size, every, each in _placed(runs)
    ]
    note = f"Every run {runs[0].steps} steps, so a larger model computes longer. See the picture that is drawn beside."
    return [note, "", *_table(["width x depth", "million parameters", "people", "seconds", *SCALED], rows)]


def _placed(runs: Sequence[Result]) -> list[tuple[str, int, Result]]:
    """Each run's size and of how many people it saw one, by size, then by that."""
    ordered = sorted(runs, key=lambda each: (each.parameters, each.settings["study"]["every"]))
    models = {"small-cpu": "192x4"}
    return [
        (models.get(name := each.settings["config"]["model"], name), each.settings["study"]["every"], each)
        for each in ordered
    ]


def cell(value: Measured, base: Measured | None = None) -> str:
    """The number, its interval, and by how much it differs from the base's."""
    interval = f" [{value.low:.2f}, {value.high:.2f}]" if value.n else ""
    return f"{value.value:.3f}{interval}" + ("" if base is None else f" ({value.value - base.value:+.3f})")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def plot_scaling(runs: Sequence[Result], file: Path) -> None:
    """A line a size: the measures over the share of the people that was seen."""
    import matplotlib

    matplotlib.use("Agg")  # a file, never a window
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, len(SCALED), figsize=(13, 4))
    placed = _placed(runs)
    for name, axis in zip(SCALED, axes, strict=True):
        for size in dict.fromkeys(size for size, *_ in placed):
            mine = {1 / every: each.measures[name] for kind, every, each in placed if kind == size}
            values = np.array([each.value for each in mine.values()])
            below = values - [each.low for each in mine.values()]
            above = [each.high for each in mine.values()] - values
            axis.errorbar(list(mine), values, np.clip([below, above], 0, None), label=size, capsize=2, marker="o")
        axis.set(title=name, xlabel="share of the training people", xscale="log", ylim=(0, 1))
    axes[0].legend(title="width x depth")
    figure.tight_layout()
    figure.savefig(file, dpi=120)
    plt.close(figure)
