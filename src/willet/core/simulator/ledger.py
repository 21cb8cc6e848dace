"""The story as relations of one DuckDB connection, from which every file and figure is selected.

Seconds of the axis become UTC timestamps here; codes become names. Rows are numbered from 0 in
order of time, so that each file can be written in one fixed order.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.simulator import journal as columns
from willet.core.simulator import plan
from willet.core.simulator.story import WholeStory

Column = NDArray[Any]
Columns = Mapping[str, Column]

OUTCOMES = ("answered", "abandoned", "blocked", "timed_out")

_SHOWN = """
CREATE TABLE contact AS
SELECT c.*, 'c' || lpad(CAST(contact_no + 1 AS VARCHAR), 8, '0') AS contact_id,
    arrived >= {first} AND arrived < {last} AS shown, outcome_code = 0 AS handled,
    verdict = -1 AS solved, o.name AS outcome, q.name AS queue_name, t.name AS topic,
    a.name AS agent_name, a.team, a.hired, l.name AS language,
    CASE WHEN chat THEN 'chat' ELSE 'voice' END AS channel,
    to_timestamp_utc({origin} + arrived) AS arrived_at
FROM contact_row c
JOIN queue_row q ON q.no = c.queue JOIN topic_row t ON t.no = c.topic_code
JOIN outcome_row o ON o.no = c.outcome_code JOIN language_row l ON l.no = c.language_code
LEFT JOIN agent_row a ON a.no = c.agent
ORDER BY contact_no
"""

_VISITS = """
CREATE TABLE visit AS
SELECT v.*, q.name AS queue_name, q.extension, a.name AS agent_name, o.name AS outcome,
    max(v.visit_no) OVER (PARTITION BY v.contact_no) AS visits_of_contact,
    max(v.visit_no) FILTER (v.agent >= 0) OVER (PARTITION BY v.contact_no) AS last_answered
FROM visit_row v JOIN queue_row q ON q.no = v.queue JOIN outcome_row o ON o.no = v.outcome_code
LEFT JOIN agent_row a ON a.no = v.agent
ORDER BY visit
"""


def ledger_of(story: WholeStory, spill: Path) -> DuckDBPyConnection:
    """A connection with tables `contact`, `visit`, `offer`, `shift`, `case_row`, and the names.

    `spill` is a folder for sorts that do not fit into memory.
    """
    # One thread: a file written by one is the same bytes every time.
    con = duckdb.connect(config={"threads": 1, "temp_directory": str(spill)})
    con.execute("SET enable_progress_bar = false")
    con.execute(
        "CREATE MACRO to_timestamp_utc(unix) AS make_timestamp(CAST(unix AS BIGINT) * 1000000)"
    )
    _name(con, story)
    _lay(con, story)
    axis = story.centre.axis
    first, last = axis.shown
    con.execute(_SHOWN.format(first=first, last=last, origin=axis.origin))
    con.execute(_VISITS)
    return con


def _name(con: DuckDBPyConnection, story: WholeStory) -> None:
    centre, agents = story.centre, story.centre.agents
    teams = _words(plan.TEAMS[t] for t in agents.team)
    queues = {"name": _words(centre.queue_names), "extension": _words(centre.queue_extensions)}
    _keep(con, "agent_row", {"name": _words(agents.name), "team": teams, "hired": agents.hired})
    _keep(con, "queue_row", queues)
    _keep(con, "topic_row", {"name": _words(t.name for t in plan.TOPICS)})
    _keep(con, "outcome_row", {"name": _words(OUTCOMES)})
    _keep(con, "language_row", {"name": _words(plan.LANGUAGES)})
    _keep(con, "cause_row", {"name": _words(plan.CAUSES)})


def _lay(con: DuckDBPyConnection, story: WholeStory) -> None:
    journal, demand = story.journal, story.demand
    offers = dict(zip(columns.OFFER_COLUMNS, journal.offers.T, strict=True))
    cases: Columns = {"opened": demand.opened, "topic_code": demand.topic}
    _keep(con, "contact_row", _contacts(story), number_as="contact_no")
    _keep(con, "visit_row", _visits(story), number_as="visit")
    _keep(con, "offer", offers, number_as="offer_no")
    _keep(con, "case_row", cases, number_as="case_no")
    _keep(con, "shift", _shifts(story))


def _contacts(story: WholeStory) -> dict[str, Column]:
    """What happened, who called and what was written down, side by side."""
    callers, papers = story.callers, story.papers
    contacts = dict(zip(columns.CONTACT_COLUMNS, story.journal.contacts.T, strict=True))
    contacts["outcome_code"] = contacts.pop("outcome")
    case = contacts["case_no"]
    by_case: dict[str, Column] = {
        "topic_code": story.demand.topic,
        "second_level": story.demand.second_level,
        "customer": callers.customer,
        "number": callers.number,
        "office": callers.office,
        "has_id": callers.has_id,
        "keys_in": callers.keys_in,
        "language_code": callers.language,
        "chat": callers.chat,
    }
    return {
        **contacts,
        **{name: getattr(papers, name) for name in type(papers).__slots__},
        **{name: values[case] for name, values in by_case.items()},
        "chance": story.journal.chances,
        "withheld": callers.withheld,
        "written_as": callers.written,
    }


def _visits(story: WholeStory) -> dict[str, Column]:
    # `left` and `outcome` are renamed: the one is a keyword of SQL, the other becomes a word.
    renamed = {"left": "gone", "outcome": "outcome_code"}
    named = zip(columns.VISIT_COLUMNS, story.journal.visits.T, strict=True)
    return {renamed.get(name, name): values for name, values in named}


def _shifts(story: WholeStory) -> dict[str, Column]:
    shifts = story.centre.rosters.shifts
    agent = np.repeat(np.arange(len(shifts.at) - 1), np.diff(shifts.at))
    home = story.centre.agents.queue[agent]
    return {"agent": agent, "begins": shifts.begins, "ends": shifts.ends, "home": home}


def _keep(con: DuckDBPyConnection, table: str, arrays: Columns, *, number_as: str = "no") -> None:
    """Make a table of these columns, with the row's number in front."""
    length = len(next(iter(arrays.values())))
    rows = {number_as: np.arange(length)} | {k: np.ascontiguousarray(v) for k, v in arrays.items()}
    con.register("arrays", rows)
    con.execute(f'CREATE TABLE "{table}" AS SELECT * FROM arrays ORDER BY {number_as}')
    con.unregister("arrays")


def _words(words: Iterable[str]) -> Column:
    return np.array(tuple(words), dtype=object)
