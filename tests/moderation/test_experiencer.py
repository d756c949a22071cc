import pytest

from moderation.experiencer import find_experiencer, set_experiencer
from moderation.findings import Experiencer
from tests.marking import mark, mark_all

AUTHOR, CARED_FOR, OTHER = Experiencer.AUTHOR, Experiencer.CARED_FOR, Experiencer.OTHER


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[Bleeding gums] since Monday", AUTHOR),
        ("My wife says [my eyes are yellow]", AUTHOR),
        ("Posting for my son, [he has passed out] twice today", CARED_FOR),
        ("My mum is 70. [Her face is drooping]", CARED_FOR),
        ("He woke me at four. [He was shaking] all over", CARED_FOR),
        ("I am a carer and my lady has [blood in her urine]", CARED_FOR),
        ("A friend of mine had [ITP] after Lemtrada", OTHER),
        ("Someone on Facebook said [she is coughing up blood]", OTHER),
        ("My aunt had [a stroke]", OTHER),
        ("A lady in my other group [came out in dots]", OTHER),
        ("Our dog had [a seizure]", OTHER),
    ],
)
def test_whose_sign_it_is(text: str, expected: Experiencer) -> None:
    assert find_experiencer(mark(text))[0] is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[I had to be propped up] by a stranger", AUTHOR),
        ("I told my boss that [my chest hurts]", AUTHOR),
        ("The patient portal says [platelets 14]", AUTHOR),
        ("Can someone tell me if [bleeding gums] are bad", AUTHOR),
    ],
)
def test_a_person_who_stands_by_is_not_the_one(text: str, expected: Experiencer) -> None:
    assert find_experiencer(mark(text))[0] is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("My uncle got his first bag today. Now [his face is swelling]", CARED_FOR),
        ("My colleague sits next to me and [her words are slurred]", CARED_FOR),
        ("A girl on Facebook, [she is bleeding] right now", OTHER),
        ("Danielle wrote last night that [she cannot feel her face]", OTHER),
    ],
)
def test_someone_who_is_there_can_be_helped(text: str, expected: Experiencer) -> None:
    assert find_experiencer(mark(text))[0] is expected


def test_a_pronoun_follows_the_title() -> None:
    assert find_experiencer(mark("A friend drove us. [He fainted] twice.", heading="My son"))[0] is CARED_FOR


def test_the_author_needs_no_reason() -> None:
    doc = set_experiencer(mark_all("I have [bruises]"))
    [span] = doc.spans["findings"]
    assert span._.experiencer is AUTHOR
    assert span._.because == ()
