"""For how long contacts were watched: the same worked out row by row and once for a file of them."""

from datetime import datetime, timedelta

import pytest

from willet.core.lake.engine import open_engine
from willet.core.lake.seen import (
    HORIZON_US,
    WINDOW_US,
    Span,
    literal,
    watched,
    watched_usually,
)

SPAN = Span(datetime(2024, 1, 1), datetime(2024, 12, 31))
HORIZON, US = timedelta(days=45), timedelta(microseconds=1)


def values(columns: dict[str, str], at: datetime | None) -> tuple[object, ...]:
    chosen = ", ".join(columns[name] for name in ("observed_s", "looked_back_s", "matured"))
    arrived = literal(at) if at else "NULL::TIMESTAMP"
    with open_engine() as con:
        return con.execute(f"SELECT {chosen} FROM (SELECT {arrived} AS arrived_at)").fetchall()[0]


#  arrived                          | after  | before | a window on either side
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (SPAN.begins, (3_888_000.0, 0.0, False)),
        (SPAN.begins + timedelta(days=7) - US, (3_888_000.0, 604_799.999999, False)),
        (SPAN.begins + timedelta(days=7), (3_888_000.0, 604_800.0, True)),
        (SPAN.begins + timedelta(days=200), (3_888_000.0, 3_888_000.0, True)),
        (SPAN.ends - timedelta(days=7), (604_800.0, 3_888_000.0, True)),
        (SPAN.ends - timedelta(days=7) + US, (604_799.999999, 3_888_000.0, False)),
        (SPAN.ends, (0.0, 0.0, False)),
        (SPAN.begins - US, (0.0, 0.0, False)),
        (None, (0.0, 0.0, None)),
    ],
)
def test_watched_up_to_the_horizon_and_not_outside_the_span(
    at: datetime | None, expected: tuple[object, ...]
) -> None:
    assert values(dict(watched(SPAN, HORIZON_US, WINDOW_US)), at) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("oldest", "newest", "is_one_number"),
    [
        (SPAN.begins + HORIZON, SPAN.ends - HORIZON, True),
        (SPAN.begins + HORIZON - US, SPAN.ends - HORIZON, False),
        (SPAN.begins + HORIZON, SPAN.ends - HORIZON + US, False),
        (None, SPAN.ends - HORIZON, False),
        (None, None, False),
    ],
)
def test_file_watched_to_the_horizon_is_one_number(
    oldest: datetime | None, newest: datetime | None, is_one_number: bool
) -> None:
    columns = dict(watched_usually(SPAN, oldest, newest))

    assert ("arrived_at" not in "".join(columns.values())) is is_one_number
    for at in (oldest, newest):
        assert values(columns, at) == values(dict(watched(SPAN, HORIZON_US, WINDOW_US)), at)
