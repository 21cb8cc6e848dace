"""The door of the lake: files in, one commit, a report; undo, dry run and preview."""

from willet.core.intake.imports import import_files
from willet.core.intake.preview import Preview, preview
from willet.core.intake.undoing import undo

__all__ = ["Preview", "import_files", "preview", "undo"]
