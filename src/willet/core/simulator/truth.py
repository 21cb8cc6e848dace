"""The truth beside the data: figures each form must give back, and those it can only estimate."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.simulator.brought import brought
from willet.core.simulator.by_definition import by_definition
from willet.core.simulator.figures import (
    CALL_FIGURES,
    CASE_FIGURES,
    CONTACT_FIGURES,
    VISIT_FIGURES,
    FigureSql,
    Value,
    worked_out,
    worked_out_by,
)
from willet.core.simulator.planted import planted
from willet.core.simulator.story import WholeStory

NAME = "truth.json"
_LATER_KNOBS = {"part_time": 1.0, "lever_lift": 0.0}
"""Knobs that came later: where they are as they were before, nothing is said of them."""

_STATED_CASES = """
CREATE OR REPLACE TABLE told_case AS
SELECT *, CASE WHEN by_customer >= 0 THEN by_customer ELSE by_disposition END AS by_ladder FROM (
    SELECT case_no, count(*) AS contacts, min_by(queue_name, contact_no) AS queue_name,
        min_by(topic, contact_no) AS topic, min_by(agent_name, contact_no) AS agent_name,
        coalesce(max_by(word, contact_no) FILTER (word >= 0 AND at_end), -1) AS by_disposition,
        coalesce(max_by(says_solved, contact_no) FILTER (says_solved >= 0 AND at_end), -1) AS by_customer
    FROM (
        SELECT *, contact_no >= coalesce(max(contact_no) FILTER (handled) OVER same, contact_no) AS at_end
        FROM told_contact WINDOW same AS (PARTITION BY case_no)
    ) GROUP BY case_no)
"""

_LOGGED_CALLS = """
CREATE OR REPLACE TABLE logged_call AS
SELECT call, min_by(queue_name, visit_no) AS queue_name, any_value(topic) FILTER (disposed) AS topic,
    max_by(agent_name, visit_no) FILTER (answered) AS agent_name, bool_or(answered) AS answered,
    coalesce(any_value(csat) FILTER (last_leg), -1) AS csat, coalesce(any_value(word) FILTER (last_leg), -1) AS word
FROM seen GROUP BY call
"""


@dataclass(frozen=True, slots=True)
class Truth:
    """What one run wrote and what is true of it.

    `document` is what stands in `truth.json`: `made_with`, `observable` (per form, exact),
    `by` (the same per queue, agent, topic), `planted` (to be estimated), `planted_by_definition`
    (what each definition gives for the world itself).
    """

    folder: Path
    document: Mapping[str, Any]

    def observable(self, form: str, figure: str) -> float:
        """A figure that the form (`table` or `asterisk`) gives back exactly.

        Raises:
            KeyError: that form does not show it.
        """
        return float(self.document["observable"][form][figure]["value"])

    def planted(self, figure: str) -> float:
        """A figure of the world that the files do not show."""
        return float(self.document["planted"][figure])

    def by_definition(self, metric: str) -> float:
        """What a metric's definition gives for the world itself, with every customer known."""
        return float(self.document["planted_by_definition"][metric]["value"])


def truth_of(
    con: DuckDBPyConnection, story: WholeStory, folder: Path, *, with_case_refs: bool
) -> Truth:
    """Work the truth out from the relations the files were written from, and write `truth.json`."""
    con.execute(_STATED_CASES)
    con.execute(_LOGGED_CALLS)
    document = {
        "made_with": _truth_tables(story, with_case_refs=with_case_refs),
        "observable": _observable(con, with_case_refs=with_case_refs),
        "by": _by(con, with_case_refs=with_case_refs),
        "planted": planted(con, story.centre),
        "planted_by_definition": by_definition(con, story.centre.axis),
        "clock": _clock(con, story),
        **_interventions(con, story),
        "notes": _NOTES,
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    (folder / NAME).write_text(text, "utf-8")
    return Truth(folder, document)


def _interventions(con: DuckDBPyConnection, story: WholeStory) -> dict[str, Any]:
    """What plans should find; no word of it where nothing is planted."""
    trials = brought(con, story.centre)
    return {"interventions": trials} if trials else {}


def _truth_tables(story: WholeStory, *, with_case_refs: bool) -> dict[str, Any]:
    scenario = story.centre.axis.scenario
    names = (
        n
        for n in type(scenario).__slots__
        if n not in _LATER_KNOBS or getattr(scenario, n) != _LATER_KNOBS[n]
    )
    fields = {name: getattr(scenario, name) for name in names}
    fields["first_day"] = scenario.first_day.isoformat()
    return {**fields, "last_day": scenario.last_day.isoformat(), "with_case_refs": with_case_refs}


def _observable(con: DuckDBPyConnection, *, with_case_refs: bool) -> dict[str, dict[str, Value]]:
    forms: dict[str, dict[str, Value]] = {"table": {}, "asterisk": {}}
    for form, relation, figures in _shown(with_case_refs=with_case_refs):
        forms[form] |= worked_out(con, relation, figures)
    return forms


def _by(con: DuckDBPyConnection, *, with_case_refs: bool) -> dict[str, Any]:
    columns = {"queue": "queue_name", "agent": "agent_name", "topic": "topic"}
    by: dict[str, Any] = {}
    for form, relation, figures in _shown(with_case_refs=with_case_refs):
        for split, column in columns.items():
            result = worked_out_by(con, relation, figures, column)
            for name, values in result.items():
                by.setdefault(form, {}).setdefault(split, {}).setdefault(name, {}).update(values)
    return by


def _shown(*, with_case_refs: bool) -> list[tuple[str, str, Mapping[str, FigureSql]]]:
    """Form, relation and figures of everything that the files show."""
    shown = [
        ("table", "told_contact", CONTACT_FIGURES),
        ("asterisk", "seen", VISIT_FIGURES),
        ("asterisk", "logged_call", CALL_FIGURES),
    ]
    return [*shown, ("table", "told_case", CASE_FIGURES)] if with_case_refs else shown


def _clock(con: DuckDBPyConnection, story: WholeStory) -> dict[str, Any]:
    axis = story.centre.axis
    if axis.change_day is None:
        return {"changes_on": None}
    begins, until = axis.midnights[axis.change_day], axis.midnights[axis.change_day + 1]
    row = con.execute(
        f"SELECT count(*) FROM told_contact WHERE arrived >= {begins} AND arrived < {until}"
    ).fetchone()
    assert row is not None, "a count has a row"
    return {
        "changes_on": axis.date_of(axis.change_day).isoformat(),
        "hours_of_that_day": int(until - begins) // 3600,
        "contacts_of_that_day": int(row[0]),
    }


_NOTES = [
    "observable.table: what contacts.csv.gz shows, one row per contact; waits until first answered.",
    "observable.asterisk: what queue_log shows, voice only, per visit; hold is part of talk, blocked calls are absent.",
    "call_resolution takes the customer's answer before the agent's word; cases without either count as not resolved.",
    "planted_by_definition: a metric's definition applied to the world itself, every customer known, nothing cut off.",
    "planted: the world itself, cases opened on the days shown and followed to their end after them.",
]
