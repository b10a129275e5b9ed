"""Grounded captions say what can be computed, once, and nothing else."""

from collections import Counter
from dataclasses import replace

import pytest
import torch

from schemas.records import Caption, Label
from tests.unit.model.captioning import days, encoded, small
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.model import grounded
from wearscribe.model.caption_plan import MAX_STEPS, TargetBatch, collate_targets
from wearscribe.model.captioner import Captioner
from wearscribe.training.caption_targets import targets
from wearscribe.verify import Checker


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def _targets() -> TargetBatch:
    made = [
        (target, row)
        for row, (record, read) in enumerate(zip(days().told, days().tokens, strict=True))
        for target in targets(record.window, record.annotations, read, seed=row)
    ]
    return collate_targets([target for target, _ in made], [row for _, row in made])


def _written(seed: int = 0) -> list[grounded.Written]:
    return Captioner(*small(seed), "small").grounded(days().seen, days().inferred)


def _forms(caption: Caption) -> Counter[tuple[str, ...]]:
    return Counter(sentence.text for sentence in caption.sentences)


def test_plans_can_be_learnt() -> None:
    space, decoder = small()
    batch = _targets()
    optimizer = torch.optim.AdamW([*space.parameters(), *decoder.parameters()], lr=3e-3)
    losses = []
    for _ in range(30):
        loss = grounded.loss(decoder, encoded(space, days().tokens), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.6 * losses[0]


def test_padded_steps_and_other_captions_do_not_change_a_loss() -> None:
    space, decoder = small()
    batch, read = _targets(), encoded(space, days().tokens)
    row = int(batch.counts.argmin())
    count = int(batch.counts[row])
    alone = TargetBatch(
        batch.windows[row : row + 1],
        batch.starts[row : row + 1],
        batch.steps[row : row + 1, :count],
        batch.counts[row : row + 1],
        batch.words[row : row + 1],
    )
    padded = replace(alone, steps=torch.nn.functional.pad(alone.steps, (0, 0, 0, 3), value=1))
    torch.testing.assert_close(grounded.loss(decoder, read, alone), grounded.loss(decoder, read, padded))


@pytest.mark.parametrize("seed", [0, 1])
def test_every_sentence_is_said_once_and_most_hold(seed: int) -> None:
    for written, seen, inferred in zip(_written(seed), days().seen, days().inferred, strict=True):
        checker = Checker(seen.window.model_copy(update={"labels": inferred}))
        assert written.drafts
        for caption in written.drafts:
            assert 0 < len(caption.sentences) <= MAX_STEPS
            assert max(_forms(caption).values()) == 1
        for caption in written.captions:
            assert caption.verified
            assert caption.author == "small"
            assert all(checker.check(sentence.text, caption.language).true for sentence in caption.sentences)
        assert written.dropped <= 0.1 * sum(len(caption.sentences) for caption in written.drafts)


def test_a_sentence_from_a_false_annotation_is_dropped() -> None:
    """The checker recomputes from the minutes: what an annotation says of them counts for nothing."""
    record = days().seen[0]
    wrong = [
        each.model_copy(update={"values": {name: value + 40 for name, value in each.values.items()}})
        if each.kind == "statistics"
        else each
        for each in record.annotations
    ]
    false = record.model_copy(update={"annotations": tuple(wrong)})
    (written,) = Captioner(*small(), "small").grounded([false], [()])
    changed = {each.id for each in wrong if each.kind == "statistics"}
    drafted, kept = (
        [changed.intersection(sentence.annotations) for caption in captions for sentence in caption.sentences]
        for captions in (written.drafts, written.captions)
    )
    assert any(drafted)
    assert kept
    assert not any(kept)
    assert written.dropped == sum(map(bool, drafted))


def test_what_is_said_is_said_by_the_templates_too() -> None:
    """Not a number, a time or a name that `describe` would not compute."""
    for written, seen, inferred in zip(_written(), days().seen, days().inferred, strict=True):
        window = seen.window.model_copy(update={"labels": inferred})
        annotations, numbers = annotate(window), set()
        for seed in range(40):
            numbers |= {word for caption in describe(window, annotations, seed=seed) for word in _numbers(caption)}
        assert {word for caption in written.drafts for word in _numbers(caption)} <= numbers


def _numbers(caption: Caption) -> list[str]:
    return [word.strip(".,;:()%") for word in caption.text.split() if word[0].isdigit() and caption.language == "en"]


def test_the_same_window_is_written_about_in_the_same_words() -> None:
    together = _written()
    alone = Captioner(*small(), "small").grounded(days().seen[1:2], days().inferred[1:2])
    assert alone == together[1:2]


def test_sentences_cite_annotations_of_the_record() -> None:
    for written, seen in zip(_written(), days().seen, strict=True):
        known = {annotation.id: annotation for annotation in seen.annotations}
        for caption in written.captions:
            for sentence in caption.sentences:
                assert all(place in known for place in sentence.annotations)
                assert not any(known[place].kind in ("activity", "sleep") for place in sentence.annotations)


def test_an_inferred_label_is_never_told_as_logged() -> None:
    drafts = [caption for written in _written() for caption in written.drafts if caption.language == "en"]
    semantic = [said.text for caption in drafts if caption.level == "semantic" for said in caption.sentences]
    about_labels = [text for text in semantic if "bout" not in text and "movement" not in text]
    assert about_labels
    assert all("look" in text for text in about_labels)


def test_nothing_is_inferred_where_no_label_is_given() -> None:
    captions = Captioner(*small(), "small").grounded(days().seen, [()] * len(days().seen))
    assert not any("looks like" in caption.text for written in captions for caption in written.drafts)


def test_logged_labels_are_told_as_logged() -> None:
    none: list[tuple[Label, ...]] = [()] * len(days().told)
    captions = Captioner(*small(), "small").grounded(days().told, none)
    texts = [caption.text for written in captions for caption in written.drafts if caption.level == "semantic"]
    assert texts
    assert not any("looks like" in text or "보입니다" in text for text in texts)
