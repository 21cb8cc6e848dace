"""Durations in words: `1 Std. 2 Min.`, `3 phút 20 giây`, `1 uur en 5 min`, `1d 2h`, `P1DT2H`, `3′20″`.

A number of each unit, the large before the small; the last may leave out its unit where it is the next smaller
one, as in `1h05` and `3p20`. A clock may have its unit behind it, `3:20 min`. Letters without accents are
read too, as phone systems write them that know no others.
"""

from decimal import Decimal

_DAY = r"d|days?|tage?n?|dag(?:en)?|d[ií]as?|ng[aà]y"
_HOUR = r"h|hrs?|hours?|std|stunden?|u|uur|uren|horas?|gi[oờ]|g|ti[eế]ng"
_MINUTE = r"m|mins?|minutes?|minuten?|minuut|minutos?|ph[uú]t|ph|p|′|\x27"
_SECOND = r"s|secs?|seconds?|sek|sekunden?|secon?den?|segs?|segundos?|gi[aâ]y|gi|″|\x22|\x27\x27"
_MILLI = r"ms|msecs?|millis|mill?i(?:sekunden?|seconds?|seconden?|segundos?| ?gi[aâ]y)"
_AND = r"(?:(?:,|y|und|en|and|và|va)\s+)?"
_SIZES = {
    _DAY: Decimal(86_400),
    _HOUR: Decimal(3600),
    _MINUTE: Decimal(60),
    _SECOND: Decimal(1),
    _MILLI: Decimal("0.001"),
}


def _part(unit: str) -> str:
    return rf"(?:{_AND}(\d+(?:[.,]\d+)?)\s*(?:{unit})\.?(?:,?\s+|,?$|t)?)?"


PATTERN = r"^(?:pt?)?" + "".join(_part(unit) for unit in _SIZES) + "$"
"""A duration in words, small letters; one group for each unit."""
SECONDS = tuple(_SIZES.values())
"""The seconds of one of each unit, in the order of the groups."""
DAYS = rf"(\d+)\s*(?:{_DAY})\.?,?\s+"
"""Days in front of a clock: `1 day, 0:00:01`, `1 Tag 0:00:01`."""
CLOCK = rf"^(\d+):([0-5]\d)(?::([0-5]\d(?:[.,]\d+)?))?\s*(?:({_HOUR})|(?:{_MINUTE}))\.?$"
"""A clock with the unit of its first number behind it, small letters: `3:20 min`, `1:05 Std.`, `00:03:20 h`."""
_LEFT_OUT = {"m": _HOUR, "s": _MINUTE}
"""A unit that may be left out at the end -> the unit it then follows."""


def written_out(text: str) -> str:
    """SQL: a duration in small letters with the unit that its last number leaves out: `1h05` is `1h05m`.

    Behind a fraction (`1.5h 5`) nobody leaves a unit out.
    """
    for unit, after in _LEFT_OUT.items():
        ends = rf"((?:^|[^\d.,])\d+\s*(?:{after})\.?\s*[0-5]?\d)$"
        text = rf"regexp_replace({text}, '{ends}', '\1{unit}')"
    return text
