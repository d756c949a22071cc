"""Every template of a mail, read as it stands: plain words, both forms, no word about health, own links."""

import re
from pathlib import Path

import pytest

import forum

TEMPLATES = Path(forum.__file__).parent / "templates"
ROOMS = (TEMPLATES / "mails", TEMPLATES / "security" / "email")
HEALTH = re.compile(
    r"lemtrada|alemtuzumab|\bMS\b|sclerosis|infusion|treatment|symptom|health|\bill\b|crisis|doctor|nurse",
    re.I,
)
NAMES = sorted({path.with_suffix("") for room in ROOMS for path in room.glob("[!_]*.*")})


def words(name: Path, ending: str) -> str:
    """The words of a template, without its tags and expressions."""
    text = Path(f"{name}{ending}").read_text()
    return re.sub(r"{[{%#].*?[}%#]}", "", text, flags=re.DOTALL)


def test_there_are_mails() -> None:
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES, ids=lambda path: path.name)
def test_a_mail_has_both_forms_and_no_word_about_health(name: Path) -> None:
    for ending in (".txt", ".html"):
        text = words(name, ending)
        assert not HEALTH.search(text), HEALTH.search(text)
        assert "!" not in text.replace("<!doctype", "")


@pytest.mark.parametrize("name", NAMES, ids=lambda path: path.name)
def test_a_mail_stands_in_the_shared_frame(name: Path) -> None:
    for ending in (".txt", ".html"):
        text = Path(f"{name}{ending}").read_text()
        assert f'extends "mails/_frame{ending}"' in text or text.startswith("{% include")


@pytest.mark.parametrize("name", NAMES, ids=lambda path: path.name)
def test_every_link_of_a_mail_goes_through_our_address(name: Path) -> None:
    html = Path(f"{name}.html").read_text()
    for link in re.findall(r'(?:href|src)="([^"]*)"', html):
        assert "on_our_address" in link, link
    assert not re.search(r"style=|<style|<script|<img", html)
