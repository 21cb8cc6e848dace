"""The days of a question: both its first and its last day are counted, and no day beside them."""

import pytest

from tests.core.metrics.conftest import Ask, Draw

CONTACTS = """
contact_id local_date direction outcome
a          2026-03-01 inbound   answered
b          2026-03-02 inbound   answered
c          2026-03-02 -         abandoned
d          2026-03-02 outbound  answered
e          2026-03-03 inbound   blocked
f          2026-03-03 internal  answered
g          2026-03-04 inbound   answered
"""
VISITS = """
contact_id visit_no local_date queue outcome  wait_s
a          1        2026-03-01 x     answered 10
b          1        2026-03-02 x     answered 20
b          2        2026-03-02 y     answered 40
e          1        2026-03-03 x     answered 80
g          1        2026-03-04 x     answered 160
"""
DAYS = [
    (None, None, 5, 310),
    ("2026-03-02", "2026-03-02", 2, 60),
    ("2026-03-02", "2026-03-03", 3, 140),
    ("2026-03-01", "2026-03-04", 5, 310),
    ("2026-03-03", None, 2, 240),
    (None, "2026-03-02", 3, 70),
    ("2026-03-05", "2026-03-05", 0, None),
]


@pytest.mark.parametrize(("first", "last", "received", "_waited"), DAYS)
def test_received_contacts_of_days(
    draw: Draw, ask: Ask, first: str | None, last: str | None, received: int, _waited: int
) -> None:
    draw("contacts", CONTACTS)

    answer = ask("received", first=first, last=last)

    assert answer.rows[0].value == received


@pytest.mark.parametrize(("first", "last", "_received", "waited"), DAYS)
def test_waits_of_the_visits_of_days(
    draw: Draw, ask: Ask, first: str | None, last: str | None, _received: int, waited: int | None
) -> None:
    draw("visits", VISITS)

    row = ask("average_speed_of_answer", first=first, last=last).rows[0]

    assert (None if row.value is None else round(row.value * row.n, 6)) == waited
