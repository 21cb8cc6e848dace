"""What the curve must know of each contact, as columns: its bits, its customer, and what was said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection

from willet.core.cases.curve import passes
from willet.core.cases.curve.filter import Filter
from willet.core.cases.directions import HANDLED, INBOUND, OUTBOUND
from willet.core.cases.evidence import LAST_ABOUT, NEWEST, statements
from willet.core.cases.frame import sequence_of
from willet.core.cases.kernel import Codes, Flags, Index, Micros
from willet.core.cases.linking import Sequence
from willet.core.cases.people import recognise
from willet.core.lake.seen import Span
from willet.core.metrics.render import literal

MEMBERS = """
CREATE OR REPLACE TEMP TABLE members AS
SELECT o.rowid AS case_id, o.rowid AS seq, o.contact_id, c.arrived_at, c.case_ref, c.resolved, c.cause,
    o.person IS NOT NULL AS named, TRUE AS heard, {bits} AS bits
FROM ordered o JOIN contacts c ON c.contact_id = o.contact_id
"""
"""Each contact as a case of its own, so that what is said of cases is told of the contact it was said of."""

JUDGED_SQL = f"""
WITH ranked AS (
    SELECT case_id, kind, 2 * dense_rank() OVER (ORDER BY {NEWEST}) + resolved::INT AS newness
    FROM statements WHERE resolved IS NOT NULL
)
SELECT case_id, coalesce(max(newness) FILTER (kind = 'customer'), -1)::INT AS customer,
    coalesce(max(newness) FILTER (kind = 'audit'), -1)::INT AS audit,
    coalesce(max(newness) FILTER (kind = 'disposition'), -1)::INT AS disposition
FROM ranked GROUP BY case_id
"""
"""The newest statement of each kind: the higher, the newer; the lowest bit is what it says."""

SPOKEN = f"""
SELECT case_id AS row, (2 * dense_rank() OVER (ORDER BY {LAST_ABOUT}) + resolved::INT)::INT AS newness,
    epoch_us(about_at) AS about, epoch_us(given_at) AS given
FROM statements WHERE kind = 'customer' AND resolved IS NOT NULL AND about_at IS NOT NULL
ORDER BY given, row, newness
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What customers said, in the order in which they gave it: of which row, about when and when, in microseconds.

    The higher `newness`, the newer; its lowest bit is what was said.
    """

    row: Index
    newness: Codes
    about: Micros
    given: Micros


@dataclass(frozen=True, slots=True)
class Columns:
    """The contacts of a lake in time order; of each its bits and its evidence.

    `by_customer` has their positions with each customer's together, `who` beside it the customer's
    number, -1 if unknown. `topic_chosen[code + 1]` says whether the filter lets a topic through.
    """

    sequence: Sequence
    flags: passes.Bits
    judged: passes.Cases
    spoken: Spoken
    by_customer: Index
    who: Codes
    topic_chosen: Flags


def columns_of(
    con: DuckDBPyConnection,
    span: Span,
    chosen: Filter,
    silence: Mapping[int, tuple[str, ...]],
) -> Columns:
    """Read the contacts of a connection. `silence` names, per definition, the sources that cannot tell it."""
    recognise(con)
    con.execute("CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM contacts")
    sequence = sequence_of(con)
    con.execute(MEMBERS.format(bits=_bits(span, chosen, silence)), dict(chosen.bound))
    flags, named = np.zeros(len(sequence), np.int32), np.zeros(len(sequence), np.bool_)
    got = con.execute("SELECT case_id, bits, named FROM members").fetchnumpy()
    flags[got["case_id"]], named[got["case_id"]] = got["bits"], got["named"]
    order, who = _by_customer(sequence.person, named)
    topics = _topics_chosen(sequence.topic, flags)
    con.execute(statements())
    stated = _judged(con, len(sequence))
    return Columns(sequence, flags, stated, _spoken(con), order, who, topics)


def _bits(span: Span, chosen: Filter, silence: Mapping[int, tuple[str, ...]]) -> str:
    tests = {
        passes.RECEIVED: INBOUND,
        passes.HANDLED: HANDLED,
        passes.OUTBOUND: OUTBOUND,
        passes.IDENTIFIED: "o.person IS NOT NULL OR c.case_ref IS NOT NULL",
        passes.SECOND_LEVEL: "list_contains(c.tags, 'second_level')",
        passes.NO_TRANSFER: "c.transfers = 0",
        passes.TRANSFERS_UNKNOWN: "c.transfers IS NULL",
        passes.DATED: "c.arrived_at IS NOT NULL",
        passes.INSIDE: span.holds("c.arrived_at"),
        passes.KNOWN_CALLER: "o.known AND o.counts",
        passes.CHOSEN: chosen.plain,
        passes.TOPIC_CHOSEN: chosen.topic,
    }
    for which in range(passes.DEFINITIONS):
        mute = ", ".join(literal(source) for source in silence.get(which, ()))
        tests[passes.DECIDES << which] = f"c.source NOT IN ({mute})" if mute else "TRUE"
    parts = (f"CASE WHEN {sql} THEN {bit} ELSE 0 END" for bit, sql in tests.items())
    return f"({' + '.join(parts)})::INT"


def _by_customer(person: Any, named: Flags) -> tuple[Index, Codes]:
    """The positions with each customer's together, and the customer's number of each, -1 if unknown."""
    number = np.full(len(person), -1, np.int32)
    number[named] = np.unique(person[named], return_inverse=True)[1]
    order = np.argsort(number, kind="stable").astype(np.int32)
    return order, number[order]


def _topics_chosen(topic: Codes, flags: passes.Bits) -> Flags:
    """The filter on topics says the same of every contact of one topic, so any of them can be asked."""
    chosen = np.zeros(int(topic.max(initial=-1)) + 2, np.bool_)
    chosen[topic + 1] = flags & passes.TOPIC_CHOSEN != 0
    return chosen


def _judged(con: DuckDBPyConnection, count: int) -> passes.Cases:
    got = con.execute(JUDGED_SQL).fetchnumpy()
    stated = np.full((count, 3), -1, np.int32)
    for kind, name in enumerate(("customer", "audit", "disposition")):
        stated[got["case_id"], kind] = got[name]
    return stated


def _spoken(con: DuckDBPyConnection) -> Spoken:
    got = con.execute(SPOKEN).fetchnumpy()
    row, newness = (np.ma.getdata(got[name]).astype(np.int32) for name in ("row", "newness"))
    about, given = (np.ma.getdata(got[name]) for name in ("about", "given"))
    return Spoken(row, newness, about, given)
