"""An instruction before a window says what is asked of it: in which respect other days are to be like it, or what its
activity is."""

from collections.abc import Callable, Sequence

import numpy as np

from schemas.records import Language
from wearscribe.evaluate.bootstrap import Measured, mean_by
from wearscribe.evaluate.class_words import NAMES
from wearscribe.evaluate.crops import crops
from wearscribe.evaluate.held_out import LANGUAGES, HeldOut, whole
from wearscribe.evaluate.metrics import precision
from wearscribe.evaluate.model import Model
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.evaluate.zero_shot import prototypes, scored
from wearscribe.training.facts import facts
from wearscribe.training.instructions import SELECTS, TRAINING, UNSEEN

_TASKS = {"night": "same_activities", "same_activities": "night"}  # and the wrong one for each
_PRECISION, _ACCURACY = "precision@10", "balanced accuracy"

ABOUT = """A day of the held-out people and an instruction ("Find a night like this one"); precision@10 among the {days}
days of {people} people, the day itself left out: how many of the ten have exactly its facts of the sleep (*night*) or
its activities (*same_activities*). Days without any such fact are not asked for. *Unseen*: all paraphrases that are
kept from training together, then the *least* and the *greatest* of them; *wrong*: the instruction of the other task;
*none*: the day alone. Controls: *chance*, random days; *shuffled labels*, what the right instruction finds against
facts that were exchanged among the days; *untrained*, the same architecture with the right instruction; *caption-text*,
which reads no instruction. *Activity*: a 30-minute cut and "Which activity is this?" against the names of the twenty,
as in *Activities without a label*, where its controls are; *wrong* is "Find a night like this one". Interval: 95 %,
bootstrap by person."""


def measure(held_out: HeldOut) -> Section:
    held_out.progress("following instructions")
    known = [facts(day.told.window, day.told.annotations) for day in held_out.days]
    rows: list[Row] = []
    for task in _TASKS:
        selected = frozenset(SELECTS[task])
        groups = [tuple(sorted(each & selected)) for each in known]
        group = np.unique([" ".join(each) for each in groups], return_inverse=True)[1]
        shared = np.bincount(group)[group] > 1
        asked = np.flatnonzero([bool(each) for each in groups] & shared)[: held_out.sizes.asked]
        right = group[asked, None] == group[None, :]
        right[np.arange(len(asked)), asked] = False
        rows += _days(held_out, task, asked, right)
    about = ABOUT.format(days=len(held_out.days), people=held_out.sizes.kept)
    headline = {f"{row['task']} {row['language']} {row['instruction']}": row[_PRECISION] for row in rows}
    rows += _activity(held_out)
    return Section("instructions", "Following an instruction", about, rows, headline=headline)


def _days(held_out: HeldOut, task: str, asked: np.ndarray, right: np.ndarray) -> list[Row]:
    """Of the days `asked` by each instruction, and by the controls with the right one in English."""
    people = held_out.people[asked]

    def found(instruction: str | None, model: Model = held_out.model, windows: np.ndarray | None = None) -> np.ndarray:
        """Cosines [query, day], the day itself last."""
        queries = model.embed_windows([held_out.days[place].seen for place in asked], instruction)
        scores = np.asarray(queries @ (held_out.windows if windows is None else windows).T)
        scores[np.arange(len(asked)), asked] = -np.inf
        return scores

    def judged(scores: Sequence[np.ndarray], answers: np.ndarray = right) -> Row:
        each = np.concatenate([precision(part, answers) for part in scores])
        return {"queries": len(each), _PRECISION: mean_by(np.tile(people, len(scores)), each)}

    rows: list[Row] = []
    for language in LANGUAGES:
        for name, instructions in _ways(task, _TASKS[task], language).items():
            for told, row in _spread(name, [found(each) for each in instructions], judged, _PRECISION):
                rows.append({"task": task, "language": language, "instruction": told, **row})
    instruction = TRAINING[task]["en"][0]
    exchanged = right[:, np.random.default_rng(0).permutation(right.shape[1])]
    controls = {
        "chance": judged([np.random.default_rng(0).random(right.shape)]),
        "shuffled labels": judged([found(instruction)], exchanged),
    }
    for name, model in held_out.controls.items():
        controls[name] = judged([found(instruction, model, whole(*held_out.control_spans[name]))])
    return rows + [{"task": task, "language": "", "instruction": name, **row} for name, row in controls.items()]


def _activity(held_out: HeldOut) -> list[Row]:
    """Cuts by the names of the twenty activities, asked for in each way."""
    cut, classes = crops(held_out.days), prototypes(held_out.model, NAMES)
    people, truth = np.array([crop.person for crop in cut]), np.array([crop.name for crop in cut])

    def judged(scores: Sequence[np.ndarray]) -> Row:
        repeated = np.tile(truth, len(scores)), np.concatenate(scores), np.tile(people, len(scores))
        return scored(*repeated, {})

    rows: list[Row] = []
    for language in LANGUAGES:
        for name, instructions in _ways("activity", "night", language).items():
            found = [held_out.model.embed_windows([crop.seen for crop in cut], each) for each in instructions]
            for told, row in _spread(name, [each @ classes.T for each in found], judged, _ACCURACY):
                rows.append({"task": "activity", "language": language, "instruction": told, **row})
    return rows


def _ways(task: str, other: str, language: Language) -> dict[str, Sequence[str | None]]:
    return {
        "right": TRAINING[task][language][:1],
        "unseen": UNSEEN[task][language],
        "none": (None,),
        "wrong": TRAINING[other][language][:1],
    }


def _spread(
    name: str, scores: Sequence[np.ndarray], judged: Callable[[Sequence[np.ndarray]], Row], by: str
) -> list[tuple[str, Row]]:
    """All wordings judged together; of several the least and the greatest `by` that measure beside it."""
    rows = [(name, judged(scores))]
    if len(scores) > 1:
        alone = sorted((judged([each]) for each in scores), key=lambda row: _value(row[by]))
        rows += [(f"{name}, least", alone[0]), (f"{name}, greatest", alone[-1])]
    return rows


def _value(cell: Cell) -> float:
    return cell.value if isinstance(cell, Measured) else float("nan")
