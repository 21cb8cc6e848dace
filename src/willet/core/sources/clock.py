"""Local time and UTC as SQL expressions, worked out by zoneinfo so that no engine does zone arithmetic.

DuckDB's own time-zone functions are never called: the few spans of constant offset that a data set
meets are found here and written into the statement as a CASE.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from willet.core.records import UnknownNameError, kinds

_STEP = timedelta(days=7)
_MARGIN = timedelta(days=2)
_FEW = 8
"""Spans of four years: so many are spelt out wherever they are needed, which is a little faster."""
_DAY_S = 86_400


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name.

    Raises:
        UnknownNameError: no such zone; the nearest name is offered.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownNameError(kinds.TIME_ZONE, name, available_timezones()) from None


@dataclass(frozen=True, slots=True)
class OffsetSpan:
    """A stretch of time with one offset: UTC from (inclusive) until (exclusive), offset in seconds."""

    begins: datetime
    ends: datetime
    offset_s: int


@dataclass(frozen=True)
class Clock:
    """One zone between two instants (naive UTC); outside them its expressions give NULL."""

    zone: ZoneInfo
    first: datetime
    last: datetime

    @cached_property
    def spans(self) -> tuple[OffsetSpan, ...]:
        """The spans of constant offset that cover the clock's range, in order."""
        spans, begins = [], self.first - _MARGIN
        end = self.last + _MARGIN
        while begins < end:
            until = min(self._change_after(begins, end), end)
            spans.append(OffsetSpan(begins, until, self._offset_s(begins)))
            begins = until
        return tuple(spans)

    def utc(self, local: str) -> str:
        """SQL: the first UTC instant that bears this naive local time; NULL where there is none."""
        return _first_that_bears(local, self.spans)

    def utc_again(self, local: str) -> str:
        """SQL: the last such instant: an hour later where the clock went back over it, else the same."""
        return _first_that_bears(local, self.spans[::-1])

    def repeated(self, local: str) -> str:
        """SQL: true when this local time exists twice (the clock went back over it)."""
        pairs = zip(self.spans, self.spans[1:], strict=False)
        folds = [
            f"({local} >= {_stamp(_local(b.begins, b))} AND {local} < {_stamp(_local(a.ends, a))})"
            for a, b in pairs
            if b.offset_s < a.offset_s
        ]
        return f"({' OR '.join(folds) or 'FALSE'})"

    def local(self, utc: str) -> str:
        """SQL: the naive local time of a UTC instant."""
        return f"({utc} + to_seconds({self._offset_at(utc)}))"

    def local_date(self, utc: str) -> str:
        """SQL: the local day of a UTC instant."""
        return f"CAST({self.local(utc)} AS DATE)"

    def local_interval(self, utc: str) -> str:
        """SQL: quarters of an hour elapsed since local midnight, 0-95, or 0-99 on the long day."""
        day = self.local_date(utc)
        if len(self.spans) <= _FEW:
            return self.interval_of_day(utc, day)
        # The day stands in every arm of what follows, and is itself an arm for each span: over thirty years that
        # is a statement of a megabyte, unless the day is worked out once and goes by a name.
        named = self.interval_of_day(utc, "local_day")
        return f"list_transform([{day}], lambda local_day: {named})[1]"

    def interval_of_day(self, utc: str, day: str) -> str:
        """SQL: the same, where a column holds the local day already: short even with many spans."""
        midnight = self._midnight(f"CAST({day} AS TIMESTAMP)")
        return f"CAST(floor((epoch({utc}) - epoch({midnight})) / 900) AS UTINYINT)"

    def wall_interval(self, utc: str) -> str:
        """SQL: the quarter of an hour that the clock on the wall showed, 0-95; a quarter that came twice is one."""
        return f"CAST(floor((epoch({self.local(utc)}) % {_DAY_S}) / 900) AS UTINYINT)"

    def stamps(self, utc: str) -> str:
        """SQL: the three columns in which a row keeps its local time."""
        return (
            f"{self.local_date(utc)} AS local_date, {self.local_interval(utc)} AS local_interval, "
            f"{self.wall_interval(utc)} AS wall_interval"
        )

    def _midnight(self, local: str) -> str:
        # Where the clock is put forward at midnight that midnight does not exist: the day starts at the change.
        gaps = (
            f"WHEN {local} >= {_stamp(_local(a.ends, a))} AND {local} < {_stamp(_local(b.begins, b))} "
            f"THEN {_stamp(b.begins)}"
            for a, b in zip(self.spans, self.spans[1:], strict=False)
            if b.offset_s > a.offset_s
        )
        return f"COALESCE({self.utc(local)}, CASE {' '.join(gaps) or 'WHEN FALSE THEN NULL'} ELSE NULL END)"

    def _offset_at(self, utc: str) -> str:
        if len(self.spans) == 1:
            return str(self.spans[0].offset_s)
        arms = (f"WHEN {utc} < {_stamp(s.ends)} THEN {s.offset_s}" for s in self.spans)
        return f"(CASE {' '.join(arms)} ELSE NULL END)"

    def _offset_s(self, utc: datetime) -> int:
        offset = utc.replace(tzinfo=UTC).astimezone(self.zone).utcoffset()
        assert offset is not None, "an aware time has an offset"
        return int(offset.total_seconds())

    def _change_after(self, begins: datetime, end: datetime) -> datetime:
        offset, at = self._offset_s(begins), begins
        while at < end and self._offset_s(at + _STEP) == offset:
            at += _STEP
        return self._bisect(at, at + _STEP, offset) if at < end else end

    def _bisect(self, low: datetime, high: datetime, offset: int) -> datetime:
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) // 2
            middle = middle.replace(microsecond=0)
            low, high = (middle, high) if self._offset_s(middle) == offset else (low, middle)
        return high.replace(microsecond=0)


def _first_that_bears(local: str, spans: tuple[OffsetSpan, ...]) -> str:
    arms = (
        f"WHEN {local} >= {_stamp(_local(s.begins, s))} AND {local} < {_stamp(_local(s.ends, s))} "
        f"THEN {local} - to_seconds({s.offset_s})"
        for s in spans
    )
    return f"(CASE {' '.join(arms)} ELSE NULL END)"


def _local(utc: datetime, span: OffsetSpan) -> datetime:
    return utc + timedelta(seconds=span.offset_s)


def _stamp(moment: datetime) -> str:
    return f"TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S.%f}'"
