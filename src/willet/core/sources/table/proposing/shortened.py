"""Headings written short, as `Disp Code`, and words joined to one, as `Behandelgroep`: what they still say."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SHORTEST = 3
"""Letters that a shortened word has at least, beside another; alone it is half of the word or more."""
_SHORT = 0.75
_OWN = 0.75
"""A heading that says more says it by words of its own."""
_HEADS: Mapping[str, tuple[float, tuple[str, ...]]] = {
    "queue": (0.6, ("queue", "schlange", "wachtrij")),
    "team": (0.6, ("gruppe", "groep", "team", "abteilung", "afdeling")),
    "channel": (0.6, ("kanal", "kanaal", "weg")),
    "topic": (0.6, ("kategorie", "categorie", "thema", "sart", "soort")),
    "agent": (0.6, ("bearbeiter", "mitarbeiter", "medewerker", "behandelaar")),
    # Too little to be chosen for: it counts where a date stands alone and this is the one column of times.
    "arrived_time": (0.4, ("uhrzeit", "zeit", "tijd")),
}
"""Ends of joined words of German and Dutch, which say what kind of thing the whole is."""
_TOPICS = ("themen", "anliegen", "problem", "storungs", "probleem", "onderwerp")
"""Beginnings of joined words that say what a contact is about, whatever their end."""
_JOINED = 3
"""Letters before such an end at least."""
_UNIT_ENDS = {
    **dict.fromkeys(("sekunden", "seconden", "segundos", "seconds", "secs", "sec", "sek"), "s"),
    **dict.fromkeys(("minuten", "minutos", "minutes", "mins"), "min"),
}
_JOINED_UNIT = 4
"""Letters before a unit that is joined to a word."""
_ENDINGS: Mapping[str, Mapping[str, str]] = {
    "de": {"nr": "nummer", "bearb": "bearbeiter"},
    "nl": {"nr": "nummer"},
}
_AT = ("at", "um", "om", "luc")
"""Behind a verb they say when it happened: `Belt om` is a time of day, whatever rang for how long."""
_VOWELS = frozenset("aeiouy")
_PERSONS = {"nguoi": "agent", "to": "team", "phong": "team"}
"""First words of Vietnamese headings that say what kind of thing is named: a person, a group."""
_SORTS = ("tipo", "soort", "loai")
"""`Tipo de reporte`, `Soort storing`: sorts of what is not known are what a contact is about."""
_WAYS = ("via", "uber", "qua", "mediante", "per", "langs")
_DOERS = ("by", "door", "durch", "von", "por", "boi")
_TARGETS = ("to", "an", "nach", "naar", "a", "al", "den", "toi", "sang", "cho")
_ARRIVAL = ("arrived_at", "arrived_date", "arrived_time")


@dataclass(frozen=True, slots=True)
class WeighedPhrase:
    """The words of a phrase that means something, and how clearly it says it."""

    meaning: str
    weight: float
    words: tuple[str, ...]


def written_out(heading: Sequence[str], language: str) -> tuple[str, ...]:
    """The words of a heading with those in full that exports write short.

    >>> written_out(("ma", "dtv"), "vi"), written_out(("zaaknr",), "nl")
    (('ma', 'dien', 'thoai', 'vien'), ('zaaknummer',))
    """
    full = _in_full()[language]
    words = (part for word in heading for part in full.get(word, word).split())
    return tuple(_ended(word, _ENDINGS.get(language, {})) for word in words)


@cache
def _in_full() -> Mapping[str, Mapping[str, str]]:
    text = files(__package__).joinpath("shortened.toml").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return table


def _ended(word: str, endings: Mapping[str, str]) -> str:
    for short, full in endings.items():
        if word.endswith(short) and len(word) > len(short) + 1:
            return word.removesuffix(short) + full
    return word


def by_preposition(heading: Sequence[str], merits: Mapping[str, float]) -> dict[str, float]:
    """`Logged by` names who took it; `Transferred to` names another, and counts nothing.

    >>> by_preposition(("logged", "by"), {}), by_preposition(("transferred", "to"), {"transfers": 0.9})
    ({'agent': 0.7}, {'transfers': 0.0, 'ignored': 0.9})
    """
    last = heading[-1] if len(heading) > 1 else ""
    strongest = max(merits.values(), default=0.0)
    if last in _AT:
        return {"arrived_time": max(merits.get("arrived_time", 0.0), 0.4)}
    if last in _WAYS:
        return dict.fromkeys(merits, 0.0) | {"channel": max(0.7, merits.get("channel", 0.0))}
    if tuple(heading[-2:-1]) == ("by",):
        last = "by"
    doing = max(merits.get(n, 0.0) for n in ("agent", "ended_by")) < 0.5
    if last in _DOERS and doing and merits.get("customer_number", 0.0) < _OWN:
        # `Solved by` is not whether it was solved, nor is `Created by` when.
        hung = max(merits.get(n, 0.0) for n in ("ended_at", "abandoned_flag"))
        return (
            dict.fromkeys(merits, 0.0) | {"agent": 0.7} | ({"ended_by": 0.8} if hung > 0.5 else {})
        )
    if last in _TARGETS and merits.get("transfers", 0.0) == strongest > 0.0:
        return {"transfers": 0.0, "ignored": strongest}
    return _by_first(heading) if len(heading) > 1 and strongest < _OWN else {}


def _by_first(heading: Sequence[str]) -> dict[str, float]:
    if len(heading) > 2 and heading[0] in _PERSONS:
        return {_PERSONS[heading[0]]: 0.6}
    return {"topic": 0.6} if heading[0] in _SORTS else {}


class Spellings:
    """Phrases by what a short heading shows of them: how many words, and how the first begins."""

    def __init__(self, phrases: Iterable[WeighedPhrase]) -> None:
        self._phrases: dict[tuple[int, str], list[WeighedPhrase]] = {}
        for phrase in phrases:
            self._phrases.setdefault(_beginning(phrase.words), []).append(phrase)

    def beginning_as(self, heading: Sequence[str]) -> Sequence[WeighedPhrase]:
        """Those that a heading may be short for."""
        size, letter = _beginning(heading)
        longer = self._phrases.get((size + 1, letter), ())
        return [*self._phrases.get((size, letter), ()), *longer]


def _beginning(words: Sequence[str]) -> tuple[int, str]:
    return len(words), words[0][:1] if words else ""


def shortened(heading: Sequence[str], phrases: Spellings) -> dict[str, float]:
    """The meaning whose words begin as those of the heading; none where two meanings would.

    >>> code = WeighedPhrase("disposition", 1.0, ("disposition", "code"))
    >>> shortened(("disp", "code"), Spellings([code, WeighedPhrase("talk_s", 1.0, ("talk", "time"))]))
    {'disposition': 0.75}
    """
    merits: dict[str, float] = {}
    for phrase in phrases.beginning_as(heading):
        if _begins(heading, phrase.words):
            merits[phrase.meaning] = max(merits.get(phrase.meaning, 0.0), _SHORT * phrase.weight)
    return merits if len({"arrival" if m in _ARRIVAL else m for m in merits}) == 1 else {}


def _begins(heading: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each word of a heading is its word in a phrase written short, or only the last word is left out."""
    if len(heading) + 1 == len(words):
        return len(heading) > 1 and tuple(words[:-1]) == tuple(heading)
    if heading == words:
        return False
    pairs = list(zip(heading, words, strict=True))
    if not all(word == whole or _shortens(word, whole) for word, whole in pairs):
        return False
    return len(pairs) > 1 or 2 * len(heading[0]) >= len(words[0])


def _shortens(word: str, whole: str) -> bool:
    """Whether a word is the beginning of another, or its consonants from the first to the last, as in `agt`."""
    if len(word) < _SHORTEST or len(whole) <= len(word) + 1:
        return False
    return whole.startswith(word) or _contracts(word, whole)


def _contracts(word: str, whole: str) -> bool:
    """Whether a word is some consonants of another, its first letter and its last among them.

    >>> _contracts("agt", "agent"), _contracts("grp", "group"), _contracts("ant", "agents")
    (True, True, False)
    """
    if word[0] != whole[0] or word[-1] != whole[-1] or _VOWELS & set(word[1:]):
        return False
    letters = iter(whole)
    return all(letter in letters for letter in word)


def with_unit_joined(word: str) -> tuple[str, str]:
    """A word parted from the unit of time at its end, as in `Wachtsec` and `Gesprächssekunden`; else no unit.

    >>> with_unit_joined("wachtsec"), with_unit_joined("termin")
    (('wacht', 's'), ('termin', ''))
    """
    for end, unit in _UNIT_ENDS.items():
        if word.endswith(end) and len(word) >= len(end) + _JOINED_UNIT:
            return word.removesuffix(end), unit
    return word, ""


def joined(heading: Sequence[str]) -> Iterator[tuple[str, float]]:
    """What the end of the last word says, where that is joined of two.

    >>> list(joined(("behandelgroep",))), list(joined(("groep",)))
    ([('team', 0.6)], [])
    """
    last = heading[-1] if heading else ""
    if last.startswith(_TOPICS) and len(last) > max(map(len, _TOPICS)):
        yield "topic", 0.6
        return
    for meaning, (merit, ends) in _HEADS.items():
        if any(last.endswith(end) and len(last) >= len(end) + _JOINED for end in ends):
            yield meaning, merit
