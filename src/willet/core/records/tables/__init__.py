"""The tables of the lake as types: each column with its DuckDB type, unit and meaning.

Every fact table carries the dimensions of its contact (queue, agent, team, topic ...) in its own
row. That costs disk and buys two things: a metric is one scan of one table, and no join can
multiply a row by accident.
"""

from willet.core.records.tables.facts import (
    AGENT_STATES,
    ANSWERS,
    CALL_IDS,
    CONTACTS,
    OUTCOMES,
    VISITS,
)
from willet.core.records.tables.granted import GRANTED_ROWS, GRANTS
from willet.core.records.tables.levers import (
    CODES,
    INTERVENTIONS,
    LEARNED,
    NAMES,
    PROMISES,
    REVIEWS,
    ROSTER,
    USES,
)
from willet.core.records.tables.linked import CASES, EDITS, LINKS
from willet.core.records.tables.rooms import ROOM_JOINS, ROOM_ROWS
from willet.core.records.tables.table import LakeColumn, LakeTable

__all__ = [
    "AGENT_STATES",
    "ANSWERS",
    "CALL_IDS",
    "CASES",
    "CODES",
    "CONTACTS",
    "DIMENSIONS",
    "EDITS",
    "GRANTED_ROWS",
    "GRANTS",
    "INTERVENTIONS",
    "LEARNED",
    "LINKS",
    "NAMES",
    "OUTCOMES",
    "PROMISES",
    "REVIEWS",
    "ROOM_JOINS",
    "ROOM_ROWS",
    "ROSTER",
    "TABLES",
    "USES",
    "VISITS",
    "LakeColumn",
    "LakeTable",
]

TABLES = {
    t.name: t
    for t in (
        CONTACTS,
        VISITS,
        AGENT_STATES,
        OUTCOMES,
        CALL_IDS,
        ANSWERS,
        USES,
        REVIEWS,
        PROMISES,
        CODES,
        LEARNED,
        ROSTER,
        NAMES,
        INTERVENTIONS,
        ROOM_ROWS,
        ROOM_JOINS,
        CASES,
        LINKS,
        EDITS,
        GRANTS,
    )
}

DIMENSIONS = (
    "queue",
    "agent",
    "team",
    "topic",
    "channel",
    "direction",
    "language",
    "outcome",
    "source",
)
