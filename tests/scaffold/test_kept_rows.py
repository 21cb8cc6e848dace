"""A copy of the cast leaves the database as the product leaves it, moments, passwords and seals aside."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.scaffold.cast import KEPT, NORTH, ROLES, Cast, made_cast
from willet.activity.domain.verifying import verify
from willet.people.domain import add_person
from willet.people.models import Team, User

DRAWN = {"at", "date_joined", "password", "seals", "hash", "link"}
"""What is drawn anew or read off the clock each time."""

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list[dict[str, Any]]]:
    """All that the rooms keep."""
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in DRAWN}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_models(include_auto_created=True)
    }


def left_by(make: Callable[[], Cast]) -> dict[str, list[dict[str, Any]]]:
    """What is in the database after it; nothing of it stays."""
    with transaction.atomic():
        make()
        found = rows()
        transaction.set_rollback(True)
    return found


def test_a_copy_leaves_in_every_table_what_the_product_leaves() -> None:
    left_by(KEPT.put)  # the first of this process is made by the product

    assert left_by(KEPT.put) == left_by(made_cast)


def test_a_copy_names_the_people_that_it_wrote() -> None:
    left_by(KEPT.put)

    cast = KEPT.put()

    people = [person for role in ROLES if isinstance(person := cast.named(role), User)]
    assert [User.objects.get(pk=one.pk).username for one in people] == [p.username for p in people]
    assert [team.name for team in cast.agent.teams.all()] == [NORTH]


def test_the_history_of_a_copy_holds_and_goes_on() -> None:
    left_by(KEPT.put)
    KEPT.put()
    before = verify()

    add_person("nadia", email="nadia@willet.example")

    after = verify()
    assert (before.holds, after.holds, after.entries) == (True, True, before.entries + 1)


def test_where_something_is_already_the_product_makes_it() -> None:
    left_by(KEPT.put)
    Team.objects.create(name="East")

    cast = KEPT.put()

    assert verify().holds
    assert sorted(Team.objects.values_list("name", flat=True)) == ["East", "North", "South"]
    assert cast.agent in Team.objects.get(name=NORTH).people.all()


def test_what_waits_for_a_commit_waits_for_that_of_a_copy_too() -> None:
    left_by(KEPT.put)
    with transaction.atomic():
        made_cast()
        expected = waiting()
        transaction.set_rollback(True)

    KEPT.put()

    assert waiting() == expected != []


def waiting() -> list[Any]:
    """The functions that the next commit calls."""
    entries: list[Any] = connection.run_on_commit
    return [function for _, function, _ in entries]
