"""How Django knows this room."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """The room of the boards."""

    name = "willet.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"
