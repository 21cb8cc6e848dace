"""What the report says of whole files: guessed bytes, and a last line that is not written to its end."""

from collections.abc import Sequence

from willet.core.records import Message, counted
from willet.core.sources.asterisk.fields import Loaded

UNFINISHED = counted(
    "last_line_unfinished",
    "%(n)s file ends within a line, first %(file)s: that line is left out, and is read when the file is imported "
    "again with the whole of it.",
    "%(n)s files end within a line, first %(file)s: these lines are left out, and are read when the files are "
    "imported again with the whole of them.",
)
GUESSED = counted(
    "files_guessed",
    "%(n)s file holds bytes that are no UTF-8, read as Windows-1252, first %(file)s; look whether the "
    "names of agents and queues are right.",
    "%(n)s files hold bytes that are no UTF-8, read as Windows-1252, first %(file)s; look whether the "
    "names of agents and queues are right.",
)


def notes_of_files(loaded: Sequence[Loaded]) -> list[Message]:
    """One note for each kind of thing to be said, with the first file of which it is true."""
    unfinished = [file.path.name for file in loaded if file.cut_off and file.rows]
    guessed = [file.path.name for file in loaded if file.is_guessed]
    result = ((UNFINISHED, unfinished), (GUESSED, guessed))
    return [note(n=len(names), file=names[0]) for note, names in result if names]
