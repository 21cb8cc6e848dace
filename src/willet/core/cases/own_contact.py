"""What became of an agent's own contact: whether the customer had to come back, or what was said of that very one.

A case may be saved by a colleague, or lost by one; an agent is judged by what the contact they ended did. A contact
handed on is judged with whoever ended it, for `agent` is the last who talked.
"""

from willet.core.cases.agreement import GAPS
from willet.core.cases.directions import INBOUND
from willet.core.cases.evidence import OF_CONTACTS
from willet.core.cases.rules import DAY_S, DEFAULT, Rules
from willet.core.cases.within import EVERYTHING, Clause, clause_within
from willet.core.metrics import Question

FACTORS = ("topic", "queue", "channel", "hour", "after_others", "handed_on", "known_by")
"""What makes a contact hard or easy and is not its agent's own doing."""

JUDGED = """
CREATE OR REPLACE TEMP TABLE judged_contacts AS
WITH here AS (
    SELECT contact_id, {by} AS unit, topic, queue, channel, wall_interval // 4 AS hour,
        coalesce(transfers, 0) > 0 AS handed_on, customer_key, {gap} > {window_s} AS silent
    FROM links
    WHERE handled AND {inbound} AND {by} IS NOT NULL
        AND observed_s >= {window_s}
        AND {selected}
), again AS (
    SELECT contact_id,
        row_number() OVER (PARTITION BY case_id ORDER BY arrived_at, contact_id)
        > row_number() OVER (PARTITION BY case_id, {by} ORDER BY arrived_at, contact_id) AS after_others
    FROM links WHERE {inbound} AND case_contacts > 1
), said AS (
    {of_contacts}
), told AS (
    SELECT h.*, coalesce(g.after_others, false) AS after_others, s.customer, s.audit, s.disposition AS own_word
    FROM here h LEFT JOIN again g USING (contact_id) LEFT JOIN said s USING (contact_id)
)
SELECT unit, topic, queue, channel, hour, after_others, handed_on, customer_key,
    CASE WHEN customer IS NOT NULL THEN 'customer' WHEN silent IS NOT NULL THEN 'return'
        WHEN audit IS NOT NULL THEN 'audit' ELSE 'own_word' END AS known_by,
    coalesce(customer, nullif(silent, true), audit, silent, own_word) AS solved
FROM told
WHERE coalesce(customer, silent, audit, own_word) IS NOT NULL
"""
"""A row a handled contact of which anything is known, its window over.

The customer's answer outranks all, then a return within the window, then an audit, then silence. The agent's own word
counts only of customers who could not be seen to return: else whoever codes honestly would be worse off than
whoever codes nothing. What a contact is known by depends on what could be seen, never on how it went.
"""


def judged_contacts(by: str, of: Question = EVERYTHING, rules: Rules = DEFAULT) -> Clause:
    """The statement that makes `judged_contacts` of the contacts a question is about, and what it binds."""
    selected, bound = clause_within(of, "links")
    statement = JUDGED.format(
        by=by,
        selected=selected,
        inbound=INBOUND,
        gap=GAPS[rules.topic],
        window_s=rules.window_days * DAY_S,
        of_contacts=OF_CONTACTS,
    )
    return statement, bound
