"""How Django knows this room."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """The room of the activity."""

    name = "willet.activity"
    label = "activity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """See what happens to the things of every room."""
        from willet.activity.domain.watching import watch  # app ready

        watch()
