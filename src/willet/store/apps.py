"""How Django knows this room."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The room of the database itself; it has no table of its own."""

    name = "willet.store"
    label = "store"

    def ready(self) -> None:
        """Have each new connection hold every text, and no number that another database refuses."""
        from django.db.backends.signals import connection_created  # app ready

        from willet.store.bounds import bound_numbers  # app ready
        from willet.store.connecting import hold_every_text  # app ready

        bound_numbers()
        connection_created.connect(hold_every_text, dispatch_uid="store")
