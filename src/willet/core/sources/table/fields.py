"""The fields a mapping may fill: what kind of value each takes, and which column of the lake it becomes."""

from dataclasses import dataclass
from enum import StrEnum

from willet.core.records import Direction, Outcome


class Kind(StrEnum):
    """How the text of a field is read."""

    TEXT = "text"
    WORD = "word"
    MOMENT = "moment"
    DURATION = "duration"
    COUNT = "count"
    MONEY = "money"
    SCORE = "score"
    TRUTH = "truth"
    TAGS = "tags"
    PERSON = "person"


DUCKDB_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.WORD: "VARCHAR",
    Kind.DURATION: "DOUBLE",
    Kind.COUNT: "BIGINT",
    Kind.MONEY: "DECIMAL(18,2)",
    Kind.SCORE: "DOUBLE",
    Kind.TRUTH: "BOOLEAN",
    Kind.TAGS: "VARCHAR[]",
    Kind.PERSON: "VARCHAR",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a contact: its name, kind, the closed words it may hold, the most it may count."""

    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    most: int = 0


def _texts(names: str) -> list[Field]:
    return [Field(name, Kind.TEXT) for name in names.split()]


def _durations(names: str) -> list[Field]:
    return [Field(name, Kind.DURATION) for name in names.split()]


_FIELDS = [
    Field("contact_id", Kind.TEXT),
    Field("arrived_at", Kind.MOMENT),
    Field("direction", Kind.WORD, tuple(word.value for word in Direction)),
    Field("outcome", Kind.WORD, tuple(word.value for word in Outcome)),
    Field("ended_by", Kind.WORD, ("customer", "agent", "system")),
    *_texts("channel language queue agent team topic disposition case_ref cause"),
    *_durations("ivr_s wait_s ring_s talk_s hold_s acw_s"),
    Field("transfers", Kind.COUNT, most=65_535),
    Field("offers", Kind.COUNT, most=65_535),
    Field("unanswered_offers", Kind.COUNT, most=65_535),
    Field("consults", Kind.COUNT, most=65_535),
    Field("agent_tenure_days", Kind.COUNT, most=36_500),
    Field("sale_amount", Kind.MONEY),
    Field("resolved", Kind.TRUTH),
    Field("consulted", Kind.TRUTH),
    Field("revised_at", Kind.MOMENT),
    Field("tags", Kind.TAGS),
    Field("customer_id", Kind.PERSON),
    Field("customer_number", Kind.PERSON),
    Field("customer_email", Kind.PERSON),
]

FIELDS = {field.name: field for field in _FIELDS}

WORKED_OUT = {
    "source": "the mapping's `name`",
    "customer_key": "columns.customer_id, customer_number or customer_email",
    "id_key": "columns.customer_id",
    "number_key": "columns.customer_number",
    "email_key": "columns.customer_email",
    "identity": "columns.customer_id, customer_number or customer_email",
    "local_date": "columns.arrived_at",
    "local_interval": "columns.arrived_at",
    "wall_interval": "columns.arrived_at",
    "clock_note": "columns.arrived_at",
}
"""Columns of a contact that Willet works out itself -> what to map instead."""

NEEDED = ("contact_id", "arrived_at")
