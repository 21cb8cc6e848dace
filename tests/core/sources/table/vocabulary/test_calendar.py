"""Months, weekdays and halves of the day in five languages."""

from datetime import datetime

import duckdb
import pytest

from willet.core.sources.table.vocabulary.calendar import english

CON = duckdb.connect()
MONTHS = {
    1: "January Januar januari enero Jan Jan. jan. ene ene. Jänner",
    2: "February Februar februari febrero Feb feb. FEB",
    3: "March März maart marzo Mar Mär Mrz mrt mrt. mar. MÄRZ",
    4: "April abril apr. Apr abr abr.",
    5: "May Mai mei mayo may.",
    6: "June Juni juni junio Jun jun.",
    7: "July Juli juli julio Jul jul.",
    8: "August augustus agosto aug. Aug ago",
    9: "September Sept Sept. septiembre setiembre sep. set",
    10: "October Oktober oktober octubre Okt okt. oct",
    11: "November noviembre Nov nov.",
    12: "December Dezember diciembre Dez dez. dic Dec",
}
VIETNAMESE = "một hai ba tư năm sáu bảy tám chín mười mười_một mười_hai".split()


def reads(texts: list[str], pattern: str) -> set[datetime | None]:
    """All that the texts mean by a pattern."""
    sql = f"try_strptime({english('t', pattern)}, '{pattern}')"
    found = CON.execute(f"SELECT DISTINCT {sql} FROM (SELECT unnest(?::VARCHAR[]) AS t)", [texts])
    return {moment for (moment,) in found.fetchall()}


def read(text: str, pattern: str) -> datetime | None:
    (found,) = reads([text], pattern)
    return found


@pytest.mark.parametrize(("month", "names"), MONTHS.items())
def test_every_name_of_a_month(month: int, names: str) -> None:
    every = names.split()
    moment, day = datetime(2026, month, 2, 9), datetime(2026, month, 2)

    for pattern in ("%d %B %Y %H:%M", "%d %b %Y %H:%M"):
        assert reads([f"2 {name} 2026 09:00" for name in every], pattern) == {moment}
    assert reads([f"2. {name} 2026" for name in every], "%d. %B. %Y") == {day}
    assert reads([f"02-{name.strip('.')}-26" for name in every], "%d-%b-%y") == {day}


def test_every_month_in_vietnamese() -> None:
    for month, numeral in enumerate(VIETNAMESE, 1):
        forms = (f"tháng {month}", f"thg {month}", f"Thg. {month}", f"Tháng {month:02}")
        names = [*forms, f"tháng {numeral.replace('_', ' ')}"]
        assert reads([f"2 {name} 2026" for name in names], "%d %B %Y") == {datetime(2026, month, 2)}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Montag, 2. März 2026", "%A, %d. %B %Y"),
        ("Mo., 02.03.2026", "%a., %d.%m.%Y"),
        ("maandag 2 maart 2026", "%A %d %B %Y"),
        ("lunes, 2 de marzo de 2026", "%A, %d de %B de %Y"),
        ("mar 2 mar 2026", "%a %d %b %Y"),
        ("Thứ Hai, 2 tháng 3 2026", "%A, %d %B %Y"),
        ("CN 2/3/2026", "%a %d/%m/%Y"),
    ],
)
def test_weekdays_say_nothing_that_the_date_does_not(text: str, pattern: str) -> None:
    assert read(text, pattern) == datetime(2026, 3, 2)


@pytest.mark.parametrize(
    ("half", "hour"),
    [
        *((half, 9) for half in ("AM", "am", "a.m.", "a. m.", "SA", "sáng", "vorm.")),
        *((half, 21) for half in ("PM", "p.m.", "p. m.", "CH", "chiều", "tối", "nachm.")),
        *((half, 9) for half in ("de la mañana", "'s ochtends", "’s morgens", "morgens")),
        *((half, 21) for half in ("de la tarde", "'s avonds", "s middags", "abends")),
        *((half, 21) for half in ("de la noche", "đêm", "nachts", "'s nachts")),
    ],
)
def test_halves_of_the_day(half: str, hour: int) -> None:
    assert read(f"2/3/2026 9:00 {half}", "%d/%m/%Y %I:%M %p") == datetime(2026, 3, 2, hour)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("2 Brumaire 2026", "%d %B %Y"),
        ("2 3 2026", "%d %B %Y"),
        ("2 tháng 13 2026", "%d %B %Y"),
        ("32 März 2026", "%d %B %Y"),
    ],
)
def test_what_is_no_date_is_none(text: str, pattern: str) -> None:
    assert read(text, pattern) is None


def test_a_pattern_of_numbers_leaves_the_text_alone() -> None:
    assert english("t", "%d/%m/%Y %H:%M") == "t"


def test_the_short_month_of_vietnamese_beside_the_weekday_of_the_same_letters() -> None:
    assert read("Th3 4, 2026", "%b %d, %Y") == datetime(2026, 3, 4)
    assert read("Th12 4, 2026", "%b %d, %Y") == datetime(2026, 12, 4)
    assert read("Th 4, 04 Th3 2026", "%a, %d %b %Y") == datetime(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("11:30 trưa", 11),
        ("12:30 trưa", 12),
        ("1:30 trưa", 13),
        ("12:30 đêm", 0),
        ("1:30 nachts", 1),
        ("11:30 de la noche", 23),
        ("05:30 's nachts", 5),
        ("06:30 's nachts", 18),
    ],
)
def test_parts_of_the_day_in_which_a_half_goes_over_into_the_other(text: str, hour: int) -> None:
    assert read(f"02.03.2026 {text}", "%d.%m.%Y %I:%M %p") == datetime(2026, 3, 2, hour, 30)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("March 2nd, 2026", "%B %d, %Y"),
        ("2ND Mar 2026", "%d %b %Y"),
        ("March 2nd, 2026", "%B %dnd, %Y"),
        ("2 th 3 2026", "%d %b %Y"),
    ],
)
def test_ordinals_of_days_are_days(text: str, pattern: str) -> None:
    assert read(text, pattern) == datetime(2026, 3, 2)
