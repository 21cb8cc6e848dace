"""The source that others inherit: they name their fields, the contact a record speaks of, and the tables."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import TABLES
from willet.core.sources.contract import Landing, Progress, ReadOptions, silent
from willet.core.sources.folded import typed_rows
from willet.core.sources.kit.fields import RecordField
from willet.core.sources.kit.landing import Form, RecordImport
from willet.core.sources.kit.records import header_of, is_json
from willet.core.sources.plain import plain_head


class RecordSource:
    """A source of one record a row, in JSON or CSV; see the contract of a source for what each part means."""

    name: str
    title: str
    reads: str
    cannot_tell: Mapping[str, str] = {}
    fields: Mapping[str, RecordField]
    arrived: str
    """The field that says when the record's call began: its day and quarter."""
    contact: str
    """SQL over the fields: the id of the contact that a record speaks of, with the source's name before it."""
    tables: Mapping[str, str]
    """Table of the lake -> SQL over `landed`. What it does not give is NULL."""

    @property
    def landed(self) -> Mapping[str, str]:
        """The columns of the landed rows."""
        return self._form().landed

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the first record names every field that each has."""
        text = plain_head(head)
        first = text.lstrip().split(b"\n", 1)[0]
        seen = set(header_of(first))
        needed = [f.names for f in self.fields.values() if f.needed]
        if is_json(first):
            return all(any(f'"{n}"'.encode() in first for n in names) for names in needed)
        return all(seen & set(names) for names in needed)

    def read(
        self,
        con: DuckDBPyConnection,
        files: Sequence[Path],
        options: ReadOptions,
        progress: Progress = silent,
    ) -> Landing:
        """Read the files into the temp table `landed`."""
        return RecordImport(con, self._form(), options, progress).read(files)

    def parts_touched(self, con: DuckDBPyConnection) -> str:
        """The days of the rows now landed; the lake adds those on which the same contacts lay before."""
        return "SELECT DISTINCT part FROM landed"

    def fold(self, con: DuckDBPyConnection, options: ReadOptions) -> None:
        """Fold the landed rows into the tables that this source has something to say in."""
        for name, sql in self.tables.items():
            rows = typed_rows(con, TABLES[name], sql)
            con.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {rows}')

    def _form(self) -> Form:
        return Form(self.fields, self.arrived, self.contact)
