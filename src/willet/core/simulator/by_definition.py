"""What each definition of first-contact resolution gives for the world itself, in which everybody is known.

True customers, true topics, nobody hidden or sharing a number, no beginning and no end of the records:
counted are the contacts and cases of the days shown, their past and their sequel are looked up outside them.
Written here from the definitions, apart from the product's own linking and catalogue, as their oracle.
The rules are the product's own defaults: a case is one customer and one topic without a gap of more than
seven days; the customer's answer decides, else the agent's word, else the silence after the last contact. Answers and
words are those on the end of a case: the last contact that an agent took, and what came after it.
Of records only what they show for seven days on either side is counted.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from willet.core.simulator.axis import Axis

WINDOW_DAYS = 7

_CONTACTS = """
CREATE OR REPLACE TABLE linked_contact AS
WITH spaced AS (
    SELECT contact_no, customer, topic, arrived, shown, handled, solved, transfers, second_level, word,
        says_solved, lead(arrived) OVER same - arrived AS after_s, arrived - lag(arrived) OVER same AS before_s
    FROM contact WHERE {seen} WINDOW same AS (PARTITION BY customer, topic ORDER BY contact_no)
)
SELECT *, count_if(before_s IS NULL OR before_s > {window})
    OVER (PARTITION BY customer, topic ORDER BY contact_no) AS nth
FROM spaced
"""

_CASES = """
CREATE OR REPLACE TABLE linked_case AS
WITH placed AS (
    SELECT *, min(arrived) OVER (PARTITION BY customer, topic, nth) AS opened FROM linked_contact
), spoken AS (
    SELECT *, min(arrived) FILTER (handled AND arrived <= opened + {window}) OVER same AS answered,
        contact_no >= coalesce(max(contact_no) FILTER (handled) OVER same, contact_no) AS at_end
    FROM placed WINDOW same AS (PARTITION BY customer, topic, nth)
), gathered AS (
    SELECT customer, topic, nth, count(*) AS contacts, count_if(handled) AS handled_contacts,
        count_if(arrived <= opened + {window}) AS early_contacts,
        min_by(shown, contact_no) AS shown, min_by(second_level, contact_no) AS second_level,
        min(arrived) BETWEEN {begins} + {window} AND {ends} - {window} AS matured,
        any_value(answered) AS answered, any_value(answered) + {window} <= {ends} AS heard,
        count_if(handled AND arrived <= answered + {window}) AS answers,
        max_by(handled, contact_no) FILTER (arrived <= answered + {window}) AS heard_last,
        max_by(word = 1, contact_no) FILTER (word >= 0 AND arrived <= answered + {window}) AS agent_then,
        max_by(says_solved = 1, contact_no) FILTER (says_solved >= 0 AND arrived <= answered + {window})
            AS customer_then,
        max(arrived) + {window} <= {ends} AS closed, max_by(handled, contact_no) AS handled_last,
        min(arrived) FILTER (word = 1 AND arrived <= opened + {window}) AS told_at,
        min_by(coalesce(after_s <= {window}, false), contact_no)
            FILTER (word = 1 AND arrived <= opened + {window}) AS came_back,
        max_by(word = 1, contact_no) FILTER (word >= 0 AND at_end) AS agent_at_end,
        max_by(says_solved = 1, contact_no) FILTER (says_solved >= 0 AND at_end) AS customer_at_end,
        max_by(says_solved = 1, contact_no) FILTER (says_solved >= 0) AS by_customer,
        max_by(solved, contact_no) FILTER (handled) AS truly_solved
    FROM spoken GROUP BY ALL
)
SELECT *, handled_contacts > 0
        AND coalesce(customer_at_end, agent_at_end, CASE WHEN closed AND handled_last THEN true END) AS resolved,
    CASE WHEN heard THEN answers = 1 AND coalesce(customer_then, agent_then, CASE WHEN heard_last THEN true END) END
        AS once
FROM gathered
"""

_MEMBERS = """
CREATE OR REPLACE TABLE linked_member AS
SELECT m.*, c.contacts, c.by_customer, c.truly_solved,
    m.arrived BETWEEN {begins} + {window} AND {ends} - {window} AS matured
FROM linked_contact m JOIN linked_case c USING (customer, topic, nth)
"""


class Definition(NamedTuple):
    """A definition as SQL: what is counted, of which rows, and why it is not the share truly solved."""

    relation: str
    above: str
    below: str
    differs: str


def _share(relation: str, hit: str, of: str, differs: str) -> Definition:
    known = f"{of} AND ({hit}) IS NOT NULL"
    return Definition(relation, f"count_if({known} AND ({hit}))", f"count_if({known})", differs)


_JUDGED = "cases are found by customer, topic and silence, and are solved by the customer's answer or the agent's word"

DEFINITIONS = {
    "fcr_case": _share(
        "linked_case", "once", "matured AND answered IS NOT NULL",
        f"{_JUDGED}; attempts that nobody answered are not counted against it",
    ),
    "fcr_case_net": _share(
        "linked_case", "once", "matured AND answered IS NOT NULL AND NOT second_level",
        f"{_JUDGED}; those marked for the second level are left out",
    ),
    "next_contact_avoidance": _share(
        "linked_member", "after_s IS NULL OR after_s > {window}", "handled AND arrived + {window} <= {ends}",
        "contacts, not cases: who was not helped and gave up counts as avoided, who was helped and came back does not",
    ),
    "one_and_done_share": _share(
        "linked_member", "contacts = 1 AND handled", "matured",
        "contacts, not cases, and nobody is asked whether the matter was solved",
    ),
    "fcr_strict": _share(
        "linked_member", "contacts = 1 AND transfers = 0 AND by_customer", "matured AND by_customer IS NOT NULL",
        "contacts of cases whose customer answered, and those who were helped answer more often",
    ),
    "repeat_rate": _share(
        "linked_member", "coalesce(before_s <= {window}, false)", "arrived >= {begins} + {window}",
        "contacts, not cases; who comes back because nobody answered is a repeat too",
    ),
    "reopen_rate": _share(
        "linked_case", "came_back", "told_at BETWEEN {begins} + {window} AND {ends} - {window}",
        "of the cases that an agent called solved, rightly or not",
    ),
    "contacts_per_case": Definition(
        "linked_case", "sum(early_contacts) FILTER (matured)", "count_if(matured)",
        "a new problem with the same topic within the window is the same case, a late return another",
    ),
    "call_resolution": Definition(
        "linked_case", "count_if(handled_contacts > 0) * avg(resolved::INT) FILTER (handled_contacts > 0)",
        "count(*)", _JUDGED,
    ),
}  # fmt: skip
"""By the name of the metric."""

_TRUTHS = {
    "fcr_strict_if_all_answered": _share(
        "linked_member",
        "contacts = 1 AND transfers = 0 AND coalesce(truly_solved, false)",
        "matured",
        "fcr_strict if every customer answered, and truly: what its bounds must enclose",
    ),
    "truly_solved_contacts": _share(
        "linked_member", "solved", "handled", "handled contacts that solved the matter"
    ),
    "truly_solved_cases": _share(
        "linked_case",
        "truly_solved",
        "matured AND handled_contacts > 0",
        "cases, found as above, whose last handled contact solved the matter",
    ),
}
"""What no definition sees."""

_EVERY = {**DEFINITIONS, **_TRUTHS}


def by_definition(con: DuckDBPyConnection, axis: Axis) -> dict[str, Any]:
    """Each definition over the relation `contact` with its column `shown`.

    `value`, `above`, `below` are of the world, watched for weeks before and after the days shown;
    `in_the_records` is what records of the shown days alone would give if they knew everybody.
    """
    first, last = axis.shown
    inside = _figures(con, {"seen": "shown", "begins": first, "ends": last})
    world = _figures(con, {"seen": "true", "begins": 0, "ends": int(axis.midnights[-1])})
    return {
        name: figure | {"in_the_records": inside[name]["value"], "differs": _EVERY[name].differs}
        for name, figure in world.items()
    }


def _figures(con: DuckDBPyConnection, seen: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    words = {"window": WINDOW_DAYS * 86_400, **seen}
    for result in (_CONTACTS, _CASES, _MEMBERS):
        con.execute(result.format(**words))
    return {name: _figure(con, definition, words) for name, definition in _EVERY.items()}


def _figure(
    con: DuckDBPyConnection, definition: Definition, words: Mapping[str, object]
) -> dict[str, Any]:
    above, below = (sql.format(**words) for sql in (definition.above, definition.below))
    row = con.execute(f"SELECT {above}, {below} FROM {definition.relation} WHERE shown").fetchone()
    assert row is not None, "an aggregate has a row"
    over, under = float(row[0] or 0), int(row[1])
    return {"value": over / under if under else None, "above": over, "below": under}
