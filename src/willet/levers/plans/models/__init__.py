"""What this room remembers: plans, their meetings and interventions, what was registered, and every verdict."""

from willet.levers.plans.models.interventions import (
    LEVERS,
    Intervention,
    Lever,
    StartOrder,
    UnitKind,
)
from willet.levers.plans.models.plans import ImprovementPlan, PlanState, ReviewMeeting
from willet.levers.plans.models.verdicts import PlanVerdict, Registration

__all__ = [
    "LEVERS",
    "ImprovementPlan",
    "Intervention",
    "Lever",
    "PlanState",
    "PlanVerdict",
    "Registration",
    "ReviewMeeting",
    "StartOrder",
    "UnitKind",
]
