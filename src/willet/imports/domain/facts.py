"""What rooms wrote down goes into the lake: every minute where there is something, and nothing is lost or twice.

Up to where rows were handed in is kept in the lake, in the very step in which they land: a worker that dies between
hands them in again, and an older copy of the lake asks for what it lacks.
"""

import logging
from datetime import UTC, datetime, timedelta

from willet.core.intake import LandedRows, land_rows, marks_of
from willet.core.intake.handing import Marks
from willet.core.lake.checked import last_check
from willet.core.lake.landed import read_landed
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import read_head
from willet.core.lake.seals import is_sound
from willet.core.sources.rooms import RoomRow
from willet.figures.domain.facts import LONG_OVERLAP, OVERLAP, offered, rows_since
from willet.figures.domain.whole import lake_path

log = logging.getLogger("willet.work")

_LANDED = "landed/"
_DAMAGED = f"{_LANDED}rooms/"

Wording = tuple[str, str, int, datetime]


class Handing:
    """Hands the rows of all rooms to the lake; remembers those of the last minutes, not to open the lake for them.

    Whoever begins asks for those of the last days once.
    """

    def __init__(self) -> None:
        self._handed = set[Wording]()
        self._marks = dict[str, str]()
        self._overlap = LONG_OVERLAP

    def land(self) -> LandedRows | None:
        """Land what is new. None where nothing is, or there is no lake yet: the rows wait in their rooms.

        Raises:
            LakeError: the lake or the disk failed; the lake is as it was.
            Exception: a room could not give its rows; those of the others have landed.
        """
        if not (lake_path() / "HEAD").exists():
            return None
        anew = _is_damaged()
        marks = {} if anew else dict(marks_of(lake_path()))
        if marks != self._marks:
            # Landed by another process, undone, or an older lake put back.
            self._handed.clear()
        given, faults = _given(marks, self._overlap)
        if anew and faults:
            # Only all rows together may take the place of what the lake has of rooms.
            raise faults[0]
        landed = self._landed(given, anew=anew)
        self._overlap = OVERLAP
        if faults:
            raise faults[0]
        return landed

    def _landed(self, given: list[RoomRow], *, anew: bool) -> LandedRows | None:
        rows = [row for row in given if _wording(row) not in self._handed]
        if not rows:
            return None
        landed = land_rows(lake_path(), given if anew else rows, marks=_newest(given), anew=anew)
        self._handed = {_wording(row) for row in given}
        self._marks = dict(marks_of(lake_path()))
        _tell(landed)
        return landed


def _given(marks: Marks, overlap: timedelta) -> tuple[list[RoomRow], list[Exception]]:
    """The rows of every room, and what went wrong in those that could not give theirs: these hold up no other."""
    given, faults = list[RoomRow](), list[Exception]()
    for facts in offered():
        try:
            given += list(rows_since(facts, marks, overlap=overlap))
        except Exception as fault:
            log.exception("the rows of %s cannot be read; the others land without them", facts.name)
            faults.append(fault)
    return given, faults


def _wording(row: RoomRow) -> Wording:
    return row.room, row.id, row.revision, row.written_at


def _newest(rows: list[RoomRow]) -> dict[str, str]:
    """Up to where each room's rows go; never ahead of now, for what is written next would be dated before it."""
    marks, now = dict[str, datetime](), datetime.now(UTC)
    for row in rows:
        written_at = min(row.written_at, now)
        marks[row.room] = max(written_at, marks.get(row.room, written_at))
    return {room: moment.isoformat() for room, moment in marks.items()}


def _is_damaged() -> bool:
    """Whether a file of rows that rooms handed in was found damaged, and is: what they have takes its place."""
    layout = Layout(lake_path())
    checked = last_check(layout)
    paths = [d.path for d in checked.damaged if d.path.startswith(_DAMAGED)] if checked else []
    seals = read_landed(layout, read_head(layout)).seals if paths else {}
    named = ((layout.root / path, seals.get(path.removeprefix(_LANDED))) for path in paths)
    return any(seal is not None and not is_sound(path, seal) for path, seal in named)


def _tell(landed: LandedRows) -> None:
    for reject in landed.rejects.first:
        log.error("a row of a room was refused: %s, %s: %s", reject.file, reject.field, reject.rule)
