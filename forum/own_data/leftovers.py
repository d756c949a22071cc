"""What erasing a member leaves behind: one table, printed into docs/privacy.md and the privacy page.

`tests/forum/own_data/test_traces.py` fills every table with a member's traces, erases, searches every
column of the whole database, and finds just these.
"""

from dataclasses import dataclass

KEPT, DELETED = "posts kept", "posts deleted"
BOTH = (KEPT, DELETED)


@dataclass(frozen=True, slots=True)
class Leftover:
    """`found` names what the test must find: column and kind of trace. None where only numbers are left."""

    what: str
    why: str
    choices: tuple[str, ...]
    found: tuple[tuple[str, str], ...] = ()


LEFTOVERS = (
    Leftover(
        "The texts of your posts with their earlier versions, and the titles of your threads. They stand "
        "under “Former member”, a name that all who left share.",
        "You chose to keep them, so that the talk makes sense for others.",
        (KEPT,),
        (
            ("revision.title", "title"),
            ("thread.title", "title"),
            ("revision.body", "post"),
            ("revision.html", "post"),
        ),
    ),
    Leftover(
        "Words of yours that others quoted. The name over a quote becomes “Former member”.",
        "The quote is part of the other member’s post.",
        (KEPT,),
        (("revision.body", "quoted"), ("revision.html", "quoted")),
    ),
    Leftover(
        "Your name, or lines of yours, where others typed or copied them by hand.",
        "These are words of the other member. Ask a moderator if something must go.",
        BOTH,
        (("revision.body", "name"), ("revision.html", "name")),
    ),
    Leftover(
        "What others wrote to the moderators about your posts, and the moderators’ own notes, without your "
        "name and address.",
        "Moderators still need to know why they looked.",
        (KEPT,),
        (
            ("report.note", "note"),
            ("report.note", "post"),
            ("decision.note", "note"),
            ("mod_log_entry.note", "note"),
            ("post.hidden_reason", "note"),
            ("ask.note", "note"),
            ("ask.answer", "note"),
        ),
    ),
    Leftover(
        "If you were a moderator: your notes on others’ posts and on rules, and your letters. All of it "
        "without your name.",
        "The log must tell why something was done to a post.",
        BOTH,
        (
            ("decision.note", "office"),
            ("mod_log_entry.note", "office"),
            ("post.hidden_reason", "office"),
            ("letter.body", "office"),
            ("ask.note", "office"),
            ("ask.answer", "office"),
            ("rule_alarm.done", "office"),
        ),
    ),
    Leftover(
        "If you were a moderator: the changes of the rules that you proposed, and why, without your name.",
        "The log must tell why the board reads as it does.",
        BOTH,
        (("proposal.why", "office"),),
    ),
    Leftover(
        "What the reader found in your posts, and your answers to notes, without your name.",
        "Others still see the note on the post, and it must be right.",
        (KEPT,),
        (("finding.because", "finding"), ("finding.source", "finding")),
    ),
    Leftover(
        "The place of each post with its date, and the line that it was deleted.",
        "Replies to it would hang in the air.",
        (DELETED,),
    ),
    Leftover(
        "What moderators did to your posts or to you, and when. Not the text, not the reason, not to whom.",
        "Moderators must answer for what they did.",
        BOTH,
    ),
    Leftover(
        "That somebody reported a post, for which reason and when. Not who, and not the note.",
        "The report may still wait for a moderator.",
        BOTH,
    ),
    Leftover(
        "A receipt: a random code, when you asked and when it was done.",
        "So that the status page can say that it is done.",
        BOTH,
    ),
)


def as_markdown() -> str:
    """The table as docs/privacy.md prints it."""
    lines = ["| What is left | Why | When | Found in |", "|---|---|---|---|"]
    for row in LEFTOVERS:
        when = "in both cases" if row.choices == BOTH else f"{row.choices[0]} only"
        places = ", ".join(f"`{column}`" for column in dict(row.found)) or "ids, dates and levels only"
        lines.append(f"| {row.what} | {row.why} | {when} | {places} |")
    return "\n".join(lines)
