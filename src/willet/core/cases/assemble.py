"""Cases and links as rows: each contact's place, summed over its case, with the verdict of the ladder."""

from duckdb import DuckDBPyConnection

from willet.core.cases.directions import ENDED_LOST, EVER_HANDLED, HANDLED, OUTBOUND
from willet.core.cases.evidence import gather
from willet.core.cases.rules import Rules
from willet.core.lake.seen import Span, literal, watched
from willet.core.records import CASES, CONTACTS, LINKS, LakeTable

_CARRIED = ", ".join(
    f"c.{name}"
    for name in LINKS.names
    if name in CONTACTS.names and name not in ("contact_id", "customer_key", "identity")
)

MEMBERS = f"""
CREATE OR REPLACE TEMP TABLE members AS
SELECT p.*, {_CARRIED}, c.case_ref, c.cause, c.resolved,
    list_contains(c.tags, 'second_level') AS second_level,
    p.customer_key IS NOT NULL OR c.case_ref IS NOT NULL AS identified,
    {HANDLED} AS handled, c.disposition IS NOT NULL OR c.cause IS NOT NULL AS coded
FROM scope c JOIN places p ON p.contact_id = c.contact_id
"""

SUMS = """
CREATE OR REPLACE TEMP TABLE sums AS
SELECT case_id,
    arg_min(contact_id, seq + CASE WHEN counts THEN 0 ELSE 4294967296 END) AS first_contact,
    arg_max(contact_id, seq - CASE WHEN counts THEN 0 ELSE 4294967296 END) AS last_contact,
    arg_min(topic, seq) FILTER (topic IS NOT NULL) AS case_topic,
    arg_max(linked_by, CASE linked_by WHEN 'by_hand' THEN 3 WHEN 'case_ref' THEN 2
        WHEN 'customer' THEN 1 ELSE 0 END) AS why,
    greatest(count(*) FILTER (counts), 1) AS contacts,
    count(*) FILTER (handled AND counts) AS handled,
    count(*) FILTER ({outbound}) - bool_and(coalesce({outbound}, FALSE))::INT
        AS follow_ups,
    coalesce(sum(transfers), 0) AS transfers,
    count(DISTINCT customer_key) AS customers,
    bool_or(identified) AS identified,
    bool_or(identified AND heard) AS identified_then,
    bool_or(resolved IS NOT NULL) AS recorded,
    max(arrived_at) FILTER (handled AND counts) AS last_taken_at,
    greatest(count(*) FILTER (counts AND within), 1) AS contacts_in_window,
    coalesce(bool_or(handled AND counts AND within), FALSE) AS taken,
    count(*) FILTER (handled AND counts AND heard) AS answers,
    min(arrived_at) FILTER (handled AND counts AND within) AS answered_at,
    max(repeat_gap_s) FILTER (handled AND counts AND heard) AS answer_gap_s,
    max(seq) FILTER (counts AND heard) = max(seq) FILTER (handled AND counts AND heard) AS answered_last,
    arg_max({ended_lost}, seq) FILTER (counts AND within) AS ended_lost,
    min(arrived_at) FILTER (told_solved AND counts AND within) AS promised_at,
    arg_min(followed OR coalesce(repeat_gap_s <= {window_s}, FALSE), seq)
        FILTER (told_solved AND counts AND within) AS came_back
FROM members LEFT JOIN called_solved USING (contact_id) GROUP BY case_id
"""

CASE_ROWS = """
WITH told AS (
    SELECT s.case_id, f.source, f.customer_key, f.arrived_at AS opened_at, f.local_date, f.local_interval,
        f.wall_interval, f.direction, f.channel, f.language, f.queue, f.agent, f.team, s.case_topic AS topic, f.outcome,
        s.contacts, s.first_contact, s.last_contact, l.arrived_at AS last_at,
        CASE s.why WHEN 'first' THEN 'single' ELSE s.why END AS linked_by,
        f.second_level IS DISTINCT FROM TRUE AS first_level,
        s.identified, s.recorded, s.contacts_in_window, s.taken,
        v.by_customer, v.by_audit, {is_owed} AS owed,
        CASE WHEN NOT {is_owed} THEN v.by_disposition END AS by_disposition, v.said,
        coalesce(v.audited_at >= s.last_taken_at, FALSE) AS audited,
        f.arrived_at + to_microseconds({window_us}) AS matures_at,
        s.handled, s.follow_ups, s.transfers, s.customers,
        l.handled AS last_handled, l.repeat_gap_s AS next_gap_s,
        {opening_seen} AS opening_seen, {matured} AS matured,
        CASE WHEN {matured} THEN coalesce(s.ended_lost, FALSE) END AS lost,
        CASE WHEN {closed} AND l.handled THEN l.repeat_gap_s > {window_s} END AS by_no_repeat,
        coalesce({promise_seen}, FALSE) AS called_solved,
        CASE WHEN {promise_seen} THEN s.came_back END AS reopened,
        CASE WHEN NOT ({answer_closed} AND coalesce(s.identified_then, FALSE)) THEN NULL
            WHEN s.answers > 1 THEN FALSE
            WHEN v.customer_then IS NOT NULL THEN v.customer_then
            WHEN NOT coalesce(s.answered_last AND s.answer_gap_s IS NOT NULL, FALSE)
                THEN coalesce(v.audit_then, v.disposition_then)
            WHEN s.answer_gap_s <= {window_s} THEN FALSE
            ELSE coalesce(v.audit_then, v.disposition_then, TRUE) END AS solved_at_once
    FROM sums s
    JOIN members f ON f.contact_id = s.first_contact
    JOIN members l ON l.contact_id = s.last_contact
    LEFT JOIN verdicts v ON v.case_id = s.case_id
    LEFT JOIN owed o ON o.case_id = s.case_id
), decided AS (
    SELECT *, {settled} AS settled, CASE
        WHEN by_customer IS NOT NULL THEN 'customer'
        WHEN by_no_repeat AND coalesce(by_audit, by_disposition, TRUE) THEN 'no_repeat'
        WHEN NOT by_no_repeat THEN 'no_repeat'
        WHEN by_audit IS NOT NULL THEN 'audit'
        WHEN by_disposition IS NOT NULL THEN 'disposition' END AS decided_by
    FROM told
), judged AS (
    SELECT *, CASE decided_by WHEN 'customer' THEN by_customer WHEN 'no_repeat' THEN by_no_repeat
        WHEN 'audit' THEN by_audit WHEN 'disposition' THEN by_disposition END AS resolved
    FROM decided
)
SELECT * EXCLUDE (said, last_handled, recorded, owed),
    CASE WHEN resolved IS DISTINCT FROM TRUE THEN said.cause END AS cause,
    CASE WHEN resolved IS DISTINCT FROM TRUE THEN said.by END AS cause_by
FROM judged
"""

LINK_ROWS = """
SELECT m.*, s.contacts AS case_contacts, c.solved AS confirmed, coalesce(w.disposed, FALSE) AS disposed, w.own_word,
    r.resolved AS verdict, {watched}
FROM members m JOIN sums s ON s.case_id = m.case_id JOIN {cases} r ON r.case_id = m.case_id
LEFT JOIN confirmed c ON c.contact_id = m.contact_id
LEFT JOIN own_words w ON w.contact_id = m.contact_id
"""


def _watched(span: Span, rules: Rules) -> str:
    columns = watched(span, rules.horizon_us, rules.window_us, "m.")
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())


def assemble(con: DuckDBPyConnection, rules: Rules, span: Span, *, kept_as: str = "") -> None:
    """Make the temp tables `new_cases` and `new_links` from `scope` and `places`.

    `kept_as` makes them tables of that name, an underscore and `cases` or `links`, which every connection of the
    engine sees.
    """
    into = f"TABLE {kept_as}_" if kept_as else "TEMP TABLE new_"
    words = {
        "outbound": OUTBOUND,
        "window_us": rules.window_us,
        "window_s": rules.window_us / 1e6,
        "opening_seen": span.open_before("f.arrived_at", rules.window_us),
        "matured": span.closed("f.arrived_at", rules.window_us),
        "closed": span.closed("l.arrived_at", rules.window_us),
        "is_owed": _is_owed(span, rules),
        "answer_closed": f"coalesce({span.closed('s.answered_at', rules.window_us)}, FALSE)",
        "promise_seen": span.around("s.promised_at", rules.window_us),
        "settled": _settled(span, rules),
        "watched": _watched(span, rules),
        "ended_lost": ENDED_LOST,
        "cases": f"{into}cases".rsplit(maxsplit=1)[-1],
    }
    con.execute(MEMBERS)
    gather(con, rules.window_us)
    con.execute(SUMS.format(**words))
    con.execute(_typed(f"{into}cases", CASES, CASE_ROWS.format(**words), {}))
    con.execute(_typed(f"{into}links", LINKS, LINK_ROWS.format(**words), {"resolved": "verdict"}))


def _is_owed(span: Span, rules: Rules) -> str:
    """SQL: whether a follow-up is open: promised at the case's end, not kept, and its window has not closed."""
    closed = span.closed("o.promised_at", rules.window_us)
    return f"(o.case_id IS NOT NULL AND NOT coalesce({closed}, TRUE))"


def _settled(span: Span, rules: Rules) -> str:
    """SQL: whether the verdict on a case stands.

    Nobody is seen coming back to a case without a customer: what its record says of it, or that nobody
    took it, is all there will be. A case on a stray day was never watched, so nothing is waited for.
    """
    closes = f"opened_at + to_microseconds({rules.window_us})"
    watching = f"({span.holds('opened_at')} AND {closes} > {literal(span.ends)})"
    closed = f"(NOT identified AND NOT owed AND (recorded OR NOT {EVER_HANDLED}))"
    return f"(by_customer IS NOT NULL OR {closed} OR NOT coalesce({watching}, FALSE))"


def _typed(into: str, table: LakeTable, rows: str, renamed: dict[str, str]) -> str:
    columns = ", ".join(
        f'CAST("{renamed.get(c.name, c.name)}" AS {c.type}) AS "{c.name}"' for c in table.columns
    )
    return f"CREATE OR REPLACE {into} AS SELECT {columns} FROM ({rows})"
