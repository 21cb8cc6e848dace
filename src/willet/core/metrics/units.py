"""What is independent in a figure's interval: the customer, the agent or the day whose luck its rows share.

A question may leave one such unit in each cell: split by agent, each cell is one agent's. What may vary is
then what lies beneath: the days of that agent, and where the day is fixed too, the single rows.
"""

from collections.abc import Iterator

from willet.core.metrics.metric import Metric
from willet.core.metrics.nodes import Binary, ColumnRef, Node, Value
from willet.core.metrics.question import Question
from willet.core.metrics.shape import PerGroup

EACH_AGENT, EACH_CASE = "each_agent", "each_case"
"""The agents or cases themselves, where they are counted: contacts of unknown ones are then nobody's."""
BENEATH = {"agent": "day"}
"""What takes the place of a unit of which each cell holds one; nothing: the rows."""


def unit_of(metric: Metric, question: Question) -> str | None:
    """What a metric's rows share in this question; None where each row stands for itself."""
    if isinstance(metric.shape, PerGroup):
        return EACH_CASE if metric.shape.group.name == "case_id" else EACH_AGENT
    unit, fixed = metric.cluster, fixed_in_each_cell(question, metric.table)
    while unit is not None and unit in fixed:
        unit = BENEATH.get(unit)
    return unit


def fixed_in_each_cell(question: Question, table: str) -> frozenset[str]:
    """What has one value in each cell: what the question is split by, and what its period or filter pins."""
    one_day = question.first is not None and question.first == question.last
    condition = question.condition(table)
    pinned = frozenset(_pinned(condition)) if condition is not None else frozenset()
    return frozenset(question.by) | pinned | (frozenset({"day"}) if one_day else frozenset())


def _pinned(node: Node) -> Iterator[str]:
    """The columns that a condition holds at one value."""
    match node:
        case Binary("and", left, right):
            yield from _pinned(left)
            yield from _pinned(right)
        case Binary("=", ColumnRef(name), Value()) | Binary("=", Value(), ColumnRef(name)):
            yield name
