"""What resolution is worth, as a page, as an object, and with a file of customers.

| customers | topic | first call | what came |
|---|---|---|---|
| k0 to k29 | order | 2 March | six call again on 15 March |
| k30 to k49 | order | 2 March | all call on 4 March, ten again on 20 March |

The records go from 20 February to 30 April. Solved: the thirty, and the sixteen of 15 and 20 March. Who calls on 15
and on 20 March comes before thirty days have passed since the case of 2 March was settled. Of those who call from
27 March on no thirty days are seen.
"""

import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from tests.api.callers import program_of
from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend, own
from tests.scaffold.page_text import text_of
from tests.scaffold.shelf import Shelf
from willet.activity.models import Act, ActivityEntry
from willet.jobs.domain.working import work_once
from willet.resolution.models import CustomersComparison

AGENTS = ("Anna W", "Tomás R", "Otto K", "Zeb Q")
LEFT = "".join(
    f"k{who},{'2026-03-25' if who < 3 or 30 <= who < 40 else ''},10\n" for who in range(50)
)
CUSTOMERS = f"customer,left,value\n{LEFT}"


@pytest.fixture
def worth_lake(shelf: Shelf, lend: Lend) -> Path:
    calls = [("x", "2026-02-20"), *((f"k{n}", "2026-03-02") for n in range(50))]
    calls += [(f"k{n}", "2026-03-15") for n in range(6)]
    calls += [(f"k{n}", "2026-03-04") for n in range(30, 50)]
    calls += [(f"k{n}", "2026-03-20") for n in range(30, 40)]
    late = ("03-27", "04-03", "04-10", "04-17", "04-24", "04-26", "04-28", "04-30")
    calls += [(f"y{day}", f"2026-{day}") for day in late]
    lines = [
        f"c{n},{day} 09:{n % 60:02}:00,sales,{AGENTS[n % 4]},North,order,answered,100,{who}"
        for n, (who, day) in enumerate(calls)
    ]
    head = "contact_id,arrived_at,queue,agent,team,topic,outcome,talk_s,customer_id"
    return lend(shelf.made("\n".join([head, *lines]) + "\n", count=95))


def page(client: Client, address: str = "/worth/?period=all") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def rows(html: str) -> dict[str, list[str]]:
    """The tables: name -> its cells as text."""
    lines = re.findall(r"<tr><th scope=\"row\".*?</tr>", html, re.S)
    cells = [[text_of(c).strip() for c in re.findall(r"<t[hd].*?</t[hd]>", r, re.S)] for r in lines]
    return {row[0]: row[1:] for row in cells}


def hand_in(client: Client, text: str, query: str = "?period=all") -> str:
    """Where a file of customers leads, once the worker has been by."""
    file = SimpleUploadedFile("customers.csv", text.encode())
    response = client.post(f"/worth/customers/{query}", {"customers": file})
    assert response.status_code == 302
    work_once()
    return str(response["Location"])


def test_shares_are_those_counted_by_hand(cast: Cast, worth_lake: Path) -> None:
    """Of 46 solved cases six are followed by a call, of 20 others ten."""
    cells = rows(page(cast.client("manager")))["Came back"]

    assert (cells[3], cells[4], cells[6]) == ("13.0%", "50.0%", "66")
    assert "−37.0" in cells[5]
    assert "Later contacts" in page(cast.client("manager"))


def test_both_comparisons_and_curves_stand_side_by_side(cast: Cast, worth_lake: Path) -> None:
    html = page(cast.client("analyst"), "/worth/?period=all&ahead=14")

    shown = ("Difference, adjusted", "Difference, as it stands", "(14 days ahead)")
    assert [words for words in shown if words not in html] == []
    (drawn,) = re.findall(r'<script type="application/json">(.*?)</script>', html, re.S)
    chart = json.loads(drawn)
    assert chart["title"] == "Did not come back so far"
    assert [len(series["low"]) for series in chart["series"]] == [15, 15]


@pytest.mark.parametrize(
    ("role", "status"),
    [("stranger", 302), ("manager", 200), ("team_lead", 403), ("agent", 403), ("analyst", 200), ("administrator", 403)],
)  # fmt: skip
def test_pages_are_for_managers_and_analysts(
    cast: Cast, worth_lake: Path, role: str, status: int
) -> None:
    client = cast.client(role)

    assert client.get("/worth/?period=all").status_code == status
    assert client.post("/worth/customers/?period=all").status_code == {200: 422}.get(status, status)
    made = CustomersComparison.objects.create()
    for address in (f"/worth/customers/{made.pk}/", f"/worth/customers/{made.pk}/progress/"):
        assert client.get(address).status_code == status


def test_address_without_any_day_shows_every_day(cast: Cast, worth_lake: Path) -> None:
    """Whoever chose the usual 28 days on the page itself gets these."""
    client = cast.client("manager")
    whole, empty, filtered, chosen = (
        rows(page(client, f"/worth/{query}"))
        for query in ("?period=all", "", "?queue=sales", "?ahead=30")
    )

    assert (empty, filtered) == (whole, whole)
    assert "Came back" in whole
    assert chosen == {}


def test_no_agents_customers_are_shown(cast: Cast, worth_lake: Path) -> None:
    whole, narrowed = (
        page(cast.client("manager"), f"/worth/?period=all{more}") for more in ("", "&agent=Anna+W")
    )

    assert rows(narrowed) == rows(whole)
    assert "the filter by agent is left out" in narrowed
    assert "Anna W" not in whole


@override_settings(WILLET_SMALLEST_GROUP=5)
def test_too_few_people_behind_a_selection_close_it(cast: Cast, worth_lake: Path) -> None:
    """Even for a manager: four agents stand behind all of this."""
    response = cast.client("manager").get("/worth/?period=all")

    assert response.status_code == 403


@pytest.mark.parametrize("ahead", ["0", "31", "-30", "x", "٣٠"])
def test_other_days_ahead_are_refused_in_a_sentence(
    cast: Cast, worth_lake: Path, ahead: str
) -> None:
    html = page(cast.client("manager"), f"/worth/?period=all&ahead={ahead}")

    assert "write one of 14, 30, 60, 90, 180" in html
    assert "(30 days ahead)" in html


def test_nothing_settled_says_what_to_do(cast: Cast, worth_lake: Path) -> None:
    html = page(cast.client("manager"), "/worth/?period=7d")

    assert "Nothing to compare yet" in html
    assert 'href="?period=all"' in html


def test_file_for_programs_has_both_differences(cast: Cast, worth_lake: Path) -> None:
    response = cast.client("manager").get("/worth/?period=all&format=csv")
    lines = b"".join(response).decode().splitlines()

    assert lines[0].startswith("outcome,days,adjusted_solved,adjusted_not_solved")
    assert [line.split(",")[0] for line in lines[1:]] == ["returned", "later_contacts"]


@pytest.mark.journey("history")
def test_customers_of_a_file_are_compared_and_forgotten(
    cast: Cast, worth_lake: Path, home: Path
) -> None:
    """Of the cases of customers who had not left: 3 of 30 solved leave, 10 of 20 others; later ones add none."""
    own(worth_lake)  # a worker looks after the lake besides
    client = cast.client("manager")

    html = page(client, hand_in(client, CUSTOMERS))

    cells = rows(html)["Is a customer no longer"]
    assert cells[4] == "50.0%"
    assert "Still a customer" in html
    assert list((home / "uploads").iterdir()) == []
    kept = CustomersComparison.objects.get()
    assert not re.search(r"\bk\d", json.dumps(kept.result))
    assert ActivityEntry.objects.filter(act=Act.HANDED_IN, kind="resolution.customers").count() == 1
    assert f"/worth/customers/{kept.pk}/" in page(client)


@pytest.mark.parametrize("count", [1, 3])
def test_what_was_compared_before_is_listed_in_the_same_few_queries(
    cast: Cast, worth_lake: Path, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for person in (cast.manager, cast.analyst, cast.manager)[:count]:
        CustomersComparison.objects.create(asked_by=person, result={})
    client = cast.client("manager")
    page(client)

    # session, person, those of before with whose they are, clock, unread
    with django_assert_num_queries(5):
        html = page(client)

    assert html.count("/worth/customers/") == count + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("customer,gone\nk1,2026-03-01\n", "the columns are"),
        ("customer,left\nk1,yesterday\n,2026-03-01\n", "2 faults"),
        ("customer,left\nnobody,2026-03-01\n", "None of the customers"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    cast: Cast, worth_lake: Path, home: Path, text: str, expected: str
) -> None:
    own(worth_lake)
    client = cast.client("analyst")

    assert expected in page(client, hand_in(client, text))
    assert list((home / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("language", "head", "fault"),
    [
        ("en", "The file of customers has 1 fault", "The file of customers, line 2: left is"),
        ("es", "El archivo de clientes tiene 1 fallo", "El archivo de clientes, línea 2: left es"),
    ],
)
def test_faults_of_a_file_are_said_in_the_readers_language_under_a_name_they_know(
    cast: Cast, worth_lake: Path, language: str, head: str, fault: str
) -> None:
    own(worth_lake)
    cast.manager.language = language
    cast.manager.save()
    client = cast.client("manager")

    words = text_of(page(client, hand_in(client, "customer,left\nk1,yesterday\n")))

    assert [said for said in (head, fault) if said not in words] == []
    assert ".csv, " not in words


def test_where_nobody_leaves_no_interval_is_shown(cast: Cast, worth_lake: Path) -> None:
    own(worth_lake)
    client = cast.client("manager")
    lines = "".join(f"k{who},\n" for who in range(50))

    cells = rows(page(client, hand_in(client, f"customer,left\n{lines}")))[
        "Is a customer no longer"
    ]

    assert (cells[3], cells[4]) == ("0.0%", "0.0%")
    assert cells[5].split() == ["0.0", "pp", "no", "interval:", "all", "fared", "alike"]


def test_empty_file_is_refused_at_once(cast: Cast, worth_lake: Path) -> None:
    empty = SimpleUploadedFile("customers.csv", b"")

    response = cast.client("manager").post("/worth/customers/?period=all", {"customers": empty})

    assert response.status_code == 422
    assert not CustomersComparison.objects.exists()


def test_file_that_is_no_table_is_refused(cast: Cast, worth_lake: Path, home: Path) -> None:
    own(worth_lake)
    client = cast.client("manager")
    file = SimpleUploadedFile("customers.csv", b"PK\x03\x04\x14\x00\x9f" * 50)

    response = client.post("/worth/customers/?period=all", {"customers": file})
    work_once()

    assert "cannot be read as a table" in page(client, response["Location"])


def test_file_too_large_is_refused_before_it_is_kept(
    cast: Cast, worth_lake: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("willet.resolution.worth.forms.LARGEST", 10)
    file = SimpleUploadedFile("customers.csv", CUSTOMERS.encode())

    response = cast.client("manager").post("/worth/customers/?period=all", {"customers": file})

    assert response.status_code == 422
    assert "larger than" in response.content.decode()
    assert not CustomersComparison.objects.exists()


def test_file_must_come_from_the_page_itself(cast: Cast, worth_lake: Path) -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.force_login(cast.manager, backend="willet.people.signin.backend.AccountBackend")
    file = SimpleUploadedFile("customers.csv", CUSTOMERS.encode())

    assert client.post("/worth/customers/?period=all", {"customers": file}).status_code == 403


def test_program_gets_the_same_figures(cast: Cast, worth_lake: Path) -> None:
    program = program_of(cast.manager, ["read"])

    given = program.get("worth?days=30").json()
    refused = program.get("worth?where=agent%20%3D%20'Anna%20W'")
    wrong = program.get("worth?days=0")

    (back,) = (o for o in given["outcomes"] if o["name"] == "returned")
    assert back["unadjusted"]["not_solved"] == 0.5
    assert (refused.status_code, wrong.status_code) == (403, 422)
