"""A value as somebody gave it, no digit lost: to be read, and to be written into a form that reads back the same."""

import re
from decimal import Decimal
from typing import Final

from babel.numbers import format_decimal

from willet.core.records.money import minor_digits
from willet.ui import formats
from willet.ui.formats import Number

_MINUTE: Final = 60
_KEPT: Final = re.compile(r"(-?\d+(?:\.\d+)?) (of )?(\w+)")
_USUAL: Final = {"share": 1, "count": 0}
"""How many decimals a measured value of the unit is read with; of others up to two."""
_ELSE: Final = 2


def shown(value: Number, unit: str) -> str:
    """As a measured value of this unit is read, with more decimals where fewer would round what was given.

    >>> shown(0.8, "share"), shown(0.0005, "share"), shown(90.25, "s")
    ('80.0%', '0.05%', '90.25\\xa0s')
    >>> shown(12.5, "EUR"), shown(12.5, "VND"), shown(0.125, "EUR")
    ('12.50\\xa0EUR', '12.5\\xa0VND', '0.125\\xa0EUR')
    """
    exact = _in_its_unit(value, unit)
    decimals = _decimals(exact)
    if decimals <= _usual(unit):
        return formats.measure(value, unit)
    if formats.is_currency(unit):
        return formats.amount(value, unit, decimals)
    if unit == "share":
        return formats.percent(value, decimals)
    return formats.seconds(value, decimals) if unit == "s" else formats.number(value, decimals)


def points(difference: Number, unit: str) -> str:
    """The same of a size of a difference, without a sign: of a share in points."""
    exact = _in_its_unit(difference, unit)
    if unit == "share" and _decimals(exact) > 1:
        return formats.points(difference, _decimals(exact)).lstrip("+")
    if unit != "share" and _decimals(exact) > 0:
        return shown(difference, unit)
    return formats.change(difference, unit).lstrip("+")


def kept_measure(value: Number, unit: str) -> str:
    """As a history keeps a figure: the number as programs write it, and its unit.

    >>> kept_measure(330.0, "s"), kept_measure(Decimal("0.080000"), "share")
    ('330 s', '0.08 share')
    """
    exact = Decimal(str(value)).normalize()
    return f"{exact:f} {unit}"


def kept_measure_words(kept: str) -> str:
    """The same as its reader reads it, differences without a sign; empty where it was kept without a unit.

    >>> kept_measure_words("330 s"), kept_measure_words("0.08 share"), kept_measure_words("0.03 of share")
    ('5:30\\xa0min', '8.0%', '3.0\\xa0pp')
    >>> kept_measure_words("0.08"), kept_measure_words("2.5 EUR")
    ('', '2.50\\xa0EUR')
    """
    match = _KEPT.fullmatch(kept)
    if match is None:
        return ""
    return (points if match[2] else shown)(Decimal(match[1]), match[3])


DIFFERENCE: Final = "of "
"""Stands before the unit of what is kept where it is a difference of two figures."""


def written(value: Number | None, unit: str) -> str:
    """As its giver would write it; empty for nothing.

    >>> written(0.0005, "share"), written(330, "s"), written(12.5, "s"), written(1200, "count")
    ('0.05 %', '5:30', '12.5 s', '1200')
    """
    if value is None:
        return ""
    exact = _in_its_unit(value, unit)
    if unit == "share":
        return f"{_bare(exact)} %"
    if unit != "s":
        return _bare(exact)
    is_clock = exact >= _MINUTE and not _decimals(exact)
    return formats.duration(exact) if is_clock else f"{_bare(exact)} s"


def _usual(unit: str) -> int:
    if formats.is_currency(unit):
        return minor_digits(unit)
    return _USUAL.get(unit, 0 if unit == "s" else _ELSE)


def _in_its_unit(value: Number, unit: str) -> Decimal:
    """The number people write, without the noise of binary fractions: of a share percent."""
    exact = Decimal(str(value))
    return exact * 100 if unit == "share" else exact


def _decimals(exact: Decimal) -> int:
    exponent = exact.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _bare(exact: Decimal) -> str:
    """With every decimal and without marks between thousands, which words of units do not take."""
    pattern = "0" + "." * bool(_decimals(exact)) + "0" * _decimals(exact)
    return str(format_decimal(exact, pattern, locale=formats.locale()))
