"""Name a rule in plain words, from its key (judged.py)."""

import re

from forum.cases.judged import COMBINATION, MODEL
from forum.screening import describe

NUMBER = re.compile(r"number:(\S+) \((.*)")


def rule_name(what: str) -> str:
    """What a moderator calls it; empty for no rule."""
    if what == MODEL or not what:
        return what and "The learned model"
    if what.startswith(COMBINATION):
        return f"Signs together: {what.removeprefix(COMBINATION).replace('_', ' ')}"
    place, _, concept = what.partition("#")
    name = describe(concept).name
    if number := NUMBER.match(place):
        return f"{name[:1].upper()}{name[1:]}, by a number ({number[1].replace('_', ' ')})"
    return f"{name[:1].upper()}{name[1:]}"


def rule_place(what: str) -> str:
    """The file in which the rule stands; empty for the model and combinations."""
    place = what.partition("#")[0] if "#" in what else ""
    number = NUMBER.match(place)
    return number[2] if number else place
