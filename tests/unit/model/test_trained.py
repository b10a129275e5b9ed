"""The model at work, on random weights: what must hold whatever was learnt."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch

from schemas.records import AnnotatedWindow, Label, SensorWindow
from tests.support import tiny_release
from tests.support.precision import BATCHED
from tests.support.windows import sensor_window
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.embedder import Observer
from wearscribe.model import embedders, release
from wearscribe.model.pretrained import WeightsError
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.stretches import MAX_BOUTS
from wearscribe.model.trained import TrainedModel
from wearscribe.verify import verify


def known(window: SensorWindow) -> AnnotatedWindow:
    annotations = annotate(window)
    return AnnotatedWindow(window=window, annotations=annotations, captions=describe(window, annotations))


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module", params=[True, False], ids=["decoder", "no decoder"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    calibration = {"temperature": 0.01, "background": 0.0, "threshold": 0.06}
    return tiny_release.write(tmp_path_factory.mktemp("weights"), decoder=request.param, calibration=calibration)


@pytest.fixture(scope="module")
def model(folder: Path) -> TrainedModel:
    return TrainedModel.load(folder)


@pytest.fixture(scope="module")
def windows() -> list[AnnotatedWindow]:
    """Of several lengths, so that batches are padded."""
    lengths = (1440, 60, 720, 45, 1440, 300)
    return [known(moving(sensor_window(seed, minutes=minutes))) for seed, minutes in enumerate(lengths)]


def moving(window: SensorWindow) -> SensorWindow:
    """With an hour's run in the middle, where there is room for it."""
    signal = window.signal.copy()
    first, last = window.minutes // 3, min(window.minutes // 3 + 60, window.minutes)
    signal[0, first:last], signal[1, first:last] = 150, 160
    signal[1, :first] = 0
    return window.model_copy(update={"signal": signal})


def test_it_is_an_observer_of_its_version(model: TrainedModel, folder: Path) -> None:
    assert isinstance(model, Observer)
    assert (model.model_version, model.dims, model.dimension) == (folder.name, (8, 16, 32), 32)


def test_the_window_comes_first_then_few_stretches_in_order_of_time(
    model: TrainedModel, windows: Sequence[AnnotatedWindow]
) -> None:
    embedded = model.embed(windows)
    assert max(len(each) for each in embedded) > 1
    for window, (whole, *bouts) in zip(windows, embedded, strict=True):
        assert (whole.span, whole.start, whole.end) == ("window", 0, window.window.minutes)
        assert len(bouts) <= MAX_BOUTS
        spans = [(bout.start, bout.end) for bout in bouts]
        assert spans == sorted(set(spans))
        assert (0, window.window.minutes) not in spans
        assert all(bout.span == "bout" and 0 <= bout.start < bout.end <= window.window.minutes for bout in bouts)
        assert all(each.vector.shape == (32,) for each in (whole, *bouts))
        assert np.allclose([np.linalg.norm(each.vector) for each in (whole, *bouts)], 1, atol=BATCHED)


def test_windows_are_embedded_alike_alone_and_together(model: TrainedModel, windows: Sequence[AnnotatedWindow]) -> None:
    together = model.embed_windows(windows)
    alone = np.concatenate([model.embed_windows([window]) for window in windows])
    assert np.allclose(together, alone, atol=BATCHED)
    assert np.allclose(together, [embeddings[0].vector for embeddings in model.embed(windows)], atol=BATCHED)


def test_logged_labels_change_no_vector(model: TrainedModel, windows: Sequence[AnnotatedWindow]) -> None:
    for each in windows:
        bare = known(each.window.model_copy(update={"labels": ()}))
        slept = known(each.window.model_copy(update={"labels": (Label(kind="sleep", name="sleep", start=0, end=40),)}))
        assert np.allclose(model.embed_windows([bare]), model.embed_windows([slept]), atol=1e-6)


def test_texts_come_in_the_order_asked_however_often_and_by_how_many(model: TrainedModel) -> None:
    texts = ["a run in the evening", "저녁 달리기", "a run in the evening", "slept 5 hours, woke 7 times"]
    first, again = model.embed_text(texts), model.embed_text(texts[::-1])[::-1]
    assert first.shape == (4, 32)
    assert np.array_equal(first, again)
    assert np.array_equal(first[0], first[2])
    assert not np.allclose(first[0], first[3])
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(model.embed_text, [texts] * 8):
            assert np.array_equal(vectors, first)
    assert model.embed_text([]).shape == (0, 32)


def test_an_instruction_and_a_text_beside_the_window_steer_it(
    model: TrainedModel, windows: Sequence[AnnotatedWindow]
) -> None:
    day = windows[0]
    plain = model.embed_windows([day])
    instructed = model.embed_windows([day], "Find a night like this one.")
    composed = model.embed_composed([(day, "but with a run in the evening"), (day, "but shorter")])
    assert composed.shape == (2, 32)
    for one, other in ((plain[0], instructed[0]), (plain[0], composed[0]), (composed[0], composed[1])):
        assert not np.allclose(one, other, atol=1e-4)
    assert not np.allclose(model.embed_text(["a run"]), model.embed_text(["a run"], "Which activity is this?"))


@pytest.mark.parametrize("text", ["", "  \n", "run " * 10_000])
def test_a_text_that_cannot_be_read_says_so(model: TrainedModel, windows: list[AnnotatedWindow], text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        model.embed_text([text])
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        model.embed_composed([(windows[0], text)])


def test_inferred_labels_are_told_as_inferred_and_every_sentence_holds(
    model: TrainedModel, windows: Sequence[AnnotatedWindow]
) -> None:
    seen, inferred = model.see(windows), model.infer_labels(windows)
    assert any(inferred)
    for window, each, labels in zip(windows, seen, inferred, strict=True):
        assert all(label.origin == "inferred" for label in labels)
        record = window.window.model_copy(update={"labels": (*window.window.labels, *labels)})
        assert bool(each.captions) == bool(labels)
        for caption in each.captions:
            assert caption.author == model.model_version
            assert caption.level == "semantic"
            assert caption.verified
            assert all(claim.verified for claim in verify([caption], record))
            assert all(i < len(window.annotations) for said in caption.sentences for i in said.annotations)
        if not window.window.labels:
            assert "logged" not in " ".join(caption.text for caption in each.captions).lower()


def test_minutes_that_were_logged_get_no_inference(model: TrainedModel, windows: list[AnnotatedWindow]) -> None:
    day = windows[0].window
    logged = (Label(kind="activity", name="golf", start=0, end=day.minutes),)
    assert model.infer([known(day.model_copy(update={"labels": logged}))]) == [()]


def test_without_weights_it_says_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="wearscribe train"):
        TrainedModel.load(tmp_path / "nothing")
    with pytest.raises(WeightsError, match="caption-text"):
        embedders.load("no-such-version")
    (tmp_path / "empty").mkdir()
    with pytest.raises(WeightsError):
        TrainedModel.load(tmp_path / "empty")


def test_corrupt_weights_are_refused(tmp_path: Path) -> None:
    folder = tiny_release.write(tmp_path)
    file = folder / "model.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(WeightsError, match="sha256"):
        TrainedModel.load(folder)


def test_a_decoder_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = tiny_release.write(tmp_path)
    released = release.load(folder)
    released.decoder.popitem()
    with pytest.raises(WeightsError, match="decoder"):
        TrainedModel(released, SentenceVectors())
