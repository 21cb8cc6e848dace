"""What the engine says of a damaged file, turned into a sentence that names the file and the next step."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from willet.core.lake.landed import LandedIndex
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import Manifest
from willet.core.lake.seals import FILE_DAMAGED
from willet.core.lake.soundness import examine
from willet.core.records import LakeError, saying

LAKE_NOT_READ = saying(
    "lake_unreadable",
    "Could not read the data store %(lake)s: %(why)s. Check the disk, or restore a backup.",
)
_OF_THE_DISK = (duckdb.IOException, duckdb.OutOfMemoryException)


@contextmanager
def naming_damage(
    layout: Layout, manifest: Manifest, index: LandedIndex | None = None
) -> Iterator[None]:
    """Turn an error of the engine into a LakeError where a file of the lake is the reason.

    A flipped bit may come out as any error there is, that of a statement too; so it is not the error that
    decides but the files: they are read again. An error over sound files is a fault of ours and stays one.
    A writer gives its index too; what the disk refuses it over sound files is told by `storing` around it.
    """
    try:
        yield
    except duckdb.Error as broken:
        damaged = examine(layout, manifest, index or LandedIndex()).damaged
        if damaged:
            path = str(layout.root / damaged[0].path)
            raise LakeError(FILE_DAMAGED(path=path)) from broken
        if index is None and isinstance(broken, _OF_THE_DISK):
            why = str(broken).splitlines()[0]
            raise LakeError(LAKE_NOT_READ(lake=str(layout.root), why=why)) from broken
        raise
