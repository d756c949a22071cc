from moderation.quality.tables import cut, folded, table


def test_a_quote_cannot_leave_its_cell() -> None:
    assert cut("a | b\n<b>c</b> *d* `e`") == r"a &#124; b &lt;b&gt;c&lt;/b&gt; \*d\* \`e\`"


def test_a_long_quote_is_cut() -> None:
    assert cut("a very long quote", longest=8) == "a very…"


def test_a_table_has_a_head_and_a_line_for_each_row() -> None:
    assert table(("a", "b"), [("x", 1)]) == "| a | b |\n| --- | --- |\n| x | 1 |"


def test_a_folded_part_opens_on_request() -> None:
    assert folded("more", "| a |") == "<details>\n<summary>more</summary>\n\n| a |\n\n</details>"
