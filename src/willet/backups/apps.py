"""How Django knows this room."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """The room of backups; it has no table of its own."""

    name = "willet.backups"
    label = "backups"
