"""Moments kept in UTC are shown by the reader's clock, and by nobody's where there is no reader."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import willet
from willet.ui import formats
from willet.ui.clocks import by_clock, by_the_clock, read_by, zone_name

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
LATE = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (LATE, f"Mar 3, 2026,{NB}01:30"),
        # One that a page put on another clock on purpose, and one of no zone, as the lake's local times.
        (LATE.astimezone(BERLIN), f"Mar 2, 2026,{NB}19:30"),
        (datetime(2026, 3, 2, 18, 30), f"Mar 2, 2026,{NB}18:30"),
        (LATE.astimezone(timezone(timedelta(hours=2))), f"Mar 2, 2026,{NB}20:30"),
    ],
)
def test_what_is_kept_in_utc_is_read_by_the_clock(moment: datetime, shown: str) -> None:
    with read_by(lambda: SAIGON):
        assert formats.moment(moment) == shown
        assert f"{formats.date(moment)},{NB}{formats.clock(moment)}" == f"{shown}:00"


def test_days_and_times_of_day_have_no_clock() -> None:
    with read_by(lambda: SAIGON):
        assert (formats.date(date(2026, 3, 2)), formats.clock(time(18, 30))) == (
            "Mar 2, 2026",
            "18:30:00",
        )


def test_without_a_reader_it_stays_utc_and_says_so() -> None:
    assert (formats.zoned_moment(LATE), zone_name()) == (f"Mar 2, 2026,{NB}18:30{NB}UTC", "UTC")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), f"Mar 29, 2026,{NB}01:59{NB}CET"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), f"Mar 29, 2026,{NB}03:00{NB}CEST"),
        (None, "–"),
    ],
)
def test_the_clock_s_own_name_stands_with_it_over_its_change(
    moment: datetime | None, shown: str
) -> None:
    with read_by(lambda: BERLIN):
        assert formats.zoned_moment(moment) == shown


def test_a_clock_is_looked_up_once_and_only_where_a_moment_is_shown() -> None:
    asked: list[str] = []

    def zone() -> tzinfo:
        asked.append("zone")
        return SAIGON

    with read_by(zone):
        formats.date(date(2026, 3, 2))
        assert asked == []
        by_the_clock(LATE), by_the_clock(LATE), zone_name()
        assert asked == ["zone"]
        with read_by(lambda: BERLIN):
            assert by_the_clock(LATE).hour == 19
        assert by_the_clock(LATE).hour == 1


@pytest.mark.parametrize(
    ("zone", "heading"),
    [("", "When (Asia/Ho_Chi_Minh)"), ("Europe/Madrid", "When (Europe/Madrid)")],
)
def test_heading_of_moments_names_their_clock(zone: str, heading: str) -> None:
    with read_by(lambda: SAIGON):
        assert by_clock("When", zone) == heading


def test_every_table_that_a_room_keeps_moments_in_says_whose_clock_it_reads() -> None:
    source = Path(willet.__file__).parent
    tables = {
        file.relative_to(source).as_posix(): text
        for room in ("levers", "activity", "backups", "jobs", "notices")
        for file in (source / room).rglob("*.py")
        if "Column(" in (text := file.read_text("utf-8")) and "formats.moment(" in text
    }

    assert len(tables) >= 6
    silent = [
        n for n, text in tables.items() if "by_clock(" not in text and "Times are" not in text
    ]
    assert silent == []


CLOCK_ON_THE_PAGE = {
    "desk/domain/telling.py": "the desk's pages name the centre's clock above their tables",
    "imports/domain/previews.py": "the columns' page asks for the zone above what it reads in it",
    "resolution/case/verdicts.py": "its moment stands in a sentence beside its case",
}


def test_a_table_of_moments_names_their_clock() -> None:
    """In a heading, or in a note beneath; a page with a clock above all of its tables stands in the list."""
    root = Path(willet.__file__).parent
    texts = {str(path.relative_to(root)): path.read_text("utf-8") for path in root.rglob("*.py")}
    tables = {
        name
        for name, text in texts.items()
        if 'Column("' in text
        and re.search(r"\b(formats\.(moment|clock)|moment_words|local)\(", text)
    }
    silent = {n for n in tables if not re.search("by_clock|zone_name|Times are those of", texts[n])}

    assert silent == CLOCK_ON_THE_PAGE.keys()
