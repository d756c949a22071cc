import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from moderation import ScreeningError
from moderation.__main__ import main, screen_text
from moderation.screener import Screener
from moderation.stream import screen_lines
from moderation.wire import screening_from_dict

ROOT = Path(__file__).parents[2]
Lines = Callable[..., tuple[int, list[Any], str]]


@pytest.fixture
def lines(screener: Screener, capsys: pytest.CaptureFixture[str]) -> Lines:
    """Screen some input lines; returns the exit code, the answers and what stderr said."""

    def run(*rows: bytes) -> tuple[int, list[Any], str]:
        code = screen_lines(screener, [row + b"\n" for row in rows])
        captured = capsys.readouterr()
        return code, [json.loads(line) for line in captured.out.splitlines()], captured.err

    return run


def row(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_each_line_gets_one_answer(lines: Lines) -> None:
    code, answers, err = lines(row(id=7, title="Help", body="I can't breathe"), row(id="x", body="hello"))
    assert (code, err) == (0, "")
    assert [(answer["id"], answer["level"]) for answer in answers] == [(7, "emergency"), ("x", "none")]
    assert screening_from_dict(answers[0]).findings[0].quote in "I can't breathe"


BAD_LINES = [
    (b"{", "not JSON"),
    (b"null", "not a JSON object"),
    (b"[1]", "not a JSON object"),
    (b'"text"', "not a JSON object"),
    (b'{"id": 1}', '"body" must be a text'),
    (b'{"body": 5}', '"body" must be a text'),
    (b'{"body": null}', '"body" must be a text'),
    (b'{"body": "\\ud800 half"}', '"body" holds half a character'),
    (b'{"body": "x", "title": 3}', '"title" must be a text'),
    (b'{"body": "x", "id": {"a": 1}}', '"id" must be a text or a number'),
    (b'{"body": "caf\xe9"}', "not UTF-8 (byte 13)"),
    (b'{"body": "' + b"x" * 1_000_001 + b'"}', "longer than 1,000,000 characters"),
    (b"[" * 100_000, "nested too deeply"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES, ids=[reason for _, reason in BAD_LINES])
def test_a_bad_line_is_named_and_the_run_goes_on(lines: Lines, line: bytes, reason: str) -> None:
    code, answers, err = lines(row(id=1, body="hello"), line, row(id=3, body="hello"))
    assert code == 2
    assert [answer["id"] for answer in answers] == [1, 3]
    assert err.startswith("line 2: ") and reason in err


@pytest.mark.parametrize("line", [b"", b"  ", b"\t"])
def test_blank_lines_are_skipped(lines: Lines, line: bytes) -> None:
    assert lines(line) == (0, [], "")


@pytest.mark.parametrize("body", ["😀" * 10, "a\u2028b", "\x00"])
def test_odd_characters_survive_both_ways(lines: Lines, body: str) -> None:
    _, [answer], _ = lines(row(id=1, title="I can't breathe", body=body))
    assert answer["level"] == "emergency"


def test_a_byte_order_mark_and_a_missing_id_do_no_harm(lines: Lines) -> None:
    code, [answer], _ = lines(b"\xef\xbb\xbf" + row(title=None, body="hello"))
    assert (code, answer["id"], answer["level"]) == (0, None, "none")


def test_a_failed_screening_is_answered_as_such(
    lines: Lines, screener: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Screener, title: str, body: str) -> None:
        raise ScreeningError("detect", "ValueError")

    monkeypatch.setattr(Screener, "screen", fail)
    code, answers, err = lines(row(id=1, body="my secret"))
    assert (code, answers) == (2, [{"id": 1, "error": {"stage": "detect", "kind": "ValueError"}}])
    assert "line 1" in err and "secret" not in err


def test_a_text_gets_a_readable_report(screener: Screener, capfd: pytest.CaptureFixture[str]) -> None:
    assert screen_text(screener, "My gums bleed when I brush 😀".encode(), "") == 0
    out = capfd.readouterr().out
    assert out.startswith("level: urgent (notice to call the treatment team today, review item)")
    assert re.search(r'body \d+-\d+  ".*bleed', out)
    assert "(gum_bleeding): urgent" in out and "found by plugins/lemtrada/symptoms/" in out


def run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "moderation", *arguments]
    return subprocess.run(command, input=data, capture_output=True, cwd=ROOT, timeout=120, check=False)


def test_empty_input_is_an_empty_post() -> None:
    done = run("screen")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"level: none (nothing)\nno findings\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["screen", "no-such-file"], "moderation: no-such-file: No such file or directory"),
        (["screen", "--pack", "no-such-pack"], "no such folder of rule files"),
        (["evaluate", "no-such.jsonl"], "moderation: no-such.jsonl: cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert message in err and err.count("\n") == 1


def test_text_that_is_not_utf8_is_refused(screener: Screener, capsys: pytest.CaptureFixture[str]) -> None:
    assert screen_text(screener, b"caf\xe9", "") == 2
    assert capsys.readouterr().err == "moderation: the text is not UTF-8 (byte 3)\n"


def test_a_reader_that_goes_away_is_no_crash() -> None:
    data = row(id=1, body="I can't breathe") + b"\n"
    command = [sys.executable, "-m", "moderation", "screen", "--jsonl"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        process.stdout.close()
        process.stdin.write(data * 50)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=120) == 2


def test_evaluate_prints_writes_and_fails_under_the_floor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "few.jsonl"
    cases.write_bytes(row(id="1", body="I can't breathe", level="emergency") + b"\n")
    page = tmp_path / "page.md"
    assert main(["evaluate", "--write", str(page), str(cases)]) == 0
    assert page.read_text() == capsys.readouterr().out
    (tmp_path / "floors.toml").write_text("[few]\nright = 1.01\n")
    assert main(["evaluate", str(cases)]) == 1
    assert capsys.readouterr().err == "under the floor: few: right is 1.000, the floor is 1.010\n"


def test_evaluate_names_the_folder_of_a_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / split / "few.jsonl" for split in ("dev", "test")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(row(id="1", body="I can't breathe", level="none") + b"\n")
        (path.parent / "floors.toml").write_text("[all]\nright = 1.0\n")
    assert main(["evaluate", *map(str, paths)]) == 1
    err = capsys.readouterr().err
    assert err == "".join(
        f"under the floor: {split}: all: right is 0.000, the floor is 1.000\n" for split in ("dev", "test")
    )


def test_evaluate_takes_the_stored_comparison_of_context_readers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "few.jsonl"
    cases.write_bytes(row(id="1", body="I can't breathe", level="emergency") + b"\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "context_peers.md").write_text("PEERS\n")
    assert main(["evaluate", "--write", str(tmp_path / "page.md"), str(cases)]) == 0
    page = capsys.readouterr().out
    assert "### Beside other context readers\n\nPEERS\n" in page
    assert "| word list of a forum admin |" in page
