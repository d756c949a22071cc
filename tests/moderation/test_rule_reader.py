from collections.abc import Callable
from pathlib import Path

import pytest

from moderation import Level, RuleError
from moderation.rule_reader import load_rules
from moderation.rules import RuleSet

RULES = """
[[symptom]]
id = "gum_bleeding"
name = "bleeding gums"
medical = "Gingival bleeding"
level = "urgent"
risks = ["itp"]
why = "Platelets may be low."
source = "HCP-ISI"
review_by = 2027-11-22
phrases = [
  "gums (are|is) bleeding",
  "{bleeding} gums",
]

[[symptom.near]]
words = [["gum~"], ["bleed~", "bled"]]
within = 5

[[symptom.guarded]]
phrases = ["sob"]
needs = ["stairs"]
case = "upper"
level = "emergency"

[[confuser]]
phrase = "bleeding edge"
hits = ["gum_bleeding"]
kind = "idiom"

[[number]]
concept = "gum_bleeding"
quantity = "platelets"
below = 100
level = "urgent"
why = "Low."
source = "RUBRIC 10"
review_by = 2027-11-22

[[combination]]
id = "two"
together = [["gum_bleeding"], ["gum_bleeding"]]
level = "emergency"
text = "both"
source = "RUBRIC 11"

[words]
bleeding = ["bleeding", "bloody"]

[spelling]
platlets = "platelets"
"""

Load = Callable[[str], RuleSet]


def test_every_kind_of_rule_is_read(rules_from: Load) -> None:
    rules = rules_from(RULES)
    symptom = rules.symptoms["gum_bleeding"]
    assert [phrase.text for phrase in symptom.phrases] == ["gums (are|is) bleeding", "{bleeding} gums"]
    assert symptom.near[0].within == 5
    assert symptom.guarded[0].phrases[0].level is Level.EMERGENCY
    assert (len(rules.confusers), len(rules.numbers), len(rules.combinations)) == (1, 1, 1)
    assert rules.spelling == {"platlets": "platelets"}
    assert rules.words == {"bleeding": ("bleeding", "bloody")}


def test_a_phrase_cites_its_own_line_and_no_folder_of_the_host(rules_from: Load) -> None:
    phrases = rules_from(RULES).symptoms["gum_bleeding"].phrases
    places = [phrase.source.rpartition("/symptoms/")[2] for phrase in phrases]
    assert places == ["signs.toml:12", "signs.toml:13"]
    assert not phrases[0].source.startswith("/")


def test_the_version_follows_the_rules(rules_from: Load) -> None:
    assert rules_from(RULES).version == rules_from(RULES).version != rules_from(RULES + "\n# note").version


FAULTS = [
    ("risks =", "riks =", 7, "unknown key 'riks'"),
    ("within = 5", "withn = 5", 18, "unknown key 'withn'"),
    ("case = ", "cases = ", 23, "unknown key 'cases'"),
    ("[[confuser]]", "[[confuserr]]", 26, "unknown key 'confuserr'"),
    ('id = "gum_bleeding"\n', "", 2, "has no 'id'"),
    ('id = "gum_bleeding"', 'id = "Gum bleeding"', 3, "must be lower-case"),
    ('name = "bleeding gums"', 'name = ""', 4, "'name' is empty"),
    ('name = "bleeding gums"', "name = 5", 4, "'name' must be a text"),
    ('level = "urgent"', 'level = "red"', 6, "unknown level 'red'; one of none, info"),
    ("review_by = 2027-11-22", 'review_by = "soon"', 10, "'review_by' must be a date"),
    ("review_by = 2027-11-22", "review_by = 2027-11-22T10:00:00", 10, "a date without a time"),
    ("review_by = 2027-11-22", "", 2, "has no 'review_by'"),
    ("gums (are|is) bleeding", "gums (are|is bleeding", 12, "brackets do not pair up"),
    (
        "{bleeding} gums",
        "{bleding} gums",
        13,
        "unknown '{bleding}'; known are {poss}, {pro}, {n}, {bleeding}",
    ),
    ("{bleeding} gums", "gums *", 13, "* stands at the start or the end"),
    ("{bleeding} gums", "{poss} *  {n}", 13, "'{poss} *  {n}': it has no words of its own"),
    ('["gum~"], ', "", 17, "'words' needs two lists"),
    ('["gum~"]', '"gum~"', 17, "must be a list of lists"),
    ("within = 5", "within = 0", 18, "1 or more"),
    ("within = 5", "within = true", 18, "'within' must be a whole number"),
    ('phrases = ["sob"]\n', "", 20, "has no 'phrases'"),
    ('needs = ["stairs"]\ncase = "upper"\n', "", 20, "needs 'needs', 'unless' or 'case'"),
    ('case = "upper"', 'case = "lower"', 23, "unknown case 'lower'"),
    ('hits = ["gum_bleeding"]', 'hits = ["gum_bleding"]', 28, "unknown concept 'gum_bleding'"),
    ('kind = "idiom"', 'kind = "joke"', 29, "unknown kind 'joke'; one of benign"),
    ('concept = "gum_bleeding"', 'concept = "gums"', 32, "unknown concept 'gums'"),
    ('quantity = "platelets"', 'quantity = "thrombos"', 33, "unknown quantity 'thrombos'"),
    ("below = 100\n", "", 31, "neither 'at_least' nor 'below'"),
    ("below = 100", 'below = "100"', 34, "'below' must be a number"),
    ('together = [["gum_bleeding"]', 'together = [["gums"]', 42, "unknown concept 'gums'"),
    ('["bleeding", "bloody"]', '["{bleeding} a"]', 48, "holds itself"),
    ('["bleeding", "bloody"]', "[]", 48, "is empty"),
    ("bleeding = [", "poss = [", 48, "cannot name a word list"),
    ('platlets = "platelets"', 'platlets = ""', 51, "must be a text"),
    ('platlets = "platelets"', '"chess pain" = "chest pain"', 51, "must be one word"),
    ("[[confuser]]", "[[confuser]", 26, "not valid TOML"),
    ("[spelling]", "[[spelling]]", 50, "'spelling' is written as [spelling]"),
    ("[words]", 'plain = "x"\n[words]', None, "unknown key 'plain'"),
]


@pytest.mark.parametrize(("old", "new", "line", "reason"), FAULTS)
def test_a_fault_names_file_line_and_reason(
    rules_from: Load, old: str, new: str, line: int | None, reason: str
) -> None:
    assert old in RULES
    with pytest.raises(RuleError) as caught:
        rules_from(RULES.replace(old, new, 1))
    assert caught.value.path.name == "signs.toml"
    assert reason in caught.value.reason
    assert line is None or caught.value.line == line


def test_an_id_may_stand_once_in_a_pack(write_pack: Callable[..., Path], symptom: str) -> None:
    pack = write_pack(symptom, more=symptom)
    with pytest.raises(RuleError, match="duplicate id 'gum_bleeding', first used at .*more.toml:2") as caught:
        load_rules([pack])
    assert (caught.value.path.name, caught.value.line) == ("signs.toml", 2)


def test_a_file_that_is_not_utf8_is_refused_with_its_line(write_pack: Callable[..., Path]) -> None:
    with pytest.raises(RuleError, match="signs.toml:2: not UTF-8"):
        load_rules([write_pack(b"# fine\n# caf\xe9\n")])


def test_a_pack_without_rule_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        load_rules([tmp_path])


def test_a_pack_extends_a_general_sign(rules_from: Load, tmp_path: Path, symptom: str) -> None:
    rules_from(symptom.replace('"urgent"', '"info"') + 'phrases = ["two"]')
    general = tmp_path / "nothing"
    words = symptom.replace("bleeding gums", "sore gums").replace('["itp"]', '["general"]')
    (general / "gums.toml").write_text(words + 'phrases = ["one"]')
    merged = load_rules([tmp_path / "pack"]).symptoms["gum_bleeding"]
    assert [phrase.text for phrase in merged.phrases] == ["one", "two"]
    assert (merged.name, merged.level) == ("bleeding gums", Level.URGENT)
    assert merged.risks == ("general", "itp")


def test_the_rule_files_of_this_repository_load() -> None:
    rules = load_rules([Path(__file__).parents[2] / "plugins" / "lemtrada"])
    assert {"gum_bleeding", "chest_pain", "other_serious"} <= rules.symptoms.keys()
