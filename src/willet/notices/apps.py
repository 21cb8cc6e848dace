"""How Django knows this room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The room of the notices."""

    name = "willet.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer rooms beneath and above that tell somebody something."""
        from willet.notices.domain.telling import answer  # app ready: models
        from willet.ui.notices import notice_wanted

        notice_wanted.connect(answer)
