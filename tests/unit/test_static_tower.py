"""The static tower on disk and at work."""

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wearscribe.model.pretrained import WeightsError
from wearscribe.static_tower import MAX_PIECES, StaticTower, tokens_of

TOKENS = ["ran", "slept", "ran slept", "수영", "_~수", "@7", "#34"]


@pytest.fixture
def tower() -> StaticTower:
    vectors = np.random.default_rng(0).normal(size=(len(TOKENS), 16)).astype(np.float32)
    return StaticTower("a-model-1", TOKENS, vectors, threshold=0.25)


def test_tokens_of_english_korean_and_numbers() -> None:
    assert tokens_of("Couldn't RUN") == ["couldnt", "couldnt run", "run"]
    assert tokens_of("수영 30분") == [
        "수영", "수영 #34", "수영 #", "_~수", "_수영", "_영~", "#34", "#34 분", "# 분", "분", "_~분", "_분~",
    ]  # fmt: skip
    assert tokens_of("7:30 12,000 1.5") == ["@7", "@7 #93", "@ #", "#93", "#93 #9", "# #", "#9"]


@given(st.text(max_size=60))
def test_tokens_do_not_depend_on_case_of_letters_nor_on_what_separates(text: str) -> None:
    assert tokens_of(text) == tokens_of(f"\n {text}\t!") == tokens_of(text.translate(_UPPER))


_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@given(st.lists(st.sampled_from(["ran", "slept", "7:30", "30", "수영", "다녀왔다", "-"]), min_size=1).map(" ".join))
def test_vectors_are_of_unit_length_or_zero(text: str) -> None:
    tower = StaticTower("a-model-1", TOKENS, np.eye(len(TOKENS), dtype=np.float32))
    known = any(token in TOKENS for token in tokens_of(text))
    assert np.linalg.norm(tower.embed([text])) == pytest.approx(1.0 if known else 0.0, abs=1e-6)


def test_a_text_is_the_sum_of_its_tokens_each_by_the_root_of_how_often_it_occurs(tower: StaticTower) -> None:
    ran, slept, both = tower.vectors[:3]
    twice = 2**0.5 * ran + slept + both
    assert tower.embed(["ran. Ran, slept."])[0] == pytest.approx(twice / np.linalg.norm(twice), abs=1e-6)
    expected = (ran + slept + both) / np.linalg.norm(ran + slept + both)
    assert tower.embed(["Ran, slept."])[0] == pytest.approx(expected, abs=1e-6)
    assert len(tokens_of("ran " * (MAX_PIECES + 5))) == 2 * MAX_PIECES - 1


def test_what_is_saved_is_loaded_and_equal_towers_make_equal_files(tower: StaticTower, tmp_path: Path) -> None:
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    tower.save(first)
    loaded = StaticTower.load(first)
    loaded.save(second)
    assert first.read_bytes() == second.read_bytes()
    assert (loaded.model_version, loaded.tokens) == ("a-model-1", TOKENS)
    assert (loaded.threshold, loaded.static_threshold) == (0.25, None)
    steps = np.abs(tower.vectors).max(axis=1, keepdims=True) / 127
    assert np.all(np.abs(loaded.vectors - tower.vectors) <= steps / 2 + 1e-6)


def test_of_whom_less_is_known_the_vector_is_shorter_where_it_is_judged(tower: StaticTower) -> None:
    texts = ["ran", "slept ran", "ran home", "ran home ran home", "home"]
    lengths = np.linalg.norm(tower.judged(texts), axis=1)
    assert lengths == pytest.approx(np.array([1, 2 / 3, 1 / 3, 1 / 4, 0]) * 3 / 2, abs=1e-6)
    assert tower.judged(texts) == pytest.approx(tower.embed(texts) * lengths[:, None], abs=1e-6)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"missing.*wearscribe distill"):
        StaticTower.load(tmp_path / "text_vectors.npz")


def test_a_damaged_file_is_refused_wherever_a_byte_of_it_differs(tower: StaticTower, tmp_path: Path) -> None:
    file = tmp_path / "text_vectors.npz"
    tower.save(file)
    content, whole = file.read_bytes(), StaticTower.load(file)
    for place in range(0, len(content), 37):
        file.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
        with suppress(WeightsError):  # nothing else; and a byte that says nothing, such as a time, may differ
            assert np.array_equal(StaticTower.load(file).vectors, whole.vectors)
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(WeightsError, match="damaged"):
        StaticTower.load(file)


def test_a_file_whose_content_was_changed_is_refused(tower: StaticTower, tmp_path: Path) -> None:
    file = tmp_path / "text_vectors.npz"
    tower.save(file)
    with np.load(file) as stored:
        arrays = {name: stored[name] for name in stored.files}
    arrays["vectors"][0, 0] += 1
    np.savez(file, **arrays)
    with pytest.raises(WeightsError, match="sha256"):
        StaticTower.load(file)
    np.savez(file, **arrays | {"format": np.array(2)})
    with pytest.raises(WeightsError, match="format"):
        StaticTower.load(file)
