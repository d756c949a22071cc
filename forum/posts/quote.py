"""Quote a post as Markdown."""

import re

from forum.posts.models import Post

MARKS = re.compile(r"([\\\[\]<>*`])")
"""Signs with which a name could become a link or the like in the quoter's post."""


def quote(post: Post) -> str:
    """The post's text as a quote block with its writer, and an empty line to go on from.

    What the post itself quoted is left out: quotes of quotes bury the talk.
    """
    own = [line for line in post.revision.body.splitlines() if not line.lstrip().startswith(">")]
    text = "\n".join(own).strip("\n")
    quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    name = MARKS.sub(r"\\\1", post.author.name)
    return f"> **{name}** wrote:\n>\n{quoted}\n\n"
