"""Times as people say them."""

from datetime import timedelta

import pytest

from forum import templating
from forum.db import utcnow


@pytest.mark.parametrize(
    "age, said",
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 minutes ago"),
        (timedelta(hours=1), "an hour ago"),
        (timedelta(days=1), "a day ago"),
        (timedelta(days=16), "16 days ago"),
        (timedelta(days=29, hours=23), "29 days ago"),
    ],
)
def test_ages_are_told_in_days_up_to_a_month(age, said):
    assert templating.ago(utcnow() - age) == said


def test_older_times_are_dates():
    when = utcnow() - timedelta(days=45)
    assert templating.ago(when) == f"{when.day} {when:%b %Y}"


def test_the_exact_time_names_its_zone():
    assert templating.exact(utcnow()).endswith(" UTC")
