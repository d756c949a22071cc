"""Have a proposal read by the very reader of rule files, before it is stored and before it goes live."""

import tempfile
from pathlib import Path
from typing import Any

from flask import current_app

from forum.screening import RuleError, rules_of
from forum.trials.pack import lines, write_pack


def faults_of(kind: str, content: dict[str, Any]) -> dict[str, str]:
    """What is wrong, by field of the form; empty when the rule can be read beside all others."""
    rules = current_app.extensions["rules"]
    if fault := _repeats(kind, content, rules):
        return fault
    written = lines(kind, content, rules)
    with tempfile.TemporaryDirectory() as folder:
        pack = write_pack(Path(folder) / "proposal", "\n".join(text for text, _ in written))
        try:
            rules_of([*current_app.extensions["packs"], pack])
        except RuleError as error:
            place = min(error.line or 1, len(written)) - 1
            return {written[place][1]: f"{error.reason[:1].upper()}{error.reason[1:]}."}
    return {}


def _repeats(kind: str, content: dict[str, Any], rules: Any) -> dict[str, str]:
    """What the rule reader would take, but which says nothing new or something else than meant."""
    if kind == "sign" and content["id"] in rules.symptoms:
        return {"name": "There is a sign of this name already. Propose new words for it instead."}
    if kind == "phrase" and content["sign"] not in rules.symptoms:
        return {"sign": "There is no such sign."}
    if kind == "phrase":
        known = {phrase.text for phrase in rules.symptoms[content["sign"]].phrases}
        if again := [text for text in content["phrases"] if text in known]:
            return {"phrases": f"The sign has these words already: {', '.join(again)}."}
    if kind == "confuser" and any(content["phrase"] == other.phrase for other in rules.confusers):
        return {"phrase": "There is a rule for these words already."}
    return {}
