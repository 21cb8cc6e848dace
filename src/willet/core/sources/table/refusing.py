"""Which rows of a batch are refused, and why: the first field that cannot be read, with its rule."""

from duckdb import DuckDBPyConnection

from willet.core.records import Message, Reject, RejectLog, masked, saying
from willet.core.records.rejects import most_kept
from willet.core.sources.table.fields import NEEDED, Kind
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.sql import quoted
from willet.core.sources.table.steps import PLACED, in_no_hour, is_moment, wrong

_SHOWN = 200
NO_SUCH_TIME = saying(
    "no_such_local_time",
    "this local time does not exist in %(zone)s: the clock was put forward over it",
)
LACKING = saying("field_missing", "%(field)s is missing; a contact needs it")


def refuse(con: DuckDBPyConnection, slots: tuple[Slot, ...], zone: str, file: str) -> RejectLog:
    """Take the rows that break a rule out of the placed rows; one reject per row."""
    rules = _rules(slots, zone)
    reasons = [_reason(slot, zone) for slot in slots if slot.rejects or slot.field.name in NEEDED]
    reasons += [_missing([s for s in slots if s.own and s.field.name == n]) for n in NEEDED]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE table_refused AS SELECT line, reason FROM (SELECT line, "
        f"list_filter([{', '.join(reasons)}], lambda x: x IS NOT NULL)[1] AS reason FROM {PLACED}) "
        "WHERE reason IS NOT NULL"
    )
    rows = con.execute(
        "SELECT line, reason.column_name, reason.shown, reason.rule, reason.personal, "
        f"count(*) OVER () FROM table_refused ORDER BY line LIMIT {most_kept()}"
    ).fetchall()
    log = RejectLog()
    if rows:
        con.execute(f"DELETE FROM {PLACED} WHERE line IN (SELECT line FROM table_refused)")
        gathered = [
            Reject(file, n, c, masked(v) if p else v, rules[r]) for n, c, v, r, p, _ in rows
        ]
        log.extend(gathered, total=rows[0][-1])
    return log


def _rules(slots: tuple[Slot, ...], zone: str) -> dict[str, Message]:
    """Every rule a row may break, by its English: the engine hands back the text alone."""
    given = [slot.meaning for slot in slots] + [LACKING(field=name) for name in NEEDED]
    return {str(rule): rule for rule in [*given, NO_SUCH_TIME(zone=zone)]}


def _reason(slot: Slot, zone: str) -> str:
    rule = quoted(slot.meaning)
    if is_moment(slot):
        gap = quoted(NO_SUCH_TIME(zone=zone))
        rule = f"CASE WHEN {in_no_hour(slot)} THEN {gap} ELSE {rule} END"
    return f"CASE WHEN {wrong(slot)} THEN {_struct(slot, slot.shown, rule)} END"


def _missing(slots: list[Slot]) -> str:
    name = slots[0].field.name
    values = ", ".join(f"v_{slot.name}" for slot in slots)
    rule = quoted(LACKING(field=name))
    return f"CASE WHEN coalesce({values}) IS NULL THEN {_struct(slots[0], quoted(''), rule)} END"


def _struct(slot: Slot, shown: str, rule: str) -> str:
    personal = "TRUE" if slot.field.kind is Kind.PERSON else "FALSE"
    return (
        f"struct_pack(column_name := {quoted(slot.column)}, shown := left({shown}, {_SHOWN}), "
        f"rule := {rule}, personal := {personal})"
    )
