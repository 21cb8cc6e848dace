"""Everything held about somebody: looked at, exported, erased from a page and from a terminal."""

import json
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.activity.actors import acting
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.domain.verifying import verify
from willet.activity.models import Act, ActivityEntry
from willet.core.intake import SoughtPerson, holding
from willet.core.lake import Lake
from willet.jobs.models import Job
from willet.people.models import User
from willet.ui.tasks import WorkOrder
from willet.vault.domain.persons import erase, export, look
from willet.vault.domain.requests import ask, carry_out
from willet.vault.models import ErasureRequest

K3 = SoughtPerson(id="k3")
"""Of c03 and c04."""
ANNA = SoughtPerson(agent="Anna W")


def noted(contact: str, note: str) -> ActivityEntry:
    fields = [FieldChange("note", "note", None, note)]
    return record(Act.ASKED, Subject("contact", contact), fields=fields)


def test_a_look_counts_and_changes_nothing(cast: Cast, small_lake: Path) -> None:
    noted("table:c03", "Mr Smith")
    before = ActivityEntry.objects.count()

    held = look(K3)

    assert (held.lake.contacts, held.rooms["Activity"]) == (2, 1)
    assert ActivityEntry.objects.count() == before


def test_an_export_holds_everything_and_is_an_entry(cast: Cast, small_lake: Path) -> None:
    noted("table:c03", "Mr Smith")

    held = json.loads(json.dumps(export(K3)))

    assert [row["contact_id"] for row in held["lake"]["contacts"]] == ["table:c03", "table:c04"]
    assert held["activity"][0]["fields"][0]["is"] == "Mr Smith"
    assert ActivityEntry.objects.all()[0].act == "exported"


def test_an_erased_customer_is_in_no_entry_and_the_chain_holds(
    cast: Cast, small_lake: Path
) -> None:
    theirs, other = noted("table:c03", "Mr Smith"), noted("table:c01", "Mrs Jones")

    erase(K3)

    theirs.refresh_from_db()
    other.refresh_from_db()
    assert (theirs.fields, other.fields[0]["is"]) == ([], "Mrs Jones")
    assert (verify().holds, verify().erased) == (True, 1)
    assert ActivityEntry.objects.all()[0].act == "erased"


@pytest.mark.journey("history")
def test_an_erased_employee_has_one_pseudonym_everywhere(cast: Cast, small_lake: Path) -> None:
    with acting(cast.agent):
        noted("table:c01", "by Anna")

    erase(ANNA)

    person = User.objects.get(pk=cast.agent.pk)
    entry = ActivityEntry.objects.get(thing_id="table:c01")
    assert person.agent.startswith("former-")
    assert (person.name, entry.who_name, person.is_active) == (person.agent, person.agent, False)
    with Lake.at(small_lake).snapshot().reading() as con:
        agents = {a for (a,) in con.execute("SELECT DISTINCT agent FROM contacts").fetchall()}
    assert agents == {None, "Otto K", "Tomás R", person.agent}
    texts = str(list(ActivityEntry.objects.values())) + str(list(User.objects.values()))
    assert not [name for name in ("Anna W", "anna@", "'Anna'") if name in texts]
    assert verify().holds


@pytest.mark.journey("history")
@pytest.mark.django_db
def test_an_erasure_of_a_page_goes_through_the_worker_and_leaves_no_name(
    cast: Cast, small_lake: Path
) -> None:
    answer = cast.client("administrator").post("/persons/", {"id": "k3", "do": "erase"})

    job, request = Job.objects.get(kind="vault.erase"), ErasureRequest.objects.get()
    carry_out(WorkOrder(job.pk, job.kind, job.payload), lambda step, share: None)

    assert answer.status_code == 302
    assert "k3" not in str(job.payload)
    assert b'"k3"' not in bytes(request.sealed)  # quoted, as it would stand there in clear
    assert holding(small_lake, K3).contacts == 0
    assert ErasureRequest.objects.count() == 0


@pytest.mark.journey("history")
def test_an_erasure_done_twice_is_done_once(cast: Cast, small_lake: Path) -> None:
    ask(K3, by=cast.administrator)
    job = Job.objects.get(kind="vault.erase")

    for _ in range(2):
        carry_out(WorkOrder(job.pk, job.kind, job.payload), lambda step, share: None)

    assert ActivityEntry.objects.filter(act="erased", kind="person").count() == 1


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ({"id": "k3", "do": "look"}, "Erase for good"),
        ({"id": "nobody", "do": "look"}, "Nothing is held of this person."),
        ({"number": "hello", "do": "look"}, "is no phone number"),
        ({"do": "look"}, "Fill in one of them"),
        ({"id": "k3", "mail": "a@b.de", "do": "erase"}, "Fill in one of them"),
    ],
)
def test_the_page_says_what_is_held_or_wrong(
    cast: Cast, small_lake: Path, form: dict[str, str], text: str
) -> None:
    page = cast.client("administrator").post("/persons/", form).content.decode()

    assert text in page


def test_the_page_exports_a_file(cast: Cast, small_lake: Path) -> None:
    answer = cast.client("administrator").post("/persons/", {"id": "k3", "do": "export"})

    assert len(json.loads(answer.content)["lake"]["contacts"]) == 2


def test_without_a_lake_the_page_says_so(cast: Cast, home: Path) -> None:
    answer = cast.client("administrator").post("/persons/", {"id": "k3", "do": "look"})

    assert answer.status_code == 422
    assert "There is no lake" in answer.content.decode()


@pytest.mark.parametrize("role", ["manager", "team_lead", "agent", "analyst"])
def test_nobody_else_may_erase(cast: Cast, small_lake: Path, role: str) -> None:
    answer = cast.client(role).post("/persons/", {"id": "k3", "do": "erase"})

    assert answer.status_code == 403
    assert not Job.objects.filter(kind="vault.erase").exists()
