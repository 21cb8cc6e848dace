"""What is planted: how many cases were really solved, why the others were not, who came back, what changed.

None of it stands in the written files; a lake can estimate it, and this says how well it did. Cases
are those opened on the days shown, followed to their end on the days after.
"""

from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.simulator import plan
from willet.core.simulator.centre import Centre
from willet.core.simulator.demand import storm_days
from willet.core.simulator.world import article_day

WINDOWS_DAYS = (1, 3, 7, 14, 30)

_CASES = """
CREATE OR REPLACE TABLE truth_case AS
SELECT case_no, any_value(customer) AS customer, any_value(topic) AS topic, any_value(queue_name) AS queue,
    min(arrived_at) AS opened_at, count(*) AS contacts, min(contact_id) AS first_contact_id,
    count_if(handled) AS handled_contacts, max_by(solved, contact_no) FILTER (handled) AS solved,
    max_by(verdict, contact_no) FILTER (handled) AS last_verdict, min_by(shown, contact_no) AS shown
FROM contact GROUP BY case_no ORDER BY case_no
"""

_GAPS = """
CREATE OR REPLACE TABLE truth_gap AS
SELECT contact_no, shown, handled, agent_name, topic, chance, solved, word, feeling, csat, surveyed,
    lead(arrived) OVER (PARTITION BY case_no ORDER BY contact_no) - arrived AS same_case_s,
    lead(arrived) OVER (PARTITION BY customer ORDER BY contact_no) - arrived AS same_customer_s
FROM contact
"""


def planted(con: DuckDBPyConnection, centre: Centre) -> dict[str, Any]:
    """All planted figures; leaves tables `truth_case` and `truth_gap` on the connection."""
    con.execute(_CASES)
    con.execute(_GAPS)
    return {
        "call_resolution": _share(con, "truth_case", "coalesce(solved, false)"),
        "fcr_case": _share(con, "truth_case", "contacts = 1 AND coalesce(solved, false)"),
        "never_reached": _share(con, "truth_case", "handled_contacts = 0"),
        "solved_when_handled": _share(con, "truth_gap", "solved", "handled"),
        "expected_solved_when_handled": _mean(con, "chance", "handled"),
        "no_further_contact": _no_further_contact(con),
        "causes_of_unsolved_cases": _causes(con),
        "csat_mean_of_all_handled": _mean(con, "feeling", "handled"),
        "csat_mean_of_those_who_answered": _mean(con, "csat", "csat >= 0"),
        "csat_top2_of_all_handled": _share(con, "truth_gap", "feeling >= 4", "handled"),
        "csat_top2_of_those_who_answered": _share(con, "truth_gap", "csat >= 4", "csat >= 0"),
        "disposition_sensitivity": _share(con, "truth_gap", "word = 1", "solved AND word >= 0"),
        "disposition_specificity": _share(
            con, "truth_gap", "word = 0", "handled AND NOT solved AND word >= 0"
        ),
        "response_if_solved": _share(con, "truth_gap", "csat >= 0", "surveyed AND solved"),
        "response_if_unsolved": _share(con, "truth_gap", "csat >= 0", "surveyed AND NOT solved"),
        "article": _article(con, centre),
        "storm": _storm(centre),
        "agents": _agents(con),
    }


def _share(con: DuckDBPyConnection, relation: str, what: str, of: str = "true") -> float | None:
    return _one(
        con, f"SELECT count_if({what}) / nullif(count(*), 0) FROM {relation} WHERE shown AND {of}"
    )


def _mean(con: DuckDBPyConnection, what: str, of: str) -> float | None:
    return _one(con, f"SELECT avg({what}) FROM truth_gap WHERE shown AND {of}")


def _one(con: DuckDBPyConnection, query: str) -> float | None:
    row = con.execute(query).fetchone()
    return None if row is None or row[0] is None else float(row[0])


def _no_further_contact(con: DuckDBPyConnection) -> dict[str, dict[str, float | None]]:
    """Share of handled contacts after which nothing came within W days: of the case, of the customer at all."""
    return {
        str(days): {
            of: _share(con, "truth_gap", f"coalesce({gap} > {days * 86_400}, true)", "handled")
            for of, gap in (("same_case", "same_case_s"), ("same_customer", "same_customer_s"))
        }
        for days in WINDOWS_DAYS
    }


def _causes(con: DuckDBPyConnection) -> dict[str, int]:
    names = "coalesce(k.name, 'never_reached')"
    rows = con.execute(
        f"SELECT {names}, count(*) FROM truth_case c LEFT JOIN cause_row k ON k.no = c.last_verdict"
        " WHERE shown AND NOT coalesce(solved, false) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return {str(name): int(n) for name, n in rows}


def _article(con: DuckDBPyConnection, centre: Centre) -> dict[str, Any]:
    day = article_day(centre)
    second, topic = int(centre.axis.midnights[day]), plan.ARTICLE_TOPIC
    about = f"handled AND topic = '{topic}' AND contact_no IN (SELECT contact_no FROM contact WHERE arrived"
    before, after = f"{about} < {second})", f"{about} >= {second})"
    return {
        "topic": topic,
        "first_day": centre.axis.date_of(day).isoformat(),
        "solved_before": _share(con, "truth_gap", "solved", before),
        "solved_after": _share(con, "truth_gap", "solved", after),
        "expected_before": _mean(con, "chance", before),
        "expected_after": _mean(con, "chance", after),
    }


def _storm(centre: Centre) -> dict[str, str]:
    begins, until = storm_days(centre.axis)
    dates = centre.axis.date_of(begins).isoformat(), centre.axis.date_of(until - 1).isoformat()
    return {"queue": plan.STORM_QUEUE, "first_day": dates[0], "last_day": dates[1]}


def _agents(con: DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    rows = con.execute(
        "SELECT agent_name, count(*), count_if(solved), avg(chance), count_if(word = 1), count_if(word >= 0)"
        " FROM truth_gap WHERE shown AND handled GROUP BY 1 ORDER BY 1"
    ).fetchall()
    names = ("handled", "solved", "expected_share", "says_solved", "says_anything")
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}
