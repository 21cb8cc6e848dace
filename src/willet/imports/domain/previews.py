"""The first rows of a file beside the contacts they become, in local time and in the reader's words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from willet.core.sources.table.fields import FIELDS, Kind
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.proposing import TriedRow
from willet.figures.domain.words import value_words, yes_or_no
from willet.imports.domain.meanings import CHANNELS, meaning_label
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.messages import translate

_FIRST = ("arrived_at", "outcome", "queue", "agent", "wait_s", "talk_s")
_KEYS = ("customer_id", "customer_number", "customer_email")
_SHOWN_CHARS = 160


def tried_table(rows: Sequence[TriedRow], mapping: TableMapping, zone: ZoneInfo) -> Table:
    """Each row as it stands, and what it becomes; a row that is refused says why."""
    fields = _fields(mapping)
    columns = [
        Column("line", _("Line"), "end"),
        *(Column(field, meaning_label(field)) for field in fields),
        Column("raw", _("As it stands in the file")),
    ]
    return Table(
        caption=_("The first rows as they would be read"),
        columns=columns,
        rows=[Row([*_cells(row, fields, zone), Cell(_raw(row))]) for row in rows],
        empty=Empty(_("No contact was found in these files"), "", icon="question"),
        note=_local_words(zone),
    )


def preview_table(preview: Mapping[str, Any]) -> Table:
    """The first contacts of a dry run, as the reader of the file would name and write what they hold."""
    zone = ZoneInfo(preview.get("zone", "UTC"))
    fields = [(n, name) for n, name in enumerate(preview["columns"]) if name in FIELDS]
    return Table(
        caption=_("The first contacts as they would be read"),
        columns=[Column(name, meaning_label(name)) for _n, name in fields],
        rows=[
            Row([Cell(_written(name, row[n], zone)) for n, name in fields])
            for row in preview["rows"]
        ],
        empty=Empty(
            _("No contact was found in these files"),
            _("The report beneath says what became of every row."),
            icon="question",
        ),
        note=_local_words(zone),
    )


def _local_words(zone: ZoneInfo) -> str:
    words = _(
        "Times are local: %(zone)s. Phone numbers, customer numbers and addresses become keys."
    )
    return words % {"zone": zone.key}


def _fields(mapping: TableMapping) -> list[str]:
    known = [name for name in mapping.rules if name != "contact_id"]
    return [*(name for name in _FIRST if name in known), *(n for n in known if n not in _FIRST)]


def _raw(row: TriedRow) -> str:
    text = " | ".join(cell for cell in row.cells if cell)
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"


def _cells(row: TriedRow, fields: Sequence[str], zone: ZoneInfo) -> Iterator[Cell]:
    yield Cell(formats.number(row.line))
    if row.contact is None:
        refused = _("Refused: %(field)s %(rule)s") if row.rule else _("Kept out")
        words = refused % {"field": meaning_label(row.field), "rule": translate(row.rule)}
        yield Cell(words, tone="warn")
        yield from (Cell("") for _field in fields[1:])
        return
    for field in fields:
        yield Cell(_shown(field, row.contact, zone))


def _shown(field: str, contact: Mapping[str, Any], zone: ZoneInfo) -> str:
    if field in _KEYS:
        return _("known") if contact.get("customer_key") is not None else ""
    return _written(field, contact.get(field), zone)


def _written(field: str, value: Any, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if FIELDS[field].kind is Kind.MOMENT and isinstance(value, str):
        # As a dry run keeps it, in UTC.
        value = datetime.fromisoformat(value)
    if field == "channel":
        return str(CHANNELS.get(str(value), value))
    if isinstance(value, datetime):
        return formats.moment(value.replace(tzinfo=UTC).astimezone(zone))
    by_kind = _BY_KIND.get(FIELDS[field].kind)
    return by_kind(value) if by_kind else value_words(field, str(value))


_BY_KIND: Mapping[Kind, Callable[[Any], str]] = {
    Kind.DURATION: lambda value: formats.duration(float(value)),
    Kind.TRUTH: lambda value: yes_or_no(bool(value)),
    Kind.TAGS: ", ".join,
    Kind.COUNT: lambda value: formats.number(int(value)),
    Kind.MONEY: lambda value: formats.number(float(value), 2),
}
