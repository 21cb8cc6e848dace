"""Which days a new row makes fold anew."""

from datetime import date, timedelta
from typing import Any

from willet.core.sources.asterisk import SOURCE


def parts(told: Any) -> list[date]:
    return sorted(row[0] for row in told.rows(SOURCE.parts_touched(told.con)))


def test_a_call_touches_the_days_around_that_of_its_id(ask: Any) -> None:
    told = ask("1795478400|1795466309.0|sales|NONE|ABANDON|1|1|7")
    assert parts(told) == [date(2026, 11, 23) + timedelta(days=n) for n in range(-2, 3)]


def test_a_mark_of_a_pause_touches_a_week_on_either_side(ask: Any) -> None:
    told = ask("1795478400|NONE|sales|Ann|UNPAUSE|ACW")
    assert parts(told) == [date(2026, 11, 24) + timedelta(days=n) for n in range(-7, 8)]
