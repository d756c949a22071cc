"""The first visit: one screen, asked once, that loses nothing and can be passed by nobody."""

import re

import pytest
from sqlalchemy import select

from forum.db import db
from forum.members.models import Member
from forum.posts.models import Post
from forum.signin.models import Identity
from forum.welcome import terms
from forum.welcome.models import Consent
from tests.accounts import is_signed_in, link_in, sign_in, sign_up
from tests.arriving import FACEBOOK, GOOGLE, code_in, come, last_mail, visit
from tests.factories import PASSWORD, make_board, make_member, make_post, make_thread

pytestmark = pytest.mark.usefixtures("fake_reader")


def newest() -> Member:
    return db.session.scalars(select(Member).order_by(Member.id.desc())).first()


def consents(member: Member) -> dict[str, str]:
    return {
        row.kind: row.version for row in db.session.scalars(select(Consent).filter_by(member_id=member.id))
    }


def suggestions(page) -> list[str]:
    return re.findall(r'name="picked"[^>]*value="([^"]+)"', page.text)


def test_what_is_chosen_and_ticked_is_kept_with_version_and_time(client) -> None:
    come(client)
    visit(client, stage="now", mails="replies")
    member = newest()
    assert (member.country, member.stage, member.mail_choices) == ("GB", "now", ["replies"])
    assert member.welcomed_at and consents(member) == {"terms": terms.VERSION, "age": "16"}
    assert all(row.given_at for row in db.session.scalars(select(Consent)))


def test_all_but_name_age_and_terms_can_be_left_out(client) -> None:
    come(client)
    assert visit(client, country="").location == "/go-on"
    member = newest()
    assert (member.country, member.stage, member.mail_choices) == (None, None, [])


def test_four_free_names_are_offered_that_are_not_the_real_one(client) -> None:
    come(client)
    page = client.get("/welcome")
    offered = suggestions(page)
    assert len(set(offered)) == 4 and not any("Rosa" in name or "Klein" in name for name in offered)
    assert 'value="Rosa' not in page.text
    make_member(offered[0])
    again = suggestions(client.get("/welcome"))
    assert offered[0] not in again and len(again) == 4
    visit(client, name="", picked=offered[1])
    assert newest().name == offered[1]


def test_another_name_can_be_picked_after_an_error(client) -> None:
    come(client)
    first, second, *_ = suggestions(client.get("/welcome"))
    page = visit(client, name="", picked=first, age="")
    typed = re.search(r'<input[^>]*name="name"[^>]*>', page.text)[0]
    assert page.status_code == 422 and first not in typed
    visit(client, name="", picked=second)
    assert newest().name == second


def test_the_summary_names_the_faults_in_the_order_of_the_page(client) -> None:
    come(client)
    summary = visit(client, name="", age="", terms="").text.partition("</ul>")[0]
    assert summary.index("Pick a name") < summary.index("16 or older") < summary.index("agree to the terms")


def test_the_first_page_afterwards_greets_and_says_that_the_text_is_there(client) -> None:
    board = make_board()
    client.post(f"/boards/{board.slug}/new", data={"title": "Kept", "body": "My text."})
    come(client)
    visit(client)
    assert "Your text is still here." in client.get("/go-on", follow_redirects=True).text


def test_a_typed_name_counts_more_than_a_picked_one(client) -> None:
    come(client)
    visit(client, name="  Slow   Tram ", picked=suggestions(client.get("/welcome"))[0])
    assert newest().name == "Slow Tram"


@pytest.mark.parametrize("name", ["Rosa Klein", "rosa", "KLEIN 77", "rosa.klein"])
def test_a_name_that_looks_real_is_warned_of_and_can_still_be_taken(client, name) -> None:
    come(client)
    page = visit(client, name=name)
    assert page.status_code == 200 and "looks like your real name" in page.text
    assert db.session.scalars(select(Member)).first() is None
    assert f'value="{name}"' in page.text and 'selected value="GB"' in page.text
    sure = re.search(r'name="sure"[^>]*value="([^"]+)"', page.text)[1]
    assert visit(client, name="Klein Rosa", sure=sure).status_code == 200  # another one is warned of anew
    visit(client, name=name, sure=sure)
    assert newest().name == name


@pytest.mark.parametrize(
    "fields, message",
    [
        ({"age": ""}, "you must be 16 or older"),
        ({"terms": ""}, "agree to the terms"),
        ({"name": ""}, "Pick a name"),
        ({"name": "Taken"}, "Another member has this name"),
        ({"name": "x" * 41}, "longer than 40"),
        ({"name": "🙂"}, "at least one letter"),
        ({"picked": "\x00", "name": ""}, "at least one letter"),
        ({"country": "XX"}, "Not a valid choice"),
        ({"stage": "nonsense"}, "Not a valid choice"),
        ({"mails": "nonsense"}, "is not a valid choice"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(client, fields, message) -> None:
    make_member("Taken")
    come(client)
    page = visit(client, **({"stage": "after"} | fields))
    assert page.status_code == 422 and message in page.text
    assert "country" in fields or 'selected value="GB"' in page.text
    assert "stage" in fields or 'selected value="after"' in page.text
    assert db.session.scalars(select(Identity)).first() is None and not is_signed_in(client)


def test_the_least_age_is_a_setting(client, app, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LEAST_AGE", 18)
    come(client)
    assert "I am 18 years old or older" in client.get("/welcome").text
    visit(client)
    assert consents(newest())["age"] == "18"


def test_a_member_with_a_password_is_asked_after_the_first_sign_in_and_not_twice(client, outbox) -> None:
    sign_up(client)
    client.get(link_in(outbox[0]))
    sign_in(client, "rosa@example.org")
    page = client.get(client.get("/").location)
    assert 'name="name"' not in page.text and 'name="country"' not in page.text
    assert client.post("/welcome", data={"terms": "y"}).status_code == 422
    assert client.post("/welcome", data={"terms": "y", "age": "y"}).location == "/"
    member = newest()
    assert (member.name, member.country) == ("Rosa", "GB") and member.welcomed_at
    assert client.get("/").status_code == 200 and client.get("/welcome").location == "/go-on"


def test_newer_terms_are_asked_for_once_and_alone(login, monkeypatch) -> None:
    member = make_member()
    client = login(member)
    assert client.get("/").status_code == 200
    for module in ("terms", "finish"):
        monkeypatch.setattr(f"forum.welcome.{module}.VERSION", "2027-01")
    before = member.welcomed_at
    assert client.get("/").location == "/welcome"
    page = client.get("/welcome")
    assert "Our terms have changed" in page.text and 'name="age"' not in page.text
    assert client.post("/welcome", data={}).status_code == 422
    assert client.post("/welcome", data={"terms": "y"}).location == "/"
    assert client.get("/").status_code == 200 and member.welcomed_at == before
    given = db.session.scalars(select(Consent).order_by(Consent.id))
    assert [row.version for row in given] == ["2026-11", "2027-01"]


@pytest.mark.parametrize(
    "path", ["/terms", "/country", "/settings", "/settings/ways-in", "/icons.svg", "/change"]
)
def test_account_and_help_open_before_the_first_visit(login, path) -> None:
    assert login(make_member(welcomed_at=None)).get(path).location != "/welcome"


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/"),
        ("GET", "/threads/{}"),
        ("POST", "/threads/{}/reply"),
        ("POST", "/posts/1/report"),
        ("GET", "/review"),
    ],
)
def test_nothing_else_does(login, method, path) -> None:
    thread = make_thread()
    client = login(make_member(welcomed_at=None, role="moderator"))
    assert client.open(path.format(thread.id), method=method).location == "/welcome"


def test_a_text_that_is_sent_before_the_first_visit_is_there_after_it(login) -> None:
    thread = make_thread()
    client = login(make_member(welcomed_at=None))
    path = f"/threads/{thread.id}/reply"
    client.post(path, data={"body": "Three long paragraphs."})
    assert "Your text is kept" in client.get("/welcome").text
    assert client.post("/welcome", data={"terms": "y", "age": "y"}).location == path
    assert "Three long paragraphs." in client.get(path).text


def test_what_a_script_asks_in_the_background_is_no_page_to_come_back_to(login) -> None:
    thread = make_thread()
    client = login(make_member(welcomed_at=None))
    client.get(f"/threads/{thread.id}")
    client.get("/boards/x", headers={"Sec-Fetch-Dest": "empty"})
    client.post(f"/threads/{thread.id}/seen", data={"post": "1"})
    assert client.post("/welcome", data={"terms": "y", "age": "y"}).location == f"/threads/{thread.id}"


# from a visitor's text to a public post


@pytest.mark.parametrize("claims", [GOOGLE, FACEBOOK])
def test_two_screens_after_the_provider_the_first_post_is_public(client, claims) -> None:
    path = f"/boards/{make_board().slug}/new"
    assert client.get(path).status_code == 200
    sent = client.post(path, data={"title": "Week six", "body": "How do you sleep?"})
    assert sent.location == f"/login?next={path}"
    landed = come(client, claims, going_to=path)
    if claims is FACEBOOK:  # no address: the two screens come after it is proved
        client.post(landed.location, data={"email": "rosa@example.org"})
        landed = client.post("/arrival/code", data={"code": code_in(last_mail())})
    screens = [page := client.get(landed.location)]
    filled = visit(client, name="", picked=suggestions(page)[0])
    screens.append(page := client.get(filled.location))
    assert "How do you sleep?" in page.text and 'value="Week six"' in page.text
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', page.text)[1]
    client.post(filled.location, data={"title": "Week six", "body": "How do you sleep?", "form_key": key})
    [post] = db.session.scalars(select(Post))
    assert post.author.name == newest().name
    assert "How do you sleep?" in client.application.test_client().get(f"/threads/{post.thread_id}").text
    assert [page.status_code for page in screens] == [200, 200]


def test_a_visitor_may_quote_and_write_and_is_told_what_comes(client) -> None:
    post = make_post(body="Take it slow.")
    page = client.get(f"/threads/{post.thread_id}/reply?quote={post.id}")
    assert "&gt; Take it slow." in page.text and "Go on: sign in or join" in page.text
    assert "data-preview-button" not in page.text
    assert client.post("/preview", data={"body": "x"}).location.startswith("/login")


def test_nothing_that_a_visitor_sends_is_posted(client) -> None:
    thread = make_thread()
    client.post(f"/threads/{thread.id}/reply", data={"body": "Hello", "preview": "1"})
    client.post(f"/threads/{thread.id}/reply", data={"body": "Hello"})
    assert len(db.session.scalars(select(Post)).all()) == 1


def test_the_terms_say_what_they_must(client) -> None:
    page = client.get("/terms").text
    for words in ("not a medical device", "diagnosis", terms.VERSION, "/privacy", "16 years"):
        assert words in page


def test_the_page_needs_no_second_look_at_the_name_for_password_members(client) -> None:
    member = make_member(password=PASSWORD, welcomed_at=None)
    sign_in(client, member)
    assert client.post("/welcome", data={"terms": "y", "age": "y", "name": "Hacked"}).status_code == 303
    assert newest().name == member.name != "Hacked"
