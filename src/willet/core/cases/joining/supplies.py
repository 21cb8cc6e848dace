"""What rooms tell of the contacts of other sources, which these cannot tell by themselves."""

from collections.abc import Collection, Mapping

from duckdb import DuckDBPyConnection

from willet.core.cases.joining.lake_files import LakeFiles
from willet.core.records import ANSWERS, OUTCOMES, ROOM_JOINS, EvidenceKind, Instrument

_JUDGED = "call_resolution"
_DISPOSITIONS = ("disposed", "own_word")
_SEEN = (
    "SELECT DISTINCT source, table_name, word FROM ({joins}) WHERE state = 'joined' ORDER BY ALL"
)


def supplied(con: DuckDBPyConnection, held: LakeFiles) -> Mapping[str, Collection[str]]:
    """Source -> what its contacts are known by through rooms: a judgement, a survey question; from `room_joins`."""
    rows = con.execute(_SEEN.format(joins=held.rows(ROOM_JOINS.name))).fetchall()
    filled: dict[str, set[str]] = {}
    for source, table, word in rows:
        filled.setdefault(source, set()).update(_gaps(table, word))
    return {source: sorted(gaps) for source, gaps in filled.items() if gaps}


def _gaps(table: str, word: str | None) -> set[str]:
    if table == OUTCOMES.name:
        return {_JUDGED, *_DISPOSITIONS} if word == EvidenceKind.DISPOSITION else {_JUDGED}
    if table == ANSWERS.name and word:
        return {word, _JUDGED} if word == Instrument.RESOLVED else {word}
    return set()
