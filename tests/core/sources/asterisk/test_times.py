"""Times: seconds with and without a fraction, local text, offsets, the two odd hours of a year."""

from datetime import date, datetime
from typing import Any

import pytest

from willet.core.records import RequestError

HEADER = "time,callid,queuename,agent,event,data1,data2,data3"


def table(log: Any, *times: str, call: str = "1792886400.1") -> Any:
    return log(
        HEADER,
        *[f"{t},{call},sales,NONE,INFO,{n},," for n, t in enumerate(times)],
        name="export.csv",
    )


def seconds(folded: Any) -> list[int]:
    return sorted(row[0] for row in folded.rows("SELECT DISTINCT at_s FROM landed"))


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "told",
    [
        "1795466309",
        "1795466309.731",
        "2026-11-23 21:38:29",
        "2026-11-23 21:38:29.999999",
        "2026-11-23T21:38:29",
        "2026-11-23 20:38:29+00",
        "2026-11-23 20:38:29.25+0000",
        "2026-11-23 20:38:29Z",
        "2026-11-23 15:08:29-05:30",
    ],
)
def test_every_spelling_of_one_second_lands_the_same(fold: Any, log: Any, told: Any) -> None:
    assert seconds(fold(table(log, told))) == [1795466309]


def test_local_times_without_a_zone_are_refused_with_the_next_step(fold: Any, log: Any) -> None:
    with pytest.raises(RequestError, match="--zone Europe/Amsterdam"):
        fold(table(log, "2026-11-23 21:38:29"), zone=None)


def test_times_with_an_offset_need_no_zone(fold: Any, log: Any) -> None:
    assert seconds(fold(table(log, "2026-11-23 20:38:29+00"), zone=None)) == [1795466309]


def test_a_local_time_that_does_not_exist_is_a_reject(fold: Any, log: Any) -> None:
    """Amsterdam goes from 02:00 to 03:00 on 29 March 2026."""
    folded = fold(table(log, "2026-03-29 01:59:59", "2026-03-29 02:30:00", "2026-03-29 03:00:00"))
    (reject,) = folded.landing.rejects.first
    assert (reject.line, reject.field, reject.value) == (3, "time", "2026-03-29 02:30:00")
    assert reject.rule == "this local time does not exist: the clock was put forward over it"
    assert seconds(folded) == [1774745999, 1774746000]


def test_a_local_time_that_comes_twice_takes_the_first_and_is_flagged(fold: Any, log: Any) -> None:
    """Amsterdam goes from 03:00 back to 02:00 on 25 October 2026."""
    path = log(
        HEADER,
        "2026-10-25 02:30:00,1792888200.1,sales,NONE,ENTERQUEUE,,31264370893,1",
        "2026-10-25 02:30:09,1792888200.1,sales,NONE,ABANDON,1,1,9",
        name="export.csv",
    )
    folded = fold(path)
    assert folded.row("SELECT arrived_at, clock_note, outcome FROM contacts") == (
        datetime(2026, 10, 25, 0, 30),
        "repeated_hour",
        "abandoned",
    )
    same = fold(
        log(
            "1792888200|1792888200.1|sales|NONE|ENTERQUEUE||31264370893|1",
            "1792888209|1792888200.1|sales|NONE|ABANDON|1|1|9",
        )
    )
    assert same.value("SELECT clock_note FROM contacts") is None


def test_the_part_is_the_local_day_of_the_call_id(fold: Any, log: Any) -> None:
    """The call began on the 23rd in Amsterdam, this event is of the 24th: the part follows the call."""
    path = log(
        "1795478400|1795474000.5|sales|NONE|INFO|late",
        "1795478400|NONE|NONE|Ann|PAUSE|Lunch",
    )
    assert fold(path).rows("SELECT event, part FROM landed ORDER BY event") == [
        ("INFO", date(2026, 11, 23)),
        ("PAUSE", date(2026, 11, 24)),
    ]
    assert fold(path, zone="America/New_York").rows("SELECT DISTINCT part FROM landed") == [
        (date(2026, 11, 23),)
    ]
