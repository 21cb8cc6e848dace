"""The statements that take one batch from raw texts to typed values, each a temp table.

table_raw -> table_picked (texts of each slot, rows to drop marked)
          -> table_typed (moments without zone, everything else as texts)
          -> table_placed (every slot's value; moments in UTC)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from willet.core.records import spelled_in_sql
from willet.core.sources.clock import Clock, zone_named
from willet.core.sources.table.batches import RAW
from willet.core.sources.table.fields import Kind
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.numbers import SCIENTIFIC
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.sql import alike
from willet.core.sources.table.sums import FIRST, Sums, is_header
from willet.core.sources.table.texts import FileColumns, parts_of
from willet.core.sources.table.values import valued
from willet.core.sources.table.vocabulary.guards import bare
from willet.core.sources.years import FIRST_YEAR, LAST_YEAR, span_of_years

TOTALS, HEADERS = -1, -2
"""The numbers under which rows are dropped that are sums of others, or the header once more."""
PICKED, TYPED, PLACED = "table_picked", "table_typed", "table_placed"
_BLANK = "' ' || chr(9) || chr(13)"


@dataclass(frozen=True, slots=True)
class Shape:
    """What the statements of one file are made from."""

    mapping: TableMapping
    slots: tuple[Slot, ...]
    places: dict[str, int]
    """Column of the file as the mapping names it -> its place in the row, from 1."""
    typed_cells: bool
    header: tuple[str, ...]
    """The names of all columns of the file, each once."""

    @property
    def columns(self) -> FileColumns:
        """The columns of the batch as SQL."""
        form = self.mapping.file
        return FileColumns(self.places, form.nulls, form.decimal)


def pick(shape: Shape) -> str:
    """SQL: the texts of each slot; `dropped` is the number of the first drop rule that applies."""
    columns = shape.columns
    texts = [
        f"{part} AS {name}"
        for slot in shape.slots
        for part, name in zip(parts_of(slot.rule, slot.field, columns), slot.texts, strict=True)
    ]
    drops = [
        f"WHEN {columns.holds(drop.when)} THEN {number}"
        for number, drop in enumerate(shape.mapping.drops)
    ]
    sums = Sums(shape.slots, shape.places, columns)
    drops.append(f"WHEN {is_header(shape.places, shape.header)} THEN {HEADERS}")
    drops.append(f"WHEN {sums.is_total()} THEN {TOTALS}")
    dropped = f"CASE {' '.join(drops)} END"
    asked = [
        f"{columns.holds(survey.delivered)} AS d_s{n}"
        for n, survey in enumerate(shape.mapping.surveys, 1)
        if survey.delivered
    ]
    rows = sums.asked_of(_cells(shape))
    chosen = ", ".join(["line", f"{dropped} AS dropped", *texts, *asked])
    return f"CREATE OR REPLACE TEMP TABLE {PICKED} AS SELECT {chosen} FROM ({rows})"


def _cells(shape: Shape) -> str:
    """SQL: the rows of the batch, each cell trimmed (`c1`), and the same where it says something (`k1`).

    A pattern that was written out for each column would be compiled for each of them: a list's is compiled once.
    """
    places = sorted({*shape.places.values(), *FIRST})
    raw = [f"f[{place}]" for place in places]
    cells = _clean(raw)
    known = alike([shape.columns.known_cell("cell")], "cell", "cells")
    named = [f"cells[{n}] AS c{at}, known[{n}] AS k{at}" for n, at in enumerate(places, 1)]
    inner = f"SELECT *, {known} AS known FROM (SELECT line, f, {cells} AS cells FROM {RAW})"
    return f"SELECT {', '.join(['line', *named, *_content(shape)])} FROM ({inner})"


def _content(shape: Shape) -> list[str]:
    if not any(slot.rule.from_content for slot in shape.slots):
        return []
    return [f"substr(md5(array_to_string({_clean('f')}, chr(31))), 1, 20) AS content"]


def _clean(cells: str | Sequence[str]) -> str:
    """SQL: the list of these cells without blanks around them, odd letters, and guards of spreadsheets."""
    return alike([f"trim({spelled_in_sql('cell')}, {_BLANK})", bare("cell")], "cell", cells)


def naive_columns(slots: Sequence[Slot], *, typed_cells: bool) -> list[str]:
    """The columns of table_typed that hold times without zone."""
    return [
        f"n_{slot.name}_{n}"
        for slot in slots
        for n, _ in enumerate(slot.moments(typed_cells=typed_cells), 1)
    ]


def read_moments(shape: Shape, zone: str) -> str:
    """SQL: the naive time and the offset of every moment, beside the texts; none outside the years of a call."""
    moments = [
        f"{m.naive} AS n_{slot.name}_{n}, {m.offset} AS o_{slot.name}_{n}"
        for slot in shape.slots
        for n, m in enumerate(slot.moments(typed_cells=shape.typed_cells), 1)
    ]
    typed = f"SELECT {', '.join(['*', *moments])} FROM {PICKED} WHERE dropped IS NULL"
    names = naive_columns(shape.slots, typed_cells=shape.typed_cells)
    within = ", ".join(f"{_within_years(name, zone)} AS {name}" for name in names)
    return f"CREATE OR REPLACE TEMP TABLE {TYPED} AS SELECT * REPLACE ({within}) FROM ({typed})"


def _within_years(naive: str, zone: str) -> str:
    """SQL: the moment where it lies in the years of a call on the zone's clock, else NULL."""
    offset = f"o{naive[1:]}"
    first, until = (f"TIMESTAMP '{year}-01-01'" for year in (FIRST_YEAR, LAST_YEAR + 1))
    first_utc, until_utc = (f"TIMESTAMP '{at}'" for at in span_of_years(zone_named(zone)))
    utc = f"{naive} - to_seconds({offset})"
    return (
        f"CASE WHEN {offset} IS NULL THEN CASE WHEN {naive} >= {first} AND {naive} < {until} THEN {naive} END "
        f"WHEN {utc} >= {first_utc} AND {utc} < {until_utc} THEN {naive} END"
    )


def place(shape: Shape, clock: Clock) -> str:
    """SQL: the value of every slot (`v_...`), with moments in UTC by the clock."""
    instants = [
        f"{_instant(name, clock)} AS u{name[1:]}"
        for name in naive_columns(shape.slots, typed_cells=shape.typed_cells)
    ]
    ends = [f"u_{slot.name}_2" for slot in shape.slots if slot.rule.between and slot.dated]
    later = ", ".join(f"{_not_before(end, clock)} AS {end}" for end in ends)
    inner = f"SELECT {', '.join(['*', *instants])} FROM {TYPED}"
    if later:
        inner = f"SELECT * REPLACE ({later}) FROM ({inner})"
    values = valued(shape.slots, shape.mapping.file.decimal, inner)
    return f"CREATE OR REPLACE TEMP TABLE {PLACED} AS {values}"


def _instant(naive: str, clock: Clock) -> str:
    offset = f"o{naive[1:]}"
    return (
        f"CASE WHEN {offset} IS NOT NULL THEN {naive} - to_seconds({offset}) "
        f"ELSE {clock.utc(naive)} END"
    )


def _not_before(end: str, clock: Clock) -> str:
    """The end of a span in the hour that comes twice: the second time where the first is too early."""
    begin, naive, offset = f"{end[:-1]}1", f"n{end[1:]}", f"o{end[1:]}"
    return f"CASE WHEN {end} < {begin} AND {offset} IS NULL THEN {clock.utc_again(naive)} ELSE {end} END"


def wrong(slot: Slot) -> str:
    """SQL: whether the slot's text could not be read; of a span both ends must be known to be wrong."""
    known = f"{slot.shown} IS NOT NULL"
    if slot.rule.between:
        known = " AND ".join(f"{text} IS NOT NULL" for text in slot.texts)
    return f"({known} AND v_{slot.name} IS NULL)"


def doubtful(slot: Slot) -> str:
    """SQL: whether the slot's text could not be read, or was kept although digits are lost."""
    if slot.rule.wrong == "keep":
        return f"regexp_matches({slot.texts[0]}, '{SCIENTIFIC}')"
    return wrong(slot)


def in_no_hour(slot: Slot) -> str:
    """SQL: whether the slot's text is a time that the zone's clock never showed."""
    return f"(n_{slot.name}_1 IS NOT NULL AND v_{slot.name} IS NULL)"


def is_moment(slot: Slot) -> bool:
    """Whether the slot gives a moment."""
    return slot.field.kind is Kind.MOMENT
