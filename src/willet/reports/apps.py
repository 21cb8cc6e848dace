"""How Django knows this room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The room of the reports."""

    name = "willet.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
