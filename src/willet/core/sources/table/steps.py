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
from willet.core.sources.table.sql import once, quoted
from willet.core.sources.table.texts import FileColumns, parts_of
from willet.core.sources.table.vocabulary.guards import bare
from willet.core.sources.table.vocabulary.totals import names_total, names_total_of_group
from willet.core.sources.years import FIRST_YEAR, LAST_YEAR, span_of_years

TOTALS, HEADERS = -1, -2
"""The numbers under which rows are dropped that are sums of others, or the header once more."""
PICKED, TYPED, PLACED = "table_picked", "table_typed", "table_placed"
NAMES = ("queue", "topic", "agent", "team", "disposition", "customer_id")
"""Fields whose text may be a word such as Total and still be the name of something."""
_FIRST = (1, 2, 3)
"""The places at which a row begins."""
_BLANK = "' ' || chr(9) || chr(13)"


@dataclass(frozen=True, slots=True)
class Shape:
    """What the statements of one file are made from."""

    mapping: TableMapping
    slots: tuple[Slot, ...]
    places: dict[str, int]
    """Column of the file as the mapping names it -> its place in the row, from 1."""
    typed_cells: bool

    @property
    def columns(self) -> FileColumns:
        """The columns of the batch as SQL."""
        form = self.mapping.file
        names = {name: f"c{place}" for name, place in self.places.items()}
        return FileColumns(names, form.nulls, form.decimal)


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
    drops.append(f"WHEN {_is_header(shape)} THEN {HEADERS}")
    drops.append(f"WHEN {_is_total(shape)} THEN {TOTALS}")
    dropped = f"CASE {' '.join(drops)} END"
    asked = [
        f"{columns.holds(survey.delivered)} AS d_s{n}"
        for n, survey in enumerate(shape.mapping.surveys, 1)
        if survey.delivered
    ]
    chosen = ", ".join(["line", f"{dropped} AS dropped", *texts, *asked])
    return f"CREATE OR REPLACE TEMP TABLE {PICKED} AS SELECT {chosen} FROM ({_trimmed(shape)})"


def _is_header(shape: Shape) -> str:
    """SQL: whether a row repeats the names of the columns, as files do that were put one behind another."""
    named = [f"lower(c{at}) = {quoted(name.lower())}" for name, at in shape.places.items()]
    return " AND ".join(named) if len(named) > 1 else "FALSE"


def _is_total(shape: Shape) -> str:
    """SQL: whether a row sums others up, with an id and a date of its own or without.

    Its id or its time says so, or a label at its beginning while no queue or person is named; or any of its names
    does while it has no date. The sum of a group says so in its id while nobody is named, or in a name while it has
    no id. A dated row with an id whose queue is called Total is a call of that queue.
    """
    ids, times = _shown_of(shape, "contact_id"), _shown_of(shape, "arrived_at")
    named = [names_total(text) for text in (*ids, *times)]
    unnamed = " AND ".join(f"{text} = ''" for text in ids) or "TRUE"
    undated = " AND ".join(f"NOT regexp_matches({text}, '[0-9]')" for text in times) or "FALSE"
    names = [text for name in NAMES for text in _shown_of(shape, name)]
    called = [names_total(text) for text in names]
    nameless = " AND ".join(f"({text} = '' OR {names_total(text)})" for text in names) or "FALSE"
    begins = f"({names_total('first_cell')} AND ({unnamed} OR {undated}))"
    anywhere = f"(({' OR '.join(called) or 'FALSE'}) AND {undated})"
    labelled = f"({names_total('label')} AND {nameless})"
    grouped = _is_total_of_group(ids, names, nameless) if ids else "FALSE"
    return " OR ".join([*named, begins, labelled, anywhere, grouped])


def _is_total_of_group(ids: Sequence[str], names: Sequence[str], nameless: str) -> str:
    by_id = " OR ".join(names_total_of_group(text) for text in ids)
    by_name = " OR ".join(names_total_of_group(text) for text in names) or "FALSE"
    unnamed = " AND ".join(f"{text} = ''" for text in ids)
    return f"(({by_id}) AND {nameless}) OR (({by_name}) AND {unnamed})"


def _labels(shape: Shape) -> list[int]:
    """The places among the first where a row's label stands: those in which the mapping finds no name."""
    named = {
        shape.places[column]
        for slot in shape.slots
        if slot.field.name in NAMES
        for column in slot.rule.all_columns
    }
    return [place for place in _FIRST if place not in named]


def _shown_of(shape: Shape, field: str) -> list[str]:
    slots = [s for s in shape.slots if s.own and s.field.name == field]
    named = dict.fromkeys(c for s in slots for c in s.rule.columns or s.rule.all_columns)
    return [shape.columns.shown(column) for column in named]


def _trimmed(shape: Shape) -> str:
    places = sorted(set(shape.places.values()))
    cells = [f"{_clean(f'f[{place}]')} AS c{place}" for place in places]
    if any(slot.rule.from_content for slot in shape.slots):
        whole = f"array_to_string(list_transform(f, lambda x: {_clean('x')}), chr(31))"
        cells.append(f"substr(md5({whole}), 1, 20) AS content")
    for name, at in (("first_cell", _FIRST), ("label", _labels(shape))):
        shown = [f"nullif({_clean(f'f[{place}]')}, '')" for place in at]
        cells.append(f"coalesce({', '.join([*shown, chr(39) * 2])}) AS {name}")
    return f"SELECT {', '.join(['line', *cells])} FROM {RAW}"


def _clean(cell: str) -> str:
    return once(f"trim({spelled_in_sql(cell)}, {_BLANK})", "cell", bare("cell"))


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
    ends = [f"u_{slot.name}_2" for slot in shape.slots if slot.rule.between and slot.rule.formats]
    later = ", ".join(f"{_not_before(end, clock)} AS {end}" for end in ends)
    decimal = shape.mapping.file.decimal
    values = [f"{slot.value(decimal)} AS v_{slot.name}" for slot in shape.slots]
    inner = f"SELECT {', '.join(['*', *instants])} FROM {TYPED}"
    if later:
        inner = f"SELECT * REPLACE ({later}) FROM ({inner})"
    return f"CREATE OR REPLACE TEMP TABLE {PLACED} AS SELECT {', '.join(['*', *values])} FROM ({inner})"


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
