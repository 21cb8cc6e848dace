"""How Django knows this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room of the people."""

    name = "willet.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note who signs in and out; have the lake told of whatever changes an agent, a spelling or a team."""
        from willet.people.agents.keeping import publish_with  # app ready
        from willet.people.models import KnownAgent, Spelling, Team, TeamStretch  # app ready
        from willet.people.signin import noting  # app ready

        noting.listen()
        for model in (KnownAgent, Spelling, Team, TeamStretch):
            publish_with(model)
