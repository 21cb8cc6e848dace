"""Durations as seconds, in SQL: `62`, `1:02:03`, `1.02:03:04`, `1m 2s`, `PT1M2S`, a fraction of a day."""

from collections.abc import Iterable

from willet.core.records import saying
from willet.core.sources.table.numbers import amount, number, ungrouped
from willet.core.sources.table.sql import listed, once, within
from willet.core.sources.table.vocabulary import units
from willet.core.sources.table.vocabulary.calendar import read_by

LONGEST_S = 366 * 86_400
_TIMES = ("h:m:s", "day_fraction", "%I:%M %p", "%I:%M:%S %p")
"""How a time of day is written where nothing else is said: `9:05`, `9:05:07`, a fraction of the day, `9:05 AM`."""
_FACTOR = {"s": "1", "ms": "0.001", "min": "60", "h": "3600"}
_CLOCK = rf"^(?i:{units.DAYS})?\+?(\d+):([0-5]?\d):([0-5]?\d(?:[.,]\d+)?)$"
_DAYS_AND_CLOCK = r"^\+?(\d+)[.: ]([01]?\d|2[0-3]):([0-5]\d):([0-5]\d(?:[.,]\d+)?)$"
"""Days and the time of day: with a point as systems built on .NET write it, a colon or a blank as others do."""

MEANING = {
    "auto": saying("duration_auto", "seconds, h:m:s, m:s or 1m 2s"),
    "s": saying("duration_s", "a number of seconds"),
    "ms": saying("duration_ms", "a number of milliseconds"),
    "min": saying("duration_min", "a number of minutes"),
    "h": saying("duration_h", "a number of hours"),
    "h:m:s": saying("duration_hms", "hours:minutes:seconds"),
    "m:s": saying("duration_ms_clock", "minutes:seconds"),
    "h:m": saying("duration_hm", "hours:minutes"),
    "day_fraction": saying("duration_day", "a fraction of a day, as a spreadsheet keeps times"),
}


def seconds(text: str, unit: str, decimal: str = ".") -> str:
    """SQL: the seconds a text means; NULL where it is no duration, is negative or beyond 366 days."""
    read = within(_raw(text, unit, decimal), 0, LONGEST_S)
    # Blank cells are many; asking for them first spares them every way of writing a duration.
    return f"(CASE WHEN {text} IS NOT NULL THEN {read} END)"


def time_of_day(text: str, formats: tuple[str, ...]) -> str:
    """SQL: seconds since midnight; without formats any of `_TIMES`, 24:00 included."""
    ways = [_time(text, way) for way in formats or _TIMES]
    return within("coalesce(" + ", ".join(ways) + ")", 0, 86_400)


def _time(text: str, way: str) -> str:
    if way == "h:m:s":
        return f"coalesce({_clock(text)}, {_pair(text, 3600, 60)})"
    if way == "day_fraction":
        # A part of one day has no thousands, so that either sign can only part decimals.
        return f"coalesce({_fraction(text, '.')}, {_fraction(text, ',')})"
    return f"epoch({read_by(text, way)} - TIMESTAMP '1900-01-01')"


def _raw(text: str, unit: str, decimal: str) -> str:
    if unit in _FACTOR:
        return f"({amount(text, decimal)} * {_FACTOR[unit]})"
    if unit == "h:m:s":
        return _clock(text)
    if unit == "m:s":
        return f"coalesce({_pair(text, 60, 1)}, {_clock(text)})"
    if unit == "h:m":
        return f"coalesce({_pair(text, 3600, 60)}, {_clock(text)})"
    if unit == "day_fraction":
        return f"coalesce({_fraction(text, decimal)}, {_clock(text)})"
    plain = amount(text, decimal)
    lower = f"lower({text})"
    worded = f"{_words(ungrouped(lower, decimal))}, {_clock_and_unit(lower)}"
    return f"coalesce({plain}, {_clock(text)}, {_pair(text, 60, 1)}, {worded})"


def _clock(text: str) -> str:
    return f"coalesce({_days_and_time(text, _CLOCK)}, {_days_and_time(text, _DAYS_AND_CLOCK)})"


def _days_and_time(text: str, pattern: str) -> str:
    names = ("days", "hours", "minutes", "rest")
    days, *others = (_number(name) for name in names)
    hours, minutes, rest = others
    total = f"coalesce({days}, 0) * 86400 + {hours} * 3600 + {minutes} * 60 + {rest}"
    return once(_groups(text, pattern, names), _PARTS, total)


def _pair(text: str, first: int, second: int) -> str:
    # Avaya writes no zero before the seconds, `:20`; a time of day is never written so.
    lead = r"\d*" if second == 1 else r"\d+"
    pattern = rf"^({lead}):([0-5]?\d(?:[.,]\d+)?)$"
    total = f"coalesce({_number('one')}, 0) * {first} + {_number('two')} * {second}"
    return once(_groups(text, pattern, ("one", "two")), _PARTS, total)


def _words(text: str) -> str:
    names = [f"unit_{n}" for n, _ in enumerate(units.SECONDS, 1)]
    parts = [_number(name) for name in names]
    terms = (f"coalesce({p}, 0) * {s}" for p, s in zip(parts, units.SECONDS, strict=True))
    total = f"CASE WHEN coalesce({', '.join(parts)}) IS NOT NULL THEN {' + '.join(terms)} END"
    return once(_groups(units.written_out(text), units.PATTERN, names), _PARTS, total)


def _clock_and_unit(text: str) -> str:
    """SQL: the seconds of a clock behind which stands what its first number counts."""
    one, two, three = (_number(name) for name in ("one", "two", "three"))
    whole = f"{one} * 3600 + {two} * 60 + coalesce({three}, 0)"
    is_hours = f"({three} IS NOT NULL OR {_PARTS}.hours <> '')"
    total = f"CASE WHEN {is_hours} THEN {whole} ELSE {one} * 60 + {two} END"
    return once(_groups(text, units.CLOCK, ("one", "two", "three", "hours")), _PARTS, total)


_PARTS = "parts"


def _groups(text: str, pattern: str, names: Iterable[str]) -> str:
    return f"regexp_extract({text}, '{pattern}', [{listed(names)}])"


def _number(part: str) -> str:
    return f"TRY_CAST(replace(nullif({_PARTS}.{part}, ''), ',', '.') AS DOUBLE)"


def _fraction(text: str, decimal: str) -> str:
    # Fifteen digits of a day are some nanoseconds, so that milliseconds are safe to round to.
    share = number(text, decimal, exponent=True)
    return f"round({share} * 86400, 3)"
