"""`make screenshots`: the main pages of a freshly filled board, three widths, light and dark, in docs/img."""

import io
import tempfile

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import board, debian, demo, environment, ports
from scripts.problem import Problem, run_main, say

FOLDER = environment.ROOT / "docs" / "img"
SIZES = {390: 844, 768: 1024, 1280: 900}
SCHEMES = ("light", "dark")
QUALITY = 80  # of WebP: letters stay sharp, and a picture stays under 100 kB
BOARD = "/boards/side-effects"
SIGN = "gums have been bleeding"
POST = f"The same here, week six after my second course: my {SIGN} since Friday and I bruise from nothing."


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="careboard-screenshots-") as folder:
        # Inline: on a busy machine a picture must not show the card of a checker that was late.
        settings = {"CAREBOARD_LIMITS": "false", "CAREBOARD_CHECKER": "inline"}
        settings["CAREBOARD_DATABASE_URL"] = f"sqlite:///{folder}/board.sqlite3"
        board.open_log()
        sign_ins = demo.prepare(settings)
        with board.server(ports.LOOPBACK, ports.free_port(), settings) as (_, url), sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=debian.find("chromium"), args=debian.CHROMIUM_FLAGS
            )
            take_all(browser, url, sign_ins)


def take_all(browser: Browser, url: str, sign_ins: str) -> None:
    visitor, member, moderator = (open_page(browser, url) for _ in range(3))
    save(visitor, "boards", "/")
    save(visitor, "board", BOARD)
    thread = first_link(visitor, "/threads/", SIGN)
    save(visitor, "thread", thread)
    save(visitor, "treatment", "/treatments/lemtrada")
    sign_in(member, *account(sign_ins, "member"))
    write_post(member, thread)
    save(member, "notice")
    sign_in(moderator, *account(sign_ins, "moderator"))
    save(moderator, "queue", "/review")
    save(moderator, "item", first_link(moderator, "/review/", SIGN))


def account(sign_ins: str, role: str) -> tuple[str, str]:
    """Find the e-mail address and password of a role in what `flask demo sign-ins` prints."""
    for line in sign_ins.splitlines():
        words = line.split()
        if words[:1] == [role]:
            return words[1], words[-1]
    raise Problem(f"`flask demo sign-ins` names no {role}.")


def open_page(browser: Browser, url: str) -> Page:
    return browser.new_context(base_url=url, reduced_motion="reduce", locale="en-GB").new_page()


def sign_in(page: Page, address: str, password: str) -> None:
    page.goto("/login")
    page.fill("input[name=email]", address)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda reached: not reached.endswith("/login"))
    if "/login/code" in page.url:
        page.fill("input[name=code]", page.locator("[data-demo-code]").inner_text())
        page.press("input[name=code]", "Enter")
        page.wait_for_url(lambda reached: "/login" not in reached)


def first_link(page: Page, prefix: str, words: str = "") -> str:
    """Return where the first link to such a page leads, among list rows with these words if any are given."""
    rows = page.locator("main li").filter(has_text=words) if words else page.locator("main")
    return rows.locator(f"a[href^='{prefix}']").first.get_attribute("href") or ""


def write_post(page: Page, thread: str) -> None:
    """Reply with a sign in the text; the page that follows shows the notice."""
    page.goto(thread)
    page.fill("textarea[name=body]", POST)
    page.get_by_role("button", name="Post reply").click()
    page.locator("#care").wait_for()


def save(page: Page, name: str, address: str = "") -> None:
    """Take a page in every width and both schemes; without an address, the page that is open."""
    if address:
        page.goto(address)
    page.wait_for_load_state("networkidle")
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            # Set by hand, because the page of a notice cannot be opened twice.
            page.evaluate("scheme => { document.documentElement.dataset.bsTheme = scheme }", scheme)
            picture = Image.open(io.BytesIO(page.screenshot()))
            path = FOLDER / f"{name}-{width}-{scheme}.webp"
            picture.save(path, quality=QUALITY, method=6)
            say(f"{path.relative_to(environment.ROOT)}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    run_main(main)
