"""Rooms as a source: nothing is read from files; rows are handed in, and join their contacts when all is folded."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import Message, RequestError, saying
from willet.core.sources.contract import Hints, Landing, Progress, ReadOptions, silent
from willet.core.sources.rooms.fold import fold, settle
from willet.core.sources.rooms.landing import LANDED

NO_FILES = saying(
    "rooms_read_no_files",
    "Source rooms reads no files: what people do in rooms reaches the data store by itself. Name another source.",
)


class Rooms:
    """What people do in rooms. See the contract of a source for what each part means."""

    name = "rooms"
    title = "Rooms"
    reads = "no files: what people do in the rooms of Willet"
    landed: Mapping[str, str] = LANDED
    cannot_tell: Mapping[str, Message] = {}
    hints = Hints(contact_id="row_key", moves=True, context_days=0, zone_per_row=True)
    """What lies in several days is all wordings of one thing: its key stands in the place of a contact's id."""

    def recognises(self, path: Path, head: bytes) -> bool:
        """No file is one of rooms."""
        return False

    def read(
        self,
        con: DuckDBPyConnection,
        files: Sequence[Path],
        options: ReadOptions,
        progress: Progress = silent,
    ) -> Landing:
        """Refuse: rows are handed in.

        Raises:
            RequestError: always.
        """
        raise RequestError(NO_FILES())

    def settle(self, con: DuckDBPyConnection) -> None:
        """Take the content away from wordings of what was taken back since."""
        settle(con)

    def parts_touched(self, con: DuckDBPyConnection) -> str:
        """The days of the rows now landed; the lake adds those on which the same things were spoken of before."""
        return "SELECT DISTINCT part FROM landed"

    def fold(self, con: DuckDBPyConnection, options: ReadOptions) -> None:
        """Fold the landed rows into `room_rows`: which contact each speaks of is seen when all sources are folded."""
        fold(con)


SOURCE = Rooms()
