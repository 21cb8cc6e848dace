"""A metric as an effect is measured on it: by evidence that the exposed cannot write, a case with its first agent."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from willet.core.cases import rules_of
from willet.core.cases.beginnings import OF_THE_CENTRE, heard_by
from willet.core.cases.directions import HANDLED, INBOUND
from willet.core.effects import refusals
from willet.core.effects.notes import OWN_WORDS_LEFT_OUT
from willet.core.metrics import Metric, Question, catalogue
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.flag_sql import flag_sql
from willet.core.metrics.moments import row_values, telling
from willet.core.metrics.nodes import When
from willet.core.metrics.render import Renderer
from willet.core.metrics.shape import Quotient
from willet.core.metrics.silence import silence_of
from willet.core.records import Message, RequestError, Silence

UnitKind: TypeAlias = Literal["agent", "team", "queue"]
KINDS: tuple[UnitKind, ...] = ("agent", "team", "queue")

RESOLVED = {True: "coalesce(by_customer, by_no_repeat)", False: "by_no_repeat"}
_NO_REPEAT = f"""CASE WHEN {flag_sql("handled_again", "cases")} OR NOT by_no_repeat THEN FALSE
    WHEN by_no_repeat THEN TRUE END"""
AT_ONCE = {
    True: f"""CASE WHEN solved_at_once IS NULL THEN NULL
        WHEN by_customer IS NOT NULL THEN solved_at_once ELSE {_NO_REPEAT} END""",
    False: f"CASE WHEN solved_at_once IS NOT NULL THEN {_NO_REPEAT} END",
}
"""The columns of a case without the words of agents and audits; with the customer's answer, and without it."""
REPLACED = {("cases", "resolved"), ("cases", "solved_at_once")}
"""Columns that hear other evidence, too, and are worked out of that alone; others that hear their words are refused."""

_TAKEN = f"{flag_sql('handled')} AND agent IS NOT NULL"
"""As a filter alone: there an unknown outcome is no taken contact, and engines leave out what they need not read."""
_ASKED_AGAIN = f"NOT ({HANDLED} AND agent IS NOT NULL) AND contacts > 1 AND {flag_sql('ever_handled', 'cases')}"
FIRST_HANDLED = f"""
SELECT c.* REPLACE (o.agent AS agent, o.team AS team, o.local_date AS local_date, o.wall_interval AS wall_interval)
FROM (SELECT * FROM cases WHERE {_ASKED_AGAIN}) c JOIN (
    SELECT case_id, contact_no, agent, team, local_date, wall_interval FROM links
    WHERE contact_no > 1 AND {INBOUND} AND {_TAKEN}
) o ON o.case_id = c.case_id
QUALIFY row_number() OVER (PARTITION BY o.case_id ORDER BY o.contact_no) = 1
"""
"""The cases whose first contact no agent took, with the first that one did."""


_RATHER = ("call_resolution", "next_contact_avoidance")


@dataclass(frozen=True)
class Measured:
    """What each row adds, as SQL over `rows`: `top` over `bottom`, where `scope` holds.

    Where each row adds one at the bottom, that is None; of a share `top` is then a truth.
    """

    metric: Metric
    rows: str
    scope: str
    top: str
    bottom: str | None
    share: bool
    bound: dict[str, object]
    window_days: float
    spoken: str
    """The column in which customers say themselves whether it was solved; empty where it plays no part."""
    notes: tuple[Message, ...]
    silent: dict[str, Message]


def measured(
    question: Question, unit: UnitKind, silence: Silence, *, customers_speak: bool = True
) -> Measured:
    """How the one metric of a question is measured for units of a kind.

    Without `customers_speak` the customer's own answer is left out as well.

    Raises:
        RequestError: the metric is no share or mean, or rests on the words of the exposed alone.
    """
    metric = question.metric(question.metrics[0])
    shape = metric.shape
    if not isinstance(shape, Quotient):
        raise RequestError(refusals.NOT_A_RATE(metric=metric.name, names=", ".join(rates())))
    own = _own_words(metric)
    if own - REPLACED:
        raise RequestError(refusals.OF_THE_SUBJECT(metric=metric.name, names=", ".join(_RATHER)))
    renderer = _renderer(question)
    scope, top, bottom = _sides(shape, renderer)
    silent = silence_of(silence, metric)
    scope = telling(scope, list(silent))
    condition = question.condition(metric.table)
    if condition is not None:
        scope = f"{scope} AND {renderer.spelled_out(condition)}"
    windowed = metric.table in {"cases", "links"}
    return Measured(
        metric=metric,
        rows=_rows(metric, unit, customers_speak=customers_speak),
        scope=scope,
        top=top,
        bottom=bottom,
        share=shape.hit is not None,
        bound=dict(renderer.bound),
        window_days=rules_of(question).window_days if windowed else 0.0,
        spoken="by_customer" if customers_speak and own else "",
        notes=(OWN_WORDS_LEFT_OUT(metric=metric.name),) if own else (),
        silent=silent,
    )


def rates() -> list[str]:
    """The metrics whose effect can be told."""
    return [
        name
        for name, metric in catalogue().items()
        if isinstance(metric.shape, Quotient) and not _own_words(metric) - REPLACED
    ]


def _own_words(metric: Metric) -> set[tuple[str, str]]:
    """The columns of a metric, with their table, that hear what agents or audits say."""
    return {
        (metric.table, column)
        for column, kinds in heard_by(metric).items()
        if not set(kinds).isdisjoint(OF_THE_CENTRE)
    }


def _renderer(question: Question) -> Renderer:
    return Renderer(dialect_named("duckdb"), dict(question.parameters()))


def _sides(shape: Quotient, renderer: Renderer) -> tuple[str, str, str | None]:
    """The scope, and what a row in it adds on top and at the bottom.

    Where a hit is known on some rows alone, only these are in scope: the others would be left out one by one.
    """
    scope = renderer.spelled_out(shape.scope)
    if shape.hit is None or not shape.counts_rows:
        return scope, *row_values(shape, renderer)
    hit = shape.hit
    while isinstance(hit, When):
        scope, hit = f"{scope} AND {renderer.spelled_out(hit.condition)}", hit.then
    return scope, renderer.spelled_out(hit), None


def _rows(metric: Metric, unit: UnitKind, *, customers_speak: bool) -> str:
    if metric.table != "cases":
        return metric.table
    whole = (
        "SELECT * FROM cases"
        if unit == "queue"
        else f"SELECT * FROM cases WHERE {_TAKEN} UNION ALL {FIRST_HANDLED}"
    )
    replaced = {"resolved": RESOLVED[customers_speak], "solved_at_once": AT_ONCE[customers_speak]}
    used = {name: sql for name, sql in replaced.items() if name in metric.needs}
    if not used:
        return f"({whole})"
    columns = ", ".join(f"{sql} AS {name}" for name, sql in used.items())
    return f"(SELECT * REPLACE ({columns}) FROM ({whole}))"
