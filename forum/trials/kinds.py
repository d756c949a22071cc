"""The kinds of a proposal, and each one in a line."""

from forum.screening import describe
from forum.trials.models import Proposal

KINDS = {
    "phrase": "New words for a sign",
    "confuser": "Words that look like a sign and are none",
    "sign": "A new sign",
    "limit": "Another limit of the learned model",
}
CONFUSER_KINDS = {
    "idiom": "a figure of speech, such as “stroke of luck”",
    "hyperbole": "an exaggeration, such as “dying of laughter”",
    "benign": "something harmless",
    "name": "a name",
    "other_sense": "the words mean something else",
}
LIMITS = {
    "crisis": "Crisis",
    "emergency": "Emergency",
    "urgent": "Urgent",
    "info": "For information",
    "second_look": "A second look by a moderator",
}


def line_of(proposal: Proposal) -> str:
    """What is proposed, in one line."""
    content = proposal.content
    if proposal.kind == "phrase":
        return f"“{_few(content['phrases'])}” as words for {describe(content['sign']).name}"
    if proposal.kind == "confuser":
        hidden = ", ".join(describe(sign).name for sign in content["hits"]) or "any sign"
        return f"“{content['phrase']}” does not mean {hidden}"
    if proposal.kind == "sign":
        return f"{content['name']}, {content['level']}: “{_few(content['phrases'])}”"
    return f"{LIMITS[content['limit']]} from a chance of {content['value']}"


def _few(texts: list[str]) -> str:
    return "”, “".join(texts[:3]) + (f" and {len(texts) - 3} more" if len(texts) > 3 else "")
