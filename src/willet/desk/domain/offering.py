"""Which topics and dispositions the desk offers: of the lists and the calls, without what menus leave out."""

from django.db.models import QuerySet

from willet.figures.domain.asking import Reading
from willet.figures.domain.remembered import remembered
from willet.lists.models import ListEntry, ListKind

_CODES = """
SELECT disposition FROM contacts WHERE disposition IS NOT NULL
GROUP BY disposition ORDER BY count(*) DESC, disposition LIMIT 12
"""


def topics(reading: Reading | None) -> list[str]:
    """The topics, by the alphabet."""
    seen = reading.choices.get("topic", ()) if reading is not None else ()
    return sorted({*seen, *_listed(ListKind.TOPIC)} - _hidden(ListKind.TOPIC), key=str.casefold)


def codes(reading: Reading | None) -> list[str]:
    """The dispositions of the list; without a list the twelve that the call records carry most often."""
    listed = _listed(ListKind.DISPOSITION) - _hidden(ListKind.DISPOSITION)
    if listed or reading is None:
        return sorted(listed, key=str.casefold)
    rows = remembered(reading.snapshot, "desk codes", lambda: reading.whole.rows(_CODES))
    return sorted({code for (code,) in rows} - _hidden(ListKind.DISPOSITION), key=str.casefold)


def _listed(kind: ListKind) -> set[str]:
    return set(_entries(kind).values_list("name", flat=True))


def _hidden(kind: ListKind) -> set[str]:
    return set(_entries(kind).filter(is_hidden=True).values_list("name", flat=True))


def _entries(kind: ListKind) -> QuerySet[ListEntry]:
    return ListEntry.objects.filter(kind=kind, merged_into=None)
