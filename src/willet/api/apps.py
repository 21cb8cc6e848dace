"""How Django knows this room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room of the API."""

    name = "willet.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
