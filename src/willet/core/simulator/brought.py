"""What the planted courses and limits truly brought: beside what would have been without them."""

from typing import Any, Final

from duckdb import DuckDBPyConnection

from willet.core.simulator.centre import Centre
from willet.core.simulator.levers import NEVER, STEPS, TRIALS

_WINDOW_S: Final = 7 * 86_400

_QUIET = f"""
SELECT avg(quiet) FILTER (solved) - avg(quiet) FILTER (NOT solved)
FROM (SELECT solved, coalesce(same_case_s > {_WINDOW_S}, true)::INT AS quiet FROM truth_gap WHERE shown AND handled)
"""
"""By how much being solved keeps a contact from being followed by another within a week."""

_SOLVED = """
SELECT avg(g.chance - g.chance / (g.chance + (1 - g.chance) * exp($lift)))
FROM truth_gap g JOIN contact c USING (contact_no) JOIN lever_row l ON l.name = g.agent_name
WHERE g.shown AND g.handled AND l.trial = $trial AND c.arrived >= l.begins
"""
"""The planted chance less what it would have been: a lift of log-odds multiplies the odds by its exponential."""


def brought(con: DuckDBPyConnection, centre: Centre) -> dict[str, dict[str, Any]]:
    """Of each trial who begins when, and what it truly added: to the share solved and to that not followed by another.

    Reads the table `truth_gap`; empty where none is planted.
    """
    if not centre.axis.scenario.lever_lift:
        return {}
    _name_agents(con, centre)
    row = con.execute(_QUIET).fetchone()
    quiet = float(row[0]) if row and row[0] is not None else 0.0
    tried = [number for number, name in enumerate(TRIALS) if name != NEVER]
    return {TRIALS[number]: _trial(con, centre, number, quiet) for number in tried}


def _name_agents(con: DuckDBPyConnection, centre: Centre) -> None:
    levers = centre.levers
    begins = centre.axis.midnights[levers.first_day]
    rows = zip(centre.agents.name, levers.trial.tolist(), begins.tolist(), strict=True)
    con.execute("CREATE OR REPLACE TEMP TABLE lever_row (name TEXT, trial INTEGER, begins BIGINT)")
    con.executemany("INSERT INTO lever_row VALUES (?, ?, ?)", list(rows))


def _trial(con: DuckDBPyConnection, centre: Centre, trial: int, quiet: float) -> dict[str, Any]:
    of_it = centre.levers.trial == trial
    lift = float(centre.levers.lift[of_it][0]) if of_it.any() else 0.0
    row = con.execute(_SOLVED, {"lift": lift, "trial": trial}).fetchone()
    solved = float(row[0]) if row and row[0] is not None else 0.0
    return {
        "lift": lift,
        "starts": _starts(centre, trial),
        "solved": solved,
        "next_contact_avoidance": solved * quiet,
    }


def _starts(centre: Centre, trial: int) -> dict[str, str | None]:
    """Who begins when; of a course also who never does. Of a limit raised in steps all do in the end."""
    own = {trial} if TRIALS[trial] == STEPS else {trial, TRIALS.index(NEVER)}
    levers = centre.levers
    days = zip(centre.agents.name, levers.trial.tolist(), levers.first_day.tolist(), strict=True)
    return {
        name: centre.axis.date_of(day).isoformat() if of == trial else None
        for name, of, day in sorted(days)
        if of in own
    }
