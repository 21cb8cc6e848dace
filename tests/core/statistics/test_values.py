"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

FILLED: Final = {"ridge:_Loss"}
"""What is filled while work goes on; a new one is a decision."""
OPEN: Final = {
    "case_mix:Mix",
    "decomposition:RateChange",
    "fair_units:Repeats",
    "fair_units:UnitEffects",
    "levels:Level",
    "levels:_Chain",
    "nonresponse.design:Design",
    "nonresponse.estimating:WeightedMean",
    "nonresponse.estimating:_Parts",
    "nonresponse.population:Population",
    "nonresponse.propensity:Propensity",
    "nonresponse.weighing:AnswerWeights",
    "rates:_Learned",
    "rates:_Likelihoods",
    "ridge:_Loss",
    "survival:Hazards",
}
"""Those without slots; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.core.statistics") == FILLED
    assert without_slots("willet.core.statistics") == OPEN
