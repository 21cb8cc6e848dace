"""A list as a reader sees it: what the call records carry and what was written down, with words and spellings."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.lists.domain.seen import names_seen
from willet.lists.models import EntrySpelling, ListEntry
from willet.people.agents.folding import as_written
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table


def list_table(kind: str, *, title: str, edits: bool) -> Table:
    """Every name of a list, the most frequent first; whoever `edits` may follow it to be changed.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    calls = names_seen(kind)
    entries = {e.name: e for e in ListEntry.objects.filter(kind=kind, merged_into=None)}
    spellings = _spellings(kind)
    names = sorted({*calls, *entries}, key=lambda name: (-calls.get(name, 0), name))
    alike = _alike(names)
    return Table(
        caption=title,
        caption_hidden=True,
        columns=[
            Column("name", _("Name")),
            Column("shown", _("Shown as")),
            Column("spellings", _("Spellings")),
            Column("calls", _("Calls"), "end"),
        ],
        rows=[
            Row(
                [
                    Cell(name, sub=_sub(entries.get(name)), href=_way(kind, name, entries, edits)),
                    Cell(str(entries[name]) if name in entries else name, sub=alike.get(name, "")),
                    Cell(", ".join(spellings.get(name, ())), reason=_("as the name")),
                    Cell(formats.number(calls.get(name, 0))),
                ]
            )
            for name in names
        ],
        empty=Empty(_("Nothing in this list yet"), _("Call records bring the first names.")),
    )


def _way(kind: str, name: str, entries: dict[str, ListEntry], edits: bool) -> str:
    if not edits:
        return ""
    if name in entries:
        return reverse("lists:entry", args=[entries[name].pk])
    return f"{reverse('lists:new', args=[kind])}?{urlencode({'name': name})}"


def _sub(entry: ListEntry | None) -> str:
    return _("left out of menus") if entry is not None and entry.is_hidden else ""


def _alike(names: Sequence[str]) -> dict[str, str]:
    """Beside a name the one it is most likely the same as: the same letters, whatever case, marks and blanks."""
    first: dict[str, str] = {}
    words: dict[str, str] = {}
    for name in names:
        key = as_written(name)
        if key and first.setdefault(key, name) != name and not any(c.isdigit() for c in name):
            words[name] = _("perhaps the same as %(name)s") % {"name": first[key]}
    return words


def _spellings(kind: str) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for spelling in EntrySpelling.objects.filter(kind=kind).select_related("entry__merged_into"):
        entry = spelling.entry.merged_into or spelling.entry
        at = f"{spelling.spelt} ({spelling.source})" if spelling.source else spelling.spelt
        known.setdefault(entry.name, []).append(at)
    return known
