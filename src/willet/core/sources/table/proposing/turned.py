"""Small words that turn what a heading says: whose number it is, why something is not so, which of several moments."""

from collections.abc import Iterator, Mapping, Sequence

_WHY = (
    ("why",),
    ("warum",),
    ("wieso",),
    ("waarom",),
    ("por", "que"),
    ("vi", "sao"),
    ("tai", "sao"),
)
_REASONS = frozenset("reason motivo razon causa grund reden ly".split())
_NOT = frozenset("no not un nicht kein niet geen sin chua khong open offen pendiente".split())
_FROM = frozenset(
    "from caller calling origin originating src source von anrufer absender van beller bellers origen desde "
    "llamante tu nguon".split()
)
_SENDERS = frozenset(("ani", "cli"))
_TO = frozenset(
    "to zielnr zielnummer zielrufnummer zielrufnr "
    "called dialed dialled dst dest destination callee ziel gewahlte gew angerufene gerufene naar gebeld gebelde "
    "gekozen destino marcado discado den dich nhan".split()
)
_NUMBERS = frozenset(
    "line phone number no nr tel telephone telefon rufnr rufnummer nummer telefoon telefono numero fono sdt so".split()
)
_LATER = frozenset(
    "last closed close closure due finished completed resolved solved reply response geschlossen fallig "
    "abgeschlossen erledigt gelost frist antwort gereed gesloten afgemeld afgesloten deadline opgelost ultima "
    "ultimo cierre vencimiento limite resolucion solucion respuesta cuoi dong han xong hoan".split()
)
_ENDS = frozenset("end ended ende einde fin final termino".split())
_CHANGED = frozenset(
    "updated modified changed revised geandert aktualisiert bearbeitet gewijzigd bijgewerkt gemuteerd modificacion "
    "modificado actualizacion actualizado sua".split()
)
_ARRIVALS = ("arrived_at", "arrived_date", "arrived_time")
_WORDS_OF_ITS_OWN = 0.9
"""A heading that says more is a phrase of its own, and no small word turns it."""


def turned(heading: Sequence[str], merits: Mapping[str, float]) -> dict[str, float]:
    """What a small word in a heading makes of it; nothing where it has none.

    >>> turned(("to", "phone"), {"customer_number": 0.7}), turned(("why", "still", "open"), {})
    ({'customer_number': 0.0, 'ignored': 0.9}, {'cause': 0.8})
    """
    if max(merits.values(), default=0.0) >= _WORDS_OF_ITS_OWN:
        return {}
    return dict(_turns(heading, merits))


def _turns(heading: Sequence[str], merits: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    words = set(heading)
    if any(tuple(heading[: len(why)]) == why for why in _WHY) or (
        words & _REASONS and words & _NOT
    ):
        yield "cause", 0.8
    if words & _NUMBERS and words & _TO:
        yield from {"customer_number": 0.0, "ignored": 0.9}.items()
    elif words & _SENDERS or (words & _NUMBERS and words & _FROM):
        yield "customer_number", 0.9
    yield from _moments(words, merits)


def _moments(words: set[str], merits: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """`Time of last change` begins as a time of arrival does, and is none."""
    if not words & (_LATER | _CHANGED | _ENDS) or not any(merits.get(n) for n in _ARRIVALS):
        return
    yield from ((name, 0.0) for name in _ARRIVALS)
    ended = "ended_at" if words & _ENDS and not words & _LATER else "ignored"
    yield ("revised_at" if words & _CHANGED else ended), 0.7
