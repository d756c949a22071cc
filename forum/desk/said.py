"""Say in a sentence who wants what with a desk note."""

from forum.desk.models import DeskNote

WITH_SENDER = {
    "taken over": "{} took over an item that you had.",
    "decided": "{} decided an item that you had.",
    "escalated": "{} asks you to look at an item.",
    "second opinion": "{} asks for your opinion.",
    "answer": "{} answered you.",
    "paused": "{} takes a pause and is not on call meanwhile.",
    "hand-over": "{} hands an item over to you.",
}
BY_ITSELF = {
    "rule": "A rule or the model is wrong too often. It stands above the queue.",
}


def said(note: DeskNote) -> str:
    """The first line; what the sender wrote stands below it."""
    if note.kind in BY_ITSELF:
        return BY_ITSELF[note.kind]
    return WITH_SENDER.get(note.kind, "{} left you a word.").format(
        note.sender.name if note.sender else "The desk"
    )
