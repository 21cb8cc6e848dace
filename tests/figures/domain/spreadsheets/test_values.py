"""A moment with a zone stands in a file for people by the clock of the centre, since a spreadsheet knows no zones."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from willet.figures.domain.exporting import SheetField
from willet.figures.domain.spreadsheets import values
from willet.figures.domain.spreadsheets.values import known

FIELD = SheetField("at")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2026, 7, 1, 8, 30, tzinfo=UTC), datetime(2026, 7, 1, 10, 30)),
        (datetime(2026, 1, 1, 23, 30, tzinfo=UTC), datetime(2026, 1, 2, 0, 30)),
        (datetime(2026, 1, 1, 23, 30), datetime(2026, 1, 1, 23, 30)),
        (date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_moment_is_shown_by_the_clock_of_the_centre(
    monkeypatch: pytest.MonkeyPatch, value: date, shown: date
) -> None:
    monkeypatch.setattr(values, "centre_zone", lambda: ZoneInfo("Europe/Amsterdam"))

    assert known(FIELD, value) == shown
