"""The pack together with the general rules: every name in them is known."""

from pathlib import Path

from moderation.rule_reader import load_rules
from plugins import lemtrada


def test_every_sign_that_a_confuser_masks_is_known() -> None:
    """Without the pack general confusers may name signs of a pack; a misspelt name must not hide in that."""
    rules = load_rules([Path(lemtrada.__file__).parent])
    named = {concept for confuser in rules.confusers for concept in confuser.hits}
    assert named - set(rules.symptoms) == set()
