"""What holds on every page: no axe violation, no sideways scrolling at 400 %, room for a thumb."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.conftest import WIDTHS, reply

pytestmark = pytest.mark.browser

PAGES = {
    "": """/ /boards/side-effects {thread} {member} /treatments/lemtrada /country /nothing-here /login
        /register /reset /confirm /privacy /safety /terms /login/no-code /login/passkey /reset/nonsense
        /confirm/nonsense /data-deletion/nothing /sign-in/test/callback?state=old&code=old /dev/mail""",
    "member": """{thread} /boards/off-topic/new {thread}/reply {own}/edit {own}/history {own}/delete
        {other}/report /settings /settings/ways-in /settings/devices /settings/second-factor
        /settings/second-factor/app /settings/passkeys /second-factor /verify
        /verify/passkey /change {member}
        /letters /settings/data /settings/data/delete /settings/data/download/nothing""",
    "moderator": "/on-call /desk/guide /desk/settings /desk/pause /review /review?state=decided"
    " /review?level=grave&late=1 /review/views /review/views?level=grave {item} {decided} /modlog"
    " /review/figures"
    " {thread} {thread}/move /settings/second-factor/codes"
    " /review/cases {case} /review/scores /review/scores?since=version"
    " {item}/letter {item}/ask"
    " {other}/hide {member}/standing"
    " /review/try /review/proposals /review/proposals/new/sign /review/proposals/new/phrase"
    " /review/proposals/new/confuser /review/proposals/new/limit {proposal} {proposal}/change"
    " {proposal}/approve {proposal}/backtest/4/6",
}
CASES = [
    pytest.param(role, path, id=f"{role or 'visitor'} {path}")
    for role, paths in PAGES.items()
    for path in paths.split()
]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


CASE = """select max(d.id) from decision d join screening s on s.revision_id = d.revision_id
    where d.undone_at is null and s.state = 'done'"""
PROPOSAL = """insert into proposal
    (id, kind, content, content_hash, why, state, proposer_id, created_at, changed_at)
    select 1, 'limit', '{"limit": "urgent", "value": 0.4}', 'x', 'Two posts were missed.', 'tried', min(id),
    current_timestamp, current_timestamp from member"""
BACKTEST = """insert into backtest
    (proposal_id, content_hash, version, changed_version, total, top_id, tally, fault, started_at,
    finished_at)
    values (1, 'x', 'a', 'b', 9, 9, ?, '', current_timestamp, current_timestamp)"""
TALLY = """{{"unread": 1, "moves": [[0, 1, 3, []], [6, 0, 2, []], [0, 0, 3, []],
    [4, 6, 1, [[{post}, {revision}, [["body", 0, 5, 2, "gum_bleeding"]], []]]]]}}"""
REVISION = "select revision_id from post where id = ?"


@pytest.fixture(scope="session")
def places(running_board):
    """Addresses of things that every kind of page needs, from the demo content."""
    one = running_board.one
    items = "select id from review_item where state = '{}' order by level desc limit 1"
    by_member = "p join member m on m.id = p.author_id where m.email like 'notmyfirstrodeo%'"
    own = f"select p.id from post {by_member} and p.deleted_at is null limit 1"
    running_board.change(PROPOSAL)
    post = one("select id from post where shown_level = 2 and deleted_at is null limit 1")
    running_board.change(BACKTEST, TALLY.format(post=post, revision=one(REVISION, post)))
    return {
        "proposal": "/review/proposals/1",
        "thread": f"/threads/{one('select thread_id from post where shown_level = 3 limit 1')}",
        "member": f"/members/{one('select author_id from post where shown_level = 2 limit 1')}",
        "own": f"/posts/{one(own)}",
        "other": f"/posts/{one('select max(id) from post where deleted_at is null')}",
        "item": f"/review/{one(items.format('open'))}",
        "case": f"/review/cases/{one(CASE)}",
        "decided": f"/review/{one(items.format('decided'))}",
    }


def violations(page):
    found = Axe().run(page, options={"runOnly": AXE_TAGS}).response["violations"]
    return [(fault["id"], [node["html"][:160] for node in fault["nodes"][:3]]) for fault in found]


SMALL = """() => [...document.querySelectorAll('button, .btn, summary, select, textarea, input.form-control')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0)
  .filter(e => e.getBoundingClientRect().height < 43.5)
  .map(e => e.outerHTML.slice(0, 120))"""

TOO_WIDE = "Math.max(0, document.documentElement.scrollWidth - 320)"


@pytest.mark.parametrize("role, path", CASES)
def test_the_page_is_fit_for_tired_eyes_and_shaky_hands(open_page, places, role, path):
    """One visit: a phone in daylight, 400 % zoom, a desktop at night. A browser draws each anew by itself."""
    page = open_page(390, role)
    page.goto(path.format(**places))
    faults = {"lower than 44 pixels": page.evaluate(SMALL), "axe, phone, light": violations(page)}
    page.set_viewport_size({"width": 320, "height": 900})
    faults["wider than 320 pixels"] = page.evaluate(TOO_WIDE)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    faults["axe, desktop, dark"] = violations(page)
    assert not any(faults.values()), faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_page_with_the_card(open_page, sick_thread, width, scheme):
    page = open_page(width, "member", scheme)
    reply(page, sick_thread, "I cannot get my breath and my lips are swelling up since an hour.")
    assert violations(page) == []


def test_on_paper_the_card_comes_first(open_page, sick_thread):
    page = open_page(role="member")
    reply(page, sick_thread, "I cannot get my breath and my lips are swelling up since an hour.")
    page.emulate_media(media="print")
    card = page.locator("#care").bounding_box()
    first = page.locator("article.post").first.bounding_box()
    assert card["y"] < first["y"]
    assert not page.locator(".bar").is_visible() or page.locator(".bar").bounding_box()["y"] > card["y"]


def test_the_keyboard_reaches_the_call_first(open_page, sick_thread):
    page = open_page(role="member")
    reply(page, sick_thread, "I cannot get my breath and my lips are swelling up since an hour.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("tel:")
