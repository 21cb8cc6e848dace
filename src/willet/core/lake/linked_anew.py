"""Cases and links of a lake that an earlier Willet linked: linked anew in memory while it is only read.

Their files lack columns that figures rest on. The next writer makes them for good; until then each reader makes them
for itself, so that no figure is ever taken from half a row.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

from willet.core.lake.changes import LINKED
from willet.core.lake.manifest import Manifest
from willet.core.records import TABLES

if TYPE_CHECKING:
    from willet.core.lake.snapshot import Snapshot

LINKER = "willet.core.cases.asked:link_anew"
"""Who links contacts into cases. The floor above this one, so it is named here and not imported."""


def is_linked_earlier(manifest: Manifest) -> bool:
    """Whether cases or links rest in other columns than today's."""
    linked = (file for table in LINKED for file in manifest.of(table))
    return any(file.columns != TABLES[file.table].names for file in linked)


def link_anew(snapshot: "Snapshot", engine: DuckDBPyConnection) -> None:
    """Let every connection of the snapshot's engine see cases and links as they would be linked today."""
    module, _, attribute = LINKER.partition(":")
    getattr(import_module(module), attribute)(snapshot, engine)
