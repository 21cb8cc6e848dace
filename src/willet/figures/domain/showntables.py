"""A table of a page as a file, as the page shows it: for tables that have no sheet of their own."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.shownvalues import figures_and_intervals, values_of
from willet.people.models import User
from willet.people.rules import EXPORT_LISTS
from willet.ui.components import Cell, Column, Table

SHOWN, FORM = "shown", "file"
"""In the address: which table of the page, counted from 0, and as what kind of file."""
FORMS = ("csv", "xlsx")
ShownColumn = tuple[SheetField, Sequence[object]]


def sheet_of(table: Table, name: str) -> Sheet:
    """What a table shows, cell by cell: numbers, shares and days as such where a column shows nothing else.

    What stands smaller beside a cell has a column of its own where any has it. Columns without a heading hold what
    can be done with a row, and are left out.
    """
    columns = [
        column
        for place, shown in enumerate(table.columns)
        if shown.label
        for column in _columns(shown, [row.cells[place] for row in table.rows])
    ]
    rows = [list(row) for row in zip(*(values for _field, values in columns), strict=True)]
    return Sheet(name, [field for field, _values in columns], rows, title=table.caption)


def _columns(column: Column, cells: Sequence[Cell]) -> list[ShownColumn]:
    """A column, and one of what stands smaller beside its cells where any has it."""
    shown = [cell.text or cell.icon_words for cell in cells]
    beside = [cell.sub for cell in cells]
    if column.align == "end" and not any(beside):
        shown, beside = figures_and_intervals(shown)
    read = values_of(shown, are_figures=column.align == "end")
    if read is None:
        # Words hold the reason there is none in their own place; beside values it has the other.
        texts = [text or cell.reason or None for text, cell in zip(shown, cells, strict=True)]
        read = ColumnKind.TEXT, texts
    else:
        beside = [text or cell.reason for text, cell in zip(beside, cells, strict=True)]
    kind, values = read
    own = SheetField(column.key, kind, column.label)
    return [(own, values), *([_details(column, beside)] if any(beside) else [])]


def _details(column: Column, texts: Sequence[str]) -> ShownColumn:
    words = _("%(column)s, details") % {"column": column.label}
    return SheetField(f"{column.key}_details", words=words), [text or None for text in texts]


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
