"""The figures each written form must give back, as two counts or sums each: above and below the line.

Written here from the definitions, apart from the product's own catalogue, so that the two can be
held against each other. A figure without a line below is the count itself.
"""

from collections.abc import Mapping
from typing import NamedTuple

from duckdb import DuckDBPyConnection

TARGET_S = 20


class Figure(NamedTuple):
    """SQL over a relation: what is above the line, and below it."""

    above: str
    below: str | None = None


Value = dict[str, float | int | None]

CONTACT_FIGURES: Mapping[str, Figure] = {
    "received": Figure("count(*)"),
    "answered": Figure("count_if(handled)"),
    "abandoned": Figure("count_if(outcome = 'abandoned')"),
    "blocked": Figure("count_if(outcome = 'blocked')"),
    "timed_out": Figure("count_if(outcome = 'timed_out')"),
    "service_level": Figure(
        f"count_if(handled AND wait_s <= {TARGET_S})", "count_if(outcome <> 'blocked')"
    ),
    "answer_rate": Figure("count_if(handled)", "count_if(outcome <> 'blocked')"),
    "abandonment_rate": Figure("count_if(outcome = 'abandoned')", "count_if(outcome <> 'blocked')"),
    "blocked_rate": Figure("count_if(outcome = 'blocked')", "count(*)"),
    "average_speed_of_answer": Figure("sum(wait_s) FILTER (handled)", "count_if(handled)"),
    "longest_wait": Figure("max(wait_s) FILTER (outcome <> 'blocked')"),
    "average_talk_time": Figure("sum(talk_s)", "count_if(handled)"),
    "average_hold_time": Figure("sum(hold_s)", "count_if(handled)"),
    "after_call_work": Figure("sum(acw_s)", "count_if(handled)"),
    "average_handle_time": Figure("sum(talk_s + hold_s + acw_s)", "count_if(handled)"),
    "transfer_rate": Figure("count_if(transfers > 0)", "count_if(handled)"),
    "csat_mean": Figure("sum(csat) FILTER (csat >= 0)", "count_if(csat >= 0)"),
    "csat_top2": Figure("count_if(csat >= 4)", "count_if(csat >= 0)"),
    "ces": Figure("sum(ces) FILTER (ces >= 0)", "count_if(ces >= 0)"),
    "nps": Figure(
        "100 * (count_if(nps >= 9) - count_if(nps BETWEEN 0 AND 6))", "count_if(nps >= 0)"
    ),
    "conversion": Figure("count_if(sale_cents > 0)", "count_if(sale_cents >= 0)"),
    "unanswered_offer_rate": Figure("sum(unanswered_offers)", "sum(offers)"),
    "resolved_by_disposition": Figure("count_if(word = 1)", "count(*)"),
}

VISIT_FIGURES: Mapping[str, Figure] = {
    "visits_entered": Figure("count(*)"),
    "visits_answered": Figure("count_if(answered)"),
    "visits_abandoned": Figure("count_if(outcome = 'abandoned')"),
    "service_level": Figure(f"count_if(answered AND gone - entered <= {TARGET_S})", "count(*)"),
    "abandonment_rate": Figure("count_if(outcome = 'abandoned')", "count(*)"),
    "average_speed_of_answer": Figure(
        "sum(gone - entered) FILTER (answered)", "count_if(answered)"
    ),
    "longest_wait": Figure("max(gone - entered)"),
    "average_talk_time": Figure("sum(talk + hold) FILTER (answered)", "count_if(answered)"),
    "after_call_work": Figure("sum(acw) FILTER (answered)", "count_if(answered)"),
    "average_handle_time": Figure("sum(talk + hold + acw) FILTER (answered)", "count_if(answered)"),
    "unanswered_offer_rate": Figure("sum(unanswered)", "sum(offers)"),
}

CALL_FIGURES: Mapping[str, Figure] = {
    "received": Figure("count(*)"),
    "answered": Figure("count_if(answered)"),
    "csat_mean": Figure("sum(csat) FILTER (csat >= 0)", "count_if(csat >= 0)"),
    "resolved_by_disposition": Figure("count_if(word = 1)", "count(*)"),
}
"""Of the calls in a log: first queue, last agent who talked."""

CASE_FIGURES: Mapping[str, Figure] = {
    "cases": Figure("count(*)"),
    "call_resolution": Figure("count_if(by_ladder = 1)", "count(*)"),
    "call_resolution_by_disposition": Figure("count_if(by_disposition = 1)", "count(*)"),
    "contacts_per_case": Figure("sum(contacts)", "count(*)"),
    "evidence_coverage": Figure("count_if(by_ladder >= 0)", "count(*)"),
}


def worked_out(
    con: DuckDBPyConnection, relation: str, figures: Mapping[str, Figure]
) -> dict[str, Value]:
    """Every figure of the whole relation."""
    return _rows(con, relation, figures, "'all'")["all"]


def worked_out_by(
    con: DuckDBPyConnection, relation: str, figures: Mapping[str, Figure], column: str
) -> dict[str, dict[str, Value]]:
    """Every figure for each value of a column; rows without one are left out."""
    rows = _rows(con, f"(FROM {relation} WHERE {column} IS NOT NULL)", figures, column)
    return dict(sorted(rows.items()))


def _rows(
    con: DuckDBPyConnection, relation: str, figures: Mapping[str, Figure], key: str
) -> dict[str, dict[str, Value]]:
    parts = ", ".join(f"{f.above}, {f.below or 'NULL'}" for f in figures.values())
    found = con.execute(f"SELECT {key}, {parts} FROM {relation} GROUP BY 1").fetchall()
    return {
        str(row[0]): {
            name: _value(*row[1 + 2 * i : 3 + 2 * i], plain=figure.below is None)
            for i, (name, figure) in enumerate(figures.items())
        }
        for row in found
    }


def _value(above: object, below: object, *, plain: bool) -> Value:
    over = None if above is None else int(str(above))
    if plain:
        return {"value": over}
    under = int(str(below)) if below is not None else 0
    return {
        "value": over / under if over is not None and under else None,
        "above": over,
        "below": under,
    }
