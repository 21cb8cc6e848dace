"""Calls in a table: the one on whose page it stands is marked, and no other."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from willet.calls.domain.calls import Call
from willet.calls.domain.listing import calls_table


def call(name: str) -> Call:
    """A call of which nothing else is known."""
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return Call(name, moment, *[None] * (len(Call.__dataclass_fields__) - 2))


def test_the_call_of_the_page_is_marked_and_no_other() -> None:
    calls, zone = [call("table:1"), call("table:2"), call("table:3")], ZoneInfo("Europe/Amsterdam")

    assert [row.current for row in calls_table(calls, zone, current="table:2").rows] == [
        *(False, True, False),
    ]
    assert [row.current for row in calls_table(calls, zone).rows] == [False, False, False]
