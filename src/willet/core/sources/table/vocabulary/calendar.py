"""Names of months and weekdays and the halves of a day, turned into those that the engine's patterns know.

A name may be short or long, with a point or without, in any case: `Mär`, `mrt.`, `ENE`, `thg 3`, `tháng Ba`.
"""

import re
from collections.abc import Callable

from willet.core.sources.table.sql import quoted

_MONTHS = {
    "January": "january januari januar jänner jaenner enero jan jän ene",
    "February": "february februari februar feber febrero feb",
    "March": "march maart märz maerz marzo mar mär mrz mrt maa",
    "April": "april abril apr abr",
    "May": "may mei mai mayo",
    "June": "june juni junio jun",
    "July": "july juli julio jul",
    "August": "august augustus agosto aug ago",
    "September": "september septiembre setiembre sept sep set",
    "October": "october oktober octubre okt oct",
    "November": "november noviembre nov",
    "December": "december dezember diciembre dec dez dic",
}
_NUMERALS = "một hai ba tư năm sáu bảy tám chín mười mười·một mười·hai".split()
_OTHER_NUMERALS = {"giêng": 1, "bốn": 4, "chạp": 12}
_HALVES = {
    "AM": (
        *("a\\.? ?m\\.?", "sa", "sáng", "vorm\\.?", "vormittags", "morgens"),
        *("[''’]?s (?:ochtends|morgens)", "de la (?:mañana|madrugada)"),
    ),
    "PM": (
        *("p\\.? ?m\\.?", "ch", "chiều", "tối", "nachm\\.?", "nachmittags", "abends"),
        *("[''’]?s (?:middags|namiddags|avonds)", "de la tarde"),
    ),
}
_BY_THE_HOUR = {
    "trưa": ("1[01]", "12|0?[1-3]"),
    "đêm|nachts|[''’]?s nachts|de la noche": ("12|0?[1-5]", "1[01]|0?[6-9]"),
}
"""Parts of the day in which one half goes over into the other -> their hours before noon, and after."""
_WEEKDAYS = (
    "mondays? tuesdays? wednesdays? thursdays? fridays? saturdays? sundays? mon tues? wed thurs? thu fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo "
    "lunes martes miércoles miercoles jueves viernes sábado sabado domingo lun mar mié mie jue vie sáb sab dom "
    "chủ·nhật cn t[2-7] th·[2-7] thứ·[2-7] thứ·hai thứ·ba thứ·tư thứ·năm thứ·sáu thứ·bảy"
).split()


def _month_words() -> dict[str, str]:
    words = {word: name for name, words in _MONTHS.items() for word in words.split()}
    names = list(_MONTHS)
    numerals = {word: n for n, word in enumerate(_NUMERALS, 1)} | _OTHER_NUMERALS
    numerals |= {str(n): n for n in range(1, 13)} | {f"0{n}": n for n in range(1, 10)}
    for numeral, number in numerals.items():
        for lead in ("tháng", "thang", "thg", "thg.", "th"):
            words[f"{lead} {numeral.replace('·', ' ')}"] = names[number - 1]
    return words


MONTH_WORDS = _month_words()
"""Every spelling of a month in small letters -> its English name."""


_ORDINAL = r"(?i)\b([0-9]{1,2})(?:st|nd|rd|th)\b"
"""A day as English writes it beside a month's name: `March 2nd`."""


def english(text: str, pattern: str) -> str:
    """SQL: a text with its names in English, as far as a strptime pattern asks for names.

    A month stands long for `%B` and short for `%b`, with a point where the pattern has one behind it.
    """
    if re.search("%[bB]", pattern) and not re.search(r"%-?d\w", pattern):
        text = f"regexp_replace({text}, '{_ORDINAL}', '\\1')"
    for directive in sorted(_BY_DIRECTIVE, key=pattern.find):
        if directive in pattern:
            text = _BY_DIRECTIVE[directive](text, f"{directive}." in pattern)
    return text


def read_by(text: str, pattern: str) -> str:
    """SQL: the moment that a text shows by a strptime pattern, names in any language and letters in any case.

    The engine reads names in any case, but not the pattern's own letters: `NGÀY 03/04` by `Ngày %d/%m`.
    """
    text = _halves_apart(english(text, pattern), pattern)
    parts = re.findall("%-?.|[^%]+", pattern)
    if any(letter.isalpha() for part in parts if part[0] != "%" for letter in part):
        text = f"lower({text})"
        pattern = "".join(part if part[0] == "%" else part.lower() for part in parts)
    return f"try_strptime({text}, {quoted(pattern)})"


def _halves_apart(text: str, pattern: str) -> str:
    """The half of the day as far from its hour as in the pattern: `9:00AM` and `9:00 AM` are one time."""
    blank = re.search("(.)%p", pattern)
    if not blank:
        return text
    between = " " if blank[1] == " " else ""
    return f"regexp_replace({text}, '([0-9]) *(AM|PM)', '\\1{between}\\2')"


def _month(text: str, *, short: bool, point: bool) -> str:
    words = sorted(MONTH_WORDS, key=len, reverse=True)
    named = "|".join(re.escape(w).replace(r"\ ", " ?") for w in words)
    one = f"(?i)(^|[^\\p{{L}}])({named})\\.?($|[^\\p{{L}}])"
    result = f"regexp_replace(lower(regexp_extract({text}, '{one}', 2)), '(thg\\.?|tháng|thang|th) ?', '\\1 ')"
    # Looked up in a map: the arms of a CASE would each compile the expressions above again.
    pairs = ", ".join(f"'{w}': '{_named(n, short=short)}'" for w, n in MONTH_WORDS.items())
    name = f"MAP {{{pairs}}}[{result}]"
    mark = "." if point else ""
    return f"coalesce(regexp_replace({text}, '{one}', '\\1' || {name} || '{mark}\\3'), {text})"


def _named(name: str, *, short: bool) -> str:
    return name[:3] if short else name


def _half(text: str, _: bool) -> str:
    for part, hours in _BY_THE_HOUR.items():
        for half, named in zip(_HALVES, hours, strict=True):
            one = f"(?i)(^|[^0-9:.h])({named})([:.h][0-9:.]*)? ?({part})($|[^\\p{{L}}])"
            text = f"regexp_replace({text}, '{one}', '\\1\\2\\3 {half}\\5')"
    for half, spellings in _HALVES.items():
        named = "|".join(spellings)
        text = (
            f"regexp_replace({text}, '(?i)(^|[^\\p{{L}}])({named})($|[^\\p{{L}}])', '\\1{half}\\3')"
        )
    return text


def _weekday(text: str, name: str) -> str:
    """A weekday says nothing that the date does not say; any name stands for the one the pattern asks for."""
    named = "|".join(word.replace("·", " ?") for word in sorted(_WEEKDAYS, key=len, reverse=True))
    return f"regexp_replace({text}, '(?i)(^|[^\\p{{L}}])({named})\\.?($|[^\\p{{L}}\\p{{N}}])', '\\1{name}\\3')"


_BY_DIRECTIVE: dict[str, Callable[[str, bool], str]] = {
    "%A": lambda text, point: _weekday(text, "Monday"),
    "%a": lambda text, point: _weekday(text, "Mon." if point else "Mon"),
    "%B": lambda text, point: _month(text, short=False, point=point),
    "%b": lambda text, point: _month(text, short=True, point=point),
    "%p": _half,
}
