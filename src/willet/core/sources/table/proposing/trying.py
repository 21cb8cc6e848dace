"""A mapping tried on the first rows of a file: what becomes of each, or why it is refused."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.records import Message
from willet.core.sources.contract import ReadOptions, silent
from willet.core.sources.table.fields import FIELDS, Kind
from willet.core.sources.table.landing import TableImport
from willet.core.sources.table.mapping import FileForm, Rule, Rules, TableMapping
from willet.core.sources.table.writing import toml_of

_ROW = "willet row"
"""A column put before the others, so that each contact says which row it is."""
_KEY = b"only for a look at some rows....."
Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One row: its number in the file, its cells, the contact it becomes, or the field and rule that refuse it."""

    line: int
    cells: tuple[str, ...]
    contact: Mapping[str, Any] | None = None
    field: str = ""
    rule: Message | str = ""


def try_rows(
    con: DuckDBPyConnection,
    mapping: TableMapping,
    header: Sequence[str],
    rows: Rows,
    *,
    zone: str | None,
    typed_cells: bool = False,
) -> list[TriedRow]:
    """What becomes of each row.

    Raises:
        RequestError: no row can be read so, as where a date could be two days, or no zone is named.
    """
    with TemporaryDirectory(prefix="willet-look-") as folder:
        calls, text = Path(folder) / "calls.csv", Path(folder) / "mapping.toml"
        with calls.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow([_ROW, *header])
            table.writerows([n, *cells] for n, (_, cells) in enumerate(rows))
        text.write_text(toml_of(_numbered(mapping, typed_cells=typed_cells)), encoding="utf-8")
        landing = TableImport(con, ReadOptions(_KEY, zone=zone, mapping=text), silent).read([calls])
    at = _lines([header, *(cells for _, cells in rows)])
    refused = {at[reject.line] - 1: reject for reject in landing.rejects.first}
    contacts = _contacts(con, mapping.name)
    return [
        TriedRow(line, tuple(cells), field=refused[n].field, rule=refused[n].rule)
        if n in refused
        else TriedRow(line, tuple(cells), contacts.get(n))
        for n, (line, cells) in enumerate(rows)
    ]


def _lines(written: Sequence[Sequence[str]]) -> dict[int, int]:
    """The line of the file on which each row begins -> its place; a cell may hold line breaks."""
    heights = (1 + sum(cell.count("\n") for cell in row) for row in written)
    return {line: n for n, line in enumerate(accumulate(heights, initial=1))}


def _numbered(mapping: TableMapping, *, typed_cells: bool) -> TableMapping:
    """The mapping with the row's number for an id, for a plain CSV."""
    form = FileForm("csv", ",", decimal=mapping.file.decimal, nulls=mapping.file.nulls)
    rules: dict[str, Rules] = {
        name: tuple(_typed(name, rule) for rule in some) if typed_cells else some
        for name, some in mapping.rules.items()
    }
    rules["contact_id"] = (Rule(columns=(_ROW,)),)
    return replace(mapping, rules=rules, file=form, row="contacts")


def _typed(name: str, rule: Rule) -> Rule:
    """Typed dates of a workbook stand in the rows in ISO form, beside whatever the mapping says."""
    if FIELDS[name].kind is not Kind.MOMENT or not rule.formats or "iso" in rule.formats:
        return rule
    return replace(rule, formats=(*rule.formats, "iso"))


def _contacts(con: DuckDBPyConnection, name: str) -> dict[int, dict[str, Any]]:
    result = con.execute("SELECT * FROM landed")
    names = [column[0] for column in result.description or ()]
    rows = (dict(zip(names, row, strict=True)) for row in result.fetchall())
    return {int(row["contact_id"].removeprefix(f"{name}:")): row for row in rows}
