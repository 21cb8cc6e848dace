"""How Django knows this room."""

from typing import Any

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    """The room of authority."""

    name = "willet.levers.authority"
    label = "authority"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse what would break a rule of the room as it comes back."""
        from willet.levers.authority.models import Deputy  # models exist by now
        from willet.ui.pages import changed

        changed.connect(_refuse_circle, sender=Deputy, dispatch_uid="deputies in a circle")


def _refuse_circle(change: Any, **_signal: Any) -> None:
    from willet.levers.authority.domain.deputies import (
        refuse_circle,
    )  # slow import: few processes need it

    refuse_circle(change)
