"""The figures each written form must give back, as two counts or sums each: above and below the line.

Written here from the definitions, apart from the product's own catalogue, so that the two can be
held against each other. A figure without a line below is the count itself.
"""

from collections.abc import Mapping
from typing import NamedTuple

from duckdb import DuckDBPyConnection

TARGET_S = 20


class FigureSql(NamedTuple):
    """SQL over a relation: what is above the line, and below it."""

    above: str
    below: str | None = None


Value = dict[str, float | int | None]

CONTACT_FIGURES: Mapping[str, FigureSql] = {
    "received": FigureSql("count(*)"),
    "answered": FigureSql("count_if(handled)"),
    "abandoned": FigureSql("count_if(outcome = 'abandoned')"),
    "blocked": FigureSql("count_if(outcome = 'blocked')"),
    "timed_out": FigureSql("count_if(outcome = 'timed_out')"),
    "service_level": FigureSql(
        f"count_if(handled AND wait_s <= {TARGET_S})", "count_if(outcome <> 'blocked')"
    ),
    "answer_rate": FigureSql("count_if(handled)", "count_if(outcome <> 'blocked')"),
    "abandonment_rate": FigureSql(
        "count_if(outcome = 'abandoned')", "count_if(outcome <> 'blocked')"
    ),
    "blocked_rate": FigureSql("count_if(outcome = 'blocked')", "count(*)"),
    "average_speed_of_answer": FigureSql("sum(wait_s) FILTER (handled)", "count_if(handled)"),
    "longest_wait": FigureSql("max(wait_s) FILTER (outcome <> 'blocked')"),
    "average_talk_time": FigureSql("sum(talk_s)", "count_if(handled)"),
    "average_hold_time": FigureSql("sum(hold_s)", "count_if(handled)"),
    "after_call_work": FigureSql("sum(acw_s)", "count_if(handled)"),
    "average_handle_time": FigureSql("sum(talk_s + hold_s + acw_s)", "count_if(handled)"),
    "transfer_rate": FigureSql("count_if(transfers > 0)", "count_if(handled)"),
    "csat_mean": FigureSql("sum(csat) FILTER (csat >= 0)", "count_if(csat >= 0)"),
    "csat_top2": FigureSql("count_if(csat >= 4)", "count_if(csat >= 0)"),
    "ces": FigureSql("sum(ces) FILTER (ces >= 0)", "count_if(ces >= 0)"),
    "nps": FigureSql(
        "100 * (count_if(nps >= 9) - count_if(nps BETWEEN 0 AND 6))", "count_if(nps >= 0)"
    ),
    "conversion": FigureSql("count_if(sale_cents > 0)", "count_if(sale_cents >= 0)"),
    "unanswered_offer_rate": FigureSql("sum(unanswered_offers)", "sum(offers)"),
    "resolved_by_disposition": FigureSql("count_if(word = 1)", "count(*)"),
}

VISIT_FIGURES: Mapping[str, FigureSql] = {
    "visits_entered": FigureSql("count(*)"),
    "visits_answered": FigureSql("count_if(answered)"),
    "visits_abandoned": FigureSql("count_if(outcome = 'abandoned')"),
    "service_level": FigureSql(f"count_if(answered AND gone - entered <= {TARGET_S})", "count(*)"),
    "abandonment_rate": FigureSql("count_if(outcome = 'abandoned')", "count(*)"),
    "average_speed_of_answer": FigureSql(
        "sum(gone - entered) FILTER (answered)", "count_if(answered)"
    ),
    "longest_wait": FigureSql("max(gone - entered)"),
    "average_talk_time": FigureSql("sum(talk + hold) FILTER (answered)", "count_if(answered)"),
    "after_call_work": FigureSql("sum(acw) FILTER (answered)", "count_if(answered)"),
    "average_handle_time": FigureSql(
        "sum(talk + hold + acw) FILTER (answered)", "count_if(answered)"
    ),
    "unanswered_offer_rate": FigureSql("sum(unanswered)", "sum(offers)"),
}

CALL_FIGURES: Mapping[str, FigureSql] = {
    "received": FigureSql("count(*)"),
    "answered": FigureSql("count_if(answered)"),
    "csat_mean": FigureSql("sum(csat) FILTER (csat >= 0)", "count_if(csat >= 0)"),
    "resolved_by_disposition": FigureSql("count_if(word = 1)", "count(*)"),
}
"""Of the calls in a log: first queue, last agent who talked."""

CASE_FIGURES: Mapping[str, FigureSql] = {
    "cases": FigureSql("count(*)"),
    "call_resolution": FigureSql("count_if(by_ladder = 1)", "count(*)"),
    "call_resolution_by_disposition": FigureSql("count_if(by_disposition = 1)", "count(*)"),
    "contacts_per_case": FigureSql("sum(contacts)", "count(*)"),
    "evidence_coverage": FigureSql("count_if(by_ladder >= 0)", "count(*)"),
}


def worked_out(
    con: DuckDBPyConnection, relation: str, figures: Mapping[str, FigureSql]
) -> dict[str, Value]:
    """Every figure of the whole relation."""
    return _rows(con, relation, figures, "'all'")["all"]


def worked_out_by(
    con: DuckDBPyConnection, relation: str, figures: Mapping[str, FigureSql], column: str
) -> dict[str, dict[str, Value]]:
    """Every figure for each value of a column; rows without one are left out."""
    rows = _rows(con, f"(FROM {relation} WHERE {column} IS NOT NULL)", figures, column)
    return dict(sorted(rows.items()))


def _rows(
    con: DuckDBPyConnection, relation: str, figures: Mapping[str, FigureSql], key: str
) -> dict[str, dict[str, Value]]:
    parts = ", ".join(f"{f.above}, {f.below or 'NULL'}" for f in figures.values())
    rows = con.execute(f"SELECT {key}, {parts} FROM {relation} GROUP BY 1").fetchall()
    return {
        str(row[0]): {
            name: _value(*row[1 + 2 * i : 3 + 2 * i], plain=figure.below is None)
            for i, (name, figure) in enumerate(figures.items())
        }
        for row in rows
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
