"""How Django knows this room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The room of the surveys."""

    name = "willet.levers.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
