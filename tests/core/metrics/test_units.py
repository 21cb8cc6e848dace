"""What is independent in a figure's interval, in a question that leaves many of it in a cell, or one."""

from typing import Any

import pytest

from willet.core.metrics import Question, catalogue
from willet.core.metrics.units import fixed_in_each_cell, unit_of

OF_CUSTOMERS, OF_AGENTS, OF_DAYS = "fcr_case", "average_talk_time", "answer_rate"
DAY: dict[str, Any] = {"first": "2024-03-04", "last": "2024-03-04"}
DAYS = {"first": "2024-03-04", "last": "2024-03-05"}


@pytest.mark.parametrize(
    ("metric", "asked", "unit"),
    [
        (OF_CUSTOMERS, {}, "customer_key"),
        (OF_CUSTOMERS, {"by": "agent"} | DAY, "customer_key"),
        (OF_AGENTS, {}, "agent"),
        (OF_AGENTS, {"by": "queue"}, "agent"),
        (OF_AGENTS, {"by": "agent"}, "day"),
        (OF_AGENTS, {"by": ("queue", "agent")}, "day"),
        (OF_AGENTS, {"by": ("agent", "day")}, None),
        (OF_AGENTS, {"by": "agent"} | DAY, None),
        (OF_AGENTS, {"by": "agent"} | DAYS, "day"),
        (OF_AGENTS, {"where": "agent = 'Anna'"}, "day"),
        (OF_AGENTS, {"where": "agent = 'Anna' and queue = 'sales'"}, "day"),
        (OF_AGENTS, {"where": "agent = 'Anna' or queue = 'sales'"}, "agent"),
        (OF_AGENTS, {"where": "agent != 'Anna'"}, "agent"),
        (OF_AGENTS, DAY, "agent"),
        (OF_DAYS, {}, "day"),
        (OF_DAYS, {"by": "week"}, "day"),
        (OF_DAYS, {"by": "day"}, None),
        (OF_DAYS, DAY, None),
        (OF_DAYS, DAYS, "day"),
        (OF_DAYS, {"first": "2024-03-04"}, "day"),
        ("longest_wait", {}, None),
        ("sales_per_agent", {"by": "agent"}, "each_agent"),
        ("cost_per_resolved_case", {}, "each_case"),
    ],
)
def test_a_unit_of_which_each_cell_holds_one_gives_way_to_what_lies_beneath(
    metric: str, asked: dict[str, Any], unit: str | None
) -> None:
    assert unit_of(catalogue()[metric], Question.of(metric, **asked)) == unit


def test_what_has_one_value_in_each_cell_is_split_by_or_pinned() -> None:
    asked = Question.of(
        OF_AGENTS, by="team", where="queue = 'a' and (agent = 'x' or agent = 'y')", **DAY
    )

    assert fixed_in_each_cell(asked, "visits") == {"team", "queue", "day"}
    assert fixed_in_each_cell(Question.of(OF_AGENTS), "visits") == frozenset()
