"""The overview of a centre that begins to ask its customers: marked, and called neither better nor worse.

| 1 January to 10 March, four calls a day, all solved by silence | from 14 February on customers answer "not solved" |
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend
from tests.scaffold.page_text import text_of
from tests.scaffold.shelf import Shelf

ASKED_FROM, FIRST, DAYS, CALLS = date(2026, 2, 14), date(2026, 1, 1), 69, 4
MAPPING = """
name = "asked"
zone = "Europe/Amsterdam"
[columns]
contact_id = { from = "contact_id" }
arrived_at = { from = "arrived_at" }
queue = { from = "queue" }
outcome = { from = "outcome" }
customer_id = { from = "customer_id" }
[[survey]]
instrument = "resolved"
scale = "0-1"
from = "says"
"""


def rows() -> str:
    """The calls, each of a customer of its own."""
    lines = ["contact_id,arrived_at,queue,outcome,customer_id,says"]
    for n in range(DAYS * CALLS):
        day = FIRST + timedelta(days=n // CALLS)
        says = "0" if day >= ASKED_FROM and n % 2 else ""
        lines.append(f"a{n},{day} 1{n % CALLS}:00:00,sales,answered,k{n},{says}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def asked_lake(shelf: Shelf, lend: Lend) -> Path:
    """The lake of these calls."""
    return lend(shelf.made(rows(), mapping=MAPPING, zone=None, count=DAYS * CALLS))


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize(
    ("first", "last", "is_apart", "is_marked"),
    [
        ("2026-02-01", "2026-02-13", False, False),
        ("2026-02-08", "2026-02-14", True, True),  # asked on its last day
        ("2026-02-14", "2026-02-20", True, True),  # asked from its first day on, and not before
        ("2026-02-15", "2026-02-21", True, False),
        (
            "2026-02-20",
            "2026-02-25",
            False,
            False,
        ),  # the six days before begin on the day of asking
        ("2026-02-21", "2026-02-26", False, False),
    ],
)
def test_no_better_or_worse_stands_across_the_day_on_which_asking_begins(
    cast: Cast, asked_lake: Path, first: str, last: str, is_apart: bool, is_marked: bool
) -> None:
    html = cast.client("manager").get(f"/?from={first}&to={last}").content.decode()

    read = text_of(html)
    why = "cannot be said: customers’ answers begin on Feb 14, 2026."
    assert (why in read) == is_apart
    assert ("Not compared customers’ answers begin on Feb 14, 2026" in read) == is_apart
    assert ("<li>Customers’ answers begin on Feb 14, 2026</li>" in html) == is_marked
    assert "verdict-worse" not in html


@pytest.mark.journey("walk")
def test_a_figure_of_what_happened_is_compared_and_its_chart_has_no_mark(
    cast: Cast, asked_lake: Path
) -> None:
    client = cast.client("manager")

    read = text_of(client.get("/?from=2026-02-14&to=2026-02-20&chart=received").content.decode())

    assert "Customers’ answers begin" not in read
    assert "Received 28" in read
    assert read.count("Not compared") == 1
