"""Whom a survey is about, in SQL: the handled contacts of callers, who of them could be asked, what is known of all."""

from collections.abc import Iterator

from willet.core.metrics import FLAGS, Metric, Question
from willet.core.metrics.catalogue import reader_of
from willet.core.metrics.compiler import days_sql, dimension_sql, tests_sql
from willet.core.metrics.render import Renderer
from willet.core.metrics.shape import Quotient

WAITS_S = (0, 10, 20, 40, 60, 120, 180, 300, 600)
"""Where bands of waiting begin; levels that hold few answers are put together later."""

_FRAME = """
WITH people AS (
  SELECT contact_id, source, customer_key, queue, topic, wait_s, wall_interval{keys}
  FROM contacts WHERE {of_callers}
), given AS (
  SELECT contact_id, wave, {value} AS answer, coalesce(inclusion_p, 1.0) AS chance,
    delivered_at IS NOT NULL AS delivered, epoch(answered_at) - epoch(delivered_at) AS lag_s,
    score IS NULL OR invitation IS NOT NULL OR inclusion_p IS NOT NULL AS invited
  FROM answers WHERE {of_metric}
  QUALIFY row_number() OVER (PARTITION BY contact_id ORDER BY answer IS NULL, delivered_at NULLS LAST, wave) = 1
), surveying AS (
  SELECT source, bool_or(invited) AS invites FROM given JOIN contacts USING (contact_id) GROUP BY source
), told AS (
  SELECT *, bool_or(delivered) OVER (PARTITION BY wave) AS tells_delivery FROM given
), every AS (
  SELECT p.*, t.* EXCLUDE (contact_id), t.contact_id IS NOT NULL AS was_asked,
    coalesce(i.invites, false) AS by_invitation, i.source IS NOT NULL AND NOT i.invites AS by_answers,
    bool_or(customer_key IS NOT NULL) OVER (PARTITION BY p.source) AS tells_customers
  FROM people p LEFT JOIN told t USING (contact_id) LEFT JOIN surveying i ON i.source = p.source
), handled AS (
  SELECT *, CASE
      WHEN by_invitation THEN was_asked AND chance > 0 AND (answer IS NOT NULL OR delivered OR NOT tells_delivery)
      ELSE by_answers AND (customer_key IS NOT NULL OR NOT tells_customers)
    END AS could_answer, {cell} AS cell
  FROM every
)
"""
"""`given` are the questions put, with the answer if there was one; `handled` are all contacts the bounds speak of.

Where a source tells of invitations, who was asked and reached could answer, and stands for as many as one over the
chance of being drawn. Where it tells of answers alone, every contact of a known customer counts as asked; where it
tells of neither, nobody does.
"""

_CELLS = """
SELECT {names}cell, count(*) AS handled, count(*) FILTER (WHERE could_answer) AS asked,
  bool_or(by_answers) AS by_answers
FROM handled GROUP BY {names}cell
"""

_PEOPLE = """
SELECT cell,
  dense_rank() OVER (ORDER BY coalesce(customer_key, hash(contact_id))) - 1 AS customer,
  dense_rank() OVER (ORDER BY queue NULLS LAST) - 1 AS queue,
  dense_rank() OVER (ORDER BY topic NULLS LAST) - 1 AS topic,
  {wait} AS wait,
  coalesce(wall_interval // 4, 24) AS hour,
  CASE WHEN prev_gap_s <= {window_s} THEN 1 WHEN prev_gap_s IS NOT NULL AND looked_back_s >= {window_s} THEN 0
    ELSE 2 END AS before,
  CASE WHEN next_gap_s <= {window_s} THEN 1 WHEN next_gap_s IS NOT NULL AND observed_s >= {window_s} THEN 0
    ELSE 2 END AS again,
  1.0 / CASE WHEN by_invitation THEN chance ELSE 1.0 END AS design, answer, lag_s
FROM handled LEFT JOIN (
  SELECT contact_id, prev_gap_s, next_gap_s, observed_s, looked_back_s FROM links
) USING (contact_id)
WHERE could_answer ORDER BY contact_id
"""
"""That nobody called before or after is known only where the lake saw the whole window; else that is its own level."""


def cells_sql(question: Question, metric: Metric, renderer: Renderer) -> str:
    """By cell of the question: how many contacts were handled, and how many of these could answer."""
    names = "".join(f"{name}, " for name in keys_of(question))
    return _frame_sql(question, metric, renderer) + _CELLS.format(names=names)


def people_sql(question: Question, metric: Metric, renderer: Renderer) -> str:
    """Everybody who could answer: the number of their cell, what is known of them, and what they answered."""
    return _frame_sql(question, metric, renderer) + _PEOPLE.format(
        wait=_band("wait_s"),
        window_s=renderer.bind("window_s", float(question.parameters()["window_days"]) * 86_400),
    )


def keys_of(question: Question) -> list[str]:
    """The names of the columns that hold the keys of a cell."""
    return [f"by_{n}" for n in range(len(question.by))]


def _frame_sql(question: Question, metric: Metric, renderer: Renderer) -> str:
    assert isinstance(metric.shape, Quotient), "only means of answers are weighed"
    values = (f"{factor!r} * {renderer.number(node)}" for factor, node in metric.shape.above)
    dims = (dimension_sql(name, renderer.dialect) for name in question.by)
    keys = keys_of(question)
    return _FRAME.format(
        keys="".join(f", {sql} AS {key}" for sql, key in zip(dims, keys, strict=True)),
        cell=f"dense_rank() OVER (ORDER BY {', '.join(keys)}) - 1" if keys else "0",
        of_callers=" AND ".join([_answered(renderer), *tests_sql(question, "contacts", renderer)]),
        value=" + ".join(values),
        of_metric=" AND ".join(_of_metric(metric.shape, question, renderer)),
    )


def _of_metric(shape: Quotient, question: Question, renderer: Renderer) -> Iterator[str]:
    yield renderer.spelled_out(shape.scope)
    yield from days_sql(question, renderer)


def _answered(renderer: Renderer) -> str:
    """Contacts of callers that an agent took."""
    return renderer.spelled_out(reader_of("contacts").condition(FLAGS["answered"]))


def _band(column: str) -> str:
    """The number of the band that a value lies in, from 1; 0 where it is not known."""
    steps = " + ".join(f"({column} > {end})::INT" for end in WAITS_S[1:])
    return f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 + {steps} END"
