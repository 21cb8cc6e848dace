"""Rows by when they came: files that hold none are not opened, and none that may hold one is left out."""

from datetime import date, datetime
from pathlib import Path

import pytest

from willet.core.lake.chosen_rows import ChosenRows
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile

NOON = datetime(2024, 3, 10, 12)


def file(table: str, bucket: str, **known: object) -> TableFile:
    return TableFile(table, "t", bucket, "00", 5, 9, ("contact_id",), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "may"),
    [
        ({"newest": NOON, "oldest": NOON}, True),
        ({"newest": datetime(2024, 3, 10, 11, 59), "oldest": NOON}, False),
        # A row of which nobody knows when it came may be in it.
        ({"newest": datetime(2024, 3, 1), "oldest": None}, True),
        # Only days are known: that of the zone may be the one before.
        ({"first_day": date(2024, 3, 1), "last_day": date(2024, 3, 9)}, True),
        ({"first_day": date(2024, 3, 1), "last_day": date(2024, 3, 8)}, False),
        ({}, True),
    ],
)
def test_file_may_hold_rows_since_a_moment(known: dict[str, object], may: bool) -> None:
    assert file("contacts", "2024-03", **known).may_hold_since(NOON) is may
    assert file("contacts", "2024-03", **known).may_hold_since(None) is True


def test_days_and_rows_are_those_of_all_files() -> None:
    files = [
        file("contacts", "2024-02", first_day=date(2024, 2, 3), last_day=date(2024, 2, 9)),
        file("contacts", "2024-03", first_day=date(2024, 3, 1), last_day=date(2024, 3, 2)),
        file("contacts", "undated"),
        file("visits", "2025-01", first_day=date(2025, 1, 1), last_day=date(2025, 1, 1)),
    ]
    rows = ChosenRows(Layout(Path("lake")), {f.place: f for f in files}, None)

    assert rows.days_of("contacts") == (date(2024, 2, 3), date(2024, 3, 2), 15)
    assert rows.days_of("links") == (None, None, 0)


def test_rows_on_a_day_are_looked_for_on_the_days_beside_it_too() -> None:
    files = [
        file("contacts", f"2024-0{m}", first_day=date(2024, m, 1), last_day=date(2024, m, 28))
        for m in (1, 2, 3)
    ]
    rows = ChosenRows(Layout(Path("lake")), {f.place: f for f in files}, None)

    assert "2024-02" in rows.on("contacts", [date(2024, 2, 29)])
    assert "2024-03" in rows.on("contacts", [date(2024, 2, 29)])
    assert "2024-01" not in rows.on("contacts", [date(2024, 2, 29)])
    assert "2024-03" not in rows.on("contacts", [date(2024, 2, 28)])
