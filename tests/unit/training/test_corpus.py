"""A small corpus: built, interrupted, opened, and drawn from."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.unit.training.tiny_runs import TINY, TINY_MODEL
from wearscribe.model.config import CONFIGS
from wearscribe.model.tokens import MAX_NUMBERS
from wearscribe.training import build as module
from wearscribe.training import checkpoint
from wearscribe.training.activity_words import SYNONYMS_UNSEEN
from wearscribe.training.arrays import FIELDS
from wearscribe.training.batches import TEXT_KINDS, Batches
from wearscribe.training.build import build
from wearscribe.training.configs import TrainConfig
from wearscribe.training.corpus import Corpus
from wearscribe.training.crops import SLEEP
from wearscribe.training.facts import FACTS
from wearscribe.training.gradient_cache import ALONE
from wearscribe.training.loop import Run, Trainer
from wearscribe.training.prepare import prepare

PEOPLE, DAYS = 6, 4


def embed(masked: Sequence[str]) -> np.ndarray:
    return np.array([np.random.default_rng(list(text.encode())).normal(size=512) for text in masked])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built in three shards, the second of which was interrupted once."""
    folder = tmp_path_factory.mktemp("corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PEOPLE_A_SHARD", 2)
        done: list[int] = []

        def interrupt(shards: int, of: int) -> None:
            done.append(shards)
            if shards == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            build(folder, PEOPLE, DAYS, seed=1, report=interrupt, embed=embed)
        (folder / "shard-00002.part").mkdir()
        with pytest.raises(FileNotFoundError, match="build it"):
            Corpus(folder)
        build(folder, PEOPLE, DAYS, seed=1, report=lambda shards, of: done.append(shards), embed=embed)
        assert done == [0, 1, 2, 2, 3]
    return folder


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return Corpus(folder)


def test_resumed_equals_built_at_once(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PEOPLE_A_SHARD", 2)
    build(tmp_path, PEOPLE, DAYS, seed=1, embed=embed)
    for name in FIELDS:
        assert np.array_equal(np.load(tmp_path / f"{name}.npy"), np.load(folder / f"{name}.npy"), equal_nan=True), name
    assert (tmp_path / "sentences.txt").read_text() == (folder / "sentences.txt").read_text()


def test_a_folder_holds_one_corpus(folder: Path) -> None:
    with pytest.raises(ValueError, match="another corpus"):
        build(folder, PEOPLE, DAYS, seed=2)


def test_it_has_days_twins_and_crops(corpus: Corpus) -> None:
    assert len(corpus.originals) == PEOPLE * DAYS
    assert 0 < len(corpus.days) - len(corpus.originals) < len(corpus.originals)
    assert len(corpus.crops) > 10
    twins = np.flatnonzero(corpus.twin_of >= 0)
    assert (corpus.twins[corpus.twin_of[twins]] == twins).all()
    assert (corpus.persons[corpus.twin_of[twins]] == corpus.persons[twins]).all()
    assert corpus.masked.vectors.shape == (len(corpus.masked.counts), 512)


def test_sentences_and_keys_agree(corpus: Corpus) -> None:
    """Sentences that are the same in words and numbers have the same key, rounded ones at least as often."""
    assert corpus.arrays["sentence_numbers"].max() <= MAX_NUMBERS
    exact, rough = (len(np.unique(corpus.keys[:, place])) for place in (0, 1))
    assert rough <= exact
    first = corpus.offsets["numbers"]
    said = {
        (int(sentence), corpus.arrays["number_value"][first[place] : first[place + 1]].tobytes())
        for place, sentence in enumerate(corpus.arrays["sentence"])
    }
    assert exact == len(said)


def test_unseen_synonyms_are_in_no_sentence(folder: Path) -> None:
    everything = (folder / "sentences.txt").read_text()
    for words in SYNONYMS_UNSEEN.values():
        for synonyms in words.values():
            for synonym in synonyms:
                assert synonym.lower() not in everything


def test_every_ask_is_true_of_its_window(corpus: Corpus) -> None:
    asks = np.flatnonzero(corpus.text_kinds == 4)
    window = np.searchsorted(corpus.offsets["texts"], asks, side="right") - 1
    for row in range(3):
        need = corpus.arrays["text_need"][asks, row]
        assert corpus.facts[window[need >= 0], need[need >= 0]].all()
    forbid = corpus.arrays["text_forbid"][asks]
    assert not corpus.facts[window[forbid >= 0], forbid[forbid >= 0]].any()


@pytest.mark.parametrize("kind", ["day", "crop"])
def test_a_batch_fits_together(corpus: Corpus, kind: str) -> None:
    batch = Batches(corpus, kind, 16, seed=3).batch(0)  # type: ignore[arg-type]
    windows, texts = len(batch.windows), len(batch.texts)
    assert windows == 16
    assert len(set(batch.ids.tolist())) == windows
    assert batch.truth.shape == (windows, texts)
    assert (batch.truth[batch.text_windows, np.arange(texts)] == 1).all()
    assert batch.texts.counts.sum() == len(batch.texts.sentences) == len(batch.texts.number_counts)
    assert batch.texts.number_counts.sum() == len(batch.texts.values) == len(batch.texts.contexts)
    assert batch.composed_truth.shape == (windows, len(batch.composed_windows))
    assert batch.query_truth.shape == (windows, len(batch.query_windows))
    assert (batch.query_truth[batch.query_windows, np.arange(len(batch.query_windows))] == -1).all()
    assert (batch.query_truth == 1).any(axis=0).all()
    for instructions in (batch.text_instructions, batch.query_instructions, batch.composed_instructions):
        assert (instructions < len(batch.instructions)).all()
    for tokens, labels in zip(batch.windows, batch.episode_labels, strict=True):
        assert len(labels) == len(tokens.episode_spans) == len(tokens.episodes)
    assert set(batch.phrase_labels.tolist()) == set(range(21))


def test_crops_asked_for_their_activity_are_to_be_near_its_names(corpus: Corpus) -> None:
    batch = Batches(corpus, "crop", 40, seed=3).batch(0)
    prepared = prepare(batch, corpus.masked, TrainConfig(), 10)
    term = next(each for each in prepared.terms if each.name == "named")
    whole = next(each for each in prepared.terms if each.name == "whole")
    assert torch.equal(term.columns, whole.columns)  # the phrases
    assert not np.isin(term.rows, whole.rows).any()  # not the bare windows
    labels = batch.window_labels[batch.query_windows]
    assert len(term.rows) == len(labels) > 0
    for row, label in zip(term.truth, labels, strict=True):
        assert set(batch.phrase_labels[row == 1].tolist()) == ({label} if label >= 0 else set())
        assert (row >= 0).all()
    days = prepare(Batches(corpus, "day", 8, seed=3).batch(0), corpus.masked, TrainConfig(), 8)
    assert "named" not in {each.name for each in days.terms}


def test_twins_are_composed_in_both_directions_but_not_back_from_sleep(corpus: Corpus) -> None:
    batch = Batches(corpus, "day", 24, seed=3).batch(1)
    twins = np.flatnonzero(batch.twin_of >= 0)
    assert len(twins) <= len(batch.composed_windows) <= 2 * len(twins)
    for column, source in enumerate(batch.composed_windows):
        goal = int(batch.composed_truth[:, column].argmax())
        assert batch.composed_truth[:, column].sum() == 1
        assert batch.twin_of[goal] == source or batch.twin_of[source] == goal


def test_batches_depend_on_seed_and_step_alone(corpus: Corpus) -> None:
    one, same = (Batches(corpus, "day", 12, seed=5).batch(7) for _ in range(2))
    assert np.array_equal(one.ids, same.ids)
    assert np.array_equal(one.truth, same.truth)
    assert np.array_equal(one.texts.values, same.texts.values)
    assert not np.array_equal(one.ids, Batches(corpus, "day", 12, seed=5).batch(8).ids)


def test_ranks_share_no_window(corpus: Corpus) -> None:
    for kind in ("day", "crop"):
        parts = [Batches(corpus, kind, 8, seed=1, rank=rank, world=2).batch(0).ids for rank in (0, 1)]  # type: ignore[arg-type]
        assert not set(parts[0].tolist()) & set(parts[1].tolist())


def test_homogeneous_batches(corpus: Corpus) -> None:
    people = Batches(corpus, "day", 8, seed=1, homogeneous="person").batch(0)
    assert len(set(people.persons.tolist())) <= 3
    kinds = Batches(corpus, "day", 8, seed=1, homogeneous="kind").batch(0)
    assert len({TEXT_KINDS[kind] for kind in kinds.text_kinds}) == 1


def test_days_that_are_hard_for_each_other_are_in_one_batch(corpus: Corpus) -> None:
    days = corpus.originals
    hard = np.array([[days[0], days[9], days[17], -1], [days[9], days[3], -1, -1], [days[5], 10**6, -1, -1]])
    found = Batches(corpus, "day", 20, seed=1).batch(0, hard).ids
    assert set(days[[0, 9, 17, 3, 5]].tolist()) <= set(found.tolist())
    assert len(found) == len(set(found.tolist())) == 20
    many = np.stack([days, np.roll(days, 7)], axis=1)
    at_random, gathered = (Batches(corpus, "day", 8, seed=1).batch(0, each).ids for each in (None, many))
    pairs = [{int(one), int(other)} <= set(gathered.tolist()) for one, other in many]
    assert sum(pairs) >= 2
    assert set(gathered.tolist()) != set(at_random.tolist())


def test_a_run_finds_days_of_the_corpus_that_are_hard_for_each_other(
    folder: Path, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONFIGS, "tiny", TINY_MODEL)
    for part in ("train", "validation"):
        (tmp_path / part).symlink_to(folder)
    config = replace(TINY, steps=4, mine_every=4, mine_days=20)
    trainer = Trainer(Run(config, tmp_path, tmp_path / "out", 0), ALONE, torch.device("cpu"), time.monotonic)
    trainer.train(lambda: False, lambda _: None)
    hard = torch.load(tmp_path / "out" / checkpoint.NAME, weights_only=False)["states"]["mined"][4]
    days, others = hard[:, 0], hard[:, 1:]
    assert set(days.tolist()) <= set(corpus.originals.tolist())
    assert 8 < len(days) < 20  # the edited ones among the twenty are not days of their own
    assert np.isin(others[others >= 0], days).all()
    assert (others >= 0).any()
    assert (others != days[:, None]).all()


def test_classes_held_out_are_never_met(corpus: Corpus) -> None:
    held_out = ("walk", "yoga", "swim")
    other, places = corpus.without(held_out), [FACTS.index(name) for name in held_out]
    assert corpus.facts[:, places].any()
    for kind in ("day", "crop"):
        batch = Batches(other, kind, 24, seed=2).batch(0)  # type: ignore[arg-type]
        assert not corpus.facts[batch.ids][:, places].any()
        assert not {0, 4, 8} & set(batch.phrase_labels.tolist())
        assert not {0, 4, 8} & {int(label) for labels in batch.episode_labels for label in labels}


def test_asks_are_true_of_other_windows_too(corpus: Corpus) -> None:
    batch = Batches(corpus, "day", 24, seed=2).batch(0)
    asks = batch.text_kinds == TEXT_KINDS.index("ask")
    assert (batch.truth[:, asks] == 1).sum() > asks.sum()
    assert corpus.facts.shape[1] == len(FACTS)


def test_questions_about_the_night_are_put_to_the_longest_sleep(corpus: Corpus) -> None:
    batch = Batches(corpus, "day", 12, seed=3).batch(0)
    kinds = batch.text_kinds[batch.of_sleep]
    assert len(kinds)
    assert (kinds == TEXT_KINDS.index("ask")).all()
    prepared = prepare(batch, corpus.masked, TrainConfig(), 5)
    term = next(each for each in prepared.terms if each.name == "night")
    firsts = np.cumsum([0, *(group.rows for group in prepared.groups)])
    asleep = 0
    for row in term.rows.tolist():
        group = np.searchsorted(firsts, row, side="right") - 1
        sensors = prepared.groups[group].sensors
        assert sensors is not None
        place = int(prepared.groups[group].episodes[row - firsts[group] - len(sensors)])
        window, episode = divmod(place, sensors.episode_mask.shape[1])
        spans = sensors.episode_spans[window]
        owner = next(
            w for w, t in enumerate(batch.windows) if np.array_equal(t.episode_spans, spans[: len(t.episode_spans)])
        )
        labels = batch.episode_labels[owner]
        lengths = np.diff(batch.windows[owner].episode_spans, axis=1)[:, 0]
        assert labels[episode] == SLEEP
        assert lengths[episode] == lengths[labels == SLEEP].max()
        asleep += 1
    assert asleep == sum((labels == SLEEP).any() for labels in batch.episode_labels) > 0
