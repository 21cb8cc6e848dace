"""What Willet knows of the field: the tables as types, their words, and the one error family."""

from willet.core.records.cells import harmless
from willet.core.records.errors import (
    LakeError,
    RequestError,
    UnknownNameError,
    WilletError,
    did_you_mean,
)
from willet.core.records.imports import ImportReport, Unsupported
from willet.core.records.rejects import Reject, RejectLog, masked
from willet.core.records.sayings import Saying, Told, counted, said_in, saying
from willet.core.records.spelling import SPACES, UNSEEN, spelled, spelled_in_sql
from willet.core.records.tables import (
    AGENT_STATES,
    ANSWERS,
    CASES,
    CONTACTS,
    DIMENSIONS,
    EDITS,
    LINKS,
    OUTCOMES,
    TABLES,
    VISITS,
    Column,
    Table,
)
from willet.core.records.words import Cause, Direction, EvidenceKind, Instrument, Outcome

__all__ = [
    "AGENT_STATES",
    "ANSWERS",
    "CASES",
    "CONTACTS",
    "DIMENSIONS",
    "EDITS",
    "LINKS",
    "OUTCOMES",
    "SPACES",
    "TABLES",
    "UNSEEN",
    "VISITS",
    "Cause",
    "Column",
    "Direction",
    "EvidenceKind",
    "ImportReport",
    "Instrument",
    "LakeError",
    "Outcome",
    "Reject",
    "RejectLog",
    "RequestError",
    "Saying",
    "Table",
    "Told",
    "UnknownNameError",
    "Unsupported",
    "WilletError",
    "counted",
    "did_you_mean",
    "harmless",
    "masked",
    "said_in",
    "saying",
    "spelled",
    "spelled_in_sql",
]
