"""One change of the lake, prepared beside it and made current in one step."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.lake.batches import around, batches, closed, rows_seen
from willet.core.lake.buckets import Year, by_month, by_year, month_of, year_of
from willet.core.lake.changes import FOLDED, LINKED, Replaced, changed_rows, files_by_columns
from willet.core.lake.checked import known_damage
from willet.core.lake.chosen_rows import ChosenRows
from willet.core.lake.durable import storing, sync
from willet.core.lake.engine import Group, name, typed_view
from willet.core.lake.files import FileRows, write_rows
from willet.core.lake.folds import check_parts, filled, make_empty
from willet.core.lake.format import FORMAT
from willet.core.lake.gathering import gather
from willet.core.lake.history import RunRecord, read_run, write_run
from willet.core.lake.landed import LandedIndex, write_landed
from willet.core.lake.landing import among, fingerprints, rows_of, store_parts
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import Folding, Manifest, TableFile, move_head, write_manifest
from willet.core.lake.renewing import ZoneOf, renew
from willet.core.lake.rows_of_years import FoldedRows, LinkedRows, Rows, count_by_month, read_for
from willet.core.lake.scratch_engine import ScratchEngine
from willet.core.lake.seals import refuse_damaged
from willet.core.lake.seen import Span
from willet.core.lake.settings import raise_format
from willet.core.records import CONTACTS, TABLES, LakeTable, Message, steps
from willet.core.sources import Progress, ReadOptions, Source, hints_of, silent


@dataclass(slots=True)
class Transaction:
    """What a writer has prepared. Nothing of it is seen before `commit`."""

    layout: Layout
    before: Manifest
    index: LandedIndex
    files: dict[tuple[str, str, str], TableFile] = field(init=False)
    replaced: dict[tuple[str, str, str], Replaced] = field(default_factory=dict)
    folding: dict[str, Folding] = field(init=False)
    marks: dict[str, dict[str, str]] = field(init=False)
    _runs: list[str] = field(init=False)
    format: int = field(init=False)
    seen: Span | None = field(init=False)
    """From when until when the lake has seen, as its links were made."""
    _undone: list[str] = field(init=False)
    _records: list[RunRecord] = field(default_factory=list)
    _sound: set[Path] = field(default_factory=set)
    engine: ScratchEngine = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.files, self.engine = _usable(self.before.places), ScratchEngine(self.layout.scratch)
        self.folding = dict(self.before.folding)
        self.format, self.seen = self.before.format, self.before.seen
        self.marks = {source: dict(marks) for source, marks in self.before.marks.items()}
        self._runs, self._undone = list(self.before.runs), list(self.before.undone)

    def land(self, source: Source, con: DuckDBPyConnection, run_id: str) -> set[date]:
        """Keep the rows of temp table `landed` as those of a new run.

        Parts that the lake already holds row for row are not stored again and are deleted from `landed`.
        Returns the parts that must be folded anew.
        """
        parts = fingerprints(con, source)
        lacking = self.index.lacking(source.name, parts)
        # The same rows once more: they take the place of those whose file is damaged, and change nothing else.
        healed = self.index.among_files(source.name, parts, _damaged_landed(self.layout))
        stored = store_parts(con, self.layout, source, lacking | healed, run_id)
        self.index.add(run_id, source.name, parts, stored)
        self._runs.append(run_id)
        if lacking != set(parts):
            con.execute(f"DELETE FROM landed WHERE NOT {among(lacking)}")
        return _touched(source, con) if lacking else set()

    def gather(self, source: Source, con: DuckDBPyConnection, run_id: str) -> set[date]:
        """Keep the rows of temp table `landed` beside those that the source's one run has already, each once.

        Returns the parts that must be folded anew: none where every row was there.
        """
        parts = gather(con, self.index, self.layout, source, run_id)
        if parts and run_id not in self._runs:
            self._runs.append(run_id)
        return parts

    def gather_anew(self, source: Source, con: DuckDBPyConnection, run_id: str) -> set[date]:
        """Let the rows of temp table `landed` be all that the source has; their parts, and those it had before."""
        before = self.index.parts(source.name)
        self.index.empty(source.name)
        return before | self.gather(source, con, run_id)

    def drop(self, run_id: str, source: Source) -> set[date]:
        """Take a run's rows away, but for those that another run brought too.

        Returns the parts that must be folded anew.
        """
        self._runs.remove(run_id)
        self._undone.append(run_id)
        self.marks.pop(source.name, None)
        with self.engine.connection() as con:
            # Before its rows go: a contact they had moved must come back where another run put it.
            parts = set(self.index.runs[run_id].parts)
            bound = closed(con, self.index, self.layout, source, parts) - parts
            files = self.index.drop(run_id)
            con.execute(f"CREATE TEMP TABLE landed AS {rows_of(self.layout, source, files)}")
            return _touched(source, con) | bound if files else set()

    def refold(
        self,
        source: Source,
        options: ReadOptions,
        parts: set[date],
        progress: Progress = silent,
    ) -> bool:
        """Fold all landed rows of these parts, and of those bound to them, and replace their derived rows.

        Parts that an older Willet folded otherwise are folded with them, even where none is named. Says whether
        there was anything to fold.
        """
        parts = parts | self._outdated(source, options)
        self.folding[source.name] = _folding(source, options)
        if not parts:
            return False
        with self.engine.connection() as con:
            whole = closed(con, self.index, self.layout, source, parts)
            groups = batches(con, self.index, self.layout, source, whole)
        for done, group in enumerate(groups):
            progress(steps.FOLDING, done / len(groups))
            self._fold(source, options, group)
        return True

    @property
    def changed_tables(self) -> set[str]:
        """The tables of which any row is another than before."""
        return {table for (table, *_), r in self.replaced.items() if r.old != r.new}

    def forget_derived(self) -> None:
        """Leave out every row that can be made anew, so that all of it is."""
        self.files = {at: f for at, f in self.files.items() if f.table not in (*FOLDED, *LINKED)}

    def renew(self, sources: Iterable[Source], zone: str | None) -> None:
        """Bring landed rows of an earlier format up to today's; what is derived from them is left out.

        `zone` is that of runs of which nobody kept theirs.
        """
        with self.engine.connection() as con:
            for source in sources:
                renew(con, self.index, self.layout, source, self._zone_of(zone or "UTC"))
        self.forget_derived()
        self.format = FORMAT

    def _zone_of(self, usual: str) -> ZoneOf:
        return lambda run_id: read_run(self.layout, run_id, active=True).zone or usual

    @property
    def sources(self) -> list[str]:
        """The sources of which an active run brought rows."""
        return sorted({run.source for run in self.index.runs.values()})

    def _outdated(self, source: Source, options: ReadOptions) -> set[date]:
        known, wanted = self.folding.get(source.name), _folding(source, options)
        if known is not None and known != wanted:
            return self.index.parts(source.name)
        old = {f.bucket for f in self.files.values() if f.source == source.name and _is_stale(f)}
        months = {part: month_of(part) for part in self.index.parts(source.name)}
        return {
            part for part, month in months.items() if not old.isdisjoint((month, year_of(month)))
        }

    def _fold(self, source: Source, options: ReadOptions, parts: set[date]) -> None:
        hints = hints_of(source)
        seen = around(parts, max(hints.context_days, hints.far_days))
        for file in self.index.files(source.name, seen):
            self._refuse_damaged(self.layout.landed / file, self.index.seals.get(file))
        # A source's own: what it leaves in an engine is no other's business.
        with self.engine.apart() as con:
            rows = rows_seen(self.index, self.layout, source, parts)
            con.execute(f"CREATE TEMP TABLE landed AS {rows}")
            make_empty(con)
            source.fold(con, options)
            check_parts(con, source.name)
            given = filled(con)
            for table in FOLDED:
                # A table that a source says nothing in costs no look at it.
                if table in given or any(at[:2] == (table, source.name) for at in self.files):
                    self.replace_parts(con, table, source.name, parts)

    def replace_parts(
        self, con: DuckDBPyConnection, table: str, source: str, parts: set[date]
    ) -> None:
        """Put the rows of the temp table of that name, which has a `part`, in place of those of these parts."""
        months = by_month(parts)
        new = count_by_month(con, f"SELECT part FROM {name(table)} WHERE {among(parts)}", "part")
        for year, touched in by_year(months):
            inside = set().union(*(months[month] for month in touched))
            old = self._year(table, source, year)
            if old or any(month in new for month in touched):
                rows = FoldedRows(self.layout, table, old, inside, new)
                self._put_year(con, table, source, Year(year, touched, _sizes(old)), rows)

    def replace(
        self, table: str, source: str, bucket: str, con: DuckDBPyConnection, relation: str
    ) -> None:
        """Put the rows of a table or view of `con` in place of all rows of a bucket.

        `source` and `bucket` are any names fit for a file; no rows means the bucket goes.
        """
        rows = LinkedRows(table, name(relation))
        self._put(con, FileRows(table, source, bucket), rows.all, rows.columns, set())

    def replace_months(
        self,
        table: str,
        source: str,
        con: DuckDBPyConnection,
        relation: str,
        months: Iterable[str],
    ) -> None:
        """Put the rows of these months in place of those that stand there; no rows means that they go.

        `relation` is SQL that gives every row of the table, those of all other months too.
        """
        rows = LinkedRows(table, f"({relation})")
        for year, touched in by_year(months):
            sizes = _sizes(self._year(table, source, year))
            self._put_year(con, table, source, Year(year, touched, sizes), rows)

    def clear(self, table: str) -> None:
        """Take every row of a derived table away."""
        for at, file in [(at, file) for at, file in self.files.items() if at[0] == table]:
            self._refuse_damaged(file.path(self.layout), file.hash)
            self._note(FileRows(*at), None, set())

    def _year(self, table: str, source: str, year: str) -> dict[str, TableFile]:
        """The files of a year, by bucket."""
        return {
            at[2]: file
            for at, file in self.files.items()
            if at[:2] == (table, source) and year_of(at[2]) == year
        }

    def _put_year(
        self, con: DuckDBPyConnection, table: str, source: str, year: Year, rows: Rows
    ) -> None:
        # The rows of a large lake are not counted for a month that changes.
        many = year.has_many
        written = list(year.touched) if many else year.buckets(rows.counted(con, year.name))
        for bucket in written:
            self._put(
                con, FileRows(table, source, bucket), rows.of(bucket), rows.columns, rows.parts
            )
        for bucket in year.gone(written):
            self._note(FileRows(table, source, bucket), None, rows.parts)

    def _put(
        self,
        con: DuckDBPyConnection,
        place: FileRows,
        rows: str,
        columns: Sequence[str],
        parts: set[date],
    ) -> None:
        year = self._year(place.table, place.source, year_of(place.bucket))
        for file in (file for at, file in year.items() if read_for(place.bucket, at)):
            self._refuse_damaged(file.path(self.layout), file.hash)
        self._note(place, write_rows(con, self.layout, place, rows, columns), parts)

    def _note(self, place: FileRows, new: TableFile | None, parts: set[date]) -> None:
        at = (place.table, place.source, place.bucket)
        old = self.files.get(at)
        noted = self.replaced.setdefault(at, Replaced(old, new))
        noted.new = new
        noted.parts |= parts
        if new is not None:
            self.files[at] = new
        else:
            self.files.pop(at, None)

    def _refuse_damaged(self, path: Path, seal: str | None) -> None:
        """A new file made of a damaged one would hide the damage under a good seal."""
        if seal is not None and path not in self._sound:
            refuse_damaged(path, seal)
            self._sound.add(path)

    def connect(self, tables: Iterable[str] = TABLES) -> DuckDBPyConnection:
        """A connection to the lake as it will be: each table, or those named, and for each `changed_<table>`.

        The latter holds the rows that went (`was` is true) and came (false) so far in this transaction.
        View `contacts_by_part` shows contacts with their `part` beside them.
        """
        con = self.engine.connection()
        for table in map(TABLES.__getitem__, tables):
            shown = typed_view(table, self._groups(table))
            con.execute(f"CREATE TEMP VIEW {name(table.name)} AS {shown}")
            changed = [
                r for at, r in self.replaced.items() if at[0] == table.name and r.old != r.new
            ]
            rows = changed_rows(self.layout, table.name, changed)
            con.execute(f"CREATE TEMP VIEW {name('changed_' + table.name)} AS {rows}")
        shown = typed_view(CONTACTS, self._groups(CONTACTS), part=True)
        con.execute(f"CREATE TEMP VIEW contacts_by_part AS {shown}")
        return con

    @property
    def rows(self) -> ChosenRows:
        """Its rows by when they came, without opening files that hold none."""
        return ChosenRows(self.layout, self.files, self.seen)

    def record(self, run: RunRecord) -> None:
        """Keep what a run reported, to be shown in the lake's history."""
        self._records.append(run)

    def supply(self, source: str, gaps: Mapping[str, Collection[str]]) -> None:
        """Note what the one run of a source tells of the contacts of others, which these cannot tell themselves."""
        run_id = self.index.run_of(source)
        if run_id is not None:
            self.index.runs[run_id] = replace(self.index.runs[run_id], supplies=gaps)

    def cannot_tell(self, run_id: str, sources: Iterable[str], why: Mapping[str, Message]) -> None:
        """Note which metrics the rows of a run can never tell; `sources` as its contacts name them."""
        brought = self.index.runs[run_id]
        self.index.runs[run_id] = replace(brought, cannot={s: dict(why) for s in sources})

    def commit(self) -> Manifest:
        """Make the prepared state the current one, in one atomic step."""
        number = self.before.number + 1
        after = replace(
            self.before,
            number=number,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            runs=tuple(self._runs),
            undone=tuple(self._undone),
            folding={s: given for s, given in self.folding.items() if s in self.sources},
            silence=self.index.silence(),
            format=self.format,
            marks=self.marks,
            seen=self.seen,
        ).with_files(self.files.values())
        with storing(self.layout.root):
            self._settle(after)
            move_head(self.layout, number)
        return after

    def _settle(self, after: Manifest) -> None:
        raise_format(self.layout)
        for run in self._records:
            write_run(self.layout, run)
        for folder in {f.path(self.layout).parent for f in after.files}:
            sync(folder)
        for landed in {(self.layout.landed / f).parent for f in self.index.all_files()}:
            sync(landed)
        write_landed(self.layout, after.number, self.index)
        write_manifest(self.layout, after)

    def _groups(self, table: LakeTable) -> list[Group]:
        files = (f for f in self.files.values() if f.table == table.name)
        return files_by_columns(self.layout, files, self.seen)


def _damaged_landed(layout: Layout) -> set[str]:
    within = f"{layout.landed.name}/"
    return {p.removeprefix(within) for p in known_damage(layout) if p.startswith(within)}


def _touched(source: Source, con: DuckDBPyConnection) -> set[date]:
    return {part for (part,) in con.execute(source.parts_touched(con)).fetchall()}


def _folding(source: Source, options: ReadOptions) -> Folding:
    hints = hints_of(source)
    # A source whose rows know their own day folds alike whatever the zone of this import.
    zone = None if hints.zone_per_row else options.zone
    return Folding(zone, hints.version)


def _usable(
    files: Mapping[tuple[str, str, str], TableFile],
) -> dict[tuple[str, str, str], TableFile]:
    """The files, without cases and links in the columns of an older Willet: these are made anew."""
    derived = {at: f for at, f in files.items() if f.table in LINKED}
    if all(f.columns == TABLES[f.table].stored for f in derived.values()):
        return dict(files)
    return {at: f for at, f in files.items() if at not in derived}


def _is_stale(file: TableFile) -> bool:
    return file.table in FOLDED and file.columns != (*TABLES[file.table].names, "part")


def _sizes(files: Mapping[str, TableFile]) -> dict[str, int]:
    return {bucket: file.rows for bucket, file in files.items()}
