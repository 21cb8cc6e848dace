"""The door of the lake: files in, one commit, a report; undo, dry run, preview, rebuild, renewal."""

from willet.core.intake.checking import check
from willet.core.intake.erasing import (
    Holding,
    erase,
    forgotten,
    held_of,
    holding,
    keep_erased,
    known_as,
)
from willet.core.intake.handing import LandedRows, land_rows, marks_of
from willet.core.intake.imports import import_files, run_asked_as
from willet.core.intake.persons import SoughtPerson
from willet.core.intake.preview import Preview, preview
from willet.core.intake.rebuilding import rebuild
from willet.core.intake.refusing import ManyRefusedError
from willet.core.intake.renewal import renew
from willet.core.intake.undoing import undo

__all__ = [
    "Holding",
    "LandedRows",
    "ManyRefusedError",
    "Preview",
    "SoughtPerson",
    "check",
    "erase",
    "forgotten",
    "held_of",
    "holding",
    "import_files",
    "keep_erased",
    "known_as",
    "land_rows",
    "marks_of",
    "preview",
    "rebuild",
    "renew",
    "run_asked_as",
    "undo",
]
