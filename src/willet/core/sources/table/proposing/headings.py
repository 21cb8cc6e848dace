"""What a heading says of a column: how well each meaning fits its words, and the unit that stands with it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache

from willet.core.sources.table.proposing.combining import combined, merged, of_place
from willet.core.sources.table.proposing.concepts import best_concepts
from willet.core.sources.table.proposing.fitting import SPANS
from willet.core.sources.table.proposing.heads import by_head, by_owner
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
    with_unit_joined,
    written_out,
)
from willet.core.sources.table.proposing.turned import turned

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
LENGTHS = ("ms", "s", "min", "m:s")
"""Units that only a length of time has; `h:m` may also be how a time of day is written."""
_LEADING = {
    **dict.fromkeys(("seconds", "secs", "sec", "sek", "seg", "segs"), "s"),
    "mins": "min",
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
_YES_NO = re.compile(r"[(\[]\s*[a-zà-ỹ]{1,3}\s*/\s*[a-zà-ỹ]{1,5}\s*[)\]]", re.IGNORECASE)
"""As in `Gelöst (J/N)`, `Resuelto (sí/no)`."""
_OF_ALL = ("total", "gesamt", "totaal")
"""Behind a unit: `Hold secs (total)`."""
_ASKING = ("khong", "chua")
"""Behind a verb they ask whether it was so, in Vietnamese: `Có nghe máy không`."""
_PLURAL = re.compile(r"(?<=\w)\((?:s|n|e|en|es|er)\)", re.IGNORECASE)
"""As in `Cola(s)`, `Agent(en)`."""
_CLOSE = 0.87
_EITHER = ("agent", "queue", "team", "topic", "channel", "disposition")
_HEAD_OF_SCALE = 0.75
_WHOLLY = 0.75
"""A heading that says less may be one that is written short."""
_HARDLY = 0.5
"""A heading that says less is looked at for slips and joined words."""
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
    concepts: frozenset[str] = frozenset()
    """What its words name, whatever they mean together."""


_OF_PLACE = HeadingMerits({"ignored": 1.0})


@lru_cache(maxsize=_KEPT)
def heading_of(name: str, own: str = "") -> HeadingMerits:
    """What the heading of a column says, in a table whose language is `own`.

    >>> heading_of("Wartezeit (mm:ss)").unit, max(heading_of("Wartezeit (mm:ss)").merits.items(), key=lambda m: m[1])
    ('m:s', ('wait_s', 1.0))
    """
    words, unit = _without_unit(_words(name))
    if words[:2] == ["so", "giay"] and len(words) > 2:
        words, unit = words[2:], "s"
    if words and not unit:
        words[-1], unit = with_unit_joined(words[-1])
    unit = unit or _LEADING.get(words[0] if words else "", "")
    in_utc = len(words) > 1 and words[-1] in ("utc", "gmt")
    whole = words[:-1] if in_utc or (len(words) > 1 and words[-1] in _COUNTS) else words
    bare = {language: bare_of(whole, language) for language in LANGUAGES}
    merits = _spoken(bare)
    in_full = {language: bare_of(words, language) for language in LANGUAGES}
    if words != whole and _is_phrase(words, in_full, is_length=unit in LENGTHS[1:]):
        merits = _spoken(in_full)
    elif words != whole or not _is_phrase(whole, bare, is_length=unit in LENGTHS[1:]):
        asked = len(words) > 1 and words[-1] in _ASKING
        marks = [*_marks(name, unit), *(["flag"] if asked else [])]
        combination, wholly = combined(words[:-1] if asked else words, marks, own)
        merits = merged(merits, combination, wholly=wholly)
    merits |= by_preposition(whole, merits)
    best = max(merits.values(), default=0.0)
    for variant in _variants(bare):
        if best < _WHOLLY:
            spellings = _spellings(unit in LENGTHS)
            merits = _stronger(merits, shortened(variant, spellings))
        if best < _WHOLLY:
            merits = _stronger(merits, dict(joined(variant)))
        if best < _HARDLY:
            merits = _stronger(merits, dict(_misspelt(variant)))
    if max(merits.values(), default=0.0) < _WHOLLY:
        merits = _stronger(merits, _of_parts(name, whole, bare, unit))
    merits |= turned(whole, merits)
    return HeadingMerits(merits, unit, in_utc, best_concepts(words, own).concepts)


def _is_phrase(whole: Sequence[str], bare: Mapping[str, BareText], *, is_length: bool) -> bool:
    """Whether a heading is a phrase, word for word; a small word at its end says more, and so does a unit."""
    full = {
        language: bare_of(written_out(text.words, language), language)
        for language, text in bare.items()
    }
    return any(
        phrase.language == language and text.words[-1:] == tuple(whole[-1:])
        for language, text in bare.items()
        for words in {text.words, full[language].words}
        for phrase in _by_words().get(words, ())
        if not is_length or phrase.meaning in (*SPANS, "ignored")
    )


def _marks(name: str, unit: str) -> list[str]:
    """What signs of a heading say beside its words."""
    marks = {
        "unit": unit in (*LENGTHS, "h:m:s", "h"),
        "scale": bool(_SCALE.search(name)),
        "flag": bool(_YES_NO.search(name)) or name.rstrip().endswith("?"),
    }
    return [mark for mark, is_there in marks.items() if is_there]


def _variants(bare: Mapping[str, BareText]) -> list[tuple[str, ...]]:
    """The words of a heading in each language, as they stand and with short words in full."""
    full = (written_out(text.words, language) for language, text in bare.items())
    return list(dict.fromkeys([*(text.words for text in bare.values()), *full]))


def _of_parts(
    name: str, whole: Sequence[str], bare: Mapping[str, BareText], unit: str
) -> dict[str, float]:
    """What a heading says by its head, by whose number it is, by a scale or a unit, or by one of two words."""
    merits = _stronger(by_head(bare, _by_words()), by_owner(whole))
    if _SCALE.search(name):
        merits = _stronger(merits, {"csat": _HEAD_OF_SCALE})
    if unit in LENGTHS:
        merits = _stronger(merits, _with_time(whole))
    before = name.partition("(")[0].strip()
    if before and before != name.strip() and not unit:
        # What stands in brackets explains: `Kontaktende (Uhrzeit)`, `Status (Ticket)`.
        clear = {n: _LED * m for n, m in heading_of(before).merits.items() if m >= _WHOLLY}
        merits = _stronger(merits, clear)
    parts = [part for part in name.split("/") if len(part.strip()) > 1]
    if len(parts) == 2 and not merits:
        of_parts = _stronger(heading_of(parts[0]).merits, heading_of(parts[1]).merits)
        merits = {n: _LED * m for n, m in of_parts.items() if n in _EITHER}
    return merits


def _with_time(words: Sequence[str]) -> dict[str, float]:
    """A length whose unit is said leaves the word for time out: `Speaking secs`, `Charla (s)`."""
    last = words[-1] if words else ""
    variants = {
        "en": (*words, "time"),
        "de": (*words[:-1], f"{last}zeit"),
        "nl": (*words[:-1], f"{last}tijd"),
        "es": ("tiempo", *words),
        "vi": ("thoi", "gian", *words),
    }
    merits = _spoken({language: bare_of(text, language) for language, text in variants.items()})
    return {n: _IN_FULL * m for n, m in merits.items() if n in SPANS}


@cache
def _by_words() -> Mapping[tuple[str, ...], list[Phrase]]:
    by_words: dict[tuple[str, ...], list[Phrase]] = {}
    for phrase in phrases():
        by_words.setdefault(phrase.text.words, []).append(phrase)
    return by_words


def _stronger(some: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    return {n: max(some.get(n, 0.0), others.get(n, 0.0)) for n in {**some, **others}}


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
    own = language_of(names)
    gathered = [_in_language(_without_lead(name, lead, own), name, own) for name in names]
    placed = [_OF_PLACE if place else h for h, place in zip(gathered, of_place(names), strict=True)]
    return of_customers(placed)


def of_customers(headings: Sequence[HeadingMerits]) -> list[HeadingMerits]:
    """Beside a `User email` a `User name` is that of a customer, and names no agent."""
    written = any({"user", "mail"} <= heading.concepts for heading in headings)
    return [
        replace(heading, merits={**heading.merits, "agent": 0.0, "ignored": 0.9})
        if written and heading.concepts == {"user", "name"}
        else heading
        for heading in headings
    ]


def language_of(names: Sequence[str]) -> str:
    """The language in which most headings of a table are phrases; none where two have as many.

    >>> language_of(["Cola", "Agente", "Estado", "Área"]), language_of(["xyz"])
    ('es', '')
    """
    counts = Counter(own for name in names for own in {p.language for p in _word_for_word(name)})
    first, second = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] else ""


@lru_cache(maxsize=_KEPT)
def _word_for_word(name: str) -> tuple[Phrase, ...]:
    """The phrases that are a heading, word for word."""
    words = _words(name)
    bare = {language: bare_of(words, language) for language in LANGUAGES}
    near = (phrases()[place] for place in _near(bare.values()))
    return tuple(p for p in near if p.text.words == bare[p.language].words)


def _in_language(merits: HeadingMerits, name: str, language: str) -> HeadingMerits:
    """What a heading is in the language of its table goes before what it is in another: `Área` names no area."""
    own = {p.meaning: p.weight for p in _word_for_word(name) if p.language == language}
    if not own:
        return merits
    foreign = {p.meaning for p in _word_for_word(name) if p.language != language} - own.keys()
    most = max(own.values()) - 0.01
    some = {n: min(m, most) if n in foreign else m for n, m in merits.merits.items()}
    return replace(merits, merits=some)


def _lead(names: Sequence[str]) -> str:
    first = Counter(name.split()[0] for name in map(plain, names) if " " in name)
    word, count = first.most_common(1)[0] if first else ("", 0)
    return word if count >= _TABLES_OWN and 2 * count > len(names) else ""


def _without_lead(name: str, lead: str, own: str) -> HeadingMerits:
    """By the whole heading, and a little less by what follows the table's word."""
    whole, rest = heading_of(name, own), plain(name).removeprefix(f"{lead} ")
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


def _words(name: str) -> list[str]:
    """The words of a heading without a scale and without the letters for yes and no."""
    return plain(_PLURAL.sub("", _YES_NO.sub("", _SCALE.sub("", name)))).split()


def _without_unit(words: list[str]) -> tuple[list[str], str]:
    """The words of a heading without a unit at their end."""
    for size in (3, 2):
        clock = _CLOCKS.get(" ".join(words[-size:]))
        if clock and len(words) > size:
            return words[:-size], clock
    if len(words) > 2 and words[-1] in _OF_ALL and words[-2] in _WORDED:
        words = words[:-1]
    if len(words) > 1 and words[-1] in _WORDED:
        rest = words[:-1]
        while len(rest) > 1 and rest[-1] in ("in", "en", "bang", "theo", "tinh"):
            rest = rest[:-1]
        return rest, _WORDED[words[-1]]
    return words, ""


def _misspelt(heading: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The meanings of the phrase that is nearly the same: a slip of a key, an ending."""
    joined = " ".join(heading)
    if not re.fullmatch("[a-z ]{6,}", joined):
        return
    near = get_close_matches(joined, _joined(), n=1, cutoff=_CLOSE)
    for phrase in _joined().get(near[0], ()) if near else ():
        yield phrase.meaning, 0.75 * phrase.weight


@cache
def _spellings(lengths: bool) -> Spellings:
    """All phrases; those of lengths alone for a heading that has the unit of one."""
    some = (p for p in phrases() if not lengths or p.meaning in SPANS)
    return Spellings(WeighedPhrase(p.meaning, p.weight, p.text.words) for p in some)


@cache
def _joined() -> dict[str, list[Phrase]]:
    by_text: dict[str, list[Phrase]] = {}
    for phrase in phrases():
        by_text.setdefault(" ".join(phrase.text.words), []).append(phrase)
    return by_text
