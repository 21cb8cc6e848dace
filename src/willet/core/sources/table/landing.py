"""Files through a mapping into landed rows: opened, read in batches, checked, hashed, appended."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import Reject, RequestError, did_you_mean, saying, steps
from willet.core.sources.clock import Clock, zone_named
from willet.core.sources.contract import Landing, Progress, ReadOptions
from willet.core.sources.table.batches import Batch, TableReader
from willet.core.sources.table.contacts import empty, land
from willet.core.sources.table.counting import Tally
from willet.core.sources.table.dates import refuse_ambiguous
from willet.core.sources.table.day_orders import day_orders
from willet.core.sources.table.dialect import folded
from willet.core.sources.table.fields import NEEDED, Kind
from willet.core.sources.table.gaps import lacking_in
from willet.core.sources.table.grammar import read_mapping
from willet.core.sources.table.legs import CALLED, DIFFERING, OTHER_DAYS, order_legs
from willet.core.sources.table.limits import MIB, FileLimits
from willet.core.sources.table.mapping import FileForm, Rule, TableMapping
from willet.core.sources.table.numbers import is_grouped
from willet.core.sources.table.occurrences import forget_occurrences, number_occurrences
from willet.core.sources.table.opening import open_table
from willet.core.sources.table.own_names import joined, mapping_by_header
from willet.core.sources.table.people import hash_people, note_texts, value_of
from willet.core.sources.table.refusing import refuse
from willet.core.sources.table.slots import slots_of
from willet.core.sources.table.sql import alike
from willet.core.sources.table.steps import (
    PICKED,
    PLACED,
    TYPED,
    Shape,
    doubtful,
    naive_columns,
    pick,
    place,
    read_moments,
)
from willet.core.sources.table.stretches import clock_of_months
from willet.core.sources.whole_files import refuse_whole, whole_files

NO_FILE = saying("no_file", "There is no file to import. Name at least one.")
NO_ZONE = saying(
    "table_needs_zone",
    "The times of a table need a time zone. Pass --zone with an IANA name such as "
    'Europe/Berlin, or write zone = "Europe/Berlin" in the mapping.',
)
NO_COLUMNS = saying(
    "columns_missing",
    "%(file)s: the mapping %(mapping)s looks for columns that are not there:\n%(missing)s\n"
    "Its columns are: %(header)s.",
)
NO_COLUMNS_IN_SHEET = saying(
    "columns_missing_in_sheet",
    "%(file)s: the mapping %(mapping)s looks for columns that are not there:\n%(missing)s\n"
    "Its columns are: %(header)s.\n"
    "Of its sheets %(sheets)s only one is read: the first, or the one that `sheet` in the mapping names.",
)


@dataclass(slots=True)
class TableImport:
    """One import under way: what it was asked, and what it has found so far."""

    con: DuckDBPyConnection
    options: ReadOptions
    progress: Progress
    limits: FileLimits = field(default_factory=FileLimits.from_environment)
    landing: Landing = field(default_factory=Landing)
    tally: Tally = field(default_factory=Tally)
    clock: Clock | None = None
    months: set[date] = field(default_factory=set)
    checked: bool = False
    mapping_file: TableMapping | None = None
    """The one that was named; None where each table's own header is its mapping."""
    mapping: TableMapping | None = None
    """What all files together have told."""

    def read(self, files: Sequence[Path]) -> Landing:
        """Read the files into `landed`; see the contract of a source."""
        if not files:
            raise RequestError(NO_FILE())
        self._narrow()
        given = self.options.mapping
        self.mapping_file = read_mapping(given) if given else None
        self.con.execute(empty())
        with whole_files(len(files)) as (one, refused):
            for path in files:
                with one(path.name, self._as_now()):
                    self._open(path)
        refuse_whole(self.landing, refused)
        assert self.mapping is not None, "every file has one by now"
        return self._finished(self.mapping)

    def _as_now(self) -> Callable[[], None]:
        """What brings this import back to where it stands now."""
        before = deepcopy(self.landing), deepcopy(self.tally), self.checked
        first_row = _next_row(self.con)

        def take_out() -> None:
            self.landing, self.tally, self.checked = before
            self.con.execute("DELETE FROM landed WHERE rowid >= ?", [first_row])

        return take_out

    def _open(self, path: Path) -> None:
        given = self.mapping_file
        form = given.file if given else FileForm()
        expected = given.columns if given else ("contact_id", "arrived_at", "started_at")
        with open_table(self.con, path, form, expected, self.limits) as reader:
            mapping = given or mapping_by_header(reader.header, path.name)
            self._file(path.name, reader, mapping)
        self.mapping = joined(self.mapping, mapping) if self.mapping else mapping

    def _narrow(self) -> None:
        wanted = self.options.preview_rows
        if wanted is not None:
            self.limits = replace(self.limits, block_bytes=MIB, batch_rows=max(wanted, 1))

    def _file(self, file: str, reader: TableReader, mapping: TableMapping) -> None:
        self._zone(mapping)
        sheets = reader.sheets
        places = _places(mapping, reader.header, file, sheets)
        if sheets[1:] and mapping.file.sheet is None:
            self.tally.sheets[file] = sheets[1:]
        used = set(places.values())
        unused = (c for n, c in enumerate(reader.header, 1) if n not in used)
        self.tally.unused |= dict.fromkeys(unused)
        slots = tuple(slots_of(mapping))
        shape = Shape(mapping, slots, places, reader.typed_cells, reader.header)
        reader.least = _reach(shape)
        forget_occurrences(self.con)
        for batch in reader.batches():
            self._batch(file, batch, shape)
            self.progress(steps.READING_FILE(file=file), batch.share)
            if self._enough():
                break

    def _batch(self, file: str, batch: Batch, shape: Shape) -> None:
        landing = self.landing
        landing.rows_read += batch.rows
        self._count_fallback(file, batch)
        self.tally.short_rows += batch.short_rows
        self.con.execute(pick(shape))
        self._count_dropped()
        self.con.execute(read_moments(shape, self._zone(shape.mapping)))
        self._check_dates(shape, file)
        self.tally.count_orders(day_orders(self.con, shape))
        clock = self._clock_for(shape)
        self.con.execute(place(shape, clock))
        refused = refuse(self.con, shape.slots, clock.zone.key, file)
        good = _count(self.con, PLACED)
        landing.rows_folded += good
        self._log(batch.rejects.first + refused.first, batch.rejects.total + refused.total)
        if good:
            self._land(shape, clock)

    def _land(self, shape: Shape, clock: Clock) -> None:
        self._count_unknown(shape)
        self._count_oddities(shape)
        number_occurrences(self.con, shape.slots)
        region = self.options.region or shape.mapping.region
        hash_people(self.con, shape.slots, self.options.customer_key, region)
        if shape.mapping.vault is not None:
            note_texts(self.con, shape.mapping.vault.keep)
            self.landing.kept_on = shape.mapping.vault.ground
            self.landing.kept_region = region
        self.con.execute(land(shape, clock))

    def _log(self, rejects: list[Reject], total: int) -> None:
        self.landing.rejects.extend(sorted(rejects, key=lambda r: r.line), total=total)

    def _zone(self, mapping: TableMapping) -> str:
        zone = mapping.zone or self.options.zone
        if zone is None:
            raise RequestError(NO_ZONE())
        return zone

    def _clock_for(self, shape: Shape) -> Clock:
        names = ", ".join(naive_columns(shape.slots, typed_cells=shape.typed_cells))
        rows = self.con.execute(
            "SELECT DISTINCT CAST(date_trunc('month', n) AS DATE) "
            f"FROM (SELECT unnest([{names}]) AS n FROM {TYPED}) WHERE n IS NOT NULL"
        ).fetchall()
        months = {month for (month,) in rows}
        if self.clock is None or not months <= self.months:
            self.months |= months
            self.clock = clock_of_months(zone_named(self._zone(shape.mapping)), self.months)
        return self.clock

    def _check_dates(self, shape: Shape, file: str) -> None:
        if not self.checked and _count(self.con, TYPED):
            refuse_ambiguous(self.con, shape, file)
            self.checked = True

    def _enough(self) -> bool:
        wanted = self.options.preview_rows
        return wanted is not None and self.landing.rows_read >= wanted

    def _count_fallback(self, file: str, batch: Batch) -> None:
        if batch.fallback_lines and not self.tally.fallback_lines:
            self.tally.first_fallback = f"{file}:{batch.first_fallback}"
        self.tally.fallback_lines += batch.fallback_lines

    def _count_dropped(self) -> None:
        query = f"SELECT dropped, count(*) FROM {PICKED} WHERE dropped IS NOT NULL GROUP BY dropped"
        for number, rows in self.con.execute(query).fetchall():
            self.tally.dropped[number] += rows
            self.landing.rows_kept += rows

    def _count_oddities(self, shape: Shape) -> None:
        given, lost = (value_of(name, shape.slots) for name in ("offers", "unanswered_offers"))
        self.tally.more_unanswered += _count(self.con, f"{PLACED} WHERE {lost} > {given}")
        self._count_grouped(shape)

    def _count_grouped(self, shape: Shape) -> None:
        kinds, decimal = (Kind.DURATION, Kind.COUNT, Kind.SCORE), shape.mapping.file.decimal
        slots = [s for s in shape.slots if s.field.kind in kinds and not s.rule.between]
        if not slots:
            return
        grouped = alike(
            [f"CASE WHEN {is_grouped('cell', decimal)} THEN cell END"],
            "cell",
            [s.texts[0] for s in slots],
        )
        counts = ", ".join(f"count(g[{n}]), min(g[{n}])" for n, _ in enumerate(slots, 1))
        row = self.con.execute(f"SELECT {counts} FROM (SELECT {grouped} AS g FROM {PLACED})")
        flat = iter(row.fetchall()[0])
        for slot, result, shown in zip(slots, flat, flat, strict=True):
            self.tally.count_grouped(slot, result, shown)

    def _count_unknown(self, shape: Shape) -> None:
        lenient = [slot for slot in shape.slots if not slot.rejects]
        if lenient:
            counts = ", ".join(f"count_if({doubtful(slot)})" for slot in lenient)
            row = self.con.execute(f"SELECT {counts} FROM {PLACED}").fetchall()[0]
            self.tally.unknown.update(dict(zip(lenient, row, strict=True)))

    def _finished(self, mapping: TableMapping) -> Landing:
        self.tally.repeated_hours = _count(self.con, "landed WHERE clock_note IS NOT NULL")
        if order_legs(self.con):
            self.tally.called = _count(self.con, f"({CALLED})")
            self.tally.other_days = _count(self.con, f"({OTHER_DAYS})")
            self.tally.differing = _count(self.con, f"({DIFFERING})")
        landing = self.landing
        landing.zone = self._zone(mapping)
        outcomes = self.con.execute("SELECT DISTINCT outcome FROM landed").fetchall()
        seen = {outcome for (outcome,) in outcomes}
        landing.cannot_tell = lacking_in(mapping, called=self.tally.called > 0, seen=seen)
        landing.notes = list[str](self.tally.notes(mapping, landing.zone))
        return landing


def _reach(shape: Shape) -> int:
    """The last column that a contact needs; a row that ends before it is no contact."""
    return max(min(_last(rule, shape) for rule in shape.mapping.rules[name]) for name in NEEDED)


def _last(rule: Rule, shape: Shape) -> int:
    return max((shape.places[column] for column in rule.all_columns), default=1)


def _places(
    mapping: TableMapping, header: tuple[str, ...], file: str, sheets: tuple[str, ...]
) -> dict[str, int]:
    # A column may always be called by its place, as one without a heading is.
    gathered = {folded(f"column {place}"): place for place, _ in enumerate(header, 1)}
    gathered |= {folded(name): place for place, name in reversed(list(enumerate(header, 1)))}
    missing = [name for name in mapping.columns if folded(name) not in gathered]
    if missing:
        lines = "\n".join(f"- {name!r}.{did_you_mean(name, header)}" for name in missing)
        given = {
            "file": file,
            "mapping": mapping.name,
            "missing": lines,
            "header": ", ".join(header),
        }
        if len(sheets) > 1:
            raise RequestError(NO_COLUMNS_IN_SHEET(**given, sheets=", ".join(sheets)))
        raise RequestError(NO_COLUMNS(**given))
    return {name: gathered[folded(name)] for name in mapping.columns}


def _next_row(con: DuckDBPyConnection) -> int:
    """The number that the next row will have; numbers of rows taken out are not given again."""
    return int(con.execute("SELECT coalesce(max(rowid) + 1, 0) FROM landed").fetchall()[0][0])


def _count(con: DuckDBPyConnection, rows: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {rows}").fetchall()[0][0])
