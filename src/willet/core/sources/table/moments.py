"""Moments in SQL: a naive time and, where the text carried one, its offset in seconds.

Nothing is guessed from numbers alone: 03/04/2021 is two days, and the mapping says which.
"""

import re
from dataclasses import dataclass

from willet.core.sources.table.durations import time_of_day
from willet.core.sources.table.numbers import amount, number
from willet.core.sources.table.sql import once
from willet.core.sources.table.vocabulary.calendar import read_by
from willet.core.sources.years import FIRST_S, UNTIL_S

ISO = r"^[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?)?$"
_TIME = r":[0-9]{2}(?:[.,][0-9]{1,9})?(?: ?[AaPp][Mm])?"
_OFFSET = r" *(Z|z|UTC|[-+−](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)$"
"""An offset counts only behind a time of day: the end of 2021-01-05 looks like one."""
_DIGIT = r"[0-9](?: ?[AaPp][Mm])?"
"""What stands before an offset where a pattern asks for one and for no colon: `20260302T080500Z`."""
_DAY_FIRST = re.compile(r"^(.*%-?[dmyYjbB])([^%]*)(%-?[HI].*)$")
_TIME_FIRST = re.compile(r"^(.*%-?[HIMSpf])([^%]*)(%-?[dmyYjbBaA].*)$")


@dataclass(frozen=True, slots=True)
class Moment:
    """Two SQL expressions: the naive time (NULL where the text is none) and its offset (NULL: local)."""

    naive: str
    offset: str


def moment(text: str, formats: tuple[str, ...], *, typed_cells: bool) -> Moment:
    """A moment in one text, by the first format that fits; ISO where none is told or the cell was typed."""
    ways = formats or ("iso",)
    if typed_cells and "iso" not in ways:
        ways = (*ways, "iso")
    return _first_of([_by(text, way) for way in ways])


def _first_of(each: list[Moment]) -> Moment:
    arms = " ".join(f"WHEN {m.naive} IS NOT NULL THEN {m.offset}" for m in each)
    naive = "coalesce(" + ", ".join(m.naive for m in each) + ")"
    return Moment(_plausible(naive), f"(CASE {arms} END)")


def day_and_time(
    day: str, time: str, formats: tuple[str, ...], times: tuple[str, ...], *, typed_cells: bool
) -> Moment:
    """A moment in two texts: by a format of both, or by one of the day and what the time shows by itself."""
    whole = [way for way in formats if _asks_time(way) and asks_day(way)]
    each = [_by(*_put_together(day, time, way)) for way in whole]
    alone = tuple(way for way in formats if not _asks_time(way) or asks_day(way))
    clocks = times + tuple(way for way in formats if _asks_time(way) and not asks_day(way))
    each.append(_apart(day, time, alone, clocks, typed_cells=typed_cells))
    return _first_of(each)


def _asks_time(way: str) -> bool:
    return re.search("%-?[HI]", way) is not None


def asks_day(way: str) -> bool:
    """Whether a pattern asks for a day.

    >>> asks_day("%d/%m"), asks_day("%H:%M")
    (True, False)
    """
    return re.search("%-?[djyY]", way) is not None


def _put_together(day: str, time: str, way: str) -> tuple[str, str]:
    """Both texts as one, and the pattern of both with the blank between them that they are joined by."""
    match = _DAY_FIRST.match(way)
    if match:
        return f"({day} || ' ' || {time})", f"{match[1]}{match[2].rstrip(' T,')} {match[3]}"
    match = _TIME_FIRST.match(way)
    pattern = f"{match[1]} {match[3]}" if match else way
    return f"({time} || ' ' || {day})", pattern


def _apart(
    day: str, time: str, formats: tuple[str, ...], times: tuple[str, ...], *, typed_cells: bool
) -> Moment:
    date = moment(day, formats, typed_cells=typed_cells).naive
    clocks = (*times, "h:m:s") if times and typed_cells else times
    clock = f"to_microseconds(CAST(round({time_of_day(time, clocks)} * 1e6) AS BIGINT))"
    return Moment(f"(date_trunc('day', {date}) + {clock})", "CAST(NULL AS INTEGER)")


def _by(text: str, way: str) -> Moment:
    if way in ("epoch_s", "epoch_ms"):
        counts = ", ".join(_epoch(reading) for reading in _readings(text))
        return Moment(f"coalesce({counts})", "0")
    if way == "excel":
        serials = ", ".join(_serial(reading) for reading in _readings(text, exponent=True))
        return Moment(f"coalesce({serials})", "CAST(NULL AS INTEGER)")
    if way == "iso":
        bare = _without_offset(text)
        fits = f"regexp_matches({bare}, '{ISO}')"
        cast = f"TRY_CAST(replace(replace({bare}, '/', '-'), ',', '.') AS TIMESTAMP)"
        return Moment(f"(CASE WHEN {fits} THEN {cast} END)", _offset(text))
    return _by_pattern(text, way)


def _by_pattern(text: str, pattern: str) -> Moment:
    if not pattern.endswith("%z"):
        return Moment(_parsed(text, pattern), "CAST(NULL AS INTEGER)")
    bare = pattern.removesuffix("%z").rstrip()
    before = _TIME if ":" in bare else _DIGIT
    parsed, offset = _parsed(_without_offset(text, before), bare), _offset(text, before)
    return Moment(f"(CASE WHEN {offset} IS NOT NULL THEN {parsed} END)", offset)


def _parsed(text: str, pattern: str) -> str:
    # Some systems end a day at 24:00:00; strptime does not know that hour.
    midnight = f"regexp_matches({text}, '(^|[T ])24:00(:00)?([^:0-9]|$)')"
    moved = f"regexp_replace({text}, '(^|[T ])24:00', '\\100:00')"
    return (
        f"(CASE WHEN {midnight} THEN {read_by(moved, pattern)} + INTERVAL 1 DAY "
        f"ELSE {read_by(text, pattern)} END)"
    )


def _readings(text: str, *, exponent: bool = False) -> list[str]:
    """A count of days or seconds under either decimal sign, plain or in groups: only one falls in these years.

    A spreadsheet rounds a long number for the eye, so that seconds with an exponent have lost their last digits.
    """
    plain = [number(text, sign, exponent=exponent) for sign in (".", ",")]
    return [*plain, *(amount(text, sign) for sign in (".", ","))]


def _epoch(value: str) -> str:
    """A count since 1970 by its size: of these years seconds, milli-, micro- and nanoseconds never meet."""
    arms = " ".join(
        f"WHEN v >= {FIRST_S * per_s} AND v < {UNTIL_S * per_s} "
        f"THEN make_timestamp(CAST(round(v * {1_000_000 / per_s}) AS BIGINT))"
        for per_s in (1, 10**3, 10**6, 10**9)
    )
    return once(value, "v", f"CASE {arms} END")


def _serial(value: str) -> str:
    # Day 0 of a spreadsheet is 1899-12-30; 25569 is 1970. Its digits are good for milliseconds.
    first, until = FIRST_S // 86_400 + 25_569, UNTIL_S // 86_400 + 25_569
    micros = f"CAST(round((({value}) - 25569) * 86400000) AS BIGINT) * 1000"
    return f"(CASE WHEN ({value}) BETWEEN {first} AND {until} THEN make_timestamp({micros}) END)"


def _without_offset(text: str, before: str = _TIME) -> str:
    return f"regexp_replace({text}, '({before}){_OFFSET}', '\\1')"


def _offset(text: str, before: str = _TIME) -> str:
    digits = f"replace(regexp_extract({text}, '{before}{_OFFSET}', 1), ':', '')"
    hours = f"CAST({digits}[2:3] AS INTEGER) * 3600"
    minutes = f"coalesce(TRY_CAST({digits}[4:5] AS INTEGER), 0) * 60"
    arms = (
        f"WHEN {digits} = '' THEN NULL WHEN upper({digits}) IN ('Z', 'UTC') THEN 0 "
        f"WHEN {digits}[1] IN ('-', '−') THEN -({hours} + {minutes}) ELSE {hours} + {minutes}"
    )
    return f"(CASE {arms} END)"


def _plausible(naive: str) -> str:
    # Whether it lies in these years on the zone's clock is asked when the zone is.
    first, until = (f"make_timestamp({second * 1_000_000})" for second in (FIRST_S, UNTIL_S))
    return f"(CASE WHEN {naive} >= {first} AND {naive} < {until} THEN {naive} END)"
