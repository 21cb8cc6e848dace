"""What this room remembers: what is asked, whom and when, what they said, and what is to be done about it."""

from willet.levers.surveys.models.asking import SurveyQuestion, Wave
from willet.levers.surveys.models.invitations import Addressee, Invitation, Reply
from willet.levers.surveys.models.reopening import Reopening

__all__ = ["Addressee", "Invitation", "Reopening", "Reply", "SurveyQuestion", "Wave"]
