"""How Django knows this room."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """The room of the goals."""

    name = "willet.levers.goals"
    label = "goals"
    default_auto_field = "django.db.models.BigAutoField"
