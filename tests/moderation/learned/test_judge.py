"""What the learned model may change, and that every level stays backed by words."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from moderation.findings import Level
from moderation.learned.judge import choose_level
from moderation.learned.model import Prediction
from moderation.screener import Screener

from .conftest import LIMITS, SaidModel

Make = Callable[..., Screener]
PARAPHRASE = "There is marmalade where the wind should be."


def test_finds_a_sign_in_words_that_no_rule_knows(said: Make) -> None:
    words = ("marmalade", "where", "the", "wind")
    screening = said([1, 0.9, 0.9, 0.8, 0.0], words).screen(body=PARAPHRASE)
    (finding,) = screening.findings
    assert (screening.level, finding.level, finding.concept) == (
        Level.EMERGENCY,
        Level.EMERGENCY,
        "chest_pain",
    )
    assert finding.quote == "marmalade where the wind"
    assert PARAPHRASE[finding.start : finding.end] == finding.quote
    assert finding.source == "model:said"
    assert "80 in 100" in finding.because[0].text


def test_lowers_what_the_rules_took_for_a_sign(said: Make) -> None:
    screening = said([1, 0.9, 0.1, 0.0, 0.0]).screen(body="I have crushing chest pain right now")
    assert screening.level is Level.INFO
    assert max(finding.level for finding in screening.findings) is Level.INFO
    assert any("10 in 100" in reason.text for finding in screening.findings for reason in finding.because)


@pytest.mark.parametrize("alone, level", [(0.94, Level.NONE), (0.96, Level.EMERGENCY)])
def test_talk_around_a_sign_does_not_talk_it_away(said: Make, alone: float, level: Level) -> None:
    screening = said([1, 0.3, 0.1, 0.0, 0.0], alone=alone).screen(body="I have crushing chest pain right now")
    assert screening.level is level


@pytest.mark.parametrize("finding, level", [(0.49, Level.URGENT), (0.51, Level.EMERGENCY)])
def test_unsure_between_two_levels_the_graver_one(said: Make, finding: float, level: Level) -> None:
    screening = said([1, 0.9, 0.9, 0.1, 0.0], finding=finding).screen(
        body="I have crushing chest pain right now"
    )
    assert screening.level is level


def test_what_the_rules_call_urgent_stays_urgent(said: Make) -> None:
    screening = said([1, 0.9, 0.9, 0.1, 0.0], finding=0.99).screen(body="My gums bleed since Monday")
    assert screening.level is Level.URGENT


def test_raises_the_finding_that_the_rules_had_put_aside(said: Make) -> None:
    text = "No chest pain they say, well it is back"
    screening = said([1, 0.9, 0.9, 0.8, 0.0], ("chest", "pain")).screen(body=text)
    (finding,) = [finding for finding in screening.findings if finding.level is Level.EMERGENCY]
    assert (finding.concept, finding.assertion.value) == ("chest_pain", "present")
    assert ".toml:" in finding.source


def test_leaves_the_rules_alone_where_it_agrees(said: Make, screener: Screener) -> None:
    text = "I have crushing chest pain right now"
    assert said([1, 0.9, 0.9, 0.9, 0.0]).screen(body=text).findings == screener.screen(body=text).findings


@pytest.mark.parametrize("reach, looks", [([1, 0.3, 0.25, 0, 0], True), ([1, 0.3, 0.1, 0, 0], False)])
def test_unsure_and_mild_asks_for_a_second_look(said: Make, reach: list[float], looks: bool) -> None:
    screening = said(reach).screen(body="a quiet day")
    assert (screening.level, screening.second_look) == (Level.NONE, looks)


def test_a_notice_needs_no_second_look(said: Make) -> None:
    assert not said([1, 0.9, 0.9, 0.1, 0.0], ("quiet",)).screen(body="a quiet day").second_look


def test_names_no_sign_that_the_rules_do_not_know(screener: Screener) -> None:
    model = SaidModel([1, 0.9, 0.9, 0.8, 0.0], ("marmalade",), concept="gum_bleeding")
    rules = replace(screener.rules, symptoms={"chest_pain": screener.rules.symptoms["chest_pain"]})
    (finding,) = Screener(rules, model).screen(body=PARAPHRASE).findings  # type: ignore[arg-type]
    assert finding.concept == "chest_pain"


def test_an_empty_post_gets_nothing(said: Make) -> None:
    screening = said([1, 0.9, 0.9, 0.9, 0.9]).screen()
    assert (screening.level, screening.findings) == (Level.NONE, ())


def test_signs_without_a_letter_back_nothing(said: Make) -> None:
    assert said([1, 0.9, 0.9, 0.9, 0.9]).screen(body="?!").level is Level.NONE


@pytest.mark.parametrize(
    "reach, level",
    [
        ([1, 0.9, 0.8, 0.6, 0.3], Level.CRISIS),
        ([1, 0.9, 0.8, 0.4, 0.29], Level.EMERGENCY),
        ([1, 0.9, 0.5, 0.39, 0.0], Level.URGENT),
        ([1, 0.5, 0.49, 0.3, 0.0], Level.INFO),
        ([1, 0.49, 0.4, 0.3, 0.2], Level.NONE),
    ],
)
def test_the_highest_level_that_is_likely_enough(reach: list[float], level: Level) -> None:
    nothing = np.zeros((0, 1), dtype=np.float32)
    prediction = Prediction(None, np.array(reach), nothing, nothing, nothing)  # type: ignore[arg-type]
    assert choose_level(prediction, LIMITS) is level
