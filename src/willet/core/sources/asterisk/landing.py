"""From raw fields to landed events: typed, hashed of personal data, each with its part or its fault."""

from collections.abc import Callable, Sequence
from functools import partial

from duckdb import DuckDBPyConnection

from willet.core.records import Message, saying
from willet.core.sources.asterisk.callers import CALLERS
from willet.core.sources.asterisk.events import (
    AGENT_ROLES,
    CALL_ROLES,
    TELLING_ROLES,
    EventRole,
    roles_list,
    variant_of,
)
from willet.core.sources.asterisk.fields import DATA
from willet.core.sources.asterisk.times import (
    UNDATED,
    call_epoch,
    clock_between,
    instant,
    timed_fields,
)
from willet.core.sources.clock import Clock
from willet.core.sources.years import FIRST_YEAR, LAST_YEAR

LANDED = {
    "at_s": "BIGINT",
    "callid": "VARCHAR",
    "queue": "VARCHAR",
    "agent": "VARCHAR",
    "event": "VARCHAR",
    "wait_s": "INTEGER",
    "talk_s": "INTEGER",
    "ring_ms": "INTEGER",
    "number_key": "UBIGINT",
    "identity": "VARCHAR",
    "said": "VARCHAR",
    "score": "INTEGER",
    "clock_note": "VARCHAR",
}
"""The canonical event: both forms of one log land it alike."""

FAULTS: dict[str, tuple[str, Callable[[], Message]]] = {
    "fields": (
        "line",
        saying("event.fields", "a line has five fields: time|callid|queue|agent|event"),
    ),
    "time": (
        "time",
        partial(
            saying(
                "event.time_of_years",
                "a time lies in the years %(first)s to %(last)s, in seconds since 1970 or as YYYY-MM-DD HH:MM:SS",
            ),
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        ),
    ),
    "gap": (
        "time",
        saying("event.gap", "this local time does not exist: the clock was put forward over it"),
    ),
    "callid": ("callid", saying("event.callid", "this event belongs to a call and needs its id")),
    "wait": (
        "wait",
        saying("event.wait", "a wait is a whole number of seconds, 0 or more, below 24 days"),
    ),
    "talk": (
        "talk",
        saying("event.talk", "a talk time is a whole number of seconds, 0 or more, below 24 days"),
    ),
    "ring": (
        "ring",
        saying("event.ring", "a ring time is a whole number, 0 or more, below 24 days"),
    ),
    "score": (
        "score",
        saying("event.score", "an answer is a whole number on the scale of its question"),
    ),
}
"""Each fault: the field it names and the rule it breaks."""

LONGEST_S = 2_073_600
"""24 days: what stands longer in a queue is damage; as milliseconds it fits the landed columns."""
SCALES = {"csat": (1, 5), "ces": (1, 7), "nps": (0, 10), "resolved": (0, 1)}
"""Lowest and highest answer of the questions whose scale is fixed."""

_CHANNEL = r"([\w.-]+-)?\d{9,10}\.\d+"
"""What the id of a channel looks like; no person is named by it."""
_NO_CALL = "('', 'NONE', 'REALTIME', 'MANAGER', 'CLI')"
_CALLS = roles_list(CALL_ROLES)
_OF_AGENT = roles_list(AGENT_ROLES)
_MAY_LACK_CALL = roles_list(TELLING_ROLES)


CUT_OFF = "cut_off"
"""The mark of a last line that is still being written: no fault, but no whole row either."""
BLANK = "blank"
"""The mark of a line on which nothing stands but blanks and delimiters: no row at all."""


def land(con: DuckDBPyConnection, cut_off: Sequence[int], zone: str | None) -> None:
    """Make the temp table `landed`, for the moment with `row_no`, `fault` and `is_negative` beside it.

    Raises:
        RequestError: times are local text and no zone was told.
    """
    timed = timed_fields(con, zone)
    row = con.execute(
        f"""SELECT min(LEAST(at_s, call_s)), max(GREATEST(at_s, call_s)) FROM (
            SELECT at_s, {call_epoch("callid")} AS call_s FROM ({timed}))"""
    ).fetchone()
    clock = clock_between(zone, *(row or (None, None)))
    con.execute(f"CREATE OR REPLACE TEMP TABLE landed AS {_typed(timed, cut_off, clock)}")


def _typed(timed: str, cut_off: Sequence[int], clock: Clock) -> str:
    rows = f"row_no IN ({', '.join(map(str, cut_off))})" if cut_off else "FALSE"
    of_call = f"role NOT IN {_OF_AGENT} AND callid IS NOT NULL"
    figures = ", ".join(
        f"CASE WHEN {name} >= 0 THEN {name} END AS {name}"
        for name in ("wait_s", "talk_s", "ring_ms")
    )
    return f"""
    WITH told AS ({_fields_of(timed)}), figures AS ({_figures()}),
    typed AS (SELECT *, CASE WHEN {of_call} THEN {call_epoch("callid")} ELSE at_s END AS day_s FROM figures)
    SELECT at_s, callid, queue, agent, event, {figures},
        CASE WHEN number_text <> '' THEN c.key END AS number_key,
        CASE WHEN number_text <> '' THEN c.identity END AS identity,
        {_disposition()} AS said, score, clock_note,
        CASE WHEN day_s IS NULL THEN DATE '{UNDATED}' ELSE {clock.local_date(instant("day_s"))} END AS part,
        {_fault(rows)} AS fault,
        row_no, COALESCE(LEAST(wait_s, talk_s, ring_ms) < 0, FALSE) AS is_negative
    FROM typed LEFT JOIN {CALLERS} c ON c.text = number_text
    """


def _fields_of(timed: str) -> str:
    """Each row of fields beside what the list of events says of it."""
    return f"""
    SELECT f.*, COALESCE(e.role, {int(EventRole.KEPT)}) AS role, e.landed,
        e.ring_unit_ms, e.stated AS said_at,
        {_pick("wait")} AS wait_text, {_pick("talk")} AS talk_text, {_pick("ring")} AS ring_text,
        {_pick("score")} AS score_text, {_pick("number")} AS number_text, {_pick("stated")} AS said_text
    FROM ({timed}) f LEFT JOIN asterisk_events e ON e.name = f.event AND e.variant =
        {variant_of("f")}
    """


def _pick(what: str) -> str:
    arms = (f"WHEN {n} THEN COALESCE(f.{name}, '')" for n, name in enumerate(DATA[:5], 1))
    return f"CASE e.{what} {' '.join(arms)} END"


def _figures() -> str:
    return f"""
    SELECT * REPLACE (
            CASE WHEN trim(callid) NOT IN {_NO_CALL} THEN trim(callid) END AS callid,
            CASE WHEN queue NOT IN ('', 'NONE') THEN queue END AS queue,
            CASE WHEN agent NOT IN ('', 'NONE') THEN agent END AS agent,
            COALESCE(NULLIF(landed, ''), event) AS event),
        {_bounded("TRY_CAST(wait_text AS BIGINT)", LONGEST_S)} AS wait_s,
        {_bounded("TRY_CAST(talk_text AS BIGINT)", LONGEST_S)} AS talk_s,
        {_bounded("TRY_CAST(ring_text AS INTEGER) * CAST(ring_unit_ms AS BIGINT)", 1000 * LONGEST_S)} AS ring_ms,
        TRY_CAST(score_text AS INTEGER) AS score
    FROM told
    """


def _bounded(figure: str, most: int) -> str:
    """SQL: the figure where it is one that can be, else NULL; any negative one is -1, a clock put back."""
    return (
        f"CASE WHEN {figure} < 0 THEN -1 WHEN {figure} <= {most} THEN CAST({figure} AS INTEGER) END"
    )


def _disposition() -> str:
    """What may land of words: a status code, a reason, a question's name, a channel's id; three of a disposition."""
    fields = (
        rf"regexp_extract(said_text, '(?:^|;)\s*{n}\s*=\s*([^;]*)', 1)"
        for n in ("resolved", "topic", "blocker")
    )
    known = f"""CASE WHEN event = 'DISPOSITION' THEN concat_ws(';', {", ".join(fields)})
        WHEN event = 'CONNECT' AND NOT regexp_full_match(said_text, '{_CHANNEL}') THEN NULL
        ELSE NULLIF(said_text, '') END"""
    return f"nfc_normalize({known})"


def _fault(cut_off: str) -> str:
    """The first rule the row breaks, or NULL."""
    return f"""CASE
        WHEN {cut_off} THEN '{CUT_OFF}'
        WHEN concat(told_at, callid, queue, agent, event) = '' THEN '{BLANK}'
        WHEN event IS NULL OR event = '' THEN 'fields'
        WHEN in_gap THEN 'gap'
        WHEN at_s IS NULL THEN 'time'
        WHEN callid IS NULL AND role IN {_CALLS} THEN 'callid'
        WHEN {_wrong("wait_text", "wait_s")} THEN 'wait'
        WHEN {_wrong("talk_text", "talk_s")} THEN 'talk'
        WHEN {_wrong("ring_text", "ring_ms")} THEN 'ring'
        WHEN score_text <> '' AND (score IS NULL OR {_off_scale()}) THEN 'score'
        END"""


def _wrong(text: str, figure: str) -> str:
    """No number at all. A negative one is what a clock that was put back leaves: unknown, not wrong."""
    return f"{text} <> '' AND {figure} IS NULL"


def _off_scale() -> str:
    arms = (f"WHEN '{name}' THEN score NOT BETWEEN {a} AND {b}" for name, (a, b) in SCALES.items())
    return f"CASE lower(said_text) {' '.join(arms)} ELSE score < 0 END"
