import pytest

from moderation.address import told_to_reader
from moderation.findings import Level
from moderation.scope import scope_of
from tests.marking import mark


def is_told(text: str) -> bool:
    return told_to_reader(scope_of(mark(text))) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Call 112 now. Tell them: [sudden neck pain], and the time.",
        'Tom, don\'t drive. Say "[possible stroke], infusion two days ago".',
        "2. Bad head, [vomiting]: 911. Don't drive yourself.",
        "Look at the whites of the eyes: [yellow skin] comes late.",
        "[Bruises] on your stomach with that count is not lunch.",
        "Ring your team today. [Fainting] is 112 now.",
    ],
)
def test_signs_in_words_to_the_reader_are_advice(text: str) -> None:
    assert is_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tell me what to do. [Chest pain] since noon.",
        "Please help. [Can't breathe].",
        "Ring 111 or wait? [Chest pain], sweating.",
        "Call an ambulance? My [face is drooping].",
        "Thanks for your kind words. My [gums are bleeding].",
        "Keep getting [nosebleeds] all week.",
        "Keep the window open for air. [Can't get a breath].",
        "Stop the drip, they said. [Throat closing].",
        "Don't wait like I did. [Chest pain], sweating.",
        "Call the ambulance, my [husband is not breathing].",
        "Go to the GP they said. [Fever 39] since last night.",
    ],
)
def test_pleas_and_own_signs_are_no_advice(text: str) -> None:
    assert not is_told(text)


def test_a_farewell_is_never_read_as_advice() -> None:
    span = mark("Tell them the dog bites. [Better off dead].", level=Level.CRISIS)
    assert told_to_reader(scope_of(span)) is None
