"""The source `table`: any table of contacts, through a mapping file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import Message
from willet.core.sources.contract import CONSULTED, Hints, Landing, Progress, ReadOptions, silent
from willet.core.sources.table.folding import fold
from willet.core.sources.table.kinds import kind_of
from willet.core.sources.table.landed import LANDED
from willet.core.sources.table.landing import TableImport
from willet.core.sources.table.stretches import wall_stamps


class TableSource:
    """Tables as every helpdesk and phone system can export them; see the contract of a source."""

    name = "table"
    title = "Any table"
    reads = "CSV, TSV, gzip, XLSX or Parquet, through a mapping file in TOML"
    landed: Mapping[str, str] = LANDED
    cannot_tell: Mapping[str, Message] = {}
    tags_read: Mapping[str, str] = {
        CONSULTED: "columns.consults above 0, or columns.consulted true."
    }
    hints = Hints(contact_id="contact_id", moves=True, context_days=0, zone_per_row=True, version=4)

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the file is a table at all; what its columns mean is the mapping's word."""
        return kind_of(head) in ("text", "xlsx", "zip", "parquet")

    def read(
        self,
        con: DuckDBPyConnection,
        files: Sequence[Path],
        options: ReadOptions,
        progress: Progress = silent,
    ) -> Landing:
        """Read the files into the temp table `landed`."""
        return TableImport(con, options, progress).read(files)

    def stamp(self, con: DuckDBPyConnection, zone: str) -> None:
        """Stamp rows landed before there was a `wall_interval` with it."""
        con.execute(wall_stamps(con, zone))

    def parts_touched(self, con: DuckDBPyConnection) -> str:
        """The days of the rows now landed; the lake adds those on which the same contacts lay before."""
        return "SELECT DISTINCT part FROM landed"

    def fold(self, con: DuckDBPyConnection, options: ReadOptions) -> None:
        """Fold all versions of the landed contacts into the tables of the lake."""
        fold(con)


SOURCE = TableSource()
