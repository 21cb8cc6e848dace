"""What happens to audited things becomes entries, by whatever road it happens."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from tests.scaffold.cast import NORTH, Cast
from willet.activity.actors import acting
from willet.activity.domain.verifying import verify
from willet.activity.models import ActivityEntry, ChainEnd
from willet.imports.models import SavedMapping
from willet.jobs.models import Job
from willet.people.models import KnownAgent, Role, Team, User
from willet.ui.pages import ThingChange
from willet.ui.pages.changes import note

pytestmark = pytest.mark.django_db


def newest(count: int = 1) -> list[tuple[Any, ...]]:
    """The newest entries, the oldest of them first: act, kind, name, and each field with what it was and is."""
    return [
        (e.act, e.kind, e.thing_name, *((f["name"], f.get("was"), f.get("is")) for f in e.fields))
        for e in reversed(ActivityEntry.objects.all()[:count])
    ]


def test_a_new_thing_is_told_with_what_it_holds() -> None:
    Team.objects.create(name="West")

    assert newest() == [("added", "people.team", "West", ("name", None, "West"))]


def test_a_change_is_told_field_by_field(cast: Cast) -> None:
    cast.agent.role, cast.agent.agent = Role.TEAM_LEAD, ""
    cast.agent.save()

    change = (("role", "agent", "team_lead"), ("agent", "Anna W", ""))
    assert newest() == [("changed", "people.user", "Anna", *change)]


def test_saving_without_a_change_tells_nothing(cast: Cast) -> None:
    before = ActivityEntry.objects.count()

    cast.agent.save()

    assert ActivityEntry.objects.count() == before


def test_only_the_fields_that_were_kept_are_told(cast: Cast) -> None:
    cast.agent.name, cast.agent.language = "Annie", "vi"
    cast.agent.save(update_fields=["language"])

    assert newest() == [("changed", "people.user", "Annie", ("language", "", "vi"))]


@pytest.mark.parametrize("road", ["thing", "query"])
def test_a_removal_is_told_by_either_road(road: str) -> None:
    team = Team.objects.create(name="West")

    if road == "thing":
        team.delete()
    else:
        Team.objects.filter(name="West").delete()

    assert newest() == [("removed", "people.team", "West", ("name", "West", None))]


def test_the_password_never_enters(cast: Cast) -> None:
    cast.agent.set_password("quite another secret")
    cast.agent.save()

    entry = ActivityEntry.objects.all()[0]
    assert entry.fields == [{"name": "password", "label": "password", "hidden": True}]
    assert not [e for e in ActivityEntry.objects.all() if cast.agent.password in str(e.fields)]


def test_teams_of_a_person_are_told_from_either_side(cast: Cast) -> None:
    west = Team.objects.create(name="West")

    cast.agent.teams.add(west)
    west.people.remove(cast.agent)
    west.people.add(cast.analyst)
    west.people.clear()

    assert newest(4) == [
        ("changed", "people.user", "Anna", ("teams", [NORTH], [NORTH, "West"])),
        ("changed", "people.user", "Anna", ("teams", [NORTH, "West"], [NORTH])),
        ("changed", "people.user", "Linh", ("teams", [], ["West"])),
        ("changed", "people.user", "Linh", ("teams", ["West"], [])),
    ]


def test_whoever_acts_is_kept_as_they_were(cast: Cast) -> None:
    with acting(cast.administrator):
        Team.objects.create(name="West")
    User.objects.get(pk=cast.administrator.pk).delete()

    entry = ActivityEntry.objects.get(kind="people.team", thing_name="West")
    assert (entry.who_kind, entry.who_name, entry.who_role) == ("person", "Daan", "administrator")


@pytest.mark.parametrize("who", [None, AnonymousUser()])
def test_where_nobody_acts_it_is_willet_itself(who: AnonymousUser | None) -> None:
    with acting(who):
        Team.objects.create(name="West")

    assert [(e.who_kind, e.who_id) for e in ActivityEntry.objects.all()[:1]] == [("system", "")]


def test_a_change_that_fails_leaves_no_entry() -> None:
    Team.objects.create(name="West")
    before = ActivityEntry.objects.count()

    with pytest.raises(IntegrityError), transaction.atomic():
        Team(name="West").save(force_insert=True)

    assert (ActivityEntry.objects.count(), ChainEnd.objects.get().number) == (before, before)


def test_of_a_thing_that_is_not_audited_its_page_tells(cast: Cast) -> None:
    job = Job.objects.create(kind="imports.undo")

    note(ThingChange(cast.manager, "changed", job, {"run_id": ("a", "b"), "api_token": ("c", "d")}))

    assert newest() == [
        ("changed", "jobs.job", str(job), ("run_id", "a", "b"), ("api_token", None, None))
    ]


def test_of_an_audited_thing_the_page_tells_nothing_twice(cast: Cast) -> None:
    mapping = SavedMapping.objects.create(name="daily", text="x")
    before = ActivityEntry.objects.count()

    note(ThingChange(cast.manager, "added", mapping))

    assert ActivityEntry.objects.count() == before


def test_what_leads_nowhere_once_a_thing_is_removed_is_told_of_too() -> None:
    """Removing clears such fields in bulk, which no save sees; those without a word to say stay unsaid."""
    anna, same, other = (KnownAgent.objects.create(name=name) for name in "abc")
    for merged, into in ((same, anna), (other, same)):
        merged.merged_into = into
        merged.save()
    before = ActivityEntry.objects.count()

    anna.delete()

    assert ActivityEntry.objects.count() == before + 2
    assert [told[:3] for told in newest(2)] == [
        ("changed", "people.knownagent", "b"),
        ("removed", "people.knownagent", "a"),
    ]
    assert newest(2)[0][3:] == (("merged_into", "a", None),)
    assert verify().holds


def test_a_field_that_entries_leave_out_is_not_told_of_when_it_empties(cast: Cast) -> None:
    mapping = SavedMapping.objects.create(name="m", text="", saved_by=cast.analyst)
    cast.analyst.delete()

    assert not ActivityEntry.objects.filter(kind="imports.savedmapping", act="changed").exists()
    assert SavedMapping.objects.get(pk=mapping.pk).saved_by is None
