"""How Django knows this room."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    """The room of authority."""

    name = "willet.levers.authority"
    label = "authority"
    default_auto_field = "django.db.models.BigAutoField"
