"""The rooms' names as the lake's dimension: gathered from all rooms, and swapped in."""

from pathlib import Path

from django.conf import settings

from willet.core.lake.dimension import Dimension, changing_dimension, write_dimension
from willet.core.lake.layout import Layout
from willet.ui.offers import offers


def publish() -> bool:
    """Give the lake the names as they are, before its first import too; says whether they were others before.

    Who reads the rooms later writes later: the rows are read while nobody else writes.

    Raises:
        LakeError: the disk refused; the names of before stand, and the next try writes these.
    """
    layout = Layout(Path(settings.WILLET_HOME) / "lake")
    if not layout.dimension.exists() and gathered() == Dimension():
        return False
    with changing_dimension(layout):
        return write_dimension(layout, gathered())


def gathered() -> Dimension:
    """The rows that rooms offer as `naming.ROWS`."""
    parts = [make() for make in offers("naming", "ROWS")]
    return Dimension(
        tuple(row for part in parts for row in part.names),
        tuple(row for part in parts for row in part.stretches),
        tuple(row for part in parts for row in part.people),
        tuple(row for part in parts for row in part.labels),
    )
