"""How Django knows this room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The room of the figures."""

    name = "willet.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
