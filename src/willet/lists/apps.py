"""How Django knows this room."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """The room of the lists."""

    name = "willet.lists"
    label = "lists"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the lake told of whatever changes an entry or a spelling."""
        from willet.lists.models import EntrySpelling, ListEntry  # app ready
        from willet.people.agents.keeping import publish_with  # app ready

        for model in (ListEntry, EntrySpelling):
            publish_with(model)
