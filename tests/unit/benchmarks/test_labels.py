"""How the labels of a day are asked for and weighed."""

from random import Random

import numpy as np
import pytest

from benchmarks.labels import Question, Scored, fit, questions
from wearscribe.evaluate.data import VALIDATION, held_out_days
from wearscribe.model.zero_shot import Calibration, probabilities
from wearscribe.training.off_topic import OFF_TOPIC


def test_the_two_numbers_by_which_labels_were_drawn_are_found_again() -> None:
    random, drawn = np.random.default_rng(0), Calibration(temperature=0.07, background=0.45)
    scored = []
    for number in range(4000):
        cosines = random.uniform(0, 1, 4)
        right = int(random.choice(5, p=probabilities(cosines, drawn)))
        question = Question("facts" if number % 2 else "activities", number, ("a", "b", "c", "d"), right)
        scored.append(Scored(question, cosines - 0.1, cosines + 0.1))  # both of them together are the score
    fitted = fit(scored)
    assert fitted.temperature == pytest.approx(drawn.temperature, rel=0.1)
    assert fitted.background == pytest.approx(drawn.background, abs=0.02)


def test_what_is_right_is_one_of_the_labels_or_none_and_no_half_shares_a_text_off_topic() -> None:
    days = list(held_out_days(4, 3, seed=VALIDATION))
    halves = [list(questions(days, half, Random(0))) for half in (0, 1)]
    for asked in halves:
        assert {each.kind for each in asked} == {"activities", "beside", "facts", "off topic"}
        assert all(0 <= each.right <= len(each.labels) == len(set(each.labels)) for each in asked)
        assert all(each.right == 4 for each in asked if each.kind == "off topic")
    away = [{label for each in asked if each.kind == "off topic" for label in each.labels} for asked in halves]
    assert away[0].isdisjoint(away[1])
    assert all(texts.isdisjoint(taught[::2]) for texts in away for taught in OFF_TOPIC.values())
