"""The closed vocabularies of the field, spelled as they stand in the lake."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a contact or a visit ended. `unknown` is an end that the source did not see."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    BLOCKED = "blocked"
    TIMED_OUT = "timed_out"
    LEFT_BY_KEY = "left_by_key"
    OVERFLOWED = "overflowed"
    VOICEMAIL = "voicemail"
    CALLBACK = "callback"
    SELF_SERVED = "self_served"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    """Who started the contact; only inbound contacts count as received."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class EvidenceKind(StrEnum):
    """What a judgement of resolution rests on, strongest first (DESIGN: the ladder of evidence)."""

    CUSTOMER = "customer"
    NO_REPEAT = "no_repeat"
    AUDIT = "audit"
    DISPOSITION = "disposition"


class Cause(StrEnum):
    """Why a case was not resolved; a centre may add its own words beside these four."""

    COMPLEXITY = "complexity"
    INFORMATION = "information"
    TURNOVER = "turnover"
    AUTHORITY = "authority"


class Instrument(StrEnum):
    """A survey question whose scale is fixed; a centre's own question keeps its own name."""

    RESOLVED = "resolved"
    CSAT = "csat"
    CES = "ces"
    NPS = "nps"
