"""Durations as seconds, in SQL: `62`, `1:02:03`, `1m 2s`, `PT1M2S`, a fraction of a day."""

from willet.core.records import saying
from willet.core.sources.table.numbers import number

LONGEST_S = 366 * 86_400
_FACTOR = {"s": "1", "ms": "0.001", "min": "60", "h": "3600"}
_CLOCK = r"^(?:(\d+) days?,? )?\+?(\d+):([0-5]?\d):([0-5]?\d(?:[.,]\d+)?)$"
_WORDS = (
    r"^(?:pt)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hour|hours)\.?)?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:m|min|mins|minute|minutes)\.?)?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:s|sec|secs|second|seconds)\.?)?$"
)

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
    return f"(CASE WHEN {_raw(text, unit, decimal)} BETWEEN 0 AND {LONGEST_S} THEN {_raw(text, unit, decimal)} END)"


def time_of_day(text: str, formats: tuple[str, ...]) -> str:
    """SQL: seconds since midnight; without formats `h:m`, `h:m:s` or a fraction of the day, 24:00 included."""
    ways = [_time(text, way) for way in formats or ("h:m:s", "day_fraction")]
    day = "coalesce(" + ", ".join(ways) + ")"
    return f"(CASE WHEN {day} BETWEEN 0 AND 86400 THEN {day} END)"


def _time(text: str, way: str) -> str:
    if way == "h:m:s":
        return f"coalesce({_clock(text)}, {_pair(text, 3600, 60)})"
    if way == "day_fraction":
        return _fraction(text, ".")
    pattern = way.replace("'", "''")
    return f"epoch(try_strptime({text}, '{pattern}') - TIMESTAMP '1900-01-01')"


def _raw(text: str, unit: str, decimal: str) -> str:
    if unit in _FACTOR:
        return f"({number(text, decimal)} * {_FACTOR[unit]})"
    if unit == "h:m:s":
        return _clock(text)
    if unit == "m:s":
        return f"coalesce({_pair(text, 60, 1)}, {_clock(text)})"
    if unit == "h:m":
        return f"coalesce({_pair(text, 3600, 60)}, {_clock(text)})"
    if unit == "day_fraction":
        return f"coalesce({_fraction(text, decimal)}, {_clock(text)})"
    plain = number(text, decimal)
    return f"coalesce({plain}, {_clock(text)}, {_pair(text, 60, 1)}, {_words(text)})"


def _group(text: str, pattern: str, group: int) -> str:
    found = f"regexp_extract({text}, '{pattern}', {group})"
    return f"TRY_CAST(replace(nullif({found}, ''), ',', '.') AS DOUBLE)"


def _clock(text: str) -> str:
    days, hours, minutes, rest = (_group(text, _CLOCK, n) for n in (1, 2, 3, 4))
    return f"(coalesce({days}, 0) * 86400 + {hours} * 3600 + {minutes} * 60 + {rest})"


def _pair(text: str, first: int, second: int) -> str:
    pattern = r"^(\d+):([0-5]?\d(?:[.,]\d+)?)$"
    one, two = _group(text, pattern, 1), _group(text, pattern, 2)
    return f"({one} * {first} + {two} * {second})"


def _words(text: str) -> str:
    low = f"lower({text})"
    hours, minutes, rest = (_group(low, _WORDS, n) for n in (1, 2, 3))
    total = f"coalesce({hours}, 0) * 3600 + coalesce({minutes}, 0) * 60 + coalesce({rest}, 0)"
    return f"(CASE WHEN coalesce({hours}, {minutes}, {rest}) IS NOT NULL THEN {total} END)"


def _fraction(text: str, decimal: str) -> str:
    # Fifteen digits of a day are some nanoseconds, so that milliseconds are safe to round to.
    share = number(text, decimal, exponent=True)
    return f"round({share} * 86400, 3)"
