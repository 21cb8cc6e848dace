"""How Django knows this room."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The room of the vault."""

    name = "willet.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
