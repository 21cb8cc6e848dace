"""How Django knows this room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room of the desk."""

    name = "willet.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Drop drafts when somebody signs out."""
        from willet.desk.domain.drafts import watch  # app ready

        watch()
