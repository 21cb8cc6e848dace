"""Several landed rows of one id: versions of one contact, legs of one call, or an id that started again.

A mapping says it: `rows = "legs"`, each row is a leg of a call, or `rows = "contacts"`, each row is a whole
contact and the newest version of it counts. Where it says nothing the rows show it: a leg begins when the
one before it is over, within minutes, with another agent or in another queue. Two rows that begin at the
same moment are then versions of one, and what begins at some other time is another contact under an id that
was used again: of these one is taken, and the report says how many.
"""

from duckdb import DuckDBPyConnection

from willet.core.records import Outcome
from willet.core.sources.table.landed import LANDED
from willet.core.sources.table.sql import quoted

LANDED_LEGS = "table_told"
"""The rows of the ids that stand on several, versions gone; `leg_no` of `legs`, `chain` and whether it is taken."""
FOLLOWS_WITHIN_S = 600
"""So soon after the end of a leg the next begins, where the mapping does not say that rows are legs."""
LEG_WITHIN_S = 43_200
"""The same where the mapping says it: a call does not rest for half a day."""
_ROUNDING_S = 2
AGAIN = "SELECT contact_id FROM landed GROUP BY contact_id HAVING count(*) > 1"
CALLED = f"SELECT DISTINCT contact_id FROM {LANDED_LEGS} WHERE taken AND legs > 1"
"""The ids whose rows are the legs of one call."""
OTHER_DAYS = f"""SELECT contact_id FROM {LANDED_LEGS} GROUP BY contact_id
    HAVING bool_or(NOT taken) AND count(DISTINCT part) > 1"""
"""The ids of which rows were left out, and whose rows are of several days."""
_KEPT = f"SELECT contact_id, count(*) AS kept FROM {LANDED_LEGS} WHERE taken GROUP BY contact_id"
DIFFERING = f"""SELECT contact_id FROM (SELECT DISTINCT * FROM landed WHERE contact_id IN ({AGAIN}))
    JOIN ({_KEPT}) USING (contact_id) WHERE contact_id NOT IN ({OTHER_DAYS})
    GROUP BY contact_id HAVING count(*) > any_value(kept)"""
"""The ids of which rows that differ were left out, though all are of one day."""
_ORDER = "revised_at DESC NULLS LAST, print DESC"
_UNTIL_S = " + ".join(
    f"coalesce({part}, 0)" for part in "ivr_s wait_s ring_s talk_s hold_s acw_s".split()
)
_AT_LEAST_S = "coalesce(talk_s, 0) + coalesce(hold_s, 0)"


def order_legs(con: DuckDBPyConnection) -> bool:
    """Make the temp table of the rows whose id stands on several, if there is any; whether there is.

    Most files tell of each contact once: of those nothing is asked that costs more than looking.
    """
    if not con.execute(f"SELECT EXISTS ({AGAIN})").fetchall()[0][0]:
        return False
    con.execute(repeated_sql())
    return True


def repeated_sql() -> str:
    """SQL: make the temp table of the rows whose id stands on several, each with its place in its call.

    The newest `revised_at` counts, one without it least; ties fall by the content of the whole row, so that
    no order of files can matter.
    """
    return f"""CREATE OR REPLACE TEMP TABLE {LANDED_LEGS} AS
        WITH told AS (SELECT *, md5(CAST(struct_pack({_packed()}) AS VARCHAR)) AS print,
                bool_or(is_leg) OVER (PARTITION BY contact_id) AS said
            FROM landed WHERE contact_id IN ({AGAIN})),
        newest AS (SELECT * FROM told QUALIFY row_number() OVER (PARTITION BY contact_id, arrived_at,
                CASE WHEN said THEN [queue, agent] END ORDER BY {_NEWEST}) = 1),
        linked AS (SELECT *, {_follows()} AS follows FROM newest WINDOW leg AS ({_leg()})),
        chained AS (SELECT *, sum(CASE WHEN follows THEN 0 ELSE 1 END) OVER leg AS chain FROM linked
            WINDOW leg AS ({_leg()})),
        chosen AS (SELECT *, first_value(chain) OVER (PARTITION BY contact_id ORDER BY {_ORDER}) = chain AS taken
            FROM chained)
        SELECT *, row_number() OVER (PARTITION BY contact_id, chain ORDER BY {_PLACE}) AS leg_no,
            count(*) OVER (PARTITION BY contact_id, chain) AS legs
        FROM chosen"""


ANSWERED = f"(outcome = {quoted(Outcome.ANSWERED)})"
SPOKE = f"({ANSWERED} OR (outcome = {quoted(Outcome.UNKNOWN)} AND coalesce(talk_s, 0) > 0))"
"""Whether somebody spoke with the caller: answered, or nothing is known of the outcome and there was a talk."""
_NEWEST = f"revised_at DESC NULLS LAST, {ANSWERED} DESC, print DESC"
"""Of rows of one moment, phones that rang at once or a call and how it went on, the answered one knows more."""
_PLACE = f"arrived_at, {ANSWERED}, queue, agent, print"
"""Of legs that ring at once the answered one is the last."""


def _leg() -> str:
    return f"PARTITION BY contact_id ORDER BY {_PLACE}"


def _follows() -> str:
    """Whether a row goes on with the call of the one before it."""
    gap = "epoch(arrived_at) - epoch(lag(arrived_at) OVER leg)"
    over = f"lag({_UNTIL_S}) OVER leg"
    begun = f"({gap}) >= lag({_AT_LEAST_S}) OVER leg - {_ROUNDING_S}"
    other = (
        "(agent IS DISTINCT FROM lag(agent) OVER leg OR queue IS DISTINCT FROM lag(queue) OVER leg)"
    )
    unsaid = "is_leg IS NULL AND lag(is_leg) OVER leg IS NULL AND revised_at IS NULL"
    shown = f"{unsaid} AND {begun} AND {other} AND ({gap}) <= {over} + {FOLLOWS_WITHIN_S}"
    known = f"said AND ({gap}) <= {over} + {LEG_WITHIN_S}"
    return f"coalesce(({known}) OR ({shown}), FALSE)"


def _packed() -> str:
    return ", ".join(f'"{name}" := "{name}"' for name in LANDED if name != "is_leg")
