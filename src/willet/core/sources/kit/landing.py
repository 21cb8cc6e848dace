"""Records into landed rows: read, checked, hashed of persons, stamped with the day and quarter of their moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import Message, Reject, RejectLog, RequestError, masked, saying, steps
from willet.core.records.rejects import most_kept
from willet.core.sources.clock import Clock, zone_named
from willet.core.sources.contract import Landing, Progress, ReadOptions
from willet.core.sources.file_errors import file_errors
from willet.core.sources.kit.fields import RecordField, RecordKind
from willet.core.sources.kit.people import make_numbers
from willet.core.sources.kit.records import Record, records_of
from willet.core.sources.whole_files import refuse_whole, whole_files

DAYS_OF_UTC = saying("days_of_utc", "No time zone was told: days are those of UTC.")
NONE_OF_THESE = saying(
    "no_such_records",
    "%(file)s holds no record with %(fields)s. Name another source, or another file.",
)

RAW, READ, NUMBERS = "kit_raw", "kit_read", "kit_numbers"
STAMPS = {"local_date": "DATE", "local_interval": "UTINYINT", "wall_interval": "UTINYINT"}
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Form:
    """The records of one source: its fields, which of them says when, and what tells their contacts apart."""

    fields: Mapping[str, RecordField]
    arrived: str
    contact: str
    """SQL over the fields: the id of the contact that a record speaks of."""

    @property
    def landed(self) -> dict[str, str]:
        """The landed columns: name -> DuckDB type."""
        columns = {"contact_id": "VARCHAR"}
        for name, each in self.fields.items():
            columns |= each.landed(name)
        return columns | STAMPS


@dataclass(slots=True)
class RecordImport:
    """One import under way."""

    con: DuckDBPyConnection
    form: Form
    options: ReadOptions
    progress: Progress
    landing: Landing = field(default_factory=Landing)
    files: list[str] = field(default_factory=list)

    def read(self, files: Sequence[Path]) -> Landing:
        """Read the files into `landed`; one that cannot be read is refused whole, and the next goes on.

        Raises:
            RequestError: none could be read; it says why of the first.
        """
        columns = ", ".join(f'"{name}" VARCHAR' for name in self.form.fields)
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE {RAW} (file_no INTEGER, line INTEGER, {columns})"
        )
        with whole_files(len(files)) as (one, refused):
            for path in files:
                self.progress(steps.READING_FILE(file=path.name), len(self.files) / len(files))
                self.files.append(path.name)
                with one(path.name, self._take_out), file_errors(path):
                    self._file(path)
        self._land()
        refuse_whole(self.landing, refused)
        return self.landing

    def _take_out(self) -> None:
        self.con.execute(f"DELETE FROM {RAW} WHERE file_no = ?", [len(self.files)])

    def _file(self, path: Path) -> None:
        """Every record of a file into the table of raw ones; counted when its end is reached."""
        records = islice(records_of(path), self.options.preview_rows)
        rows, is_known, log = 0, False, RejectLog()
        while batch := list(islice(records, _BATCH)):
            rows += len(batch)
            for record in (r for r in batch if r.fault is not None):
                log.add(_refused(path.name, record))
            is_known |= self._append([r for r in batch if r.fault is None])
        if not is_known:
            names = [f.names[0] for f in self.form.fields.values() if f.needed]
            raise RequestError(NONE_OF_THESE(file=path.name, fields=", ".join(names)))
        self.landing.rows_read += rows
        self.landing.rejects.extend(log.first, total=log.total)

    def _append(self, records: Sequence[Record]) -> bool:
        """Add these records; whether any has a field that every record of this source has."""
        columns = [[_first(r, f.names) for r in records] for f in self.form.fields.values()]
        values = ", ".join("unnest(?::VARCHAR[])" for _ in columns)
        self.con.execute(
            f"INSERT INTO {RAW} SELECT ?, unnest(?::INTEGER[]), {values}",
            [len(self.files), [r.line for r in records], *columns],
        )
        needed = zip(self.form.fields.values(), columns, strict=True)
        return any(any(column) for f, column in needed if f.needed)

    def _land(self) -> None:
        people = [name for name, f in self.form.fields.items() if f.kind is RecordKind.NUMBER]
        texts = ", ".join(f'"{name}"' for name in people) or "NULL"
        distinct = f"SELECT DISTINCT unnest([{texts}]) AS t FROM {RAW}"
        rows = self.con.execute(f"FROM ({distinct}) WHERE t IS NOT NULL").fetchall()
        make_numbers(self.con, NUMBERS, [text for (text,) in rows], self.options)
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {READ} AS {_read(self.form)}")
        self._refuse()
        self._stamp()
        for table in (RAW, READ, NUMBERS):
            self.con.execute(f"DROP TABLE {table}")
        if self.options.zone is None:
            self.landing.notes.append(DAYS_OF_UTC())

    def _refuse(self) -> None:
        names = list(self.form.fields)
        shown = ", ".join(f'{RAW}."{name}"' for name in names)
        rows = self.con.execute(
            f"""SELECT file_no, line, fault, coalesce([{shown}][fault], ''), count(*) OVER ()
            FROM {RAW} JOIN {READ} USING (file_no, line) WHERE fault IS NOT NULL
            ORDER BY file_no, line LIMIT {most_kept()}"""
        ).fetchall()
        rejects = [
            self._wrong(names[fault - 1], file_no, line, value)
            for file_no, line, fault, value, _ in rows
        ]
        log = self.landing.rejects
        log.extend(rejects, total=rows[0][-1] if rows else 0)
        log.first.sort(key=lambda r: (self.files.index(r.file), r.line))

    def _wrong(self, name: str, file_no: int, line: int, value: str) -> Reject:
        rule = self.form.fields[name].rule
        given = rule(field=name) if "%(field)s" in rule.text else rule()
        return Reject(self.files[file_no - 1], line, name, masked(value), given)

    def _stamp(self) -> None:
        columns = ", ".join(f'"{name}"' for name in self.form.landed if name not in STAMPS)
        stamps = self._clock().stamps(f'"{self.form.arrived}"')
        self.con.execute(
            f"""CREATE OR REPLACE TEMP TABLE landed AS SELECT *, local_date AS part
            FROM (SELECT {columns}, {stamps} FROM {READ} WHERE fault IS NULL)"""
        )
        row = self.con.execute("SELECT count(*) FROM landed").fetchone()
        self.landing.rows_folded = int(row[0]) if row else 0

    def _clock(self) -> Clock:
        self.landing.zone = self.options.zone or "UTC"
        at = f'"{self.form.arrived}"'
        span = f"SELECT coalesce(min({at}), TIMESTAMP '2000-01-01'), coalesce(max({at}), TIMESTAMP '2000-01-01')"
        first, last = self.con.execute(f"{span} FROM {READ} WHERE fault IS NULL").fetchall()[0]
        return Clock(zone_named(self.landing.zone), first, last)


def _read(form: Form) -> str:
    """SQL: the raw records with their values, the contact each speaks of, and the first field that is wrong."""
    values, joins = [], []
    for name, each in form.fields.items():
        raw = f'r."{name}"'
        if each.kind is RecordKind.NUMBER:
            joins.append(f'LEFT JOIN {NUMBERS} AS "k_{name}" ON "k_{name}".text = {raw}')
            values += [f'"k_{name}".{part} AS "{name}_{part}"' for part in ("key", "identity")]
        else:
            values.append(f'{each.value(raw)} AS "{name}"')
    faults = (
        f"WHEN {each.wrong(f'r.{chr(34)}{name}{chr(34)}')} THEN {n}"
        for n, (name, each) in enumerate(form.fields.items(), 1)
    )
    return (
        f"SELECT *, {form.contact} AS contact_id FROM (SELECT r.file_no, r.line, "
        f"CASE {' '.join(faults)} END AS fault, {', '.join(values)} FROM {RAW} AS r {' '.join(joins)})"
    )


def _first(record: Record, names: Sequence[str]) -> str | None:
    return next((record.values[n] for n in names if record.values.get(n)), None)


def _refused(file: str, record: Record) -> Reject:
    assert isinstance(record.fault, Message), "only such records are refused"
    return Reject(file, record.line, "line", masked(record.shown), record.fault)
