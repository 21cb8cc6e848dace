"""Counts by local day and lag, against a drawn table and against counting contact by contact."""

from datetime import date, datetime, timedelta

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.core.cases.test_recent import DAY_S, START, WORLD, shown
from willet.core.cases.ripening import Ripening, ripening

HOUR_S = 3600


def _counts(con: duckdb.DuckDBPyConnection, as_of: datetime | None = None) -> Ripening:
    found = ripening(con, window_days=2, topic="ignored", as_of=as_of)
    assert found is not None
    return found


def _links(*rows: tuple[int, int, float]) -> pd.DataFrame:
    """One contact a row: the day and the hour (local and UTC alike) it came, and the hours to its repeat."""
    days, hours, gaps = (np.array(column) for column in zip(*rows, strict=True))
    arrived = START + pd.to_timedelta(days * DAY_S + hours * HOUR_S, unit="s")
    frame = pd.DataFrame(
        {
            "contact_id": [f"t:{n}" for n in range(len(rows))],
            "arrived_at": arrived,
            "local_date": arrived.date,
            "local_interval": hours * 4,
            "direction": "inbound",
            "handled": True,
            "identified": True,
            "next_gap_s": gaps * HOUR_S,
        }
    )
    end = START + timedelta(days=int(days.max()) + 1)
    return frame.assign(observed_s=(pd.Timestamp(end) - arrived).total_seconds())


def test_lag_counts_midnights_and_not_hours() -> None:
    """
    | came      | repeat after | lag | why                                   |
    | day 0, 22 | 1 h          | 0   | the same evening                      |
    | day 0, 22 | 3 h          | 1   | after midnight                        |
    | day 0, 10 | 37 h         | 1   | at 23 the day after                   |
    | day 0, 10 | 47 h         | 2   |                                       |
    | day 0, 10 | 49 h         | -   | later than the window of two days     |
    | day 4, 10 | never        | -   | still open when the lake ends         |
    """
    rows = [(0, 22, 1.0), (0, 22, 3), (0, 10, 37), (0, 10, 47), (0, 10, 49), (4, 10, np.inf)]

    with shown(_links(*rows)) as con:
        found = _counts(con)

    assert found.first == date(2024, 1, 1)
    assert found.repeats[:, 0].tolist() == [[1, 2, 1], *[[0, 0, 0]] * 4]
    assert found.entered[:, 0].tolist() == [5, 0, 0, 0, 1]
    assert found.closed[:, 0].tolist() == [1, 0, 0, 0, 0]
    assert (found.today, found.day(found.today)) == (4, date(2024, 1, 5))


def test_day_is_as_far_gone_as_its_usual_contacts() -> None:
    """Four contacts of a usual day at 8, 9, 10 and 20 o'clock: at 11, three of four have come."""
    rows = [(day, hour, np.inf) for day in range(5) for hour in (8, 9, 10, 20)]

    with shown(_links(*rows)) as con:
        found = [_counts(con, START + timedelta(days=4, hours=h)).passed for h in (7, 11, 20.5)]

    assert found == pytest.approx([0.0, 0.75, 0.875])


def test_without_a_day_before_the_hours_say_how_far_gone_a_day_is() -> None:
    with shown(_links((0, 6, np.inf), (0, 12, np.inf))) as con:
        assert _counts(con).passed == 0.5


def test_last_hour_of_a_day_of_twenty_five_stays_on_it() -> None:
    """The clock was put back: at 23:30 the 99th quarter begins; the repeat comes just within the window."""
    late = _links((0, 23, 48.0), (4, 10, np.inf)).assign(local_interval=[98, 40])

    with shown(late) as con:
        found = _counts(con)

    assert found.repeats[0, 0].tolist() == [0, 0, 1]


def test_every_contact_is_counted_once() -> None:
    end = START + timedelta(days=70)
    with shown(WORLD) as con:
        found = ripening(con, window_days=7, topic="if_known", as_of=end)
    assert found is not None

    gap, clock = WORLD["next_gap_if_known_s"], WORLD["arrived_at"].dt.hour * 3600
    clock = clock + WORLD["arrived_at"].dt.minute * 60 + WORLD["arrived_at"].dt.second
    lags = ((clock + gap) // DAY_S)[gap <= 7 * DAY_S].astype(int)
    assert found.repeats.sum(axis=(0, 1)).tolist() == lags.value_counts().sort_index().tolist()
    assert found.entered.sum() == len(WORLD)
    open_ = (WORLD["observed_s"] < 7 * DAY_S) & (gap > WORLD["observed_s"])
    assert found.entered.sum() - found.repeats.sum() - found.closed.sum() == open_.sum()


def test_commonest_groups_stay_and_the_rest_are_one() -> None:
    rare = [f"topic {n}" for n in range(300)]
    names = [*rare, *["common"] * (len(WORLD) - len(rare))]

    with shown(WORLD.assign(topic=names)) as con:
        found = ripening(con, window_days=7, topic="if_known")

    assert found is not None
    sizes = found.entered.sum(axis=0)
    assert (len(sizes), len(found.topics)) == (201, 201)
    assert (sizes[0], sizes[1], sizes[-1]) == (len(WORLD) - 300, 1, 101)


def test_long_past_is_not_read() -> None:
    with shown(WORLD) as con:
        found = ripening(con, window_days=7, topic="if_known", learn_days=20)

    assert found is not None
    assert (found.first, found.today) == (date(2024, 2, 19), 20)


def test_lake_of_nobody_has_no_counts() -> None:
    with shown(WORLD.head(0)) as con:
        assert ripening(con, window_days=7, topic="ignored") is None
    with shown(WORLD.assign(handled=False)) as con:
        assert ripening(con, window_days=7, topic="ignored") is None
