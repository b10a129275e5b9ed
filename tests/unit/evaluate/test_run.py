"""The whole of it on a handful of people, with an embedder that knows nothing and one that knows everything."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from schemas.records import AnnotatedWindow, Embedding
from wearscribe.evaluate import composed, crops, few_shot, hard_pool, instructions, report, zero_shot
from wearscribe.evaluate.baseline import Described
from wearscribe.evaluate.bootstrap import mean_by
from wearscribe.evaluate.class_words import NAMES
from wearscribe.evaluate.held_out import HeldOut, Sizes
from wearscribe.evaluate.results import Row
from wearscribe.evaluate.run import MEASURES, Given, run
from wearscribe.evaluate.texts import text_of
from wearscribe.static_tower import StaticTower

QUERIES = Path(__file__).parents[2] / "data" / "queries.jsonl"
SIZES = Sizes(people=6, days=6, kept=5, training=3, pools=(10, 30), texts=30, asked=10, seeds=1)
#: The measures that take longer: captions have their own tests, real days and speed need real days and a real model.
NOT_HERE = {"captions", "real-days", "speed"}


class Ignorant:
    """Every text and every window is somewhere, for no reason."""

    model_version = "ignorant"
    dimension = 16
    dims = (4, 16)

    def embed(self, windows: Sequence[AnnotatedWindow]) -> list[tuple[Embedding, ...]]:
        return [
            tuple(
                Embedding(span=span, start=0, end=each.window.minutes, vector=vector)
                for span, vector in zip(("window", "bout"), self._points([each, each.window.start]), strict=True)
            )
            for each in windows
        ]

    def embed_text(self, texts: Sequence[str], instruction: str | None = None) -> np.ndarray:
        return self._points(texts)

    def embed_windows(self, windows: Sequence[AnnotatedWindow], instruction: str | None = None) -> np.ndarray:
        return self._points(windows)

    def embed_composed(
        self, pairs: Sequence[tuple[AnnotatedWindow, str]], instruction: str | None = None
    ) -> np.ndarray:
        return self._points(pairs)

    def _points(self, things: Sequence[object]) -> np.ndarray:
        return np.stack([self._point(thing) for thing in things])

    def _point(self, thing: object) -> np.ndarray:
        key = str(thing.window.signal.tobytes() if isinstance(thing, AnnotatedWindow) else thing)
        seed = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
        vector = np.random.default_rng(seed).normal(size=self.dimension)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


class Omniscient(Ignorant):
    """Was told of each window's signal which texts are about it."""

    def __init__(self) -> None:
        self.about: dict[bytes, str] = {}

    def tell(self, record: AnnotatedWindow, text: str) -> None:
        self.about[record.window.signal.tobytes()] = text

    def _point(self, thing: object) -> np.ndarray:
        if isinstance(thing, AnnotatedWindow):
            thing = self.about.get(thing.window.signal.tobytes(), thing)
        return super()._point(thing)


@pytest.fixture(scope="module")
def held_out() -> HeldOut:
    return HeldOut(Ignorant(), SIZES, {"caption-text": Described(Ignorant())}, progress=lambda _: None)


def test_every_measure_runs_and_is_reported(held_out: HeldOut, tmp_path: Path) -> None:
    vectors = np.eye(2, Ignorant.dimension, dtype=np.float32)
    tower = StaticTower(Ignorant.model_version, ["ran", "bpm"], vectors, threshold=0.5, static_threshold=0.5)
    sections = run(held_out, Given(queries=QUERIES, tower=tower), [name for name in MEASURES if name not in NOT_HERE])
    file = report.write(tmp_path, sections, {"model": "ignorant"})
    found = json.loads((tmp_path / "report.json").read_text())
    assert set(found["sections"]) == set(MEASURES) - NOT_HERE
    for section in found["sections"].values():
        assert section["rows"]
        assert section["headline"]
    text = file.read_text()
    assert "## What it must show" in text
    for section in sections:
        assert section.title in text
        for chart in section.charts:
            assert (tmp_path / f"{chart.name}.png").stat().st_size > 1000


def test_the_two_readings_share_no_label(held_out: HeldOut) -> None:
    for day in held_out.days:
        assert day.seen.window.labels == ()
        assert {each.kind for each in day.seen.annotations}.isdisjoint({"activity", "sleep"})
        assert set(day.seen.window.channels) <= {"heart_rate", "steps"}
        assert day.told.window.labels == day.whole.labels
        assert day.seen.window.window_id == day.whole.window_id


def test_more_processes_give_the_same_days(held_out: HeldOut) -> None:
    again = HeldOut(Ignorant(), Sizes(kept=2, days=2), processes=2, progress=lambda _: None).days
    first = [day for day in held_out.days if day.person < 2 and day.number < 2]
    assert [day.told for day in again] == [day.told for day in first]


def test_who_knows_the_bouts_names_all_of_them(held_out: HeldOut) -> None:
    model, cut = Omniscient(), crops.crops(held_out.days)
    for crop in cut:
        model.tell(crop.seen, crops.CLASSES[crop.name])
    phrases = {name: (name,) for name in NAMES}
    row = zero_shot.of_crops(zero_shot.embed(model, cut), cut, zero_shot.prototypes(model, phrases), {})
    assert row["balanced accuracy"].value == row["macro F1"].value == row["macro AUROC"] == 1
    assert all(crop.seen.window.minutes == crops.MINUTES for crop in cut)


def test_who_knows_the_captions_finds_every_day_even_among_its_twins(held_out: HeldOut) -> None:
    model = Omniscient()
    for day in held_out.days:
        model.tell(day.seen, text_of(day, "mixed", "en") or "")
    knowing = HeldOut(model, SIZES, progress=lambda _: None)
    knowing.__dict__["days"] = held_out.days
    row = next(row for row in hard_pool.measure(knowing).rows if (row["level"], row["language"]) == ("mixed", "en"))
    assert row["R@1"].value == row["over the twin"].value == 1


def test_a_composed_query_never_finds_the_day_it_began_with() -> None:
    queries = windows = np.eye(4, dtype=np.float32)
    ranks = composed._crowded(queries[:2], windows, np.array([0, 1]))
    np.testing.assert_array_equal(ranks, [2, 2])  # the twin ties with the other day and the other twin


def test_the_controls_stand_beside_the_model(held_out: HeldOut) -> None:
    for measure, more in ((hard_pool, {"random pairs"}), (composed, {"random pairs", "words alone", "day alone"})):
        rows = measure.measure(held_out).rows
        assert {row["by"] for row in rows} >= {"caption-text", *more}
    rows = instructions.measure(held_out).rows
    told = {row["instruction"] for row in rows if row["task"] == "same_activities"}
    assert told >= {"caption-text", "shuffled labels", "chance"}


def test_every_unseen_paraphrase_counts() -> None:
    scores = [np.full((2, 2), value) for value in (0.2, 0.9, 0.4, 0.5)]

    def judged(parts: Sequence[np.ndarray]) -> Row:
        return {"found": mean_by(np.arange(len(parts)), np.array([part.mean() for part in parts]))}

    rows = dict(instructions._spread("unseen", scores, judged, "found"))
    assert {name: row["found"].value for name, row in rows.items()} == {
        "unseen": 0.5,
        "unseen, least": 0.2,
        "unseen, greatest": 0.9,
    }


def test_a_difference_of_two_classifiers_is_paired_by_person() -> None:
    truth, people = np.tile(np.arange(4), 10), np.arange(40)
    right = np.stack([truth, truth])  # from two draws of labels
    wrong = np.where(people < 10, (truth + 1) % 4, truth)[None]
    less = few_shot._less(truth, people, right, wrong)
    assert less.value == pytest.approx(0.25, abs=0.01)
    assert 0 < less.low < less.value < less.high
    same = few_shot._less(truth, people, wrong, wrong)
    assert same.low == same.value == same.high == 0


def test_an_unknown_measure_is_named(held_out: HeldOut) -> None:
    with pytest.raises(ValueError, match="no measure is called retreival"):
        run(held_out, Given(), ["retreival"])
