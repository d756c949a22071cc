import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation import Level, ScreeningError
from moderation.cue_files import cues_version
from moderation.screener import Screener, build_screener
from tests.effort import effort

ROOT = Path(__file__).parents[2]
# Several hundred screenings a test: enough to find a hole, few enough to stay fast.
settings.register_profile(
    "screener", max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None
)
SIGNS = {
    "my gums have been bleeding since monday": Level.URGENT,
    "i have crushing chest pain right now": Level.EMERGENCY,
    "i can't breathe and my lips are swelling": Level.EMERGENCY,
    "i want to kill myself": Level.CRISIS,
    "temp is 39.2 tonight": Level.URGENT,
    "i'm peeing blood today": Level.URGENT,
}
signs = st.sampled_from(sorted(SIGNS))
# Neutral words around a sign, in pieces that stress offsets.
padding = st.lists(
    st.sampled_from(
        [
            "hello all",
            "😀",
            "ｗｉｄｅ",
            "e\u0301",
            "**bold**",
            "`x`",
            "\r\n",
            "[a](http://b.c)",
            "İ",
            "\ud800",
        ]
    ),
    max_size=4,
).map(" ".join)


@settings(settings.get_profile("screener"))
@given(st.one_of(st.text(), st.builds("{} {} {}".format, padding, signs, padding)))
def test_a_quote_is_what_stands_at_its_offsets(screener: Screener, text: str) -> None:
    screening = screener.screen(title=text, body=text)
    for finding in screening.findings:
        assert finding.field in ("title", "body")
        assert text[finding.start : finding.end] == finding.quote != ""
        for reason in finding.because:
            assert all(0 <= start < end <= len(text) for start, end in reason.spans)


@pytest.mark.parametrize(("text", "level"), SIGNS.items())
def test_each_sign_has_its_level(screener: Screener, text: str, level: Level) -> None:
    assert screener.screen(body=text).level is level


STYLES: list[Callable[[str], str]] = [
    str.upper,
    str.title,
    lambda text: text.replace("'", "’"),
    lambda text: text.replace("'", ""),
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: f"“{text}”",
    lambda text: f"**{text}**",
    lambda text: text.replace(" ", " \u200b"),
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", SIGNS)
def test_the_way_of_typing_does_not_lower_the_level(
    screener: Screener, text: str, style: Callable[[str], str]
) -> None:
    assert screener.screen(body=style(text)).level >= SIGNS[text]


QUOTES = ["> {}\n", "> > {}\n", ">> {}\n>\n> more\n\n", "[quote]{}[/quote]\n"]


@settings(settings.get_profile("screener"))
@given(
    own=st.one_of(signs, st.just("thanks for asking"), st.just("same here")),
    quoted=signs,
    form=st.sampled_from(QUOTES),
)
def test_a_quote_block_changes_nothing(screener: Screener, own: str, quoted: str, form: str) -> None:
    quote = form.format(quoted)
    plain = screener.screen(body=own)
    after, before = screener.screen(body=quote + own), screener.screen(body=f"{own}\n{quote}")
    assert plain.level is after.level is before.level
    assert [f.concept for f in after.findings] == [f.concept for f in plain.findings]


def test_the_level_is_the_higher_of_title_and_body(screener: Screener) -> None:
    assert screener.screen(title="I want to kill myself", body="my gums are bleeding").level is Level.CRISIS
    assert screener.screen(title="Quick question", body="I can't breathe").level is Level.EMERGENCY


def test_every_level_above_none_is_backed_by_a_finding(screener: Screener) -> None:
    for text in SIGNS:
        screening = screener.screen(body=text)
        assert max(finding.level for finding in screening.findings) is screening.level


def test_reading_is_pure_and_safe_in_many_threads(screener: Screener) -> None:
    texts = [*SIGNS, "hello", ""] * 8
    alone = [screener.screen(body=text) for text in texts]
    gate = threading.Barrier(4)

    def read(share: int) -> list[object]:
        gate.wait()
        return [screener.screen(body=text) for text in texts[share::4]]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(read, range(4)))
    assert [together[index % 4][index // 4] for index in range(len(texts))] == alone


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "\ud800", "." * 5000, "a" * 20_000, "😀" * 2000, "> " * 500]
)
def test_odd_texts_are_read(screener: Screener, text: str) -> None:
    assert screener.screen(title=text, body=text).level is Level.NONE


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["my gums bleed and my chest hurts. ", "bloody hell ", "temp 39 bp 85/50 ", "I can't ", "no "]
)
def test_a_long_text_costs_hardly_more_per_word(screener: Screener, words: str) -> None:
    def cost(times: int) -> int:
        return effort(lambda: screener.screen(body=words * times))

    cost(300)
    # Eight times the words: 8 when each word costs the same, 64 when it costs more with every other.
    assert cost(2400) < 20 * cost(300)


def test_a_failing_stage_is_named_and_the_text_is_not(
    screener: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(doc: object) -> None:
        raise ValueError("my secret text")

    monkeypatch.setattr(screener, "_stages", [("detect", fail)])
    with pytest.raises(ScreeningError) as caught:
        screener.screen(body="my secret text")
    assert (caught.value.stage, caught.value.kind) == ("detect", "ValueError")
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


def test_the_vocabulary_starts_afresh_before_it_fills_the_memory(
    screener: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.screener.MOST_WORDS", 10)
    before = screener._nlp
    monkeypatch.setattr(screener, "_nlp", before)
    assert screener.screen(body="my gums have been bleeding since monday").level is Level.URGENT
    assert screener._nlp is not before


def posts(count: int, taken: list[int] | None = None) -> Iterator[tuple[str, str]]:
    texts = [*SIGNS, "hello"]
    for number in range(count):
        if taken is not None:
            taken.append(number)
        yield "", texts[number % len(texts)]


def test_pipe_answers_in_order(screener: Screener) -> None:
    expected = [screener.screen(*post) for post in posts(7)]
    assert list(screener.pipe(posts(7))) == expected


@pytest.mark.slow
def test_pipe_over_processes_gives_the_same_and_reads_no_further_than_it_must(screener: Screener) -> None:
    taken: list[int] = []
    answers = screener.pipe(posts(600, taken), processes=2)
    first = next(answers)
    assert len(taken) < 500
    assert [first, *answers] == list(screener.pipe(posts(600)))


def test_without_packs_the_general_signs_still_work() -> None:
    general = build_screener(learned=False)
    assert general.screen(body="I can't breathe").level is Level.EMERGENCY
    assert "low_platelets" not in {symptom.id for symptom in general.symptoms}


def test_the_version_names_engine_and_rules(screener: Screener) -> None:
    assert f"rules.{screener.rules.version}" in screener.version
    assert screener.version.endswith(f"cues.{cues_version()}")
    assert screener.screen(body="hello").version == screener.version
