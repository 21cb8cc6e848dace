"""What was said about each case, kind by kind, and the ladder that decides between the kinds.

Within one kind the newest statement on the case's end counts; of two at the same instant the one that says *not
solved*, because a doubt costs less than a promise. Statements without a time count as the oldest. The table of
`docs/managers/evidence.md` has a verdict for every row, and a test reads it.
"""

from duckdb import DuckDBPyConnection

ANSWER_KIND = "CASE WHEN a.asked_by = 'agent' THEN 'disposition' ELSE 'customer' END"
"""Whose word an answer is: a customer who answers to the agent, in the call, says what is polite."""

STATEMENTS = """
CREATE OR REPLACE TEMP TABLE statements AS
SELECT m.case_id, s.kind, s.resolved, s.cause, s.stated_at, m.arrived_at, m.heard,
    m.arrived_at AS about_at, greatest(m.arrived_at, s.stated_at) AS given_at
FROM outcomes s JOIN members m ON m.contact_id = s.contact_id
UNION ALL
SELECT r.case_id, s.kind, s.resolved, s.cause, s.stated_at, r.last_at, r.heard,
    least(r.last_at, s.stated_at), coalesce(s.stated_at, r.last_at)
FROM outcomes s JOIN (
    SELECT case_ref, arg_max(case_id, seq) AS case_id, max(arrived_at) AS last_at, arg_max(heard, seq) AS heard
    FROM members WHERE case_ref IS NOT NULL GROUP BY case_ref
) r ON r.case_ref = s.case_ref
WHERE s.contact_id IS NULL
UNION ALL
SELECT m.case_id, 'disposition', m.resolved, m.cause, NULL, m.arrived_at, m.heard,
    m.arrived_at, m.arrived_at
FROM members m WHERE m.resolved IS NOT NULL OR m.cause IS NOT NULL
UNION ALL
SELECT m.case_id, {answer_kind}, a.score > {midpoint}, NULL, a.answered_at, m.arrived_at, m.heard,
    m.arrived_at, greatest(m.arrived_at, a.answered_at)
FROM answers a JOIN members m ON m.contact_id = a.contact_id
WHERE a.instrument = 'resolved' AND a.score IS NOT NULL
"""
"""Every statement with the case it speaks of; `members` are the contacts with their case.

What is said of a case id goes to the case of its newest contact, where somebody split the others off.
`heard` says whether its contact came before the verdict of first-contact resolution (`standing`), whenever
it was given. `given_at` is when it was, at the earliest when its contact came; `about_at` is of when it speaks: what is
said of a case id before its newest contact came does not speak of that one.
"""

MIDPOINT = """
(coalesce(TRY_CAST(regexp_extract(a.scale, '^(-?[0-9.]+)', 1) AS DOUBLE), 0)
 + coalesce(TRY_CAST(regexp_extract(a.scale, '^-?[0-9.]+-(-?[0-9.]+)', 1) AS DOUBLE), 1)) / 2
"""
"""Half way between the ends of the scale `lowest-highest`; a bare question is taken as 0-1."""

_NEWEST_OF_ONE = "arg_max(resolved, (coalesce(stated_at, TIMESTAMP '0001-01-01'), NOT resolved))"

NEWEST = "(arrived_at, coalesce(stated_at, TIMESTAMP '0001-01-01'), NOT resolved)"
"""A statement about a later contact is newer, whenever it was given."""

OF_CONTACTS = f"""
SELECT contact_id, {_NEWEST_OF_ONE} FILTER (kind = 'customer') AS customer,
    {_NEWEST_OF_ONE} FILTER (kind = 'audit') AS audit, {_NEWEST_OF_ONE} FILTER (kind = 'disposition') AS disposition
FROM (
    SELECT contact_id, kind, resolved, stated_at FROM outcomes WHERE contact_id IS NOT NULL
    UNION ALL SELECT contact_id, {ANSWER_KIND}, score > {MIDPOINT}, answered_at FROM answers a
        WHERE instrument = 'resolved'
    UNION ALL SELECT contact_id, 'disposition', resolved, NULL FROM contacts
) SEMI JOIN here USING (contact_id) WHERE resolved IS NOT NULL GROUP BY contact_id
"""
"""What each kind says of single contacts, of those in the relation `here`."""

CALLED_SOLVED = """
CREATE OR REPLACE TEMP TABLE called_solved AS
SELECT contact_id, bool_or(resolved) AS told_solved FROM (
    SELECT contact_id, resolved FROM outcomes
    SEMI JOIN members USING (contact_id) WHERE kind IN ('audit', 'disposition')
    UNION ALL SELECT contact_id, score > {midpoint} FROM answers a
    SEMI JOIN members USING (contact_id) WHERE instrument = 'resolved' AND asked_by = 'agent'
    UNION ALL SELECT contact_id, resolved FROM members
) GROUP BY contact_id HAVING told_solved
"""
"""The contacts after which somebody of the centre called the matter solved."""

ENDS = """
CREATE OR REPLACE TEMP TABLE ends AS
SELECT case_id, max(arrived_at) FILTER (handled AND counts) AS ends_at FROM members GROUP BY case_id
"""
"""When the last contact of each case came that an agent took: the case's end, with all that came after."""

FOLLOW_UPS = """
CREATE OR REPLACE TEMP TABLE owed AS
SELECT m.case_id, max(m.arrived_at) AS promised_at
FROM promises p JOIN members m ON m.contact_id = p.contact_id JOIN ends e ON e.case_id = m.case_id
WHERE p.kept_at IS NULL AND m.arrived_at >= coalesce(e.ends_at, m.arrived_at) GROUP BY m.case_id
"""
"""The cases at whose end a follow-up was promised that nobody has kept, and the contact at which it was."""

VERDICTS = f"""
CREATE OR REPLACE TEMP TABLE verdicts AS
SELECT case_id,
    arg_max(resolved, {NEWEST}) FILTER (kind = 'customer' AND resolved IS NOT NULL AND at_end) AS by_customer,
    arg_max(resolved, {NEWEST}) FILTER (kind = 'audit' AND resolved IS NOT NULL AND at_end) AS by_audit,
    max(about_at) FILTER (kind = 'audit' AND resolved IS NOT NULL) AS audited_at,
    arg_max(resolved, {NEWEST}) FILTER (kind = 'disposition' AND resolved IS NOT NULL AND at_end) AS by_disposition,
    arg_max(resolved, {NEWEST}) FILTER (kind = 'customer' AND resolved IS NOT NULL AND heard) AS customer_then,
    arg_max(resolved, {NEWEST}) FILTER (kind = 'audit' AND resolved IS NOT NULL AND heard) AS audit_then,
    arg_max(resolved, {NEWEST}) FILTER (kind = 'disposition' AND resolved IS NOT NULL AND heard)
        AS disposition_then,
    arg_max({{'cause': cause, 'by': kind}}, {NEWEST.replace("NOT resolved", "cause")})
        FILTER (cause IS NOT NULL AND resolved IS DISTINCT FROM TRUE) AS said
FROM (
    SELECT s.*, coalesce(CASE kind WHEN 'customer' THEN given_at ELSE about_at END >= e.ends_at, TRUE) AS at_end
    FROM statements s JOIN ends e USING (case_id)
) GROUP BY case_id
"""
"""What stands of each kind. Auditors and agents speak of the contact they looked at; customers of their matter as it
is when they answer. `_then` is what `standing` hears, where one contact was answered and so there is one end."""

LAST_ABOUT = NEWEST.replace("arrived_at", "about_at")
"""Of what was said until some moment, the newest is about what was newest then."""

CONFIRMED = f"""
CREATE OR REPLACE TEMP TABLE confirmed AS
WITH spoken AS (
    SELECT case_id, given_at, arg_max(struct_pack(solved := resolved, about_at := about_at), {LAST_ABOUT})
        OVER (PARTITION BY case_id ORDER BY given_at RANGE UNBOUNDED PRECEDING) AS newest
    FROM statements WHERE kind = 'customer' AND resolved IS NOT NULL AND about_at IS NOT NULL
)
SELECT m.contact_id, s.newest.solved AS solved
FROM members m ASOF JOIN spoken s
    ON s.case_id = m.case_id AND s.given_at <= m.arrived_at + to_microseconds({{window_us}})
WHERE s.newest.about_at >= m.arrived_at - to_microseconds({{window_us}})
"""
"""What the customer last said until a window after each contact, about no earlier than a window before it."""

OWN_WORDS = f"""
CREATE OR REPLACE TEMP TABLE own_words AS
SELECT contact_id, TRUE AS disposed,
    {_NEWEST_OF_ONE} FILTER (resolved IS NOT NULL) AS own_word
FROM (
    SELECT contact_id, resolved, stated_at FROM outcomes
    SEMI JOIN members USING (contact_id) WHERE kind = 'disposition'
    UNION ALL SELECT contact_id, resolved, NULL FROM members WHERE resolved IS NOT NULL OR coded
) GROUP BY contact_id
"""
"""The contacts of which an agent said how they ended, and whether solved, in the newest words that say so."""


def gather(con: DuckDBPyConnection, window_us: int) -> None:
    """Make the temp tables `verdicts`, a row for each case about which anything was said, `confirmed`, `owed`,
    `called_solved` and `own_words`.

    Expects the relations `members` (contacts with `case_id`), `outcomes`, `answers` and `promises`.
    """
    con.execute(statements())
    con.execute(ENDS)
    con.execute(VERDICTS)
    con.execute(FOLLOW_UPS)
    con.execute(CONFIRMED.format(window_us=window_us))
    con.execute(CALLED_SOLVED.format(midpoint=MIDPOINT))
    con.execute(OWN_WORDS)


def statements() -> str:
    """The SQL that makes the temp table `statements`."""
    return STATEMENTS.format(midpoint=MIDPOINT, answer_kind=ANSWER_KIND)
