"""`make privacy`: print the table of what deletion leaves behind into docs/privacy.md."""

from forum.own_data.leftovers import as_markdown
from scripts import environment
from scripts.problem import run_main

PAGE = environment.ROOT / "docs" / "privacy.md"
BEGIN, END = "<!-- leftovers -->\n", "<!-- end of leftovers -->"


def printed(page: str) -> str:
    """The page with the table as the code has it."""
    head, rest = page.split(BEGIN)
    return f"{head}{BEGIN}{as_markdown()}\n{END}{rest.split(END)[1]}"


def main() -> None:
    PAGE.write_text(printed(PAGE.read_text()))


if __name__ == "__main__":
    run_main(main)
