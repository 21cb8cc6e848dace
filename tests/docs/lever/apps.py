"""How Django knows this room."""

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """The room of the targets."""

    name = "willet.levers.targets"
    label = "targets"
    default_auto_field = "django.db.models.BigAutoField"
