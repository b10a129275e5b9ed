"""An instruction before a window says what is asked of it: in which respect other days are to be like it, or what its
activity is."""

import numpy as np

from schemas.records import Language
from wearscribe.evaluate.bootstrap import mean_by
from wearscribe.evaluate.class_words import NAMES
from wearscribe.evaluate.crops import crops
from wearscribe.evaluate.held_out import LANGUAGES, HeldOut
from wearscribe.evaluate.metrics import precision
from wearscribe.evaluate.results import Cell, Row, Section
from wearscribe.evaluate.zero_shot import of_crops, prototypes
from wearscribe.training.facts import facts
from wearscribe.training.instructions import SELECTS, TRAINING, UNSEEN

_TASKS = {"night": "same_activities", "same_activities": "night"}  # and the wrong one for each

ABOUT = """A day of the held-out people and an instruction ("Find a night like this one"); precision@10 among the {days}
days of {people} people, the day itself left out: how many of the ten have exactly its facts of the sleep (*night*) or
its activities (*same_activities*). Days without any such fact are not asked for. *Unseen*: a paraphrase that is kept
from training; *wrong*: the instruction of the other task; *none*: the day alone; *chance*: random days.
*Activity*: a 30-minute cut and "Which activity is this?" against the names of the twenty, as in *Activities without a
label*; *wrong* is "Find a night like this one". Interval: 95 %, bootstrap by person."""


def measure(held_out: HeldOut) -> Section:
    held_out.progress("following instructions")
    known = [facts(day.told.window, day.told.annotations) for day in held_out.days]
    rows: list[Row] = []
    for task, other in _TASKS.items():
        selected = frozenset(SELECTS[task])
        groups = [tuple(sorted(each & selected)) for each in known]
        group = np.unique([" ".join(each) for each in groups], return_inverse=True)[1]
        shared = np.bincount(group)[group] > 1
        asked = np.flatnonzero([bool(each) for each in groups] & shared)[: held_out.sizes.asked]
        right = group[asked, None] == group[None, :]
        right[np.arange(len(asked)), asked] = False
        for language in LANGUAGES:
            for name, instruction in _instructions(task, other, language).items():
                scores = _scores(held_out, asked, instruction)
                rows.append(_row(held_out, asked, scores, right, task, language, name))
        rows.append(_row(held_out, asked, np.random.default_rng(0).random(right.shape), right, task, "", "chance"))
    about = ABOUT.format(days=len(held_out.days), people=held_out.sizes.kept)
    headline = {f"{row['task']} {row['language']} {row['instruction']}": row["precision@10"] for row in rows}
    rows += _activity(held_out)
    return Section("instructions", "Following an instruction", about, rows, headline=headline)


def _instructions(task: str, other: str, language: Language) -> dict[str, str | None]:
    return {
        "right": TRAINING[task][language][0],
        "unseen": UNSEEN[task][language][0],
        "none": None,
        "wrong": TRAINING[other][language][0],
    }


def _activity(held_out: HeldOut) -> list[Row]:
    """Cuts by the names of the twenty activities, asked for in each way."""
    cut, classes = crops(held_out.days), prototypes(held_out.model, NAMES)
    rows: list[Row] = []
    for language in LANGUAGES:
        for name, instruction in _instructions("activity", "night", language).items():
            vectors = held_out.model.embed_windows([crop.seen for crop in cut], instruction)
            names: dict[str, Cell] = {"task": "activity", "language": language, "instruction": name}
            rows.append(of_crops(vectors, cut, classes, names))
    return rows


def _scores(held_out: HeldOut, asked: np.ndarray, instruction: str | None) -> np.ndarray:
    queries = held_out.model.embed_windows([held_out.days[place].seen for place in asked], instruction)
    scores = np.asarray(queries @ held_out.windows.T)
    scores[np.arange(len(asked)), asked] = -np.inf
    return scores


def _row(
    held_out: HeldOut, asked: np.ndarray, scores: np.ndarray, right: np.ndarray, task: str, language: str, name: str
) -> Row:
    names: dict[str, Cell] = {"task": task, "language": language, "instruction": name, "queries": len(asked)}
    return {**names, "precision@10": mean_by(held_out.people[asked], precision(scores, right))}
