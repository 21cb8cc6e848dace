"""How Django knows this room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The room of improvement plans."""

    name = "willet.levers.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
