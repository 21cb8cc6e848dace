"""Contacts at one instant, and times that run against the order of the file: one answer, whatever the order."""

import random
from typing import Any

import pytest

from tests.core.cases.conftest import Fill, contact, table


def test_contacts_at_one_instant_are_ordered_by_their_ids(fill: Fill) -> None:
    """
    | contact | time  | place | gap to the one before |
    |---------|-------|-------|-----------------------|
    | a       | 09:00 | 1     | none                  |
    | b       | 09:00 | 2     | 0                     |
    | c       | 09:00 | 3     | 0                     |
    """
    lake = fill([contact(name, 0) for name in "cab"])

    assert table(lake, "links", "contact_id", "contact_no", "prev_gap_s", "case_id") == [
        ("t:a", 1, float("inf"), "case:t:a"),
        ("t:b", 2, 0.0, "case:t:a"),
        ("t:c", 3, 0.0, "case:t:a"),
    ]


def test_lost_and_answered_at_one_instant_end_as_the_later_id_says(fill: Fill) -> None:
    lake = fill([contact("a", 0), contact("b", 0, outcome="abandoned"), contact("z", 30, 2)])

    assert table(lake, "cases", "last_contact", "lost", "handled")[0] == ("t:b", True, 1)


def _few_instants(seed: int) -> list[dict[str, Any]]:
    draw = random.Random(seed)
    return [
        contact(
            f"{n:02}", draw.choice([0, 0.5, 0.5, 3, 20]), draw.choice([1, 2, 3, None]),
            topic=draw.choice([None, "bill", "card"]),
            direction=draw.choice(["inbound", "inbound", "outbound"]),
            case_ref=draw.choice([None, None, "t:R1", "t:R2"]),
        )
        for n in range(40)
    ]  # fmt: skip


@pytest.mark.journey("history")
def test_order_of_rows_decides_nothing_between_equal_times(fill: Fill) -> None:
    for seed in range(3):
        rows = _few_instants(seed)
        straight = fill(rows, name=f"straight{seed}")
        shuffled = fill(random.Random(seed).sample(rows, len(rows)), name=f"shuffled{seed}")

        for name in ("cases", "links"):
            assert table(shuffled, name, "*") == table(straight, name, "*")
