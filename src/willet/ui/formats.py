"""Numbers, shares, durations and dates as the reader's language writes them (Babel, CLDR).

A percent sign stands as CLDR has it for the language and country: `78.0%`, `78,0 %`. Other units are parted from
their number by a no-break space (`67.5 s`). None is a dash: what is not known is never drawn as zero. A moment kept
in UTC is shown by the reader's clock; one on another clock as it comes.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_day_names
from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol
from django.utils.translation import gettext as _

from willet.core.records.money import minor_digits
from willet.ui.clocks import by_the_clock
from willet.ui.tongues import tongue

DASH: Final = "–"
SPACE: Final = "\N{NO-BREAK SPACE}"
Number = int | float | Decimal
_HOUR, _SHORT = 3600, 120
_WIDEST: Final = Context(prec=330)
"""Room for the digits of the largest float, and its decimals."""
_CURRENCY: Final = re.compile("[A-Z]{3}")


def locale() -> Locale:
    """The active language, of the reader's region, as Babel knows it."""
    return _locale(tongue())


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code, sep="-")


def number(value: Number | None, decimals: int | None = None) -> str:
    """A number with the language's grouping and decimal mark.

    Args:
        value: The number, or None.
        decimals: How many decimals; left out, none for whole numbers and up to two for others.
    """
    if value is None:
        return DASH
    exact = _exact(value)
    if decimals is None:
        text = _digits(exact, 2, ROUND_HALF_EVEN).rstrip("0").rstrip(".")
    else:
        text = _digits(exact, decimals, ROUND_HALF_UP)
    return text.translate(_signs(locale()))


def _digits(exact: Decimal, decimals: int, rounding: str) -> str:
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding, _WIDEST)
    return f"{rounded if rounded else abs(rounded):,f}"


@cache
def _signs(of: Locale) -> dict[int, str]:
    """What a language and region write for the signs of a number; Babel would look them up for each anew."""
    signs = {",": get_group_symbol(of), ".": get_decimal_symbol(of), "-": get_minus_sign_symbol(of)}
    return str.maketrans(signs)


def signed(value: Number | None, decimals: int = 1) -> str:
    """A difference with its sign, a true minus among them: `+1.2`, `−0.4`, `0.0`."""
    if value is None:
        return DASH
    text = number(abs(_exact(value)), decimals)
    if text == number(0, decimals):
        return text
    return f"{'+' if value > 0 else '−'}{text}"


def percent(share: Number | None, decimals: int = 1) -> str:
    """A share of 0..1 in percent: `78.0%`, in German `78,0 %`."""
    return DASH if share is None else f"{number(_exact(share) * 100, decimals)}{percent_sign()}"


def points(difference: Number | None, decimals: int = 1) -> str:
    """A difference of two shares in percentage points: `+1.2 pp`."""
    if difference is None:
        return DASH
    return (
        _("{number} pp")
        .format(number=signed(_exact(difference) * 100, decimals))
        .replace(" ", SPACE, 1)
    )


def seconds(value: Number | None, decimals: int = 1) -> str:
    """Seconds as seconds: `67.5 s`."""
    return DASH if value is None else f"{number(value, decimals)}{seconds_unit()}"


def duration(value: Number | None) -> str:
    """Seconds as a clock would show them: `1:07`, `1:02:07`; rounded to the nearest second."""
    if value is None:
        return DASH
    whole = int(abs(_exact(value)).quantize(Decimal(1), ROUND_HALF_UP))
    minutes, secs = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"
    return f"−{text}" if value < 0 and whole else text


def measure(value: Number | None, unit: str) -> str:
    """A metric's value in the dress of its unit (`share`, `s`, `count`, `score`, `money`, `per_case`, `EUR`)."""
    if value is None:
        return DASH
    bare, suffix = _dress(unit, value)
    return bare(value) + suffix


def amount(value: Number, currency: str, decimals: int | None = None) -> str:
    """An amount with its currency: `12.50 EUR`; with as many decimals as the currency has where none are said."""
    return f"{number(value, minor_digits(currency) if decimals is None else decimals)}{SPACE}{currency}"


def is_currency(unit: str) -> bool:
    """Whether a unit is the three letters of a currency."""
    return _CURRENCY.fullmatch(unit) is not None


def interval(low: Number | None, high: Number | None, unit: str) -> str:
    """From low to high, without the unit: `71.7–74.1`, `≥ 71.7`; nothing where there is no interval."""
    if low is not None and high is not None:
        bare, _suffix = _dress(unit, high)
        return f"{bare(low)}–{bare(high)}"
    end = high if low is None else low
    if end is None:
        return ""
    bare, _suffix = _dress(unit, end)
    return f"{'≤' if low is None else '≥'}{SPACE}{bare(end)}"


def measured(value: Number | None, low: Number | None, high: Number | None, unit: str) -> str:
    """A value with its interval: `72.9% (71.7–74.1)`, `5:12 min (4:58–5:26)`."""
    span = interval(low, high, unit)
    if value is None or not span:
        return measure(value, unit)
    bare, suffix = _dress(unit, value)
    if low is not None and high is not None:
        span = f"{bare(low)}–{bare(high)}"
    return f"{bare(value)}{suffix} ({span})"


def change(difference: Number | None, unit: str) -> str:
    """A difference of two values in the dress of their unit, with its sign."""
    if difference is None:
        return DASH
    if unit == "share":
        return points(difference)
    bare, suffix = _dress(unit, difference)
    text = bare(abs(_exact(difference)))
    if text == bare(0):
        return f"{text}{suffix}"
    return f"{'+' if difference > 0 else '−'}{text}{suffix}"


Bare = Callable[[Number], str]


def _dress(unit: str, size: Number) -> tuple[Bare, str]:
    """How a value of this unit and size is written, and what follows it."""
    if unit == "share":
        return (lambda v: number(_exact(v) * 100, 1)), percent_sign()
    if unit == "s":
        return _dress_of_seconds(abs(_exact(size)))
    if is_currency(unit):
        return (lambda v: number(v, minor_digits(unit))), f"{SPACE}{unit}"
    return (lambda v: number(v, 0 if unit == "count" else 2)), ""


def _dress_of_seconds(size: Number) -> tuple[Bare, str]:
    if size < _SHORT:
        return (lambda v: number(v, 1)), seconds_unit()
    return duration, minutes_unit() if size < Decimal(_HOUR) - Decimal("0.5") else hours_unit()


def percent_sign() -> str:
    """What follows the number of a percentage: the sign, after a space where the language has one."""
    return f"{SPACE}%" if percent_is_parted() else "%"


def seconds_unit() -> str:
    """What follows a number of seconds."""
    return _("{number} s").format(number="").replace(" ", SPACE)


def minutes_unit() -> str:
    """What follows minutes and seconds as a clock shows them."""
    return _("{number} min").format(number="").replace(" ", SPACE)


def hours_unit() -> str:
    """What follows hours, minutes and seconds as a clock shows them."""
    return _("{number} h").format(number="").replace(" ", SPACE)


def date(value: dt.date | None) -> str:
    """A day: `4 Jan 1999` in the language's own order."""
    if value is None:
        return DASH
    day = by_the_clock(value) if isinstance(value, dt.datetime) else value
    return format_date(day, "medium", locale=locale())


def language(code: str) -> str:
    """A language by its name, in the reader's own; a code that is none stands as it is.

    >>> language("de"), language("klingon-x1")
    ('German', 'klingon-x1')
    """
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name(locale())
    except (ValueError, UnknownLocaleError):
        return code
    return name or code


def weekday(number: int) -> str:
    """A day of the week, short: 1 is Monday.

    >>> weekday(1)
    'Mon'
    """
    names = get_day_names("abbreviated", context="stand-alone", locale=locale())
    return str(names[number - 1])


def moment(value: dt.datetime | None) -> str:
    """A day and a time of 24 hours, to the minute; what is kept in UTC by the reader's clock."""
    return DASH if value is None else f"{date(value)},{SPACE}{by_the_clock(value):%H:%M}"


def zoned_moment(value: dt.datetime | None) -> str:
    """The same with the clock it is read by, where a page does not say it elsewhere."""
    if value is None:
        return DASH
    return f"{moment(value)}{SPACE}{by_the_clock(value).tzname() or ''}".rstrip()


def clock(value: dt.datetime | dt.time | None) -> str:
    """A time of 24 hours, to the second: call records are read by the second in every language."""
    if value is None:
        return DASH
    return f"{by_the_clock(value) if isinstance(value, dt.datetime) else value:%H:%M:%S}"


def to_the_minute(value: dt.datetime | dt.time) -> str:
    """A time of 24 hours, to the minute: what is told of a whole day's doing, or set by a person."""
    return f"{by_the_clock(value) if isinstance(value, dt.datetime) else value:%H:%M}"


def period(value: str | int | None, dim: str) -> str:
    """A key of an answer's time dimension in words: a day, week, month, quarter, hour, weekday.

    >>> period("1999-01", "month"), period(13, "hour")
    ('January 1999', '13:00')
    """
    if value is None:
        return DASH
    words = _PERIODS.get(dim)
    return str(value) if words is None else words(str(value))


def _month(value: str) -> str:
    return format_skeleton("yMMMM", dt.date.fromisoformat(f"{value}-01"), locale=locale())


def _week(value: str) -> str:
    year, _dash, week = value.partition("-W")
    return _("week {week}, {year}").format(week=int(week), year=year)


def _quarter(value: str) -> str:
    year, _dash, quarter = value.partition("-Q")
    return format_skeleton("yQQQ", dt.date(int(year), int(quarter) * 3 - 2, 1), locale=locale())


def _quarter_hour(value: str) -> str:
    hours, quarters = divmod(int(value), 4)
    return f"{hours}:{quarters * 15:02}"


def _weekday(value: str) -> str:
    return str(get_day_names("wide", context="stand-alone", locale=locale())[int(value) - 1])


_PERIODS: Final[dict[str, Callable[[str], str]]] = {
    "day": lambda value: date(dt.date.fromisoformat(value)),
    "week": _week,
    "month": _month,
    "quarter": _quarter,
    "hour": lambda value: f"{int(value)}:00",
    "interval": _quarter_hour,
    "weekday": _weekday,
}


def _exact(value: Number) -> Decimal:
    """The decimal number a float is written as: 0.7292 is 72.92 %, not 72.92000000000002."""
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def percent_is_parted(of: Locale | None = None) -> bool:
    """Whether a language and region part the percent sign from its number by a space (CLDR)."""
    return _percent_is_parted(of or locale())


@cache
def _percent_is_parted(of: Locale) -> bool:
    pattern = str(of.percent_formats[None].pattern)
    return pattern.endswith((f"{SPACE}%", " %"))
