"""The table of steps in docs/on-call.md is the one of the code."""

import re
from pathlib import Path

from forum.oncall.steps import LADDER, as_markdown


def test_the_document_prints_the_table_of_the_code():
    page = Path("docs/on-call.md").read_text()
    [printed] = re.findall(r"<!-- steps -->\n(.*?)\n<!-- /steps -->", page, re.S)
    assert printed == as_markdown()


def test_steps_come_in_order_and_each_tells_somebody():
    assert [step.number for step in LADDER] == sorted({step.number for step in LADDER})
    assert [step.after for step in LADDER] == sorted(step.after for step in LADDER)
    assert all(step.ways and step.reason for step in LADDER)
