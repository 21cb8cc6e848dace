"""How Django knows this room."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The room of the surveys."""

    name = "willet.levers.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what a mail service tells of its mails, where django-anymail is installed."""
        if find_spec("anymail") is not None:
            import_module("anymail.signals").tracking.connect(_hear, dispatch_uid="surveys")


def _hear(sender: Any, event: Any, **rest: Any) -> None:
    from willet.levers.surveys.domain.delivery import hear  # slow import: most processes hear none

    hear(sender, event, **rest)
