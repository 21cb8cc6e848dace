"""How Django knows this room."""

from django.apps import AppConfig


class ResolutionConfig(AppConfig):
    """The room of resolution."""

    name = "willet.resolution"
    label = "resolution"
    default_auto_field = "django.db.models.BigAutoField"
