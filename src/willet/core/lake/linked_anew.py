"""Cases and links of a lake that an earlier Willet linked: linked anew in memory while it is only read.

Their files lack columns that figures rest on, or hold what earlier rules made of the facts. The next writer makes
them for good; until then each reader makes them for itself, so that no figure is ever taken from half a row.
"""

from collections.abc import Callable

from duckdb import DuckDBPyConnection

from willet.core.lake.changes import LINKED
from willet.core.lake.format import LINKED_HOME, LINKINGS
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import Manifest, TableFile
from willet.core.records import TABLES, LakeError, saying

Linker = Callable[[Layout, DuckDBPyConnection], None]
"""Lets every connection of an engine over a lake see cases and links as they would be linked today."""

NO_LINKER = saying(
    "lake_without_linker",
    "The cases of the data store %(lake)s were linked by an earlier Willet, and nothing here can link them anew. "
    "Import `willet.core.cases` before reading it.",
)

_linkers: list[Linker] = []
"""Who links contacts into cases stands on the floor above, and says so here when it is imported."""


def link_anew_with(linker: Linker) -> None:
    """Have lakes of an earlier Willet linked anew by this one from now on."""
    _linkers[:] = [linker]


def is_linked_earlier(manifest: Manifest) -> bool:
    """Whether cases or links rest in other columns than today's, or were made by earlier rules."""
    return any(_is_earlier(file) for table in LINKED for file in manifest.of(table))


def _is_earlier(file: TableFile) -> bool:
    outdated = file.source.startswith(LINKINGS) and file.source != LINKED_HOME
    return outdated or file.columns != TABLES[file.table].stored


def link_anew(layout: Layout, engine: DuckDBPyConnection) -> None:
    """Let every connection of an engine over a lake see cases and links as they would be linked today.

    Raises:
        LakeError: nobody who links contacts was imported.
    """
    if not _linkers:
        raise LakeError(NO_LINKER(lake=str(layout.root)))
    _linkers[0](layout, engine)
