"""The door of the lake: files in, one commit, a report; undo, dry run, preview, rebuild."""

from willet.core.intake.imports import import_files
from willet.core.intake.preview import Preview, preview
from willet.core.intake.rebuilding import rebuild
from willet.core.intake.undoing import undo

__all__ = ["Preview", "import_files", "preview", "rebuild", "undo"]
