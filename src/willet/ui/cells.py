"""The rows of a table as a piece of a page, drawn in Python: a board has hundreds of cells, and a template is dear."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from willet.ui.components import Cell, Column, Row, Table
from willet.ui.icons import icon
from willet.ui.pieces import Pieces

_SHORT: Final = 200
"""Rows of which a table has at most where they are kept."""
_KEPT: Pieces[SafeString] = Pieces()
_LONG: Final = re.compile(r"\S{24}")
"""So many letters without a blank may be parted anywhere: one such name would push all other columns off the paper."""
_DASH: Final = '<span aria-hidden="true">–</span>'


def drawn_rows(table: Table) -> SafeString:
    """All rows of a table; those of a short one are kept, for a page is opened again and again."""
    if len(table.rows) > _SHORT:
        return _rows(table)
    given = (table.rows, table.columns)
    return _KEPT.drawn((table.caption, table.sort_param), given, lambda: _rows(table))


def _rows(table: Table) -> SafeString:
    return mark_safe("\n".join(_row(row, table.columns) for row in table.rows))  # noqa: S308 -- escaped beneath


def _row(row: Row, columns: Sequence[Column]) -> str:
    current = ' aria-current="true"' if row.current else ""
    return f"<tr{current}>{drawn_cells(row.cells, columns)}</tr>"


def drawn_cells(cells: Sequence[Cell], columns: Sequence[Column]) -> SafeString:
    """The cells of one row, each beneath its column; the first is the row's heading."""
    pairs = zip(cells, columns, strict=True)
    parts = [_in_row(cell, column, first=not n) for n, (cell, column) in enumerate(pairs)]
    return mark_safe("".join(parts))  # noqa: S308 -- escaped piece by piece


def _in_row(cell: Cell, column: Column, *, first: bool) -> str:
    if first:
        return f'<th scope="row" class="{_escaped(column.align)}">{_content(cell)}</th>'
    tone = f" tone-{_escaped(cell.tone)}" if cell.tone else ""
    label = _escaped(column.label)
    return f'<td data-label="{label}" class="{_escaped(column.align)}{tone}">{_content(cell)}</td>'


def _content(cell: Cell) -> str:
    mark = icon(cell.icon, cell.icon_words) if cell.icon else ""
    sub = f" <small>{_escaped(cell.sub)}</small>" if cell.sub else ""
    return f"{mark}{_text(cell)}{sub}"


def _text(cell: Cell) -> str:
    if not cell.text:
        return _blank(cell.reason)
    text = _escaped(cell.text)
    if _LONG.search(cell.text):
        text = f'<span class="long">{text}</span>'
    return f'<a href="{_escaped(cell.href)}">{text}</a>' if cell.href else text


def _blank(reason: str) -> str:
    """A dash, with what it means: for the eye that rests on it, and for the ear."""
    title = f' title="{_escaped(reason)}"' if reason else ""
    words = _escaped(reason) if reason else _escaped(_("no data"))
    return f'<span class="blank"{title}>{_DASH}<span class="visually-hidden">{words}</span></span>'


def _escaped(text: str) -> str:
    # What a cell says is text, never a piece of a page. Django's own way takes a third of the time of a cell.
    return escape(str(text))
