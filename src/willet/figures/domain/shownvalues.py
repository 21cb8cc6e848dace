"""Numbers, shares and days that a page shows as text, read back exactly as it wrote them: files hold values.

What does not read back to the very same text stays the text that it is.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from willet.figures.domain.exporting import ColumnKind
from willet.ui import formats

Value = Decimal | date | datetime
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MOMENT: Final = re.compile(r"(.+),\s(\d\d?):(\d\d)(?::(\d\d))?")
_WITH_INTERVAL: Final = re.compile(r"(.+?)\s\((.+)\)")
_MINUS: Final = "\u2212"


def figures_and_intervals(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Figures written with their intervals, taken apart; a text that has none stays whole.

    >>> figures_and_intervals(["80.6% (75.8–84.6)", "–"])
    (['80.6%', '–'], ['75.8–84.6', ''])
    """
    halves = [_WITH_INTERVAL.fullmatch(text) for text in texts]
    figures = [half[1] if half else text for half, text in zip(halves, texts, strict=True)]
    return figures, [half[2] if half else "" for half in halves]


def values_of(
    texts: Sequence[str], *, are_figures: bool
) -> tuple[ColumnKind, Sequence[object]] | None:
    """What a column shows, as values of one kind; None where any of its texts is none.

    Args:
        are_figures: Whether the column holds figures; what looks like a number elsewhere is a name or an id.
    """
    shown = [None if text in {"", formats.DASH} else text for text in texts]
    if not any(shown):
        return None
    for kind, read in (*(_FIGURES if are_figures else ()), *_DAYS):
        values = [None if text is None else read(text) for text in shown]
        if all(
            (value is None) == (text is None) for value, text in zip(values, shown, strict=True)
        ):
            return kind, values
    return None


def _count(text: str) -> Decimal | None:
    value = _number(text)
    return value if value is not None and value == value.to_integral_value() else None


def _number(text: str) -> Decimal | None:
    """A number as the reader's language writes it."""
    symbols = formats.locale().number_symbols["latn"]
    bare = text.replace(_MINUS, "-").replace(str(symbols["group"]), "")
    whole, mark, rest = bare.partition(str(symbols["decimal"]))
    try:
        value = Decimal(f"{whole}.{rest}" if mark else whole)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    written = formats.number(value, len(rest))
    return value if text in {written, formats.signed(value, len(rest))} else None


def _share(text: str) -> Decimal | None:
    """A share of 0..1, from a percentage."""
    sign = formats.percent_sign()
    value = _number(text.removesuffix(sign)) if text.endswith(sign) else None
    return None if value is None else value / 100


def _day(text: str) -> date | None:
    year = _YEAR.search(text)
    return _days_of(str(formats.locale()), int(year[0])).get(text) if year else None


def _moment(text: str) -> datetime | None:
    parts = _MOMENT.fullmatch(text)
    day = _day(parts[1]) if parts else None
    if parts is None or day is None:
        return None
    hour, minute, second = (int(part or 0) for part in parts.groups()[1:])
    return datetime.combine(day, time(hour, minute, second))


@lru_cache(maxsize=32)
def _days_of(_locale: str, year: int) -> dict[str, date]:
    """Every day of a year as the reader's language writes it."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range(366))
    return {formats.date(day): day for day in days if day.year == year}


_FIGURES: Final[Sequence[tuple[ColumnKind, Callable[[str], Value | None]]]] = (
    (ColumnKind.COUNT, _count),
    (ColumnKind.NUMBER, _number),
    (ColumnKind.SHARE, _share),
)
_DAYS: Final[Sequence[tuple[ColumnKind, Callable[[str], Value | None]]]] = (
    (ColumnKind.DAY, _day),
    (ColumnKind.MOMENT, _moment),
)
