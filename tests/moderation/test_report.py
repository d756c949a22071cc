from moderation import Assertion, Experiencer, Finding, Level, Reason, Screening, Temporality
from moderation.report import describe_screening


def test_a_finding_reads_with_its_place_context_reasons_and_source() -> None:
    finding = Finding(
        "chest_pain", 0, 11, "chest\n pain", "title",
        Assertion.POSSIBLE, Temporality.PAST, Experiencer.CARED_FOR, Level.INFO,
        (Reason("RUBRIC 2", "a sign of the past"),), "somewhere.toml:3",
    )  # fmt: skip
    assert describe_screening(Screening(Level.INFO, (finding,), "1+rules.x"), {}).splitlines() == [
        "level: info (one quiet line for readers)",
        "",
        'title 0-11  "chest pain"',
        "    chest pain (chest_pain): info",
        "    possible, past, cared for",
        "    because a sign of the past [RUBRIC 2]",
        "    found by somewhere.toml:3",
        "",
        "read by version 1+rules.x",
    ]


def test_a_text_without_findings_says_so() -> None:
    assert "no findings" in describe_screening(Screening(Level.NONE, (), "v"), {})
