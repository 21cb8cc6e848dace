"""What stands in a column: moments, durations, numbers, words of a closed list, addresses, names."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from duckdb import DuckDBPyConnection

from willet.core.sources.identity import bare_number
from willet.core.sources.table.durations import seconds
from willet.core.sources.table.proposing.dating import Dating, datings_of
from willet.core.sources.table.proposing.profiles import ColumnProfile, texts_held
from willet.core.sources.table.proposing.wording import WORDED, fields_meant, meant
from willet.core.sources.withheld import is_withheld

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?|[+-]?\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d+)?")
_MONEY = re.compile(
    r"[^\d\w]{0,3}(?:[A-Z]{3} ?)?[+-]?[\d.,' ]*\d[^\d\w]{0,3}(?:[A-Z]{3}|đ|vnd|₫|€)?"
)
_EMAIL = re.compile(r"[^@\s:]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(?:\+|00)?[\d\s()./-]{6,20}")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
"""A day, of whatever year: no number of a phone is grouped so."""
_ADDRESSED = re.compile(r"\b(?:sips?|tel):", re.IGNORECASE)
_SENTENCE = 20
_LISTED = 40
"""Words of a closed list are no more than so many texts."""
_COUNTED = 20
"""So many rows show whether they are numbered from 1."""
_DAYTIME = re.compile(r"(?:0?[5-9]|1\d|2[0-3]):[0-5]\d:[0-5]\d")
_HOURS_LONG = 0.3
_PADDED = re.compile(r"\d\d:\d\d(?:$|:)")
_TICKET = re.compile(
    r"(?:inc|req|ritm|tkt|tck|ticket|case|prb|chg|wo|hd|tt|sctask|reclamo|caso|fall|zaak|melding)"
    r"[-_ #]?\d",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\d{1,6}(?:[.,]0)?")
_TEXTS = 200_000
"""So many texts of neighbouring columns are read at once."""
_HOURS = re.compile(r"0*[1-9]\d*:[0-5]\d:[0-5]\d")
_CLOCKED = re.compile(r"\d+:\d{2}(?::\d{2}(?:[.,]\d+)?)?")


@dataclass(slots=True)
class Content:
    """Shares of the cells of a column, 0 to 1, and how its moments are written."""

    filled: float
    distinct: float
    """Different texts per filled cell."""
    kinds: int
    """How many different texts."""
    dating: Dating | None
    durations: float
    clocks: float
    numbers: float
    whole: float
    phones: float
    emails: float
    money: float
    words: dict[str, float] = field(default_factory=dict)
    meant: dict[str, int] = field(default_factory=dict)
    """How many different words of each field its texts mean."""
    numeric: list[float] = field(default_factory=list)
    """Its numbers, where it is one of numbers."""
    daytimes: float = 0.0
    """Texts such as 14:10:00, which as lengths would be hours."""
    hours: float = 0.0
    """Texts such as 2:10:00, which as lengths would be an hour or more."""
    padded: float = 0.0
    """Texts such as 00:12, which begin with two digits as times of day do."""
    tickets: float = 0.0
    """Texts such as INC0012, which begin as the numbers of cases do."""
    digits: float = 0.0
    """Texts with a digit in them, as ids have."""
    dialled: float = 0.0
    """Numbers of phones with a plus or a nought before them."""
    letters: float = 0.0
    """How long its texts are."""
    counts_rows: bool = False
    """Whether it only numbers the rows: 1, 2, 3 and so on."""

    @property
    def is_of_day(self) -> bool:
        """Whether it holds times of day: lengths of five hours in so many rows are none."""
        return self.daytimes >= _HOURS_LONG

    @property
    def is_written(self) -> bool:
        """Whether it holds sentences, of which none comes twice."""
        return self.letters >= _SENTENCE and self.distinct >= 1.0 and self.kinds > 2

    @property
    def is_named(self) -> bool:
        """Whether it holds texts that are neither numbers, moments, durations nor addresses."""
        return self.dating is None and max(self.numbers, self.durations, self.emails) < 0.5


def contents_of(
    con: DuckDBPyConnection, profiles: Sequence[ColumnProfile], decimal: str
) -> list[Content]:
    """What stands in each column; some hundred thousand texts at a time are asked of the engine at once."""
    return [content for some in _portions(profiles) for content in _contents(con, some, decimal)]


def _portions(profiles: Sequence[ColumnProfile]) -> Iterator[list[ColumnProfile]]:
    portion: list[ColumnProfile] = []
    for profile in profiles:
        if portion and sum(len(p.texts) for p in portion) + len(profile.texts) > _TEXTS:
            yield portion
            portion = []
        portion.append(profile)
    yield portion


def _contents(
    con: DuckDBPyConnection, profiles: Sequence[ColumnProfile], decimal: str
) -> Iterator[Content]:
    lengths = _lengths(con, profiles, decimal)
    for profile, dating in zip(profiles, datings_of(con, profiles), strict=True):
        yield _content(profile, dating, lengths, decimal)


def _content(
    profile: ColumnProfile, dating: Dating | None, lengths: Set[str], decimal: str
) -> Content:
    return Content(
        filled=profile.filled / profile.rows if profile.rows else 0.0,
        distinct=min(profile.distinct / profile.filled, 1.0) if profile.filled else 0.0,
        kinds=len(profile.texts),
        dating=dating,
        durations=profile.share(lengths.__contains__) if _may_be_lengths(profile) else 0.0,
        clocks=profile.share(lambda t: bool(_CLOCKED.fullmatch(t))),
        numbers=profile.share(lambda t: bool(_NUMBER.fullmatch(t))),
        whole=profile.share(lambda t: bool(_WHOLE.fullmatch(t))),
        phones=profile.share(_is_phone),
        emails=profile.share(lambda t: bool(_EMAIL.fullmatch(t))),
        money=profile.share(lambda t: bool(_MONEY.fullmatch(t))),
        words=_words(profile),
        meant=_meant(profile),
        numeric=_numeric(profile, decimal),
        daytimes=profile.share(lambda t: bool(_DAYTIME.fullmatch(t))),
        hours=profile.share(lambda t: bool(_HOURS.fullmatch(t))),
        dialled=profile.share(lambda t: t[:1] in "+0" and len(t) > 7 and _is_phone(t)),
        letters=sum(map(len, profile.texts)) / max(len(profile.texts), 1),
        digits=profile.share(lambda t: any(letter.isdigit() for letter in t)),
        padded=profile.share(lambda t: bool(_PADDED.match(t))),
        tickets=profile.share(lambda t: bool(_TICKET.match(t))),
        counts_rows=_counts_rows(list(profile.texts)[:_COUNTED]),
    )


def _words(profile: ColumnProfile) -> dict[str, float]:
    """The share of cells that mean a word of each field."""
    counts = dict.fromkeys(WORDED, 0)
    for text, n in profile.texts.items():
        for name in fields_meant(text):
            counts[name] += n
    total = max(sum(profile.texts.values()), 1)
    return {name: count / total for name, count in counts.items()}


def _meant(profile: ColumnProfile) -> dict[str, int]:
    """How many words of each field the texts of a column mean, where they are few."""
    if len(profile.texts) > _LISTED:
        return {}
    pairs = {(name, meant(name, text)) for text in profile.texts for name in fields_meant(text)}
    return dict(Counter(name for name, _ in pairs))


def _counts_rows(first: list[str]) -> bool:
    return len(first) > 1 and first == [str(n) for n in range(1, len(first) + 1)]


def _is_phone(text: str) -> bool:
    text = bare_number(text) if _ADDRESSED.search(text) else text
    if _DAY.fullmatch(text):
        return False
    digits = re.sub(r"\D", "", text)
    shown = 7 <= len(digits) <= 15 and bool(_PHONE.fullmatch(text))
    return (shown and not _CLOCKED.search(text)) or is_withheld(text)


def _lengths(
    con: DuckDBPyConnection, profiles: Sequence[ColumnProfile], decimal: str
) -> frozenset[str]:
    """The texts that the product reads as lengths of time, among those of columns that may hold any."""
    texts = {text for profile in profiles if _may_be_lengths(profile) for text in profile.texts}
    return (
        texts_held(con, texts, f"({seconds('t', 'auto', decimal)}) IS NOT NULL")
        if texts
        else frozenset()
    )


def _may_be_lengths(profile: ColumnProfile) -> bool:
    """Whether most of its texts have a digit and are short: the engine would find no length in another."""
    return profile.share(lambda t: any(letter.isdigit() for letter in t) and len(t) < 40) >= 0.8


def _numeric(profile: ColumnProfile, decimal: str) -> list[float]:
    group = "," if decimal == "." else "."
    gathered = []
    for text in profile.texts:
        bare = text.replace(group, "").replace(decimal, ".").replace(" ", "").replace("'", "")
        if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", bare):
            gathered.append(float(bare))
    return gathered


def decimal_of(profiles: list[ColumnProfile], *, typed_cells: bool) -> tuple[str, bool]:
    """The sign before decimals, and whether both signs were met: 12,5 and 1.234,5 show a comma.

    A sign before three digits alone shows nothing: 1,234 may be a number of thousands.
    """
    commas = points = 0
    for profile in profiles:
        for text, n in profile.texts.items():
            bare = re.sub(r"^[^\d+-]+|[^\d]+$", "", text)
            if re.fullmatch(r"[+-]?\d+,(?:\d{1,2}|\d{4,})|[+-]?\d{1,3}(?:[. ]\d{3})+,\d+", bare):
                commas += n
            elif re.fullmatch(
                r"[+-]?\d+\.(?:\d{1,2}|\d{4,})|[+-]?\d{1,3}(?:[, ]\d{3})+\.\d+", bare
            ):
                points += n
    # A typed number has no sign of its own, and is written with a point: only a text shows a comma.
    comma = commas > 0 if typed_cells else commas > points
    return (",", points > 0 and not typed_cells) if comma else (".", commas > 0)
