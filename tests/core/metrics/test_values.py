"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

FILLED: Final = {"moments:RowValues", "render:Renderer"}
"""What is filled while work goes on; a new one is a decision."""
OPEN: Final = {
    "answer:Answer",
    "answer:MetricColumn",
    "answering:_Gathered",
    "auditing:Audits",
    "behind:Behind",
    "compiler:Compiled",
    "compiler:Statement",
    "estimate:Figures",
    "foresight:Foresight",
    "formula:Reader",
    "metric:Metric",
    "moments:RowValues",
    "pending:Pending",
    "profile:Profile",
    "question:Question",
    "render:Renderer",
    "result:ResultTable",
    "shape:Count",
    "shape:Extreme",
    "shape:PerGroup",
    "shape:Quantile",
    "shape:Quotient",
    "sureness.clusters:Spread",
    "weights:Weighted",
}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.core.metrics") == FILLED
    assert without_slots("willet.core.metrics") == OPEN
