"""One change of names after the other, and the lake told once one stands; what changed nothing tells it nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from willet.activity.actors import acting
from willet.core.records import RequestError
from willet.people.agents.publishing import publish
from willet.people.models import User
from willet.store.turns import take_turn

NOBODY = AnonymousUser()
"""Who changes what no person did: the work of the night."""
Who = User | AnonymousUser


class NamesError(RequestError):
    """A change of names, teams or lists that cannot be; the sentence says why and what to do."""


@contextmanager
def changing_names(by: Who | None = None) -> Iterator[None]:
    """Be the only one who changes names; what fails inside changes nothing.

    What is read inside is what the change before left, on SQLite as on PostgreSQL. Without `by` it is whoever
    acts here and now.
    """
    with transaction.atomic(), acting(by) if by is not None else nullcontext():
        take_turn("names")
        yield


def publish_after_commit() -> None:
    """Have the lake told of names once a change stands; once for all changes of a transaction.

    What is written without saving a model, in bulk, asks for it itself.
    """
    waiting: list[Any] = connection.run_on_commit
    if not any(verb is publish for _, verb, *_ in waiting):
        transaction.on_commit(publish, robust=True)


def publish_with(model: type[Model]) -> None:
    """Have the lake told whenever a thing of this model is kept or removed, by whatever road."""
    for signal in (post_save, post_delete):
        signal.connect(_publish_changed, sender=model, dispatch_uid=f"publish {model.__name__}")


def _publish_changed(**_signal: Any) -> None:
    publish_after_commit()
