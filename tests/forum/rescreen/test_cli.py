"""`flask rescreen` as an operator meets it: dry by default, storing on demand, stopping and going on."""

import io
import json
import os
import signal

import pytest
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.rescreen.cli import bar
from forum.rescreen.models import Rescreen
from forum.review.decide import Verdict, decide
from forum.review.models import ReviewItem, Screening
from forum.screening import Level
from tests import counting
from tests.factories import make_member

BODIES = ["none one", "none two", "urgent three", "crisis four", "info five", "urgent six", "none seven"]
NOW = {"none two": Level.EMERGENCY, "crisis four": Level.NONE, "info five": Level.URGENT}


CARDS = ("If you have this too", "If this is happening to you")
"""How the cards of urgent and emergency begin for readers."""


def everything() -> dict[str, list[tuple]]:
    """Every row of every table."""
    return {
        table.name: sorted(map(repr, db.session.execute(table.select())))
        for table in db.metadata.sorted_tables
    }


def levels(posts) -> list[int]:
    return [post.shown_level for post in posts]


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def die() -> None:
    raise SystemExit("as a killed process: nothing more is done")


def test_a_dry_run_is_the_default_and_stores_nothing(reader, write, rescreen) -> None:
    write(*BODIES)
    reader.change(NOW)
    before = everything()
    for options in ([], ["--dry-run"], ["--all"], ["--dry-run", "--all"]):
        assert "nothing was stored" in rescreen(*options).output
        assert everything() == before


def test_the_table_tells_how_many_go_up_and_down_and_names_a_few_without_text(
    reader, write, rescreen
) -> None:
    posts = write(*BODIES, *[f"urgent more {number}" for number in range(7)])
    reader.change(NOW | {f"urgent more {number}": Level.NONE for number in range(7)})
    output = rescreen().output
    rows = [" ".join(line.split()) for line in output.splitlines()]
    assert "15 of 15 texts read." in rows
    assert f"none -> emergency 1 {posts[1].id}" in rows and f"info -> urgent 1 {posts[4].id}" in rows
    assert f"crisis -> none 1 {posts[3].id}" in rows
    newest = ", ".join(str(post.id) for post in posts[:-6:-1])
    assert f"urgent -> none 7 {newest}, …" in rows
    assert {"go up 2", "go down 8", "stay as they are 5"} <= set(rows)
    assert rows.index("go up 2") < rows.index("go down 8")
    assert not [word for word in ("one", "three", "more") if f" {word} " in f" {' '.join(rows)} "]


def test_only_what_another_version_has_read_is_read_unless_all_is_asked_for(reader, write, rescreen) -> None:
    write("none one")
    reader.change()
    write("none of the new version")
    reader.read.clear()
    assert "2 of 2 texts read" in rescreen().output
    assert sorted(reader.read) == ["none at first", "none one"]
    assert "3 of 3 texts read" in rescreen("--all").output


def test_apply_stores_what_a_dry_run_told(reader, write, rescreen) -> None:
    posts = write(*BODIES)
    reader.change(NOW)
    told = rescreen().output.partition("\n")[2]
    result = rescreen("--apply")
    assert (result.exit_code, result.output.partition("\n")[2]) == (0, told)
    assert levels(posts) == [0, 3, 2, 0, 2, 2, 0]
    assert set(db.session.scalars(select(Screening.version))) == {"2"}
    items = {item.post_id: item.level for item in db.session.scalars(select(ReviewItem))}
    assert items == {posts[n].id: level for n, level in ((1, 3), (2, 2), (3, 0), (4, 2), (5, 2))}
    assert "0 of 0 texts read" in rescreen("--apply").output


def test_notices_appear_and_vanish_on_the_page(reader, write, rescreen, client) -> None:
    rising, falling = write("none one", "urgent two")
    page = f"/threads/{rising.thread_id}"
    reader.change({"none one": Level.EMERGENCY, "urgent two": Level.NONE})
    assert [card in client.get(page).text for card in CARDS] == [True, False]
    rescreen("--apply")
    assert [card in client.get(page).text for card in CARDS] == [False, True]


def test_one_line_in_the_mod_log_tells_of_a_run(reader, write, rescreen, login) -> None:
    write(*BODIES)
    reader.change(NOW)
    rescreen("--apply")
    entry = db.session.scalars(select(ModLogEntry)).one()
    told = {"version": "2", "texts": 8, "up": 2, "down": 1, "could not be read": 0}
    assert (entry.moderator, entry.thread, entry.after) == (None, None, told)
    page = login(make_member(role="moderator")).get("/modlog").text
    assert "<strong>The program</strong> read stored posts again" in page and "texts: 8" in page


def test_a_decision_is_kept_and_told(reader, write, rescreen, login) -> None:
    [post] = write("urgent text")
    item = db.session.scalars(select(ReviewItem)).one()
    moderator = make_member(role="moderator")
    decide(item, moderator, Verdict("remove", reason="past"), item.version)
    reader.change({"urgent text": Level.CRISIS})
    output = " ".join(rescreen("--apply").output.split())
    assert f"a decision stands 1 {post.id}" in output
    assert (post.shown_level, item.state, item.level) == (0, "open", 4)
    page = login(moderator).get("/review").text
    assert "read again and higher than it was decided" in page


def test_what_cannot_be_read_keeps_its_screening_and_the_rest_goes_on(
    reader, write, rescreen, caplog
) -> None:
    posts = write(*BODIES)
    reader.change(NOW)
    reader.faults = {"crisis four"}
    for options in ([], ["--apply"]):
        result = rescreen(*options)
        assert result.exit_code == 1
        assert f"could not be read 1 {posts[3].id}" in " ".join(result.output.split())
    assert levels(posts) == [0, 3, 2, 4, 2, 2, 0]
    assert "crisis four" not in caplog.text
    reader.faults = set()
    assert "1 of 1 texts read" in rescreen("--apply").output
    assert levels(posts)[3] == 0


def test_a_reader_that_is_away_stops_the_run_and_counts_nothing_as_unread(
    reader, write, rescreen, small_chunks
) -> None:
    posts = write(*BODIES)
    reader.change(NOW)
    reader.before["none two"] = lambda: setattr(reader, "is_away", True)
    result = rescreen("--apply")
    assert result.exit_code == 1 and "went away (checker: died)" in result.output
    assert "could not be read" not in result.output
    assert "gives no answer" in rescreen("--apply").output
    reader.is_away = False
    assert "8 of 8 texts read" in rescreen("--apply").output
    assert levels(posts) == [0, 3, 2, 0, 2, 2, 0]
    assert sorted(reader.read) == sorted(["none at first", *BODIES]), "each text once"


@pytest.mark.parametrize("options", [[], ["--apply"], ["--all"], ["--apply", "--all"]])
def test_a_stopped_run_goes_on_and_reads_each_text_once(
    reader, write, rescreen, small_chunks, options: list[str]
) -> None:
    write(*BODIES)
    reader.change(NOW)
    whole = rescreen().output
    reader.read.clear()
    for body in ("urgent six", "info five", "none one"):
        reader.before[body] = interrupt
        result = rescreen(*options)
        assert result.exit_code == 130 and "The same command goes on from here." in result.output
    result = rescreen(*options)
    assert result.exit_code == 0
    assert result.output.partition("\n")[2] == whole.partition("\n")[2]
    assert sorted(reader.read) == sorted(["none at first", *BODIES])


@pytest.mark.parametrize("options", [["--dry-run"], ["--apply"], ["--apply", "--all"]])
def test_after_a_kill_only_the_chunk_in_hand_is_read_again(
    reader, write, rescreen, small_chunks, options: list[str]
) -> None:
    write(*BODIES)
    reader.change(NOW)
    whole = rescreen().output
    reader.read.clear()
    reader.before["urgent three"] = die  # the second text of the second chunk
    assert rescreen(*options).exit_code == 1
    assert rescreen(*options).output.partition("\n")[2] == whole.partition("\n")[2]
    assert sorted(reader.read) == sorted(["none at first", *BODIES, "crisis four"])


def test_a_file_of_another_version_or_cut_off_begins_anew(reader, write, rescreen, tmp_path) -> None:
    write(*BODIES)
    for known in ("{", "[]", json.dumps({"about": {"version": "0"}, "below": 1, "tally": {}})):
        reader.change()
        (tmp_path / "dry.json").write_text(known)
        assert "8 of 8 texts read" in rescreen().output
        assert not (tmp_path / "dry.json").exists()


def test_a_newer_version_ends_the_run_of_the_older_one(reader, write, rescreen, small_chunks) -> None:
    write(*BODIES)
    reader.change(NOW)
    reader.before["info five"] = interrupt
    rescreen("--apply")
    reader.change()
    assert "8 of 8 texts read" in rescreen("--apply").output
    versions = [(run.version, run.finished_at is None) for run in db.session.scalars(select(Rescreen))]
    assert versions == [("2", False), ("3", False)]


def test_a_release_in_the_middle_stops_the_run(reader, write, rescreen) -> None:
    write(*BODIES)
    reader.change()
    reader.before["info five"] = lambda: setattr(reader, "version", "9")
    result = rescreen("--apply")
    assert result.exit_code == 1 and "reader: another version" in result.output
    assert "9" not in set(db.session.scalars(select(Screening.version)))


def test_a_chunk_needs_as_many_queries_whatever_it_holds(reader, write, rescreen) -> None:
    counted = []
    for number in (4, 40):
        bodies = [f"{'urgent' if n % 2 else 'none'} {n} of {number}" for n in range(number)]
        write(*bodies)
        reader.change({body: Level(n % 5) for n, body in enumerate(bodies)})
        for options in ([], ["--apply"]):
            with counting.queries() as queries:
                rescreen(*options)
            counted.append(len(queries))
    assert counted[:2] == counted[2:]


def test_the_status_tells_of_the_last_run(reader, write, rescreen) -> None:
    assert "No post was read again yet" in rescreen("--status").output
    write(*BODIES)
    reader.change(NOW)
    rescreen("--apply")
    output = rescreen("--status").output
    assert "with reader 2, ended" in output and "8 of 8 texts read" in output


def test_a_reader_that_is_slow_to_start_is_asked_again(reader, write, rescreen) -> None:
    def come_back() -> None:
        reader.is_away = False

    reader.is_away = True
    reader.before[""] = lambda: reader.before.update({"": come_back})
    assert "1 of 1 texts read" in rescreen("--all").output


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream, is_drawn", [(io.StringIO(), False), (Terminal(), True)])
def test_the_bar_is_drawn_on_a_terminal_only(monkeypatch, stream: io.StringIO, is_drawn: bool) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    with bar(4, 1) as progress:
        progress.update(3)
    assert ("4/4" in stream.getvalue()) is is_drawn
    assert bool(stream.getvalue()) is is_drawn
