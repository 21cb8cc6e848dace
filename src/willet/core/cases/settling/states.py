"""How a pending case stands: taken or not, come back or not, and what the centre said of its end.

The same three facts are read twice: of today's pending cases off their rows, and of past ones as they stood so
many days after they had opened. An *age* is a number of local midnights since then, at today's hour.
"""

from willet.core.cases.directions import EVER_HANDLED, INBOUND
from willet.core.cases.evidence import ANSWER_KIND, MIDPOINT

WORDS = 3
"""What the centre said of a case: nothing, not solved, solved."""
STATES = WORDS * 2 * 2

STATE = "({word} + 3 * {taken}::INT + 6 * {again}::INT)::INT"
WORD = "CASE {said} WHEN TRUE THEN 2 WHEN FALSE THEN 1 ELSE 0 END"

NOW = STATE.format(
    word=WORD.format(said="coalesce(by_audit, by_disposition)"),
    taken=EVER_HANDLED,
    again="(contacts > 1)",
)
"""The state of a row of `cases` as it is."""

PENDING = f"""
SELECT ($today::DATE - local_date)::INT AS age, {{now}} AS state, coalesce(queue, '') AS queue,
    coalesce(topic, '') AS topic, count(*) AS n
FROM cases WHERE settled IS FALSE AND {INBOUND} AND local_date IS NOT NULL
GROUP BY ALL ORDER BY ALL
"""

_EVENTS = f"""
WITH recent AS (
    SELECT case_id, local_date, queue, topic, identified, {EVER_HANDLED} AS ever_taken, resolved
    FROM cases WHERE {INBOUND} AND local_date BETWEEN $first AND $today
), contact AS (
    SELECT l.case_id, l.contact_id, l.arrived_at, l.handled, c.resolved
    FROM links l JOIN contacts c USING (contact_id) SEMI JOIN recent USING (case_id)
    WHERE l.contact_no IS NOT NULL AND c.local_date >= $first
), stated AS (
    SELECT contact.case_id, coalesce(o.stated_at, contact.arrived_at) AS moment, contact.arrived_at AS about, o.kind,
        o.resolved
    FROM outcomes o JOIN contact USING (contact_id) WHERE o.resolved IS NOT NULL
    UNION ALL
    SELECT contact.case_id, coalesce(a.answered_at, contact.arrived_at), contact.arrived_at, {ANSWER_KIND},
        a.score > {MIDPOINT}
    FROM answers a JOIN contact USING (contact_id) WHERE a.instrument = 'resolved' AND a.score IS NOT NULL
    UNION ALL
    SELECT o.case_ref, o.stated_at, o.stated_at, o.kind, o.resolved
    FROM outcomes o JOIN recent ON recent.case_id = o.case_ref
    WHERE o.contact_id IS NULL AND o.resolved IS NOT NULL AND o.stated_at IS NOT NULL
), happened AS (
    SELECT case_id, arrived_at AS moment, arrived_at AS about, 1 AS came, handled AS taken,
        CASE WHEN resolved THEN 2 WHEN NOT resolved THEN 1 WHEN handled THEN 0 END AS word, FALSE AS answered
    FROM contact
    UNION ALL
    SELECT case_id, moment, about, 0, FALSE, CASE WHEN kind <> 'customer' THEN 1 + resolved::INT END, kind = 'customer'
    FROM stated
), event AS (
    SELECT * REPLACE (CASE WHEN about >= coalesce(max(about) FILTER (taken) OVER seen, about) THEN word END AS word)
    FROM happened WINDOW seen AS (PARTITION BY case_id ORDER BY moment, came DESC ROWS UNBOUNDED PRECEDING)
)
"""

HISTORY = (
    _EVENTS
    + """, running AS (
    SELECT case_id, r.local_date, queue, topic,
        greatest(ceil((epoch(e.moment) - epoch($now::TIMESTAMP)) / 86400)::INT + ($today::DATE - r.local_date)::INT, 0)
            AS age, e.moment, e.came,
        bool_or(e.taken) OVER seen AS taken,
        sum(e.came) OVER seen > 1 AS again,
        last_value(e.word IGNORE NULLS) OVER seen AS said,
        coalesce(max(e.moment) FILTER (e.answered) OVER seen
            >= coalesce(max(e.about) FILTER (e.taken) OVER seen, min(e.moment) OVER seen), FALSE) AS answered,
        CASE WHEN r.local_date > $final::DATE THEN NULL WHEN r.resolved THEN TRUE
            WHEN NOT r.ever_taken THEN FALSE ELSE r.resolved END AS solved,
        r.identified
    FROM event e JOIN recent r USING (case_id)
    WINDOW seen AS (PARTITION BY case_id ORDER BY e.moment, e.came DESC ROWS UNBOUNDED PRECEDING)
), standing AS (
    SELECT *, lead(age) OVER (PARTITION BY case_id ORDER BY moment, came DESC) AS until FROM running
)
SELECT ($today::DATE - local_date)::INT AS ago, coalesce(queue, '') AS queue, coalesce(topic, '') AS topic,
    {state} AS state, age, least(coalesce(until, {ages}), {ages})::INT AS until, solved, count(*) AS n
FROM standing
WHERE age < least(coalesce(until, {ages}), {ages}) AND NOT answered
    AND (identified OR (taken AND coalesce(said, 0) = 0))
GROUP BY ALL ORDER BY ALL
"""
)
"""For how many cases a state held from one age until another, by the day they opened and how they turned out."""

THEN = STATE.format(word="coalesce(said, 0)", taken="taken", again="again")
"""The state of a case as it stood after one event."""
