"""How Django knows this room."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """The room of the articles."""

    name = "willet.levers.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"
