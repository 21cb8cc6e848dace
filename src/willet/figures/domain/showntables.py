"""A table of a page as a file, as the page shows it: for tables that have no sheet of their own."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from willet.figures.domain.exporting import Sheet, SheetField
from willet.people.models import User
from willet.people.rules import EXPORT_LISTS
from willet.ui.components import Cell, Column, Table

SHOWN, FORM = "shown", "file"
"""In the address: which table of the page, counted from 0, and as what kind of file."""
FORMS = ("csv", "xlsx")


def sheet_of(table: Table, name: str) -> Sheet:
    """What a table shows, cell by cell; what stands smaller beside a cell has a column of its own where any has it.

    Columns without a heading hold what can be done with a row, and are left out.
    """
    places = [n for n, column in enumerate(table.columns) if column.label]
    besides = {n for n in places if any(row.cells[n].sub for row in table.rows)}
    fields = [field for n in places for field in _fields(table.columns[n], n in besides)]
    rows = [[v for n in places for v in _values(row.cells[n], n in besides)] for row in table.rows]
    return Sheet(name, fields, rows, title=table.caption)


def _fields(column: Column, beside: bool) -> list[SheetField]:
    fields = [SheetField(column.key, words=column.label)]
    if beside:
        words = _("%(column)s, details") % {"column": column.label}
        fields.append(SheetField(f"{column.key}_details", words=words))
    return fields


def _values(cell: Cell, beside: bool) -> list[object]:
    shown = cell.text or cell.icon_words or cell.reason or None
    return [shown, cell.sub or None] if beside else [shown]


def may_take(request: HttpRequest) -> bool:
    """Whether the reader's role takes tables out."""
    return isinstance(request.user, User) and request.user.has_perm(EXPORT_LISTS)


def links_of(request: HttpRequest, place: int) -> list[tuple[str, str]]:
    """`(label, address)` of a table of this page as a file; none for a role that takes no tables out."""
    if not may_take(request):
        return []
    return [
        (label, _address(request, place, form))
        for label, form in ((_("CSV for Excel"), "csv"), ("XLSX", "xlsx"))
    ]


def _address(request: HttpRequest, place: int, form: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query[SHOWN], query[FORM] = str(place), form
    return f"?{query.urlencode()}"
