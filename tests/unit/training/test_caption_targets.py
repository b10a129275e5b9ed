"""Targets are the template captions, as far as the model sees what they are about."""

from tests.unit.model.captioning import days
from wearscribe.annotate import annotate
from wearscribe.describe.tell import CASES, LEVELS
from wearscribe.model.caption_plan import LANGUAGES, MAX_STEPS, MAX_WORDS, SLOTS, CaptionTarget
from wearscribe.model.claims import KIND_NAMES
from wearscribe.model.tokens import MAX_CLAIMS
from wearscribe.training.caption_targets import targets


def _all(seed: int = 0) -> list[tuple[int, CaptionTarget]]:
    return [
        (row, target)
        for row, (record, read) in enumerate(zip(days().told, days().tokens, strict=True))
        for target in targets(record.window, record.annotations, read, seed)
    ]


def test_steps_are_in_range_and_of_their_level() -> None:
    for row, target in _all():
        assert 0 < len(target.steps) <= MAX_STEPS
        assert 0 < len(target.words) <= MAX_WORDS
        for case, slot, wording in target.steps.tolist():
            assert CASES[case].level == LEVELS[target.start // len(LANGUAGES)]
            assert 0 <= wording < CASES[case].wordings
            assert 0 <= slot < SLOTS
            tokens = days().tokens[row]
            there = len(tokens.claim_kinds) if slot < MAX_CLAIMS else MAX_CLAIMS + len(tokens.episodes)
            assert slot < there


def test_a_fact_points_at_the_claim_it_is_about() -> None:
    for row, target in _all():
        kinds = days().tokens[row].claim_kinds
        for case, slot, _ in target.steps.tolist():
            name = CASES[case].name.removeprefix("more.").split(".")[0]
            if name in KIND_NAMES:
                assert KIND_NAMES[kinds[slot]] == name


def test_labels_point_at_episodes_that_share_their_minutes() -> None:
    pointed = 0
    for row, target in _all():
        spans = days().tokens[row].episode_spans
        labels = days().told[row].window.labels
        for case, slot, _ in target.steps.tolist():
            if CASES[case].name.startswith(("activity.", "inferred.")):
                start, end = spans[slot - MAX_CLAIMS].tolist()
                assert any(start < label.end and label.start < end for label in labels)
                pointed += 1
    assert pointed


def test_most_of_the_seeds_tell_labels_as_inferred_and_none_both_ways() -> None:
    kinds = []
    for seed in range(20):
        names = {CASES[case].name for _, target in _all(seed) for case in target.steps[:, 0].tolist()}
        logged = any(name.startswith(("activity.", "night.")) for name in names)
        inferred = any(name.startswith(("inferred.", "sleep.inferred")) for name in names)
        assert logged != inferred
        kinds.append(inferred)
    assert 0.5 < sum(kinds) / len(kinds) < 1


def test_tokens_of_another_reading_of_the_labels_give_the_same_targets() -> None:
    """Ids of annotations differ with the labels; what is pointed at does not."""
    for record, read in zip(days().told, days().tokens, strict=True):
        again = targets(record.window, annotate(record.window), read, 5)
        for one, other in zip(again, targets(record.window, record.annotations, read, 5), strict=True):
            assert (one.steps == other.steps).all()
