"""The contacts that a row of a room would fit, were it handed in now: asked before it is written down."""

from datetime import UTC, datetime
from typing import Final

from willet.core.cases.joining.fits import find_fits
from willet.core.cases.joining.lake_files import LakeFiles
from willet.core.lake import Snapshot
from willet.core.records import ROOM_ROWS
from willet.core.sources.rooms.fold import fold, settle
from willet.core.sources.rooms.landing import land
from willet.core.sources.rooms.rows import About, RoomRow

_ROOM: Final = "fitting"
_VALUES: Final = {"kind": "article", "ref": "1", "how": "opened"}
"""Of a row of `uses`; which table a row belongs to says nothing of what fits it."""


def contacts_fitting(snapshot: Snapshot, about: About) -> tuple[str, ...]:
    """The ids of the contacts that fit what a row names, by the rule by which rows join; of a case its newest.

    Raises:
        LakeError: the lake cannot be read.
    """
    row = RoomRow(_ROOM, "uses", "1", 1, datetime.now(UTC), _VALUES, about)
    with snapshot.reading() as con:
        if not land(con, [row]).landed:
            return ()
        settle(con)
        fold(con)
        con.execute(f'CREATE OR REPLACE TEMP TABLE room_asked AS SELECT * FROM "{ROOM_ROWS.name}"')
        find_fits(con, LakeFiles(snapshot.layout, snapshot.manifest.files))
        fits = con.execute("SELECT DISTINCT contact_id FROM room_fits ORDER BY 1").fetchall()
    return tuple(contact_id for (contact_id,) in fits)
