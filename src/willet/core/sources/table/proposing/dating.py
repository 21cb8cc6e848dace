"""How a column writes its moments: the patterns that read all of them, or the several that could.

Which of two numbers is the day is decided by the column alone and as a whole: one day above 12 shows it. Where no
day does, both ways are given and none is chosen.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from duckdb import DuckDBPyConnection

from willet.core.sources.table.durations import time_of_day
from willet.core.sources.table.moments import ISO, moment
from willet.core.sources.table.proposing.profiles import ColumnProfile, texts_held
from willet.core.sources.table.vocabulary.calendar import MONTH_WORDS

Kind = Literal["both", "date", "time"]
ENOUGH: Final = 0.9
"""The share of a column's cells that must be moments for it to be one."""
_ORDERS: Final = ("dmy", "mdy", "ymd")
_MONTH = "|".join(re.escape(word) for word in sorted(MONTH_WORDS, key=len, reverse=True))
_NAMED = re.compile(
    rf"(?P<day>\d{{1,2}})(?P<a>\.? ?(?:de |-|/)?) ?(?P<month>(?:{_MONTH})\.?)(?P<b> ?(?:de |del |,|-|/|năm )? ?)"
    r"(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>(?:{_MONTH})\.?)(?P<a> )(?P<day>\d{{1,2}})(?P<b>,? )(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_ISO_LIKE = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d:])")
_COMPACT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})(?:([T _-]?)(\d{2})(\d{2})(\d{2})?)?$")
_HALF = r"(?P<gap> ?)(?P<half>[ap]\.? ?m\.?|sa|ch|sáng|chiều|tối)(?!\w)"
_CLOCK = re.compile(
    rf"(?<!\d)(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::(?P<s>\d{{2}})(?P<f>[.,]\d{{1,9}})?)?(?:{_HALF})?(?!\d)",
    re.IGNORECASE,
)
_H_CLOCK = re.compile(r"(?<!\d)(?P<h>\d{1,2})(?P<sign>h|g|\.)(?P<m>\d{2})(?![\d.])", re.IGNORECASE)
_OFFSET = re.compile(r"(?P<gap> ?)(?:Z|UTC|[+-]\d{2}:?\d{2})$")
_WEEKDAY = re.compile(
    r"^((?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|[^\W\d_]{2,10}|t[2-7]))(?=[.,]? )",
    re.IGNORECASE,
)
_TIME_ALONE = re.compile(
    r"^(?P<h>\d{1,2})(?P<sign>[:.hg])(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?(?P<tail>(?: ?uhr| ?h| ?uur)?)"
    r"(?P<half> ?(?:[ap]\.? ?m\.?|sa|ch))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text with its parts named: `{date}` where three numbers stand whose order the text does not show."""

    shape: str
    sign: str = ""
    orders: tuple[str, ...] = ()
    year: str = "Y"

    def pattern(self, order: str) -> str:
        """The pattern under one order of day, month and year."""
        letters = {"d": "%d", "m": "%m", "y": f"%{self.year}"}
        return self.shape.replace("{date}", self.sign.join(letters[letter] for letter in order))


@dataclass(frozen=True, slots=True)
class Dating:
    """What a column shows of moments; `ways` has several where it could be read in more than one."""

    kind: Kind
    share: float
    ways: tuple[tuple[str, ...], ...]
    """Each a tuple of patterns that reads the column; of a time of day its `time_format`, mostly none."""
    mixed: bool = False
    """Some of its dates fit one order alone, some only the other."""

    @property
    def is_decided(self) -> bool:
        """Whether there is one way to read it."""
        return len(self.ways) == 1 and not self.mixed


@dataclass(frozen=True, slots=True)
class _Draft:
    """How a column may write its moments, and the question to the engine that shows it."""

    kind: Kind
    ways: tuple[tuple[str, ...], ...]
    test: str
    """SQL over a text `t`: whether the product itself reads it so."""
    mixed: bool = False


def dating_of(con: DuckDBPyConnection, profile: ColumnProfile) -> Dating | None:
    """How a column writes its moments, or None where it holds none."""
    return datings_of(con, [profile])[0]


def datings_of(con: DuckDBPyConnection, profiles: Sequence[ColumnProfile]) -> list[Dating | None]:
    """The same of several columns; those that are written alike are read in one question."""
    whole = _shown(con, [(profile, _whole(profile)) for profile in profiles])
    rest = zip(profiles, whole, strict=True)
    alone = _shown(
        con, [(profile, None if dating else _time_alone(profile)) for profile, dating in rest]
    )
    return [dating or other for dating, other in zip(whole, alone, strict=True)]


def _shown(
    con: DuckDBPyConnection, drafts: Sequence[tuple[ColumnProfile, _Draft | None]]
) -> list[Dating | None]:
    """The drafts that enough of the texts of their columns bear out."""
    texts: dict[str, set[str]] = {}
    for profile, draft in drafts:
        if draft:
            texts.setdefault(draft.test, set()).update(profile.texts)
    held = {test: texts_held(con, some, test) for test, some in texts.items()}
    return [
        _borne_out(profile, draft, held[draft.test]) if draft else None for profile, draft in drafts
    ]


def _borne_out(profile: ColumnProfile, draft: _Draft, held: Set[str]) -> Dating | None:
    share = profile.share(held.__contains__)
    return Dating(draft.kind, share, draft.ways, draft.mixed) if share >= ENOUGH else None


def _whole(profile: ColumnProfile) -> _Draft | None:
    gathered = _skeletons(profile)
    if not gathered:
        return None
    kinds, counts = Counter[Kind](), Counter[Skeleton]()
    for text, skeleton in gathered.items():
        kinds[_kind(skeleton)] += profile.texts[text]
        counts[skeleton] += profile.texts[text]
    skeletons = [skeleton for skeleton, _ in counts.most_common()]
    orders, mixed = _orders(profile, skeletons)
    ways = tuple(dict.fromkeys(_patterns(skeletons, order) for order in orders))
    kind: Kind = "both" if kinds["both"] >= kinds["date"] else "date"
    return _Draft(kind, ways, _test_of(ways), mixed or _is_swapped(gathered))


def _skeletons(profile: ColumnProfile) -> dict[str, Skeleton]:
    """The texts that are moments; none as soon as too many are not."""
    total = sum(profile.texts.values())
    least, left = ENOUGH * total, total
    gathered: dict[str, Skeleton] = {}
    for text, n in profile.texts.items():
        skeleton = skeleton_of(text)
        if skeleton:
            gathered[text] = skeleton
            continue
        left -= n
        if left < least:
            return {}
    return gathered


def _test_of(ways: Sequence[tuple[str, ...]]) -> str:
    """SQL: whether the product itself reads a text as a moment by any of these patterns."""
    patterns = (pattern for way in ways for pattern in way)
    formats = tuple("iso" if pattern == "iso-date" else pattern for pattern in patterns)
    return f"({moment('t', formats, typed_cells=False).naive}) IS NOT NULL"


def _patterns(skeletons: Sequence[Skeleton], order: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(skeleton.pattern(order) for skeleton in skeletons))[:8]


def _kind(skeleton: Skeleton) -> Kind:
    timed = "%H" in skeleton.shape or "%I" in skeleton.shape
    whole = skeleton.shape in ("epoch_s", "epoch_ms", "excel", "iso")
    return "both" if timed or whole else "date"


def skeleton_of(text: str) -> Skeleton | None:
    """The parts of a text that is a moment; None where it is none.

    >>> skeleton_of("13.03.2026 09:30").shape, skeleton_of("9:30 AM 3/4/26").orders
    ('{date} %H:%M', ('dmy', 'mdy'))
    >>> skeleton_of("2026-03-13T09:30:00Z").shape, skeleton_of("ngày 3 tháng 4 năm 2026").shape
    ('iso', 'ngày %d %B năm %Y')
    """
    number = _number(text)
    if number or _is_iso(text):
        return Skeleton(number or ("iso" if ":" in text else "iso-date"))
    compact = _COMPACT.match(text)
    if compact:
        return _compact(compact)
    dated = _dated(text)
    return _timed(dated) if dated else None


def _number(text: str) -> str:
    if re.fullmatch(r"1[0-9]{9}(?:[.,]\d+)?", text):
        return "epoch_s"
    if re.fullmatch(r"1[0-9]{12}(?:[0-9]{3}){0,2}", text):
        return "epoch_ms"
    return "excel" if re.fullmatch(r"4\d{4}[.,]\d+", text) else ""


def _is_iso(text: str) -> bool:
    bare = re.sub(r"(:\d{2}(?:[.,]\d{1,9})?) *(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)$", r"\1", text)
    return re.match(ISO, bare) is not None


def _compact(match: "re.Match[str]") -> Skeleton | None:
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if match[5] is None:
        return Skeleton("%Y%m%d")
    return Skeleton(f"%Y%m%d{match[4]}%H%M{'%S' if match[7] else ''}")


def _dated(text: str) -> Skeleton | None:
    """The text with its date named, the rest as it is."""
    if "%" in text or "{" in text:
        return None
    for pattern in (_NAMED, _MONTH_FIRST):
        match = pattern.search(text)
        if match:
            return Skeleton(_replaced(text, match, _named(match, pattern is _NAMED)))
    match = _ISO_LIKE.search(text)
    if match:
        return Skeleton(_replaced(text, match, match[2].join(("%Y", "%m", "%d"))))
    match = _NUMBERS.search(text)
    if match is None:
        return None
    four = len(match[4]) == 4
    orders = ("dmy",) if four and match[2] == "." else ("dmy", "mdy")
    if not four and len(match[1]) == 2:
        orders = (*orders, "ymd") if match[2] != "." else ("dmy", "ymd")
    return Skeleton(_replaced(text, match, "{date}"), match[2], orders, "Y" if four else "y")


def _named(match: "re.Match[str]", day_first: bool) -> str:
    month = match["month"]
    directive = "%B." if month.endswith(".") else "%B"
    parts = ("%d", directive) if day_first else (directive, "%d")
    return f"{parts[0]}{match['a']}{_gap(match)}{parts[1]}{match['b']}%Y"


def _gap(match: "re.Match[str]") -> str:
    """A blank between day and month that the parts of the expression leave out."""
    if "day" not in match.groupdict() or match.start("month") < match.start("day"):
        return ""
    return match.string[match.end("a") : match.start("month")]


def _replaced(text: str, match: "re.Match[str]", by: str) -> str:
    return text[: match.start()] + by + text[match.end() :]


def _timed(dated: Skeleton) -> Skeleton | None:
    """The same with its time of day and weekday named; None where numbers are left over."""
    shape = _with_clock(dated.shape)
    shape = _WEEKDAY.sub("%a", shape) if not shape.startswith(("ngày", "Ngày")) else shape
    left = re.sub(r"%-?[A-Za-z]|\{date\}", "", shape)
    if re.search(r"\d", left) or len(re.findall(r"[^\W\d_]", left)) > 14:
        return None
    return Skeleton(shape, dated.sign, dated.orders, dated.year)


def _with_clock(shape: str) -> str:
    match = _CLOCK.search(shape)
    if match:
        named = _clock_pattern(match)
        rest = shape[match.end() :]
        offset = _OFFSET.match(rest)
        return shape[: match.start()] + named + (f"{offset['gap']}%z" if offset else rest)
    match = _H_CLOCK.search(shape)
    if match:
        return _replaced(shape, match, f"%H{match['sign']}%M")
    return shape


def _clock_pattern(match: "re.Match[str]") -> str:
    half = match["half"]
    seconds = ":%S" if match["s"] else ""
    fraction = f"{match['f'][0]}%f" if match["s"] and match["f"] else ""
    hour, tail = ("%I", f"{match['gap']}%p") if half else ("%H", "")
    return f"{hour}:%M{seconds}{fraction}{tail}"


def _orders(profile: ColumnProfile, skeletons: Sequence[Skeleton]) -> tuple[tuple[str, ...], bool]:
    """The orders that the dates of the whole column allow; and whether some allow one alone, some another."""
    asked = [skeleton for skeleton in skeletons if skeleton.orders]
    if not asked:
        return ("dmy",), False
    possible = [order for order in _ORDERS if all(order in s.orders for s in asked)]
    parts = [part for part in map(_three, profile.date_parts) if part is not None]
    fits = {order: {p for p in parts if _is_day(p, order)} for order in possible}
    real = set().union(*fits.values())
    whole = [order for order in possible if fits[order] == real]
    whole = [order for order in whole if not _is_absurd(order, parts, whole)]
    differing = [o for o in whole if any(_days(p, o) != _days(p, whole[0]) for p in real)]
    chosen = (whole[0], *differing) if whole else tuple(possible)
    return tuple(chosen), not whole


def _three(part: str) -> tuple[int, int, int] | None:
    numbers = re.findall(r"\d+", part)
    if len(numbers) != 3 or len(numbers[0]) > 2:
        return None
    one, two, three = map(int, numbers)
    return one, two, three


def _is_day(part: tuple[int, int, int], order: str) -> bool:
    return _days(part, order) is not None


def _days(part: tuple[int, int, int], order: str) -> date | None:
    by_letter = dict(zip(order, part, strict=True))
    year = by_letter["y"]
    try:
        return date(year + 2000 if year < 100 else year, by_letter["m"], by_letter["d"])
    except ValueError:
        return None


def _is_absurd(order: str, parts: Sequence[tuple[int, int, int]], others: Sequence[str]) -> bool:
    """Whether under this order the day never changes while the years do, and another order has it the other way."""
    if len(others) < 2 or not any(part[2] < 100 for part in parts):
        return False
    days, years = ({part[order.index(letter)] for part in parts} for letter in "dy")
    return len(days) == 1 and len(years) > 2


def _is_swapped(by_text: "dict[str, Skeleton]") -> bool:
    """Whether typed dates on days to 12 stand beside texts that are all of days after it: swapped by a spreadsheet."""
    typed = [t for t, s in by_text.items() if s.shape in ("iso", "iso-date")]
    parts = [_NUMBERS.search(text) for text, skeleton in by_text.items() if skeleton.orders]
    early = all(int(text[8:10]) <= 12 for text in typed if text[8:10].isdigit())
    late = all(max(int(part[1]), int(part[3])) > 12 for part in parts if part)
    return bool(typed and parts) and early and late


def _time_alone(profile: ColumnProfile) -> _Draft | None:
    matches = {text: _TIME_ALONE.match(text) for text in profile.texts}
    fits = [text for text, match in matches.items() if match and int(match["h"]) <= 24]
    total = sum(profile.texts.values())
    if not total or sum(profile.texts[text] for text in fits) < ENOUGH * total:
        return None
    formats = tuple(dict.fromkeys(_time_formats(m for m in matches.values() if m)))
    return _Draft("time", (formats,), f"({time_of_day('t', formats)}) IS NOT NULL")


def _time_formats(matches: Iterator["re.Match[str]"]) -> Iterator[str]:
    """What must be said of times that the product does not read by itself."""
    for match in matches:
        if match["sign"] != ":" or match["tail"]:
            yield f"%H{match['sign']}%M{':%S' if match['s'] else ''}{match['tail']}"


def spelled_ways(dating: Dating) -> tuple[tuple[str, ...], ...]:
    """The ways as a mapping's `format` says them: nothing where the column is ISO alone."""
    return tuple(_spelled(way) for way in dating.ways)


def _spelled(way: tuple[str, ...]) -> tuple[str, ...]:
    patterns = tuple(dict.fromkeys("iso" if p == "iso-date" else p for p in way))
    return () if patterns == ("iso",) else patterns
