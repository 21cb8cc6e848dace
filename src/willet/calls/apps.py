"""How Django knows this room."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """The room of the calls."""

    name = "willet.calls"
    label = "calls"
    default_auto_field = "django.db.models.BigAutoField"
