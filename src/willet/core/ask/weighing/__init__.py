"""Answers weighed for those who did not answer: whom they are about, what weights give, and what is said of it."""

from willet.core.ask.weighing.columns import weighed
from willet.core.ask.weighing.frame import SurveyFrame, frames_of

__all__ = ["SurveyFrame", "frames_of", "weighed"]
