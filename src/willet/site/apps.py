"""How Django knows this room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The room that puts the others together."""

    name = "willet.site"
    label = "willet_site"
