"""What the facts' spellings stand for, joined when a question is asked: names, teams over time, hired days.

The rooms write it beside the lake's files and swap it in whole; no fact is written anew for it.
"""

from willet.core.lake.dimension.file import (
    NO_DIMENSION,
    changing_dimension,
    read_dimension,
    signature,
    write_dimension,
)
from willet.core.lake.dimension.rows import Dimension, Kind, Label, Person, Spelt, Stretch
from willet.core.lake.dimension.shown import Shown
from willet.core.lake.dimension.tables import shown_of

__all__ = [
    "NO_DIMENSION",
    "Dimension",
    "Kind",
    "Label",
    "Person",
    "Shown",
    "Spelt",
    "Stretch",
    "changing_dimension",
    "read_dimension",
    "shown_of",
    "signature",
    "write_dimension",
]
