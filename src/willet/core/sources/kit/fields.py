"""What a field of a record may hold, and how its text becomes a value of a landed column."""

from dataclasses import dataclass
from enum import StrEnum

from willet.core.records import Saying, saying

A_TEXT = saying("field.text", "%(field)s is missing; every record has one")
A_MOMENT = saying(
    "field.moment",
    "a time is counted since 1970, in seconds, milliseconds or microseconds",
)
SOME_SECONDS = saying("field.seconds", "a length of time is a number from 0, without a unit")

_LENGTH = "[0-9]{1,12}([.][0-9]{1,9})?"
_SECONDS, _MILLIS, _MICROS = r"[0-9]{9,10}([.][0-9]{1,6})?", "[0-9]{12,13}", "[0-9]{15,16}"


class RecordKind(StrEnum):
    """What a field holds; a number is a person's, and lands as `<field>_key` and `<field>_identity` alone."""

    TEXT = "text"
    MOMENT = "moment"
    SECONDS = "seconds"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field: the names it may have in a record, its kind, whether every record has it, and its unit."""

    names: tuple[str, ...]
    kind: RecordKind
    needed: bool = False
    per_second: int = 1
    """How many of the unit of a length of time make a second."""

    @property
    def rule(self) -> Saying:
        """What is said of a value that it cannot hold."""
        return {RecordKind.MOMENT: A_MOMENT, RecordKind.SECONDS: SOME_SECONDS}.get(
            self.kind, A_TEXT
        )

    def landed(self, column: str) -> dict[str, str]:
        """The landed columns: name -> DuckDB type."""
        if self.kind is RecordKind.NUMBER:
            return {f"{column}_key": "UBIGINT", f"{column}_identity": "VARCHAR"}
        types = {RecordKind.MOMENT: "TIMESTAMP", RecordKind.SECONDS: "DOUBLE"}
        return {column: types.get(self.kind, "VARCHAR")}

    def value(self, raw: str) -> str:
        """SQL: the value of a text, NULL where it says nothing or cannot be read."""
        match self.kind:
            case RecordKind.MOMENT:
                return f"make_timestamp({_micros(raw)})"
            case RecordKind.SECONDS:
                sound = f"regexp_full_match({raw}, '{_LENGTH}')"
                return f"CASE WHEN {sound} THEN CAST({raw} AS DOUBLE) / {self.per_second} END"
        return raw

    def wrong(self, raw: str) -> str:
        """SQL: whether a text cannot be read, or is missing where every record has one."""
        missing = f"({self.value(raw)} IS NULL)"
        return missing if self.needed else f"({raw} <> '0' AND {missing})"


def text(*names: str, needed: bool = False) -> RecordField:
    """A name, an id or a word."""
    return RecordField(names, RecordKind.TEXT, needed)


def texts(names: str) -> dict[str, RecordField]:
    """Columns that are called as their fields are, each a text that a record may lack."""
    return {name: text(name) for name in names.split()}


def moment(*names: str, needed: bool = False) -> RecordField:
    """A point in time, counted since 1970; 0 says that there was none."""
    return RecordField(names, RecordKind.MOMENT, needed)


def seconds(*names: str, per_second: int = 1) -> RecordField:
    """A length of time."""
    return RecordField(names, RecordKind.SECONDS, per_second=per_second)


def number(*names: str) -> RecordField:
    """A person's phone number."""
    return RecordField(names, RecordKind.NUMBER)


def _micros(raw: str) -> str:
    arms = ((_SECONDS, 1_000_000), (_MILLIS, 1_000), (_MICROS, 1))
    cases = " ".join(
        f"WHEN regexp_full_match({raw}, '{shape}') THEN CAST(round(CAST({raw} AS DOUBLE) * {factor}) AS BIGINT)"
        for shape, factor in arms
    )
    return f"(CASE {cases} END)"
