"""The page of numbers in docs/ says what the table says."""

from scripts.numbers_page import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m scripts.numbers_page"
