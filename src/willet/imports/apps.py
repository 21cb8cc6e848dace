"""How Django knows this room."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The room of the imports."""

    name = "willet.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
