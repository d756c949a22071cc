"""What goes in and comes out over HTTP, as pydantic models: checked here, described in /openapi.json.

`Answer` is the shape of moderation/wire.py; tests hold the two together.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel

MOST_CHARACTERS = 100_000
"""Of one post, title included: twice the longest post of the board."""
MOST_POSTS = 100
"""In one batch."""
SMALL_ACTION = 3
"""Type of a Discourse post that a program wrote: "closed this topic"."""


def refuse_halves(text: str) -> str:
    """JSON may carry half a surrogate pair; no other text can."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("half a character")
    return text


Text = Annotated[str, AfterValidator(refuse_halves)]
Id = Annotated[Text, Field(max_length=200)] | int | None
Word = Literal["none", "info", "urgent", "emergency", "crisis"]
SecondLook = Annotated[
    bool, Field(description="the reader is unsure: a person should look, though no notice is given")
]
Offsets = Annotated[list[int], Field(min_length=2, max_length=2)]


class Strict(BaseModel):
    """Refuses unknown names: a misspelt "title" must not pass as a post without a title."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Post(Strict):
    """One post as it was typed; title and body together have at most 100,000 characters."""

    id: Id = Field(None, description="comes back with the answer")
    title: Text | None = Field("", description="only with the first post of a thread")
    body: Text = Field(description="the text as typed: plain or Markdown; lines with > are quotes")


class Batch(Strict):
    """Posts to read in one go; the answers come in the same order."""

    posts: Annotated[list[Post], Field(max_length=MOST_POSTS)]


class Reason(BaseModel):
    """One step of a decision."""

    ruling: str
    text: str
    spans: list[Offsets] = Field(description="cue words, as offsets into the field of the finding")


class Finding(BaseModel):
    """One mention of a sign; offsets count characters (Unicode code points) of the text as typed."""

    concept: str
    start: int
    end: int
    quote: str
    field: Literal["title", "body"]
    assertion: Literal["present", "absent", "possible", "hypothetical"]
    temporality: Literal["current", "past"]
    experiencer: Literal["author", "cared_for", "other"]
    level: Word
    because: list[Reason]
    source: str


class Answer(BaseModel):
    """One screening."""

    id: Id = None
    level: Word
    version: str = Field(description="of engine, rules and model: what read the post")
    second_look: SecondLook
    findings: list[Finding]


class ItemFault(BaseModel):
    """What went wrong; never holds any of the text."""

    code: str
    message: str


class Fault(ItemFault):
    """What went wrong with a request."""

    field: str = Field("", description="where in the request, such as posts.3.body; left out when unknown")


class Error(BaseModel):
    """Every answer that is no success has this shape."""

    error: Fault


class FailedItem(BaseModel):
    """A post of a batch that could not be read. It is not checked; never take it for level none."""

    id: Id = None
    error: ItemFault


class BatchAnswer(BaseModel):
    """One answer for each post, in the order of the posts."""

    answers: list[Answer | FailedItem]


class Health(BaseModel):
    """That the service is up, and what it reads with."""

    status: Literal["ok"]
    version: str
    engine: str
    rules: str
    cues: str
    model: str | None = Field(description="version of the learned model, null without one")
    packs: list[str] = Field(description="names of the treatments' folders")
    started: str = Field(description="UTC, ISO 8601")


class DiscoursePost(BaseModel):
    """What we read of a post; Discourse sends much more, and adds to it."""

    model_config = ConfigDict(strict=True)

    id: int
    topic_id: int
    post_number: int
    raw: Text = Field(description="the text as its author typed it")
    topic_title: Text | None = Field(None, description="read with the first post of a topic only")
    user_id: int | None = Field(None, description="0 and below are Discourse's own accounts")
    post_type: int = Field(1, description="3 is a small action, such as a topic that was closed")

    @property
    def title(self) -> str:
        return self.topic_title or "" if self.post_number == 1 else ""

    @property
    def is_by_a_program(self) -> bool:
        return self.post_type == SMALL_ACTION or self.user_id is not None and self.user_id <= 0


class Payload(BaseModel):
    """The body of a post event."""

    post: DiscoursePost


class DiscourseAnswer(BaseModel):
    """The screening of one post; offsets are into ``raw``, or into the topic's title."""

    post_id: int
    topic_id: int
    level: Word
    version: str
    second_look: SecondLook
    findings: list[Finding]


class Ignored(BaseModel):
    """Nothing to read here."""

    ignored: Literal["event", "written by a program", "no text"]


class Outcome(RootModel[DiscourseAnswer | Ignored]):
    """A screening, or why there is none."""
