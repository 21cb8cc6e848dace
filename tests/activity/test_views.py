"""The pages of the activity: searched, paged, verified; and the history on a thing's own page."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import texts_of
from willet.activity.actors import Actor
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act, ActivityEntry

ANN, BOB = Actor("person", "1", "Ann", "manager"), Actor("person", "2", "Bob", "agent")


def shown(cast: Cast, query: str = "", path: str = "/activity/") -> str:
    return " ".join(texts_of(cast.client("administrator").get(f"{path}{query}").content.decode()))


@pytest.fixture
def three(cast: Cast) -> Client:
    """
    number | day       | who | act     | what
    1      | 1 March   | Ann | added   | team Alpha
    2      | 2 March   | Bob | changed | team Alpha
    3      | 3 March   | Ann | removed | mapping Beta
    """
    client = cast.client("administrator")
    ActivityEntry.objects.all().delete()
    rows = [
        (ANN, Act.ADDED, Subject("people.team", "1", "Alpha")),
        (BOB, Act.CHANGED, Subject("people.team", "1", "Alpha")),
        (ANN, Act.REMOVED, Subject("imports.savedmapping", "2", "Beta")),
    ]
    for day, (who, act, subject) in enumerate(rows, start=1):
        entry = record(act, subject, by=who)
        at = datetime(2026, 3, day, 23 if day == 2 else 0, 59 * (day == 2), tzinfo=UTC)
        ActivityEntry.objects.filter(number=entry.number).update(at=at)
    return client


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("who=ann", ["Beta", "Alpha"]),
        ("who=bob", ["Alpha"]),
        ("did=removed", ["Beta"]),
        ("kind=people.team", ["Alpha", "Alpha"]),
        ("what=alp", ["Alpha", "Alpha"]),
        ("what=2", ["Beta"]),
        ("from=2026-03-02", ["Beta", "Alpha"]),
        ("to=2026-03-02", ["Alpha", "Alpha"]),
        ("from=2026-03-02&to=2026-03-02", ["Alpha"]),
        ("to=2026-02-28", []),
        ("from=2026-03-04", []),
        ("who=ann&kind=people.team", ["Alpha"]),
        ("to=9999-12-31&from=0001-01-01", ["Beta", "Alpha", "Alpha"]),
    ],
)
def test_search_finds_what_fits(three: Client, query: str, names: list[str]) -> None:
    rows = three.get(f"/activity/?{query}").context["table"].rows

    assert [row.cells[3].text.partition(": ")[2] for row in rows] == names


@pytest.mark.parametrize(
    "query", ["from=yesterday", "did=nothing", "page=x", "page=999", "to=2026-02-30"]
)
def test_what_an_address_cannot_mean_is_left_out(cast: Cast, three: Client, query: str) -> None:
    assert "Alpha" in shown(cast, f"?{query}")


def test_an_empty_search_says_so(cast: Cast, three: Client) -> None:
    assert "Nothing of that kind" in shown(cast, "?who=nobody")


@pytest.mark.parametrize("count", [1, 3])
def test_entries_are_listed_in_six_queries(cast: Cast, count: int) -> None:
    client = cast.client("administrator")
    for n in range(count):
        record(Act.ADDED, Subject("people.team", str(n)), by=ANN)

    with CaptureQueriesContext(connection) as asked:
        client.get("/activity/")

    # the session, the reader, how many, the clock, the entries of the page, what is unread
    assert len(asked) == 6


def test_more_than_a_page_is_paged(cast: Cast) -> None:
    for n in range(60):
        record(Act.ADDED, Subject("thing", str(n)), by=ANN)

    first = cast.client("administrator").get("/activity/?kind=thing").context["page"]

    assert (first.paginator.count, len(first.object_list), first.paginator.num_pages) == (60, 50, 2)


def test_values_are_told_in_words(cast: Cast) -> None:
    changes = [
        FieldChange("role", "role", "agent", "team_lead"),
        FieldChange("is_active", "active", was=True, now=False),
        FieldChange("password", "password", hidden=True),
        FieldChange("teams", "teams", [], ["North"]),
        FieldChange("gone", "a field of before", "x" * 90, None),
    ]
    record(Act.CHANGED, Subject("people.user", "7", "Eva"), fields=changes, by=ANN)

    text = shown(cast)

    assert "role: agent → team lead" in text
    assert "may sign in: yes → no" in text
    assert "password: changed, not shown" in text
    assert "teams: – → North" in text
    assert f"a field of before: {'x' * 80}… → –" in text


def test_the_page_of_the_chain_says_that_it_holds_and_what_does_not(
    cast: Cast, three: Client
) -> None:
    # The moments were moved by hand, and the entries before were removed.
    text = shown(cast, path="/activity/chain/")

    assert "The history was changed from outside." in text
    assert "the entry does not follow the one before it" in text


def test_the_page_of_a_sound_chain(cast: Cast) -> None:
    assert "Every entry is as it was written, and none is missing." in shown(
        cast, path="/activity/chain/"
    )


def test_history_of_a_person_stands_on_their_page(cast: Cast) -> None:
    form = {"username": "anna", "email": "anna@willet.example", "role": "analyst"}
    cast.client("administrator").post(f"/people/{cast.agent.pk}/", form)

    text = shown(cast, path=f"/people/{cast.agent.pk}/")

    assert "Daan" in text
    assert "role: agent → analyst" in text
