"""The rows of a state of the lake, read from the files that may have rows of some days and from no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from willet.core.lake.changes import files_by_columns
from willet.core.lake.engine import typed_view
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile
from willet.core.records import TABLES


@dataclass(frozen=True, slots=True)
class LakeFiles:
    """Some files of a lake, asked for by table and local days."""

    layout: Layout
    files: Iterable[TableFile]

    def rows(
        self,
        table: str,
        first: date | None = None,
        last: date | None = None,
        *,
        part: bool = False,
    ) -> str:
        """The SELECT of the rows of a table in the files that may hold some of these days, both inclusive."""
        chosen = [f for f in self.files if f.table == table and f.meets(first, last)]
        groups = files_by_columns(Layout(self.layout.root.absolute()), chosen)
        return typed_view(TABLES[table], groups, part=part)
