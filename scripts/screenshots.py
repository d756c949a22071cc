"""`make screenshots`: the main pages of a freshly filled board, three widths, light and dark, in docs/img."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from scripts import board, debian, demo, environment, ports
from scripts.problem import Problem, run_main, say

FOLDER = environment.ROOT / "docs" / "img"
SIZES = {390: 844, 768: 1024, 1280: 900}
SCHEMES = ("light", "dark")
QUALITY = 80  # of WebP: letters stay sharp, and a picture stays under 100 kB
BOARD = "/boards/side-effects"
POST = "Week six after my second course. My gums have been bleeding since Monday and I bruise from nothing."
# No sandbox, because root cannot have one; the rest keeps the browser from calling its maker's servers.
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--hide-scrollbars"]


@dataclass(frozen=True)
class Shot:
    """One page: the name of its pictures, its address, and as whom it is read."""

    name: str
    url: str
    reader: str = ""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="careboard-screenshots-") as folder:
        settings = {
            "CAREBOARD_DATABASE_URL": f"sqlite:///{folder}/board.sqlite3",
            "CAREBOARD_LIMITS": "false",
        }
        board.open_log()
        sign_ins = demo.prepare(settings)
        with board.server(ports.LOOPBACK, ports.free_port(), settings) as (_, url), sync_playwright() as play:
            browser = play.chromium.launch(executable_path=debian.find("chromium"), args=FLAGS)
            take_all(browser, url, sign_ins)


def take_all(browser: Browser, url: str, sign_ins: str) -> None:
    states = {role: sign_in(browser, url, *account(sign_ins, role)) for role in ("member", "moderator")}
    shots = list(find_shots(browser, url, states))
    for width, height in SIZES.items():
        for scheme in SCHEMES:
            for shot in shots:
                page = open_page(browser, states.get(shot.reader), width, height, scheme)
                page.goto(shot.url)
                save(page, f"{shot.name}-{width}-{scheme}")
                page.context.close()


def account(sign_ins: str, role: str) -> tuple[str, str]:
    """Find the e-mail address and password of a role in what `flask demo sign-ins` prints."""
    for line in sign_ins.splitlines():
        words = line.split()
        if words[:1] == [role]:
            return words[1], words[-1]
    raise Problem(f"`flask demo sign-ins` names no {role}.")


def sign_in(browser: Browser, url: str, address: str, password: str) -> StorageState:
    page = open_page(browser)
    page.goto(f"{url}/login")
    page.fill("input[name=email]", address)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda reached: not reached.endswith("/login"))
    state = page.context.storage_state()
    page.context.close()
    return state


def find_shots(browser: Browser, url: str, states: dict[str, StorageState]) -> Iterator[Shot]:
    """Yield the pages; a member writes the post whose notice is shown, so that it stands in the queue too."""
    page = open_page(browser, states["member"])
    page.goto(url + BOARD)
    thread = page.locator("main a[href^='/threads/']").first.get_attribute("href") or ""
    page.goto(f"{url}{thread}")
    page.locator("textarea[name=body]").fill(POST)
    page.locator("form:has(textarea[name=body]) button[type=submit]").last.click()
    page.wait_for_url("**#care")
    notice = page.url
    states["member"] = page.context.storage_state()  # the session knows that this post was just written
    page.context.close()
    yield Shot("boards", url)
    yield Shot("board", url + BOARD)
    yield Shot("thread", url + thread)
    yield Shot("notice", notice, "member")
    yield Shot("review", f"{url}/review", "moderator")
    yield Shot("treatment", f"{url}/treatments/lemtrada")


def open_page(
    browser: Browser,
    state: StorageState | None = None,
    width: int = 1280,
    height: int = 900,
    scheme: str = "light",
) -> Page:
    context = browser.new_context(
        storage_state=state,
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
    )
    return context.new_page()


def save(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    path = FOLDER / f"{name}.webp"
    picture.save(path, quality=QUALITY, method=6)
    say(f"{path.relative_to(environment.ROOT)}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    run_main(main)
