"""What can be done with an entry: written down, spelt otherwise, hidden; each once, whoever asks at the same time."""

from django.utils.translation import gettext as _

from willet.lists.models import EntrySpelling, ListEntry
from willet.people.agents.keeping import NamesError, Who, changing_names
from willet.people.agents.verbs import written, written_source


def entry_of(kind: str, name: str, *, by: Who) -> ListEntry:
    """The entry of this name, written down if nobody did; of many who ask at once one makes it.

    Raises:
        NamesError: there is no name, or it means another entry.
    """
    kept = written(name)
    with changing_names(by):
        known = ListEntry.objects.filter(kind=kind, name=kept).first()
        if known is not None:
            return known
        refuse_taken(kind, kept)
        return ListEntry.objects.create(kind=kind, name=kept)


def give_spelling(entry: ListEntry, spelt: str, *, by: Who, source: str = "") -> EntrySpelling:
    """Let a spelling, of one source or of all, mean an entry; done once however often it is asked.

    Raises:
        NamesError: it means another entry already.
    """
    kept, source = written(spelt), written_source(source)
    with changing_names(by):
        known = EntrySpelling.objects.filter(kind=entry.kind, source=source, spelt=kept).first()
        if known is not None and known.entry_id == entry.pk:
            return known
        if known is not None:
            raise NamesError(_means(kept, known.entry))
        other = ListEntry.objects.filter(kind=entry.kind, name=kept).exclude(pk=entry.pk).first()
        if other is not None and not source:
            raise NamesError(
                _("“%(name)s” is an entry of its own. Merge the two.") % {"name": kept}
            )
        return EntrySpelling.objects.create(entry=entry, kind=entry.kind, source=source, spelt=kept)


def entry_meant(kind: str, text: str) -> ListEntry | None:
    """The entry whose name or spelling this is in every source; None where there is none."""
    spelling = EntrySpelling.objects.filter(kind=kind, source="", spelt=text).first()
    if spelling is not None:
        return spelling.entry
    return ListEntry.objects.filter(kind=kind, name=text).first()


def refuse_taken(kind: str, name: str) -> None:
    """Raise where a name is a spelling of an entry.

    Raises:
        NamesError: so it is.
    """
    known = EntrySpelling.objects.filter(kind=kind, source="", spelt=name).first()
    if known is not None:
        raise NamesError(_means(name, known.entry))


def _means(name: str, entry: ListEntry) -> str:
    return _("“%(name)s” means %(entry)s already. Take it away there first, or merge the two.") % {
        "name": name,
        "entry": entry.name,
    }
