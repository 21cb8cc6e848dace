"""How Django knows this room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The room of the looks."""

    name = "willet.ui"
    label = "ui"
