"""What an import moves: as much as a rebuild would, and no older months than it must."""

import random
from typing import Any

import pytest

from tests.core.cases.conftest import Fill, contact, table
from willet.core import cases
from willet.core.lake import Lake

YEARS_DAYS = 400


LONG = [pytest.param(seed, marks=pytest.mark.proof) for seed in (1, 2, 3)]


@pytest.fixture(autouse=True)
def _months_are_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told here is told of months: no year has so few rows that they are one file."""
    monkeypatch.setattr("willet.core.lake.buckets.FEW_ROWS", 0)


def _bytes(lake: Lake, *tables: str) -> dict[str, str]:
    files = lake.snapshot().manifest.files
    return {
        f"{f.table}/{f.bucket}": f.hash for f in files if f.table in (tables or ("cases", "links"))
    }


def _drawn(draw: random.Random, name: str) -> dict[str, Any]:
    """A contact of a long history: few customers who call for years, some case ids, some without a time."""
    ref = draw.choice([None] * 6 + [f"t:R{draw.randrange(12)}"])
    row = contact(
        name, draw.uniform(0, YEARS_DAYS), draw.choice([None, *range(9)]), case_ref=ref,
        topic=draw.choice([None, "bill", "card"]),
        direction=draw.choice(["inbound"] * 5 + ["outbound"]),
        outcome=draw.choice(["answered", "answered", "abandoned"]),
        resolved=draw.choice([None, True, False]),
    )  # fmt: skip
    return row | {"arrived_at": None} if draw.random() < 0.01 else row


@pytest.mark.proof
@pytest.mark.parametrize(
    "seed",
    [0, *LONG],
)
def test_few_changes_in_a_long_history_give_the_bytes_of_a_rebuild(fill: Fill, seed: int) -> None:
    draw = random.Random(seed)
    rows = [_drawn(draw, f"{i:03}") for i in range(260)]
    whole = _bytes(fill(rows, name="whole"))

    for _ in range(3):
        changed = set(draw.sample(range(len(rows)), draw.choice([1, 2, 5])))
        other = [_drawn(draw, f"{i:03}") if i in changed else row for i, row in enumerate(rows)]
        fill([row for row in other if draw.random() < 0.99], name="grown")
        assert _bytes(fill(rows, name="grown")) == whole


def _two_keys(draw: random.Random, name: str) -> dict[str, Any]:
    """A contact with an id, a number, or both: what a later one shows can rename an old one."""
    number, known = draw.randrange(100, 112), draw.randrange(8)
    who = known if draw.random() < 0.5 else None
    return contact(name, draw.uniform(0, YEARS_DAYS), number if who is None else who) | {
        "id_key": who,
        "number_key": number if who is None or draw.random() < 0.3 else None,
        "identity": "number" if who is None else "customer_id",
    }


@pytest.mark.proof
@pytest.mark.parametrize("seed", [0, LONG[0]])
def test_identities_merged_by_a_late_contact_give_the_bytes_of_a_rebuild(
    fill: Fill, seed: int
) -> None:
    draw = random.Random(100 + seed)
    rows = [_two_keys(draw, f"{i:03}") for i in range(150)]
    whole = _bytes(fill(rows, name="whole"))

    for _ in range(3):
        fill([row for row in rows if draw.random() < 0.97], name="grown")
        assert _bytes(fill(rows, name="grown")) == whole


@pytest.mark.proof
def test_join_across_years_is_kept_when_a_day_is_added(fill: Fill) -> None:
    #  day   0    a  (customer 1)       joined by hand with c, two years later
    #  day 650    c  (customer 2)
    #  day 651    d  (customer 2)       arrives now: it joins c's case, and thereby a's
    rows = [contact("a", 0, 1), contact("b", 300, 3), contact("c", 650, 2)]
    lake = fill(rows)
    cases.join(lake, "t:a", "t:c", by="lead")

    lake = fill([*rows, contact("d", 651, 2)])

    assert table(lake, "links", "contact_id", "case_id", "case_contacts") == [
        ("t:a", "case:t:a", 3),
        ("t:b", "case:t:b", 1),
        ("t:c", "case:t:a", 3),
        ("t:d", "case:t:a", 3),
    ]


def test_new_day_leaves_the_files_of_old_months_alone(fill: Fill) -> None:
    """Also those of customers who call on the new day and have called every month before."""
    rows = [contact(f"{day}-{who}", day, who) for day in range(0, 400, 20) for who in range(5)]
    before = _bytes(fill(rows))

    after = _bytes(fill([*rows, contact("new", 400, 1)]))

    # The last call before it gets a next one, the last 46 days' cases may close; nothing older changed, and that the
    # last 46 days were watched a day longer stands in no file.
    moved = {place for place in after if before.get(place) != after[place]}
    assert moved == {
        "links/2025-03",
        "links/2025-04",
        "cases/2025-03",
        "cases/2025-04",
    }
