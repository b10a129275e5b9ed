import argparse
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks import studies
from benchmarks.studies import BASE, BASE_RUN, STUDIES, Study, run
from benchmarks.study_measures import UNMET, probed
from benchmarks.study_tables import NOTES, SCALED, Result, cell, page, plot_scaling
from wearscribe.evaluate.bootstrap import Measured
from wearscribe.training.people import FIRST_REAL

_MEASURES = (*SCALED, "captions, written", "unmet four among 20")


def result(study: Study, value: float, parameters: int = 1_000_000) -> Result:
    measures = {name: Measured(value, value - 0.1, value + 0.1, 0 if "captions" in name else 9) for name in _MEASURES}
    config = asdict(replace(BASE, **study.changes))
    settings = {"study": asdict(study), "config": config, "minutes": None, "threads": 1}
    return Result(study.name, settings, 150, 60.0, parameters, measures)


def test_every_study_differs_from_the_base_in_one_thing() -> None:
    every = [study for runs in STUDIES.values() for study in runs]
    assert len({study.name for study in (BASE_RUN, *every)}) == len(every) + 1
    for study in (each for name, runs in STUDIES.items() if name != "scaling" for each in runs):
        differs = [name for name, value in asdict(study).items() if value != asdict(BASE_RUN)[name]]
        assert len(differs) == 2, differs  # its name and one thing
        assert len(study.changes) <= 1
    assert len(STUDIES["scaling"]) == 8
    assert STUDIES.keys() - {"scaling"} == NOTES.keys()  # which tells what its runs did


def test_the_tables_give_intervals_differences_and_spread() -> None:
    base = result(BASE_RUN, 0.5)
    results = {
        "clip": [result(STUDIES["clip"][0], 0.4)],
        "seeds": [result(study, value) for study, value in zip(STUDIES["seeds"], (0.4, 0.6), strict=True)],
        "held-out": [result(STUDIES["held-out"][0], 0.3)],
    }
    text = page(base, results, "About.", {SCALED[0]: 0.02})
    assert f"| {SCALED[0]} | 0.020 | 0.500 [0.40, 0.60] | 0.400 [0.30, 0.50] (-0.100) |" in text
    assert "0.500 ± 0.100 |" in text
    assert "| captions, written |  | 0.500 | 0.400 (-0.100) |" in text
    assert text.count("unmet four among 20") == 1  # of held-out alone
    assert cell(Measured(0.25, 0.2, 0.3, 4)) == "0.250 [0.20, 0.30]"


def test_scaling_is_ordered_and_drawn(tmp_path: Path) -> None:
    base = result(BASE_RUN, 0.5, 4_000_000)
    sizes = {"96x2": 1_000_000, "192x4": 4_000_000, "288x6": 9_000_000}
    runs = [result(study, 0.3, sizes[study.changes["model"]]) for study in STUDIES["scaling"]]
    rows = [line.split(" | ")[0:3] for line in page(base, {"scaling": runs}, "", {}).splitlines() if "x" in line[:8]]
    assert [(row[0].removeprefix("| "), row[2]) for row in rows if row[0][2].isdigit()] == [
        (size, share) for size in sizes for share in ("all", "1/4", "1/16")
    ]
    plot_scaling([base, *runs], tmp_path / "scaling.png")
    assert (tmp_path / "scaling.png").stat().st_size > 10_000


class Measurer:
    def measure(self, folder: Path) -> dict[str, Measured]:
        assert folder.name == "model"
        return {"crops, 20 classes": Measured(0.5, 0.4, 0.6, 9)}


def test_what_is_finished_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained: list[str] = []

    def train(told: Any, study: Study) -> None:
        trained.append(study.name)
        told.out.mkdir()
        (told.out / "log.jsonl").write_text('{"step": 7, "seconds": 1.5}\n')

    monkeypatch.setattr(studies, "train", train)
    options = argparse.Namespace(out=tmp_path, corpus=tmp_path, minutes_each=None, threads=1)
    first, again = (run(STUDIES["clip"][0], options, 7, Measurer()) for _ in range(2))  # type: ignore[arg-type]
    assert first == again
    assert first.steps == 7
    assert trained == ["clip"]
    with pytest.raises(SystemExit, match="other settings"):
        run(STUDIES["clip"][0], options, 8, Measurer())  # type: ignore[arg-type]


def test_a_share_of_the_people_and_all_of_their_windows() -> None:
    persons = np.repeat(np.append(np.arange(40), FIRST_REAL), 3)
    windows = np.arange(len(persons))
    corpus: Any = SimpleNamespace(persons=persons, days=windows[::3], crops=windows[1::3], originals=windows[::3])
    part = Study("a quarter", every=4).part(corpus)
    assert np.unique(persons[part.days]).tolist() == [*range(0, 40, 4), FIRST_REAL]
    assert len(part.crops) == len(part.originals) == 11
    assert len(STUDIES["simulated"][0].part(corpus).days) == 40
    assert len(corpus.days) == 41
    assert set(UNMET) == set(STUDIES["held-out"][0].without)


def test_the_probe_guesses_people_that_it_was_not_fitted_to() -> None:
    random = np.random.default_rng(0)
    truth, people = np.tile(np.arange(3), 40), np.repeat(np.arange(20), 6)
    vectors = np.eye(3)[truth] + 0.1 * random.normal(size=(120, 3))
    assert (probed(vectors, truth, people) == truth).mean() > 0.95
    alone = np.eye(20)[people]  # tells the person, who is never met
    assert (probed(alone, truth, people) == truth).mean() < 0.6
