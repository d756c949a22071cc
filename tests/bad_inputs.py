"""Bad inputs and what each gets, as data: tests/forum/test_bad_inputs.py runs them.

`python -m tests.bad_inputs` prints docs/bad-inputs.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

BODY = "What I typed, with <b>signs</b> & an é."
"""A text that each refused form has to show again."""
TITLE = "My title"
LONG = 50_000
GREATEST_ID = 2**31 - 1

Form = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One request. `path` may name rows of the test's world in braces.

    `status` 303 means that it was taken as the words in `bad` say; `says` then stands on no page.
    `role` names a key of PEOPLE in the test, or "visitor".
    """

    area: str
    bad: str
    path: str
    status: int
    says: str = ""
    form: Form | None = None
    role: str = "member"
    method: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    content_type: str | None = None
    csrf: bool = False


GONE, NOTHING, UNREADABLE = "This was deleted", "There is nothing at this address", "could not be read"
NO_TEXT, NO_TITLE = "Write something in “Your post” first.", "Write something in “Title” first."
FORM = "application/x-www-form-urlencoded"
BACK, STALE = "/sign-in/facebook/callback", "This sign-in cannot go on"


def thread(bad: str, status: int, says: str = "", **form: Any) -> Case:
    return Case(
        "Starting a thread", bad, "/boards/{board}/new", status, says, {"title": TITLE, "body": BODY} | form
    )


def reply(bad: str, status: int, says: str = "", body: str | None = BODY, **form: Any) -> Case:
    fields = form if body is None else {"body": body} | form
    return Case("Replying", bad, "/threads/{thread}/reply", status, says, fields)


def edit(bad: str, status: int, says: str = "", post: str = "post", **form: Any) -> Case:
    fields = {"body": BODY, "based_on": "1"} | form
    return Case("Editing", bad, f"/posts/{{{post}}}/edit", status, says, fields)


def page(bad: str, path: str, status: int = 404, says: str = NOTHING, **rest: Any) -> Case:
    return Case("Addresses", bad, path, status, says, **rest)


def moderate(bad: str, path: str, status: int, says: str = "", **form: Any) -> Case:
    return Case("Moderating", bad, path, status, says, form, role="moderator")


def account(bad: str, path: str, status: int, says: str, role: str = "visitor", **form: Any) -> Case:
    return Case("Accounts", bad, path, status, says, form, role=role)


def visit(bad: str, status: int, says: str, **changes: str) -> Case:
    form = {"name": "Quiet Kettle", "age": "y", "terms": "y", "country": "GB"} | changes
    sent = {name: value for name, value in form.items() if value}
    return Case("First visit", bad, "/welcome", status, says, sent, role="newcomer")


def factor(bad: str, path: str, status: int, says: str, **form: Any) -> Case:
    """After the right password."""
    return Case("Second factor", bad, path, status, says, form, role="half signed in")


def mine(bad: str, path: str, status: int, says: str, **form: Any) -> Case:
    """In a member's settings, right after a sign-in."""
    return Case("Settings of an account", bad, path, status, says, form, role="just signed in")


THREADS = [
    thread("no title", 422, NO_TITLE, title=""),
    thread("a title of spaces", 422, NO_TITLE, title="   "),
    thread("a title of 201 characters", 422, "longer than 200 characters", title="x" * 201),
    thread("a title of two lines", 422, "The title is one line", title="one\ntwo"),
    thread("a title with a NUL", 422, "Character 4 cannot be shown (code 0)", title="abc\0"),
    thread("no text", 422, NO_TEXT, body=""),
    Case(
        "Starting a thread",
        "a deleted board",
        "/boards/{deleted_board}/new",
        410,
        GONE,
        {"title": TITLE, "body": BODY},
    ),
    Case(
        "Starting a thread",
        "an unknown board",
        "/boards/no-such-board/new",
        404,
        NOTHING,
        {"title": TITLE, "body": BODY},
    ),
]

REPLIES = [
    reply("nothing but spaces and empty lines", 422, NO_TEXT, " \n\t\n "),
    reply("nothing but signs that cannot be seen (zero width)", 422, NO_TEXT, "\u200b\u200d\u2060\ufeff"),
    reply("a form without its text field", 422, NO_TEXT, None, other="x"),
    reply("50,001 characters", 422, "longer than 50,000 characters", "x" * (LONG + 1)),
    reply("50,000 characters are taken", 303, "", "é" * LONG),
    reply("a NUL", 422, "Character 3 cannot be shown (code 0)", "ab\0cd"),
    reply("a bell", 422, "cannot be shown (code 7)", "ring\a"),
    reply("a delete sign", 422, "cannot be shown (code 127)", "ab\x7f"),
    reply("a control character of the second block", 422, "cannot be shown (code 133)", "ab\x85"),
    reply("a terminal's colour codes", 422, "cannot be shown (code 27)", "\x1b[31mred"),
    reply("line ends of an old Mac are turned into ours", 303, "", "one\rtwo"),
    reply(
        "signs that turn the writing direction are kept and stay inside the post", 303, "", "abc \u202edcba"
    ),
    reply("a thousand accents on one letter are taken", 303, "", "Z" + "\u0301" * 1000),
    reply("a family of joined emoji is taken", 303, "", "👩‍👩‍👧‍👦 are well"),
    reply("signs outside the basic plane and non-characters are taken", 303, "", "𝒳 \U0010fffd \ufdd0"),
    reply("a script tag is shown as typed", 303, "", "<script>alert(1)</script>"),
    reply("words of a template language are shown as typed", 303, "", "{{ 7 * 7 }} {% raw %} ${7*7} %s"),
    reply("an SQL statement is shown as typed", 303, "", "'; DROP TABLE post; --"),
    reply("a damaged form key gets a new one", 303, "", form_key="not-a-key"),
    reply("a form key of 100,000 characters gets a new one", 303, "", form_key="9" * 100_000),
    Case(
        "Replying",
        "a locked thread",
        "/threads/{locked_thread}/reply",
        409,
        "locked while you wrote",
        {"body": BODY},
    ),
    Case("Replying", "a deleted thread", "/threads/{deleted_thread}/reply", 410, GONE, {"body": BODY}),
    Case(
        "Replying",
        "a thread on a deleted board",
        "/threads/{thread_on_deleted_board}/reply",
        410,
        GONE,
        {"body": BODY},
    ),
    Case("Replying", "an unknown thread", "/threads/999999/reply", 404, NOTHING, {"body": BODY}),
    Case(
        "Replying",
        "half a character (a lone surrogate in the bytes) becomes �",
        "/threads/{thread}/reply",
        303,
        raw=b"body=half+%ED%A0%80+sign",
        content_type=FORM,
    ),
    Case(
        "Replying",
        "bytes that are no UTF-8 become �",
        "/threads/{thread}/reply",
        303,
        raw=b"body=caf%E9+%FF",
        content_type=FORM,
    ),
    Case(
        "Replying",
        "plain text instead of a form",
        "/threads/{thread}/reply",
        422,
        NO_TEXT,
        raw=b"hello",
        content_type="text/plain",
    ),
    Case(
        "Replying",
        "JSON instead of a form",
        "/threads/{thread}/reply",
        415,
        UNREADABLE,
        raw=b'{"body": 5}',
        content_type="application/json",
    ),
    Case(
        "Replying",
        "a form of parts without its border",
        "/threads/{thread}/reply",
        422,
        NO_TEXT,
        raw=b"--x\r\nrubbish",
        content_type="multipart/form-data; boundary=y",
    ),
    Case(
        "Replying",
        "3 million bytes",
        "/threads/{thread}/reply",
        413,
        "too much text",
        raw=b"body=" + b"x" * 3_000_000,
        content_type=FORM,
    ),
    Case(
        "Replying",
        "the preview of 50,001 characters",
        "/preview",
        413,
        "too much text",
        {"body": "x" * (LONG + 1)},
    ),
    Case(
        "Replying", "a quote from another thread", "/threads/{thread}/reply?quote={other_post}", 404, NOTHING
    ),
    Case("Replying", "a quote of no post", "/threads/{thread}/reply?quote=abc", 404, NOTHING),
]

EDITS = [
    edit("a text that somebody changed meanwhile", 409, "changed", post="edited_post"),
    edit("a base that is no number", 409, "changed", based_on="abc"),
    edit("a base of 4,000 digits", 409, "changed", based_on="9" * 4_000),
    edit("an emptied text", 422, NO_TEXT, body=" "),
    edit("another's post", 403, "not open to you", post="other_post"),
    edit("a deleted post", 410, GONE, post="deleted_post"),
    edit("a post in a deleted thread", 410, GONE, post="post_in_deleted_thread"),
]

REPORTS = [
    Case("Reporting", "no reason", "/posts/{other_post}/report", 422, "Choose what is wrong", {"note": BODY}),
    Case(
        "Reporting",
        "a made-up reason",
        "/posts/{other_post}/report",
        422,
        "Not a valid choice",
        {"reason": "x", "note": BODY},
    ),
    Case(
        "Reporting",
        "a note of 2,001 characters",
        "/posts/{other_post}/report",
        422,
        "longer than 2,000",
        {"reason": "{reason}", "note": "x" * 2001},
    ),
    Case(
        "Reporting",
        "a deleted post",
        "/posts/{deleted_post}/report",
        410,
        GONE,
        {"reason": "{reason}", "note": BODY},
    ),
    Case(
        "Reporting",
        "an answer to a card that no card offers",
        "/posts/{post}/answer",
        400,
        UNREADABLE,
        {"word": "x"},
    ),
    Case(
        "Reporting",
        "an answer on another's card",
        "/posts/{other_post}/answer",
        403,
        "not open to you",
        {"word": "x"},
    ),
]

MODERATION = [
    Case("Moderating", "a member locks a thread", "/threads/{thread}/lock", 403, "not open to you", {}),
    Case("Moderating", "a member opens the review queue", "/review", 403, "not open to you"),
    moderate("an unknown verb", "/threads/{thread}/burn", 404, NOTHING),
    moderate(
        "a move to an unknown board", "/threads/{thread}/move", 422, "Not a valid choice", board="999999"
    ),
    moderate(
        "a move to a deleted board",
        "/threads/{thread}/move",
        422,
        "Not a valid choice",
        board="{deleted_board_id}",
    ),
    moderate("a move to no number", "/threads/{thread}/move", 422, "Invalid Choice", board="abc"),
    moderate(
        "a decision without a verdict", "/review/{item}/decide", 422, "Choose one of the decisions", note=BODY
    ),
    moderate(
        "a made-up verdict",
        "/review/{item}/decide",
        422,
        "Choose one of the decisions",
        verdict="burn",
        note=BODY,
    ),
    moderate(
        "a new level that is none",
        "/review/{item}/decide",
        422,
        "Choose the level",
        verdict="change",
        level="purple",
        note=BODY,
    ),
    moderate(
        "a notice removed without a reason",
        "/review/{item}/decide",
        422,
        "Say why the notice should go",
        verdict="remove",
        note=BODY,
    ),
    moderate(
        "a decision on an older state",
        "/review/{item}/decide",
        409,
        "changed while you looked",
        verdict="keep",
        version="0",
        note=BODY,
    ),
    moderate(
        "a version of 4,000 digits",
        "/review/{item}/decide",
        409,
        "changed while you looked",
        verdict="keep",
        version="9" * 4000,
        note=BODY,
    ),
    moderate(
        "a note of 2,001 characters",
        "/review/{item}/decide",
        422,
        "longer than 2,000",
        verdict="keep",
        note="x" * 2001,
    ),
    moderate("an unknown review item", "/review/999999/decide", 404, NOTHING, verdict="keep", note=BODY),
]

ACCOUNTS = [
    account(
        "a name of nothing visible",
        "/settings",
        422,
        "at least one letter or number",
        "member",
        name="\u200b",
        country="",
        about=BODY,
    ),
    account(
        "another member's name",
        "/settings",
        422,
        "Another member has this name",
        "member",
        name="{other_name}",
        country="",
        about=BODY,
    ),
    account(
        "a country that is none",
        "/settings",
        422,
        "Not a valid choice",
        "member",
        name="Rosa",
        country="XX",
        about=BODY,
    ),
    account(
        "501 characters about oneself",
        "/settings",
        422,
        "longer than 500 characters",
        "member",
        name="Rosa",
        country="",
        about="x" * 501,
    ),
    account("a country page without a country", "/country", 422, "Not a valid choice", country="XX"),
    account(
        "an address that is none",
        "/register",
        422,
        "does not look like an e-mail address",
        name="Rosa",
        email="rosa@",
        password="purple kettle under rain",
        country="",
    ),
    account(
        "a short password",
        "/register",
        422,
        "shorter than 10 characters",
        name="Rosa",
        email="rosa@example.org",
        password="short",
        country="",
    ),
    account(
        "a password of 100,000 characters",
        "/login",
        422,
        "longer than 200",
        email="rosa@example.org",
        password="x" * 100_000,
    ),
    account(
        "a wrong password",
        "/login",
        422,
        "do not go together",
        email="rosa@example.org",
        password="wrong wrong wrong",
    ),
    account("a link of a mail with a damaged key", "/reset/not-a-key", 302, ""),
]

PAGES = [
    page("a NUL in the code of a deletion", "/data-deletion/%00"),
    page("thread 0", "/threads/0"),
    page("a negative thread", "/threads/-1"),
    page("an id of 2³¹", f"/threads/{GREATEST_ID + 1}"),
    page("an id of twenty digits", "/threads/99999999999999999999"),
    page("an id of 4,400 digits", "/threads/" + "9" * 4400),
    page("an id that is no number", "/threads/abc"),
    page("an id with a fraction", "/threads/1.5"),
    page("an id in Arabic digits", "/threads/١٢"),
    page("an id with a NUL", "/threads/%00"),
    page("a post of 2³¹", f"/posts/{GREATEST_ID + 1}"),
    page("the greatest id, and no such row", f"/posts/{GREATEST_ID}"),
    page("an unknown member", "/members/999999"),
    page("an unknown treatment", "/treatments/no-such-thing"),
    page("a board's name with a NUL", "/boards/%00"),
    page("a board's name of bytes that are no UTF-8", "/boards/%ff%fe"),
    page("a board's name that climbs", "/boards/..%2f..%2fetc%2fpasswd"),
    page("a static file that climbs", "/static/../../etc/passwd"),
    page("a board's name of 5,000 characters", "/boards/" + "x" * 5000),
    page("a deleted board", "/boards/{deleted_board}", 410, GONE),
    page("a thread on a deleted board", "/threads/{thread_on_deleted_board}", 410, GONE),
    page("the history of a deleted post", "/posts/{deleted_post}/history", 410, GONE),
    page("a page key that is no number", "/threads/{thread}?after=abc"),
    page("a negative page key", "/threads/{thread}?after=-1"),
    page("a page key of 2³¹", f"/threads/{{thread}}?after={GREATEST_ID + 1}"),
    page("a page key in wide digits", "/threads/{thread}?after=１２"),
    page("a page key beyond the last post", f"/threads/{{thread}}?after={GREATEST_ID}", 200, ""),
    page("a board's page key of rubbish", "/boards/{board}?older=rubbish"),
    page("a board's page key out of all times", "/boards/{board}?older=" + "9" * 30 + "-1"),
    page("a board's page key with an id of 2⁶⁴", f"/boards/{{board}}?older=1-{2**64}"),
    page("a member's page key of rubbish", "/members/{member}?before=1e3"),
    page("the mod log's page key of rubbish", "/modlog?before=x", role="moderator"),
    page("the queue's page key of rubbish", "/review?after=x", role="moderator"),
    page("a queue that is none shows the open one", "/review?state=x", 200, "", role="moderator"),
    page("a method that a page does not know", "/", 405, "cannot be used that way", method="DELETE"),
    page(
        "a form sent to a page that takes none",
        "/threads/{thread}",
        405,
        "cannot be used that way",
        form={"body": BODY},
    ),
    page("a post that was seen and is none", "/threads/{thread}/seen", 400, UNREADABLE, form={"post": "-1"}),
    page(
        "a post that was seen and is no number",
        "/threads/{thread}/seen",
        400,
        UNREADABLE,
        form={"post": "abc"},
    ),
]

PROVIDERS = [
    account("no such provider", "/sign-in/nobody", 404, NOTHING),
    account("a provider's key that climbs", "/sign-in/..%2f..%2flogin", 404, NOTHING),
    account("a provider's key with a NUL", "/sign-in/%00", 404, NOTHING),
    account(
        "a page after the provider on another site is dropped",
        "/sign-in/facebook",
        200,
        "Going to Facebook",
        next="https://evil.example/",
    ),
    account(
        "a page after the provider of 100,000 signs is dropped",
        "/sign-in/facebook",
        200,
        "Going to Facebook",
        next="/" + "x" * 100_000,
    ),
    page("a form sent to the way back from a provider", f"{BACK}", 405, "cannot be used that way", form={}),
    page("a way back from no such provider", "/sign-in/nobody/callback?state=x&code=y"),
    page("a way back with nothing", BACK, 400, STALE, role="visitor"),
    page("a way back with a made-up state", f"{BACK}?state=made-up&code=x", 400, STALE, role="visitor"),
    page("a way back with a state of NULs", f"{BACK}?state=%00%00&code=x", 400, STALE, role="visitor"),
    page("a way back with bytes that are no UTF-8", f"{BACK}?state=%ff&code=%fe", 400, STALE, role="visitor"),
    page(
        "a way back with a state of 20,000 signs",
        f"{BACK}?state=" + "9" * 20_000,
        400,
        STALE,
        role="visitor",
    ),
    page(
        "a way back with a script for an error",
        f"{BACK}?state=x&error=<script>alert(1)</script>",
        400,
        STALE,
        role="visitor",
    ),
]

FIRST_VISIT = [
    visit("no name at all", 422, "Pick a name, or type one of your own", name=""),
    visit("a name of nothing visible", 422, "at least one letter or number", name="\u200b"),
    visit("a name of 41 letters", 422, "longer than 40 characters", name="x" * 41),
    visit("a name with a bell", 422, "a character that cannot be shown", name="Qui\aet"),
    visit("another member's name", 422, "Another member has this name", name="{other_name}"),
    visit("the real name: asks once more", 200, "looks like your real name", name="Rosa Klein"),
    visit("the age not ticked", 422, "To join, you must be", age=""),
    visit("the terms not ticked", 422, "agree to the terms", terms=""),
    visit("a country that is none", 422, "Not a valid choice", country="XX"),
    visit("a made-up place in treatment", 422, "Not a valid choice", stage="cured"),
    visit("a made-up mail", 422, "is not a valid choice", mails="spam"),
    visit("a picked name that was not offered counts as typed", 303, "", name="", picked="Moon Boot 7"),
    account("a first visit of nobody leads to the start", "/welcome", 303, "", name="Quiet Kettle"),
]

MAILBOX = [
    *(
        account(
            bad, "/arrival/address", 422, "does not look like an e-mail address", "no address", email=email
        )
        for bad, email in {
            "no address": "",
            "half an address": "rosa@",
            "two addresses": "rosa@example.org, ann@example.org",
            "an address with a line end and a header": "rosa@example.org\r\nBcc: ann@example.org",
            "an address with a NUL": "ro\0sa@example.org",
            "an address of 100,000 signs": "x" * 100_000 + "@example.org",
        }.items()
    ),
    account("an address of nobody", "/arrival/address", 303, "", email="rosa@example.org"),
    *(
        account(bad, "/arrival/code", 422, "This is not the code of our last mail", "with a code", code=code)
        for bad, code in {
            "no code": "",
            "a code of another mail": "ABCD-EFGH",
            "a code in other letters": "АВСD-ЕFGН",
            "a code of 100,000 signs": "A" * 100_000,
            "a code of NULs": "\0\0\0\0-\0\0\0\0",
        }.items()
    ),
    account("a code of nobody", "/arrival/code", 303, "", code="ABCD-EFGH"),
    page("a link with a script for a code", "/arrival/code?shown=<script>", 200, "scri-pt", role="visitor"),
    account("a proof that nobody asked for", "/arrival/prove", 303, "", "newcomer"),
]

FACTORS = [
    factor("no code of the app", "/login/code", 422, "Type the code.", code=""),
    factor("a wrong code of the app", "/login/code", 422, "This code is wrong", code="000000"),
    factor("words for a code of the app", "/login/code", 422, "This code is wrong", code="not a code"),
    factor("a code in Arabic digits", "/login/code", 422, "This code is wrong", code="١٢٣٤٥٦"),
    factor("a code of 100,000 digits", "/login/code", 422, "longer than any code", code="1" * 100_000),
    factor(
        "a made-up recovery code",
        "/login/recovery-code",
        422,
        "not one of your recovery codes",
        code="3f9a-01bc-77de",
    ),
    factor("no recovery code", "/login/recovery-code", 422, "Type the code.", code=""),
    account("a code without the first step", "/login/code", 302, "", code="000000"),
    account("a passkey that nobody asked for", "/login/passkey/rubbish", 302, "", credential="{}"),
    mine("an app without the picture", "/settings/second-factor/app", 303, "", state="rubbish", code="1"),
    mine("made-up recovery codes as a file", "/settings/second-factor/codes.txt", 404, NOTHING, code="x"),
    mine("a passkey without a name", "/settings/passkeys", 422, "Give the passkey a name", name=""),
    mine("a passkey with a long name", "/settings/passkeys", 422, "longer than 40 characters", name="x" * 41),
    mine("a passkey with signs in its name", "/settings/passkeys", 422, "Use letters, numbers", name="<b>"),
]

OWN_ACCOUNT = [
    mine("an unknown way in", "/settings/ways-in/999999/remove", 404, NOTHING),
    mine("a way in of 2³¹", f"/settings/ways-in/{GREATEST_ID + 1}/remove", 404, NOTHING),
    mine("a password that is not there is not removed", "/settings/ways-in/remove-password", 303, ""),
    mine("a link to nothing", "/settings/ways-in/link", 303, ""),
    mine("an unknown device", "/settings/devices/999999/sign-out", 404, NOTHING),
    mine("another member's device", "/settings/devices/{other_device}/sign-out", 404, NOTHING),
    mine("a device that is no number", "/settings/devices/abc/sign-out", 404, NOTHING),
    mine("a deletion without a word on the posts", "/settings/data/delete", 422, "Choose what shall become"),
    mine("a made-up word on the posts", "/settings/data/delete", 422, "Not a valid choice", posts="burn"),
    page("a copy with a damaged key", "/settings/data/download/%00%ff", 404, ""),
    page("a copy with a key of 5,000 signs", "/settings/data/download/" + "x" * 5000, 404, ""),
    page("a deletion with a made-up code", "/data-deletion/%00", role="visitor"),
    *(
        account(bad, "/data-deletion/facebook", 400, "", signed_request=text)
        for bad, text in {
            "Facebook's request without a text": "",
            "Facebook's request without a signature": "eyJ1c2VyX2lkIjoiMSJ9",
            "Facebook's request with a made-up signature": "AAAA.eyJ1c2VyX2lkIjoiMSJ9",
            "Facebook's request of 100,000 dots": "." * 100_000,
            "Facebook's request in other letters": "é.é",
        }.items()
    ),
]

REQUESTS = [
    Case(
        "Requests",
        "a wrong CSRF token: the text comes back in the form",
        "/threads/{thread}/reply",
        303,
        form={"body": BODY, "csrf_token": "wrong"},
        csrf=True,
    ),
    Case(
        "Requests",
        "no CSRF token on a button",
        "/threads/{thread}/pin",
        400,
        "open for too long",
        {},
        role="moderator",
        csrf=True,
    ),
    Case(
        "Requests",
        "a form from another site",
        "/threads/{thread}/reply",
        400,
        UNREADABLE,
        {"body": BODY},
        headers={"Origin": "https://evil.example"},
        csrf=True,
    ),
    Case(
        "Requests",
        "a session cookie of rubbish signs out",
        "/settings",
        303,
        cookies={"session": "rubbish.rubbish.rubbish"},
    ),
    Case(
        "Requests",
        "a session cookie of 4,000 signs signs out",
        "/settings",
        303,
        cookies={"session": "x" * 4000},
    ),
    Case(
        "Requests",
        "a remember-me cookie of rubbish signs nobody in",
        "/settings",
        303,
        role="visitor",
        cookies={"remember_token": "1|abc"},
    ),
    Case(
        "Requests",
        "a country cookie of rubbish is ignored",
        "/threads/{thread}",
        200,
        role="visitor",
        cookies={"country": "%00<b>"},
    ),
    Case(
        "Requests",
        "a list of languages that is none",
        "/threads/{thread}",
        200,
        role="visitor",
        headers={"Accept-Language": "x;q=y,,;=,\xff" * 50},
    ),
    Case(
        "Requests",
        "a page after the sign-in on another site is dropped",
        "/login?next=https://evil.example/",
        200,
        role="visitor",
    ),
    Case(
        "Requests",
        "a page after the sign-in that only looks like ours",
        "/login?next=//evil.example",
        200,
        role="visitor",
    ),
    Case(
        "Requests",
        "a way back to another site is dropped",
        "/country",
        303,
        form={"country": "GB", "next": "https://evil.example/"},
        role="visitor",
    ),
    Case(
        "Requests",
        "a way back with a backslash is dropped",
        "/country",
        303,
        form={"country": "GB", "next": "/\\evil.example"},
        role="visitor",
    ),
    Case(
        "Requests",
        "a way back that is a script is dropped",
        "/country",
        303,
        form={"country": "GB", "next": "javascript:alert(1)"},
        role="visitor",
    ),
    Case(
        "Requests",
        "a way back with a line end is dropped",
        "/country",
        303,
        form={"country": "GB", "next": "/\r\nSet-Cookie: a=b"},
        role="visitor",
    ),
]

CASES = [
    *(*THREADS, *REPLIES, *EDITS, *REPORTS, *MODERATION, *ACCOUNTS, *PROVIDERS, *FIRST_VISIT, *MAILBOX),
    *(*FACTORS, *OWN_ACCOUNT, *PAGES, *REQUESTS),
]

SETTINGS: list[tuple[str, dict[str, str], str]] = [
    ("a name that no setting has", {"CAREBOARD_CHEKCER": "process"}, "unknown setting CAREBOARD_CHEKCER"),
    ("a choice that is none", {"CAREBOARD_ENV": "prod"}, "CAREBOARD_ENV: Input should be"),
    (
        "a word for a number",
        {"CAREBOARD_JOB_LEASE": "long"},
        "CAREBOARD_JOB_LEASE: Input should be a valid number",
    ),
    (
        "a negative time",
        {"CAREBOARD_CHECKER_TIMEOUT": "-1"},
        "CAREBOARD_CHECKER_TIMEOUT: Input should be greater than 0",
    ),
    (
        "a lease shorter than the work",
        {"CAREBOARD_JOB_LEASE": "5"},
        "CAREBOARD_JOB_LEASE must be at least ten times",
    ),
    (
        "pages without posts",
        {"CAREBOARD_POSTS_PER_PAGE": "0"},
        "CAREBOARD_POSTS_PER_PAGE: Input should be greater",
    ),
    ("a list that is no JSON", {"CAREBOARD_TREATMENTS": "plugins.lemtrada"}, "CAREBOARD_TREATMENTS"),
    (
        "production with the secrets of development",
        {"CAREBOARD_ENV": "production"},
        "SECRET_KEY must be set in production",
    ),
    (
        "production with a short secret",
        {
            "CAREBOARD_ENV": "production",
            "CAREBOARD_SECRET_KEY": "x",
            "CAREBOARD_PASSWORD_SALT": "y",
            "CAREBOARD_TOTP_SECRET": "z",
        },
        "at least 32 characters",
    ),
    ("a database address that is none", {"DATABASE_URL": "my database"}, "DATABASE_URL"),
    ("a Redis address that is none", {"REDIS_URL": "localhost"}, "REDIS_URL"),
    ("a country by its name", {"CAREBOARD_DEFAULT_COUNTRY": "England"}, "CAREBOARD_DEFAULT_COUNTRY"),
    ("a port beyond all ports", {"CAREBOARD_MAIL_PORT": "99999"}, "CAREBOARD_MAIL_PORT"),
    ("a log level that is none", {"CAREBOARD_LOG_LEVEL": "LOUD"}, "CAREBOARD_LOG_LEVEL"),
]
"""What is wrong, the environment, and the words that stop start-up."""

LINES: list[tuple[str, bytes, str]] = [
    ("no JSON", b"hello", "not JSON"),
    ("JSON that ends too soon", b'{"body": "x', "not JSON"),
    ("a list", b"[]", "not a JSON object"),
    ("no text", b'{"id": 1}', '"body" must be a text'),
    ("a number for a text", b'{"body": 5}', '"body" must be a text'),
    ("a list for a title", b'{"body": "x", "title": []}', '"title" must be a text'),
    ("bytes that are no UTF-8", b'{"body": "\xff"}', "not UTF-8"),
    ("half a character", b'{"body": "\\ud800"}', "half a character"),
    ("a million characters", b'{"body": "' + b"x" * 1_000_001 + b'"}', "longer than 1,000,000 characters"),
    ("a nest of 100,000 lists", b'{"body": ' + b"[" * 100_000, "nested too deeply"),
]
"""What is wrong, the line, and the words on stderr; the run goes on and ends with exit code 2."""

RULE = """[[symptom]]
id = "itchy_toes"
name = "itchy toes"
medical = "Pruritus of the toes"
level = "info"
risks = ["toes"]
why = "Toes matter."
source = "an invented source"
review_by = 2099-01-01
phrases = ["toes itch"]
"""

RULE_FILES: list[tuple[str, str, str]] = [
    ("no TOML", "[[symptom", "x.toml:1: not valid TOML"),
    ("bytes that are no UTF-8", RULE + "# \udcff", "x.toml:11: not UTF-8"),
    ("a key that no rule has", RULE + "colour = 'red'\n", "x.toml:11: unknown key 'colour'"),
    ("a sign without a name", RULE.replace('name = "itchy toes"\n', ""), "x.toml:1: symptom has no 'name'"),
    ("a level that is none", RULE.replace('"info"', '"purple"'), "x.toml:5: unknown level 'purple'"),
    ("a date that is none", RULE.replace("2099-01-01", "'soon'"), "x.toml:9: 'review_by' must be a date"),
    ("brackets that do not pair", RULE.replace("toes itch", "(toes itch"), "brackets do not pair up"),
    ("a sign that is there twice", RULE + RULE, "duplicate id 'itchy_toes'"),
]
"""What is wrong, the file, and the words that stop start-up."""


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Area, what is wrong, what it gets, and the words."""
    for case in CASES:
        yield case.area, case.bad, str(case.status), case.says
    for bad, _, says in SETTINGS:
        yield "Settings", bad, "no start", says
    for bad, _, says in RULE_FILES:
        yield "Rule files", bad, "no start", says
    for bad, _, says in LINES:
        yield "JSON lines", bad, "exit 2", says


HEAD = """# Bad inputs

What the board answers when something is wrong. Each row is a test (`tests/forum/test_bad_inputs.py`); this
page is printed by `python -m tests.bad_inputs`. Nothing answers 500, and what was typed stands in the answer:
422 is a form that came back with a message at the field, 409 one that somebody overtook, 303 was taken as the
row says.
"""


def as_page() -> str:
    """The whole page docs/bad-inputs.md."""
    parts, last = [HEAD], ""
    for area, bad, gets, says in rows():
        if area != last:
            parts.append(f"\n## {area}\n\n| What | Gets | Says |\n|---|---|---|\n")
            last = area
        parts.append(f"| {bad} | {gets} | {says.replace('|', '')} |\n")
    return "".join(parts)


if __name__ == "__main__":
    print(as_page(), end="")
