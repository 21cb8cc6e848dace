"""How Django knows this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room of the people."""

    name = "willet.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note who signs in and out."""
        from willet.people.signin import noting  # app ready

        noting.listen()
