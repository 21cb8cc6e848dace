"""From when until when the lake has seen: midnights of its zone, and no day that cannot be its own."""

from datetime import date, datetime, timedelta

import pytest
from duckdb import DuckDBPyConnection

from tests.core.cases.conftest import START, Fill, Row, contact, put, table
from willet.core.cases.span import seen_days, span_of, strays
from willet.core.cases.stray import body_and_strays
from willet.core.lake import Lake
from willet.core.lake.engine import open_engine
from willet.core.lake.seen import Span

MONTH = [
    contact(f"{day:02}-{i}", day + i / 100, 50 * day + i) for day in range(30) for i in range(20)
]
"""A small centre's month: 20 contacts a day, each of a customer of their own."""
FUTURE = contact("future", 27_000, 5_000)
PAST = contact("past", -8_800, 5_001)
SEEN = Span(datetime(2024, 3, 4), datetime(2024, 4, 3))


def shown(rows: list[Row]) -> DuckDBPyConnection:
    con = open_engine()
    put(con, "contacts", rows, "contacts")
    return con


def made_under(lake: Lake) -> Span | None:
    return lake.snapshot().manifest.seen


def test_span_reaches_from_the_first_midnight_to_the_last() -> None:
    with shown(MONTH) as con:
        assert span_of(con, "UTC") == SEEN
        assert span_of(con, None) == SEEN
        assert span_of(con, "Europe/Berlin") == Span(
            datetime(2024, 3, 3, 23), datetime(2024, 4, 2, 22)
        )


def test_lake_without_contacts_has_seen_one_instant_of_1970() -> None:
    with shown([]) as con:
        assert span_of(con, "UTC") == Span(datetime(1970, 1, 1), datetime(1970, 1, 1))
        assert (seen_days(con), strays(con)) == (None, [])


@pytest.mark.parametrize("zone", ["UTC", None])
def test_stray_days_do_not_stretch_the_span(zone: str | None) -> None:
    with shown([PAST, *MONTH, FUTURE]) as con:
        assert span_of(con, zone) == SEEN
        assert strays(con) == [(PAST["local_date"], 1), (FUTURE["local_date"], 1)]


def test_quick_look_at_the_ends_agrees_with_the_count_of_all_days() -> None:
    # 150 days of 20 contacts: the last 45 days hold far more than one in a hundred.
    rows = [contact(f"{d}-{i}", d, i) for d in range(150) for i in range(20)]
    with shown(rows) as con:
        counted = con.execute("SELECT local_date, count(*) FROM contacts GROUP BY 1 ORDER BY 1")
        body, _ = body_and_strays(counted.fetchall())
        assert seen_days(con) == (body[0][0], body[-1][0]) == (
            START.date(), START.date() + timedelta(149),
        )  # fmt: skip


@pytest.mark.journey("history")
def test_contact_dated_2099_matures_nothing(fill: Fill) -> None:
    #  day 0 ......... day 29 | ........................ | 2098
    #  solved by silence after a week; pending from day 23 on | pending for ever
    calm = fill(MONTH, name="calm")
    stretched = fill([*MONTH, FUTURE], name="stretched")

    columns = ("case_id", "matured", "by_no_repeat", "resolved")
    assert table(stretched, "cases", *columns)[:-1] == table(calm, "cases", *columns)
    assert table(stretched, "cases", *columns)[-1] == ("case:t:future", False, None, None)
    assert table(stretched, "links", "observed_s", "looked_back_s")[-1] == (0.0, 0.0)


def test_silence_says_nothing_of_a_contact_dated_2000(fill: Fill) -> None:
    lake = fill([PAST, *MONTH])

    past = [row for row in table(lake, "cases", "case_id", "contacts", "matured", "by_no_repeat")
            if row[0] == "case:t:past"]  # fmt: skip
    assert past == [("case:t:past", 1, False, None)]
    assert made_under(lake) == SEEN


def test_case_that_ends_on_a_stray_day_waits(fill: Fill) -> None:
    """Case R: day 0, and by its id a contact in 2098. What comes after its last contact nobody saw."""
    rows = [contact("a", 0, 9_000, case_ref="t:R"), *MONTH, {**FUTURE, "case_ref": "t:R"}]
    lake = fill(rows)

    (found,) = [
        r
        for r in table(lake, "cases", "case_id", "contacts", "matured", "by_no_repeat")
        if r[0] == "t:R"
    ]
    assert found == ("t:R", 2, True, None)
    (first,) = [r for r in table(lake, "links", "contact_id", "observed_s") if r[0] == "t:a"]
    assert first[1] > 29 * 86_400


def test_span_is_read_back_from_links_beside_stray_days(fill: Fill) -> None:
    assert made_under(fill([PAST, *MONTH, FUTURE])) == SEEN


def test_day_that_was_stray_is_seen_once_its_season_fills_up(fill: Fill) -> None:
    # A second season begins with one contact: stray. With its second day it is the lake's own.
    later = [contact(f"later-{i}", 400 + i / 100, 900 + i) for i in range(20)]
    lake = fill([*MONTH, later[0]])
    assert table(lake, "cases", "matured")[-1] == (False,)

    grown = fill([*MONTH, *later])

    with grown.snapshot().connect() as con:
        assert strays(con) == []
        assert seen_days(con) == (date(2024, 3, 4), START.date() + timedelta(400))
        counts = con.execute("SELECT count(*) FILTER (matured), count(*) FROM cases").fetchall()
    assert counts == [(600, 620)]
