"""Figures as a terminal shows them, in English: each unit in its own dress."""

from collections.abc import Callable

_DRESS: dict[str, Callable[[float], str]] = {
    "share": lambda v: f"{v * 100:.2f} %",
    "s": lambda v: f"{v:,.2f} s",
    "count": lambda v: f"{v:,.0f}",
    "score": lambda v: f"{v:.2f}",
}


def value_in_words(value: float | None, unit: str) -> str:
    """A figure with its unit; a dash where there is none.

    >>> value_in_words(0.7292, "share"), value_in_words(None, "s")
    ('72.92 %', '–')
    """
    return "–" if value is None else _DRESS.get(unit, _plain)(value)


def _plain(value: float) -> str:
    return f"{value:,.2f}"


def interval_in_words(low: float | None, high: float | None, unit: str) -> str:
    """An interval from low to high; one end where there is one only, nothing where there is none.

    >>> interval_in_words(0.71, 0.74, "share"), interval_in_words(12.0, None, "s")
    ('71.00–74.00 %', '≥ 12.00 s')
    """
    if low is None or high is None:
        return _one_end(low, high, unit)
    first, last = value_in_words(low, unit), value_in_words(high, unit)
    return f"{first.removesuffix(' %').removesuffix(' s')}–{last}"


def _one_end(low: float | None, high: float | None, unit: str) -> str:
    if low is not None:
        return f"≥ {value_in_words(low, unit)}"
    return "" if high is None else f"≤ {value_in_words(high, unit)}"
