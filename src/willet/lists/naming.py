"""What this room tells the lake: which entry a spelling means, and how entries are read."""

from collections.abc import Iterator, Mapping
from typing import cast

from willet.core.lake.dimension import Dimension, Kind, Label, Spelt
from willet.lists.models import EntrySpelling, ListEntry


def lists_dimension() -> Dimension:
    """The entries as rows of the dimension; one merged into another is that one, over any number of steps."""
    entries = {entry.pk: entry for entry in ListEntry.objects.all()}
    meant = {pk: _meant(entry, entries) for pk, entry in entries.items()}
    labels = (_label(entry) for pk, entry in entries.items() if meant[pk] is entry)
    return Dimension(names=tuple(_names(entries, meant)), labels=tuple(labels))


ROWS = (lists_dimension,)


def _meant(entry: ListEntry, entries: Mapping[int, ListEntry]) -> ListEntry:
    seen = set[int]()
    while entry.merged_into_id is not None and entry.pk not in seen:
        seen.add(entry.pk)
        entry = entries[entry.merged_into_id]
    return entry


def _names(entries: Mapping[int, ListEntry], meant: Mapping[int, ListEntry]) -> Iterator[Spelt]:
    for s in EntrySpelling.objects.all():
        yield Spelt(_kind(s.kind), s.source, s.spelt, meant[s.entry_id].name)
    for pk, entry in entries.items():
        if meant[pk] is not entry:
            yield Spelt(_kind(entry.kind), "", entry.name, meant[pk].name)


def _label(entry: ListEntry) -> Label:
    words = tuple(sorted((str(code), str(text)) for code, text in dict(entry.words).items()))
    return Label(_kind(entry.kind), entry.name, words, entry.is_hidden)


def _kind(kind: str) -> Kind:
    return cast(Kind, str(kind))
