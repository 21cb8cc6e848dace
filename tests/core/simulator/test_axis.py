"""The hour that comes twice and the hour that does not come, in the files and on the axis.

| Amsterdam  | wall clock          | contacts            |
|------------|---------------------|---------------------|
| 2026-10-25 | 02:00-03:00 twice   | on either pass      |
| 2026-03-29 | 02:00-03:00 missing | none                |
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from willet.core.simulator import Scenario, Truth, simulate
from willet.core.simulator.axis import Axis

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_the_repeated_hour_appears_twice(run: Truth, rows: list[dict[str, str]]) -> None:
    twice = [r["arrived_at"] for r in rows if r["arrived_at"].startswith("2026-10-25 02:")]
    offsets = {text[-6:]: sum(t.endswith(text[-6:]) for t in twice) for text in twice}

    assert set(offsets) == {"+02:00", "+01:00"}
    assert run.document["clock"]["changes_on"] == "2026-10-25"
    assert run.document["clock"]["hours_of_that_day"] == 25


def test_the_skipped_hour_never_appears(tmp_path: Path) -> None:
    truth = simulate(tmp_path, days=5, contacts_per_day=400, first_day=date(2026, 3, 27))

    epochs = [int(line.split("|")[0]) for line in (tmp_path / "queue_log").read_text().splitlines()]
    local = [datetime.fromtimestamp(e, AMSTERDAM) for e in epochs]
    night = {t.hour for t in local if t.date() == date(2026, 3, 29) and t.hour < 5}

    assert night == {0, 1, 3, 4}
    assert truth.document["clock"]["hours_of_that_day"] == 23


def test_every_written_offset_is_the_zones(rows: list[dict[str, str]]) -> None:
    for row in rows:
        written = datetime.fromisoformat(row["arrived_at"])

        assert written.utcoffset() == written.astimezone(AMSTERDAM).utcoffset()


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Asia/Ho_Chi_Minh"])
def test_the_axis_agrees_with_zoneinfo(zone: str) -> None:
    axis = Axis(Scenario(zone=zone, first_day=date(2026, 10, 1), days=40))
    seconds = np.arange(0, int(axis.midnights[-1]), 1777)

    for second, day, clock in zip(
        seconds, axis.day(seconds), axis.local_clock(seconds), strict=True
    ):
        local = datetime.fromtimestamp(axis.origin + int(second), UTC).astimezone(ZoneInfo(zone))
        of_day = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
        assert (axis.date_of(int(day)), timedelta(seconds=int(clock))) == (local.date(), of_day)
