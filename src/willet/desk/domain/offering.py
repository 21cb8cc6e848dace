"""Which topics and dispositions the desk offers: of the lists and the calls, without what menus leave out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from willet.figures.domain.asking import Reading
from willet.figures.domain.remembered import remembered
from willet.lists.models import ListEntry, ListKind

_CODES = """
SELECT disposition FROM contacts WHERE disposition IS NOT NULL
GROUP BY disposition ORDER BY count(*) DESC, disposition LIMIT 12
"""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the desk offers to choose from, by the alphabet."""

    topics: Sequence[str]
    codes: Sequence[str]
    """The dispositions of the list; without a list the twelve that the call records carry most often."""


def offered_at_desk(reading: Reading | None) -> Offered:
    """What there is to choose from, in one question to the lists.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    listed, hidden = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    kinds = (ListKind.TOPIC, ListKind.DISPOSITION)
    entries = ListEntry.objects.filter(kind__in=kinds, merged_into=None).order_by()
    for kind, name, is_hidden in entries.values_list("kind", "name", "is_hidden"):
        (hidden if is_hidden else listed)[kind].add(name)
    topics = {*_topics(reading), *listed[ListKind.TOPIC]} - hidden[ListKind.TOPIC]
    codes = listed[ListKind.DISPOSITION] or {*_codes(reading)} - hidden[ListKind.DISPOSITION]
    return Offered(sorted(topics, key=str.casefold), sorted(codes, key=str.casefold))


def _topics(reading: Reading | None) -> Iterable[str]:
    return reading.choices.get("topic", ()) if reading is not None else ()


def _codes(reading: Reading | None) -> Iterable[str]:
    if reading is None:
        return ()
    rows = remembered(reading.snapshot, "desk codes", lambda: reading.whole.rows(_CODES))
    return (code for (code,) in rows)
