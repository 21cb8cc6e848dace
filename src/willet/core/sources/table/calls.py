"""Calls of several legs: put together to one contact, and each stay in a queue a visit of it.

Everything here reads the table of `legs`, of which the rows that are taken and stand on several legs count.
"""

from willet.core.records import VISITS, Outcome
from willet.core.sources.table.landed import LANDED
from willet.core.sources.table.legs import ANSWERED, LANDED_LEGS, SPOKE
from willet.core.sources.table.sql import quoted

_LEGS = f"(SELECT * FROM {LANDED_LEGS} WHERE taken AND legs > 1)"
_BEGINS = (
    f"leg_no = 1 OR lag({SPOKE}) OVER call OR queue IS NULL "
    "OR queue IS DISTINCT FROM lag(queue) OVER call"
)
_STAYS = f"""(SELECT *, sum(CASE WHEN begins THEN 1 ELSE 0 END) OVER call AS stay FROM (
        SELECT *, {_BEGINS} AS begins FROM {_LEGS} WINDOW call AS (PARTITION BY contact_id ORDER BY leg_no))
    WINDOW call AS (PARTITION BY contact_id ORDER BY leg_no))"""
"""The legs, each with its stay: phones that ring in vain one after the other in one queue are one wait."""


def _whole_sum(column: str, where: str = "TRUE") -> str:
    """SQL: the sum, or NULL where one of its terms is unknown: a sum of some is no sum."""
    whole = f"bool_and({column} IS NOT NULL) FILTER (WHERE {where})"
    return f"CASE WHEN {whole} THEN sum({column}) FILTER (WHERE {where}) END"


_OF_FIRST_LEG = ("queue", "local_date", "local_interval", "wall_interval")
_OF_LAST_LEG = "agent team outcome ring_s talk_s hold_s acw_s".split()
_VISITED = f"""(SELECT contact_id, stay, min(leg_no) AS leg_no, bool_or({SPOKE}) AS answered,
    {", ".join(f"arg_max([{n}], leg_no)[1] AS {n}" for n in _OF_LAST_LEG)},
    {", ".join(f"arg_min([{n}], leg_no)[1] AS {n}" for n in (*_OF_FIRST_LEG, "ivr_s"))},
    min(arrived_at) AS came_at,
    epoch(max(arrived_at)) - epoch(min(arrived_at)) + arg_max([wait_s], leg_no)[1] AS wait_s,
    {_whole_sum("offers")} AS offers, {_whole_sum("unanswered_offers")} AS unanswered_offers
    FROM {_STAYS} GROUP BY contact_id, stay)"""
"""The stays; each has the talk of the leg that ended it, and waits until that leg's own wait is over."""

_REACHED = f"""(SELECT *, max(stay) OVER call AS last_stay, min(CASE WHEN answered THEN stay END) OVER call AS reached
    FROM {_VISITED} WINDOW call AS (PARTITION BY contact_id))"""

_SUMS = f"""(SELECT contact_id,
    {_whole_sum("wait_s", "reached IS NULL OR stay <= reached")} AS wait_s,
    {", ".join(f"{_whole_sum(n, 'answered')} AS {n}" for n in ("ring_s", "talk_s", "hold_s", "acw_s"))},
    count(*) FILTER (WHERE answered AND stay < last_stay) AS handed_on
    FROM {_REACHED} GROUP BY contact_id)"""
"""Over the stays of a call; whoever took it and is not the last handed it on."""

_TAKER = f"[CAST({SPOKE} AS INTEGER), leg_no]"
"""Who spoke last with the customer has the call; where nobody did, whom it reached last."""
_KNOWN = "[CAST(customer_key IS NULL AS INTEGER), leg_no]"
_JUDGED = "[CAST(resolved IS NOT NULL AS INTEGER), leg_no]"
_OF_LEGS = {
    "agent": f"arg_max(agent, {_TAKER})",
    "team": f"arg_max([team], {_TAKER})[1]",
    "agent_tenure_days": f"arg_max([agent_tenure_days], {_TAKER})[1]",
    "outcome": f"CASE WHEN bool_or({ANSWERED}) THEN {quoted(Outcome.ANSWERED)} "
    f"WHEN bool_or(outcome = {quoted(Outcome.CALLBACK)}) THEN {quoted(Outcome.CALLBACK)} "
    "ELSE arg_max(outcome, leg_no) END",
    "ivr_s": "arg_min([ivr_s], leg_no)[1]",
    "clock_note": "arg_min([clock_note], leg_no)[1]",
    "customer_key": f"arg_min([customer_key], {_KNOWN})[1]",
    "identity": f"arg_min(identity, {_KNOWN})",
    "topic": "arg_max(topic, leg_no)",
    "disposition": "arg_max(disposition, leg_no)",
    "ended_by": "arg_max([ended_by], leg_no)[1]",
    "resolved": "arg_max(resolved, leg_no)",
    "cause": f"arg_max([cause], {_JUDGED})[1]",
    "transfers": "max(transfers)",
    "sale_amount": "max(sale_amount)",
    "revised_at": "max(revised_at)",
    "tags": "list_sort(list_distinct(flatten(list(tags) FILTER (WHERE tags IS NOT NULL))))",
    "is_leg": "bool_or(is_leg)",
}
"""How a column comes of several legs; any other is that of the first leg that knows it."""


def _stated(column: str, key: str, first: str) -> str:
    """SQL: what was said on any leg, each thing once, the last word of it."""
    return f"""(SELECT contact_id, list(e ORDER BY leg_no, e) AS {column} FROM (
        SELECT contact_id, leg_no, e FROM (SELECT contact_id, leg_no, unnest({column}) AS e FROM {_LEGS})
        QUALIFY row_number() OVER (PARTITION BY contact_id, {key} ORDER BY {first} leg_no DESC, e) = 1)
        GROUP BY contact_id)"""


def called() -> str:
    """SQL: one row for each call, in the columns of landed rows, with `part` and the number of `legs`."""
    evidence = _stated("evidence", "e.kind, e.stated_at, e.stated_by", "")
    answers = _stated("answers", "e.instrument", "e.score IS NULL,")
    columns = ", ".join(f'{_OF_LEGS.get(n, _first(n))} AS "{n}"' for n in LANDED)
    summed = ", ".join(
        f"s.{name} AS {name}" for name in "wait_s ring_s talk_s hold_s acw_s".split()
    )
    return f"""SELECT c.* REPLACE ({summed}, greatest(coalesce(c.transfers, 0), s.handed_on) AS transfers,
            coalesce(e.evidence, []) AS evidence, coalesce(a.answers, []) AS answers)
        FROM (SELECT {columns}, arg_min(part, leg_no) AS part, count(*) AS legs FROM {_LEGS} GROUP BY contact_id) c
        JOIN {_SUMS} s USING (contact_id)
        LEFT JOIN {evidence} e USING (contact_id) LEFT JOIN {answers} a USING (contact_id)"""


def _first(column: str) -> str:
    return f'arg_min("{column}", leg_no)'


def visits_of_calls(contacts: str, without: str) -> str:
    """SQL: the visits of calls, numbered; those whose outcome is among the texts `without` were in no queue.

    A visit has the day of its own entry, and the customer and topic of its call.
    """
    menu_s = "CASE WHEN leg_no = 1 THEN coalesce(v.ivr_s, 0) ELSE 0 END"
    entered = f"came_at + to_microseconds(CAST(round({menu_s} * 1e6) AS BIGINT))"
    own = {
        "contact_id": "v.contact_id",
        "visit_no": "row_number() OVER (PARTITION BY v.contact_id ORDER BY stay)",
        "entered_at": entered,
    }
    of_visit = {
        *_OF_LAST_LEG,
        *_OF_FIRST_LEG,
        "wait_s",
        "offers",
        "unanswered_offers",
    }
    columns = ", ".join(
        f'{own.get(n, f"v.{n}" if n in of_visit else f"c.{n}")} AS "{n}"' for n in VISITS.names
    )
    return f"""SELECT {columns}, c.part FROM {_VISITED} v JOIN {contacts} c ON c.contact_id = v.contact_id
        WHERE v.outcome NOT IN ({without})"""
