"""How Django knows this room."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """The room of the live events."""

    name = "willet.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"
