"""What a heading says of a column: how well each meaning fits its words, and the unit that stands with it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache

from willet.core.sources.table.proposing.phrases import (
    LANGUAGES,
    BareText,
    Phrase,
    bare_of,
    likeness,
    phrases,
    places_near,
)
from willet.core.sources.table.proposing.plainly import plain
from willet.core.sources.table.proposing.shortened import (
    Spellings,
    WeighedPhrase,
    by_preposition,
    joined,
    shortened,
    written_out,
)

_UNITS = {
    "ms": "ms millisekunden milliseconds milisegundos milliseconden msec",
    "s": "s sec secs second seconds sek sekunden seconde seconden seg segs segundos giay",
    "min": "min mins minute minutes minuten minuut minutos phut",
    "h": "h hrs hours stunden std uren horas tieng",
    "h:m:s": "hms hhmmss",
    "m:s": "mmss",
    "h:m": "hhmm",
}
_CLOCKS = {"hh mm ss": "h:m:s", "h mm ss": "h:m:s", "mm ss": "m:s", "m ss": "m:s", "hh mm": "h:m"}
_WORDED = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_LEADING = {
    "seconds": "s",
    "sekunden": "s",
    "seconden": "s",
    "segundos": "s",
    "minutes": "min",
    "minutos": "min",
}
"""Units that stand before what they measure, as in `Seconds to answer`."""
_COUNTS = ("epoch", "unix", "unixtime", "timestamp", "ts")
"""BareText behind what a moment is of: `end_epoch`."""
_SCALE = re.compile(r"[(\[]?\b\d{1,2} ?(?:-|–|\.\.|/|to|bis|tot|a|đến) ?\d{1,3}\b[)\]]?")
"""From where to where a score goes, which says nothing of what is scored."""
_KEPT = 8192
"""So many headings are kept with what they say: those of some wide tables, and no more of what files hold."""
_CLOSE = 0.87
_HARDLY = 0.5
"""A heading that says less is looked at for slips, short words and joined ones."""
_IN_FULL = 0.95
"""How much of what a heading says is left where its words had to be written out."""
_LED = 0.95
"""How much of what a heading says is left where it says it behind the word that most of its table begin with."""
_TABLES_OWN = 3
"""So many headings at least begin with a word before it is taken for the table's."""


@dataclass(frozen=True, slots=True)
class HeadingMerits:
    """How well each meaning fits, 0 to 1, and what else the heading says."""

    merits: Mapping[str, float]
    unit: str = ""
    in_utc: bool = False


@lru_cache(maxsize=_KEPT)
def heading_of(name: str) -> HeadingMerits:
    """What the heading of a column says.

    >>> heading_of("Wartezeit (mm:ss)").unit, max(heading_of("Wartezeit (mm:ss)").merits.items(), key=lambda m: m[1])
    ('m:s', ('wait_s', 1.0))
    """
    words, unit = _without_unit(plain(_SCALE.sub("", name)).split())
    unit = unit or _LEADING.get(words[0] if words else "", "")
    in_utc = len(words) > 1 and words[-1] in ("utc", "gmt")
    whole = words[:-1] if in_utc or (len(words) > 1 and words[-1] in _COUNTS) else words
    bare = {language: bare_of(whole, language) for language in LANGUAGES}
    merits = _spoken(bare)
    merits |= by_preposition(whole, merits)
    if not merits or max(merits.values()) < _HARDLY:
        for variant in dict.fromkeys(text.words for text in bare.values()):
            merits |= _nearly(variant)
    return HeadingMerits(merits, unit, in_utc)


def _spoken(bare: Mapping[str, BareText]) -> dict[str, float]:
    """How well each meaning fits a heading, as it stands or with its short words in full."""
    full = {
        language: bare_of(written_out(text.words, language), language)
        for language, text in bare.items()
    }
    merits: dict[str, float] = {}
    for place in _near({*bare.values(), *full.values()}):
        phrase = phrases()[place]
        whole, text = full[phrase.language], bare[phrase.language]
        alike = likeness(text, phrase.text)
        if whole.words != text.words:
            alike = max(alike, _IN_FULL * likeness(whole, phrase.text))
        if phrase.weight * alike > merits.get(phrase.meaning, 0.0):
            merits[phrase.meaning] = phrase.weight * alike
    return merits


def _near(texts: Iterable[BareText]) -> list[int]:
    """The places of the phrases that any of some texts is like, in order."""
    return sorted(set().union(*map(places_near, texts)))


def headings_of(names: Sequence[str]) -> list[HeadingMerits]:
    """What the headings of one table say: a word before most of them is the table's, and says nothing of a column.

    >>> merits = headings_of(["Segment Start", "Segment Queue", "Segment Agent", "Talk"])[1].merits
    >>> max(merits, key=merits.__getitem__)
    'queue'
    """
    lead = _lead(names)
    return [_without_lead(name, lead) for name in names]


def _lead(names: Sequence[str]) -> str:
    first = Counter(name.split()[0] for name in map(plain, names) if " " in name)
    word, count = first.most_common(1)[0] if first else ("", 0)
    return word if count >= _TABLES_OWN and 2 * count > len(names) else ""


def _without_lead(name: str, lead: str) -> HeadingMerits:
    """By the whole heading, and a little less by what follows the table's word."""
    whole, rest = heading_of(name), plain(name).removeprefix(f"{lead} ")
    if not lead or rest == plain(name):
        return whole
    merits = dict(whole.merits)
    for meaning, merit in heading_of(rest).merits.items():
        merits[meaning] = max(merits.get(meaning, 0.0), _LED * merit)
    return replace(whole, merits=merits)


def unit_of_heading(name: str, samples: Sequence[str]) -> str:
    """The unit that a heading says, where the first texts of its column are written so; else `auto`.

    >>> unit_of_heading("Dauer (ms)", ["1500"]), unit_of_heading("Dauer (ms)", ["0:15"])
    ('ms', 'auto')
    """
    unit = heading_of(name).unit
    like = r"\d+:\d\d" if unit == "h:m" else r"-?\d+([.,]\d+)*"
    fits = bool(samples) and all(re.fullmatch(like, text.strip()) for text in samples)
    return unit if fits and unit and (unit == "h:m" or ":" not in unit) else "auto"


def _without_unit(words: list[str]) -> tuple[list[str], str]:
    """The words of a heading without a unit at their end."""
    for size in (3, 2):
        clock = _CLOCKS.get(" ".join(words[-size:]))
        if clock and len(words) > size:
            return words[:-size], clock
    if len(words) > 1 and words[-1] in _WORDED:
        rest = words[:-1]
        while len(rest) > 1 and rest[-1] in ("in", "en", "bang", "theo", "tinh"):
            rest = rest[:-1]
        return rest, _WORDED[words[-1]]
    return words, ""


def _nearly(words: tuple[str, ...]) -> dict[str, float]:
    """What a heading says that has a slip of a key, is written short, or joins two words to one."""
    begun = shortened(words, _spellings()) or dict(_misspelt(words))
    return dict(joined(words)) | begun


def _misspelt(heading: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The meanings of the phrase that is nearly the same: a slip of a key, an ending."""
    joined = " ".join(heading)
    if not re.fullmatch("[a-z ]{6,}", joined):
        return
    near = get_close_matches(joined, _joined(), n=1, cutoff=_CLOSE)
    for phrase in _joined().get(near[0], ()) if near else ():
        yield phrase.meaning, 0.75 * phrase.weight


@cache
def _spellings() -> Spellings:
    return Spellings(WeighedPhrase(p.meaning, p.weight, p.text.words) for p in phrases())


@cache
def _joined() -> dict[str, list[Phrase]]:
    by_text: dict[str, list[Phrase]] = {}
    for phrase in phrases():
        by_text.setdefault(" ".join(phrase.text.words), []).append(phrase)
    return by_text
