"""Between the lake and the loops: contacts of a connection as columns, and places back as a table."""

from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection

from willet.core.cases.compiled import loops
from willet.core.cases.directions import HANDLED, INBOUND, INTERNAL, OUTBOUND
from willet.core.cases.following import follow
from willet.core.cases.kernel import Flags
from willet.core.cases.linking import Neighbours, Places, Sequence
from willet.core.cases.rules import Rules
from willet.core.cases.standing import Standing, columns_of

ORDERED = f"""
CREATE OR REPLACE TEMP TABLE ordered AS
WITH topics AS (
    SELECT topic, row_number() OVER (ORDER BY topic) - 1 AS topic_code
    FROM (SELECT DISTINCT topic FROM scope WHERE topic IS NOT NULL)
), refs AS (
    SELECT case_ref, row_number() OVER (ORDER BY case_ref) - 1 AS ref_code
    FROM (SELECT DISTINCT case_ref FROM scope WHERE case_ref IS NOT NULL)
)
SELECT c.contact_id, c.case_ref, w.person, w.identity, c.arrived_at,
    coalesce(t.topic_code, -1)::INT AS topic_code, coalesce(r.ref_code, -1)::INT AS ref_code,
    {INBOUND} AS counts, {HANDLED} AS answered,
    coalesce({OUTBOUND}, FALSE) AS outbound,
    w.person IS NOT NULL AND c.arrived_at IS NOT NULL AND NOT coalesce({INTERNAL}, FALSE) AS known
FROM scope c
JOIN people w ON w.contact_id = c.contact_id
LEFT JOIN topics t ON t.topic = c.topic
LEFT JOIN refs r ON r.case_ref = c.case_ref
ORDER BY c.arrived_at, c.contact_id
"""
"""Rows in time order; the row number of this table is a row's position in the loops."""

COLUMNS = """
SELECT coalesce(epoch_us(arrived_at), 0) AS at, coalesce(person, 0)::UBIGINT AS person, known,
    topic_code AS topic, ref_code AS ref, counts
FROM ordered ORDER BY rowid
"""

SPLIT = """
SELECT DISTINCT o.rowid FROM ordered o JOIN followed_edits e ON e.contact_id = o.contact_id WHERE e.kind = 'split'
"""

JOINED = """
SELECT one.rowid, other.rowid FROM followed_edits e
JOIN ordered one ON one.contact_id = e.contact_id JOIN ordered other ON other.contact_id = e.other_id
WHERE e.kind = 'join' AND NOT EXISTS (
    FROM followed_edits s WHERE s.kind = 'split' AND s.made_at > e.made_at
        AND s.contact_id IN (e.contact_id, e.other_id)
) ORDER BY one.rowid, other.rowid
"""
"""Pairs joined by hand, but for those that a later split took back."""

COLUMN_NAMES = ("at", "person", "known", "topic", "ref", "counts")

_WHY = "['first', 'case_ref', 'customer', 'by_hand', 'by_hand']"

PLACES = f"""
CREATE OR REPLACE TEMP TABLE places AS
SELECT o.rowid AS seq, o.contact_id, o.person AS customer_key, o.identity, o.counts,
    CASE WHEN root.case_ref IS NOT NULL AND n.root_named THEN root.case_ref
        ELSE 'case:' || root.contact_id END AS case_id,
    CASE WHEN n.number > 0 THEN n.number END AS contact_no,
    {_WHY}[n.why + 1] AS linked_by,
    CASE WHEN n.why = 2 THEN n.link_us / 1e6 END AS link_gap_s,
    {{gaps}}, n.within, n.heard, n.followed, n.alone, n.followed_up,
    CASE WHEN o.counts AND o.known THEN CASE WHEN n.repeat_us BETWEEN 0 AND {{horizon}}
        THEN n.repeat_us / 1e6 ELSE 'inf'::DOUBLE END END AS repeat_gap_s
FROM ordered o POSITIONAL JOIN numbered n
JOIN ordered root ON root.rowid = n.root
"""

_SUFFIX = {"ignored": "", "required": "_topic", "if_known": "_if_known"}
_DECIDES = {
    "ignored": "o.known",
    "required": "o.known AND o.topic_code >= 0",
    "if_known": "o.known",
}
"""When a contact without a neighbour is known to have none: it has a customer, and a topic if one is asked for."""


def sequence_of(con: DuckDBPyConnection) -> Sequence:
    """The contacts of relation `scope`, with the customers of relation `people`, as columns.

    Leaves the temp table `ordered` behind, whose row numbers are the positions.
    """
    con.execute(ORDERED)
    follow(con)
    got: dict[str, Any] = dict(con.execute(COLUMNS).fetchnumpy())
    at, person, known, topic, ref, counts = (np.ma.getdata(got[name]) for name in COLUMN_NAMES)
    joined = tuple((int(one), int(other)) for one, other in con.execute(JOINED).fetchall())
    return Sequence(at, person, known, topic, ref, counts, _split(con, len(at)), joined)


def _split(con: DuckDBPyConnection, count: int) -> Flags:
    split = np.zeros(count, np.bool_)
    split[[row for (row,) in con.execute(SPLIT).fetchall()]] = True
    return split


def keep(
    con: DuckDBPyConnection,
    sequence: Sequence,
    near: dict[str, Neighbours],
    rules: Rules,
    got: Places,
) -> None:
    """Make the temp table `places` from what the loops found."""
    columns: dict[str, Any] = {
        "root": got.case,
        "why": got.why,
        "number": got.number,
        "root_named": _first_of_ref(sequence)[got.case],
        "link_us": _gap(sequence, near[rules.topic].before, back=True),
        "repeat_us": _repeats(sequence, near[rules.topic].after, got),
        **columns_of(_standing(con, sequence, rules, got)),
    }
    for topic, pair in near.items():
        columns[f"prev_{topic}"] = _gap(sequence, pair.before, back=True)
        columns[f"next_{topic}"] = _gap(sequence, pair.after, back=False)
    con.register("numbered", columns)
    gaps = ", ".join(_gap_columns(near, rules.horizon_us))
    con.execute(PLACES.format(gaps=gaps, horizon=rules.horizon_us))
    con.unregister("numbered")


def _standing(con: DuckDBPyConnection, sequence: Sequence, rules: Rules, got: Places) -> Standing:
    columns = con.execute("SELECT answered, outbound FROM ordered ORDER BY rowid").fetchnumpy()
    answered, outbound = (np.ma.getdata(columns[name]) for name in ("answered", "outbound"))
    seen, out = (got.case, sequence.at, sequence.counts), np.empty(len(sequence), np.int8)
    loops().stand(*seen, answered, rules.window_us, out)
    loops().pursue(*seen, outbound, rules.window_us, out)
    return out


def _gap_columns(near: dict[str, Neighbours], horizon: int) -> list[str]:
    return [
        f"CASE WHEN {_DECIDES[topic]} AND o.counts THEN CASE WHEN n.{side}_{topic} BETWEEN 0 AND {horizon} "
        f"THEN n.{side}_{topic} / 1e6 ELSE 'inf'::DOUBLE END END AS {side}_gap{suffix}_s"
        for topic, suffix in _SUFFIX.items()
        if topic in near
        for side in ("prev", "next")
    ]


def _gap(sequence: Sequence, to: np.ndarray[Any, Any], *, back: bool) -> np.ndarray[Any, Any]:
    other = sequence.at[to]
    gap = sequence.at - other if back else other - sequence.at
    return np.where(to >= 0, gap, -1)


def _first_of_ref(sequence: Sequence) -> np.ndarray[Any, Any]:
    first = np.full(int(sequence.ref.max(initial=-1)) + 2, -1, np.int64)
    positions = np.arange(len(sequence))
    first[sequence.ref[::-1]] = positions[::-1]
    named: np.ndarray[Any, Any] = (sequence.ref >= 0) & (first[sequence.ref] == positions)
    return named


def _repeats(sequence: Sequence, after: np.ndarray[Any, Any], got: Places) -> np.ndarray[Any, Any]:
    # A later contact that the source filed under another case, or that a person split off, is another
    # problem by their word: it is no repeat.
    own, later = sequence.ref[got.case], sequence.ref[got.case[after]]
    other = (own >= 0) & (later >= 0) & (own != later)
    none = (after < 0) | other | sequence.split[after] | (got.case[after] == got.case)
    return np.where(none, -1, sequence.at[after] - sequence.at)
