"""One case's page: its line, its links in words, its evidence, and corrections by hand."""

import re
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.imports.views.test_uploads import run_of
from tests.scaffold.cast import EVERYONE, Cast
from tests.scaffold.lent import Lend, own
from tests.scaffold.page_text import main_text_of
from tests.scaffold.shelf import Shelf
from tests.scaffold.small_lake import csv_of
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core import cases
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.figures.domain.asking import read_lake
from willet.jobs.domain.working import work_once
from willet.jobs.models import Job
from willet.resolution.case.query import case_of_contact

C03 = "/cases/case:table:c03/"
"""Lost on 2 March at 10:00, answered on 3 March at 11:00: two contacts of one customer about one fault."""

ODD = """
contact_id | arrived_at          | queue | agent  | team  | topic | outcome   | case_ref | customer_id | resolved | disposition
a1         | 2026-03-02 09:00:00 | sales | Anna W | North | order | answered  | T1       | k1          | true     | done
a2         | 2026-03-03 10:30:00 | sales | Otto K | South | order | answered  | T1       | k2          | true     | done
b1         | 2026-03-04 09:00:00 | sales | Anna W | North |       | answered  |          | k3          | false    | needs supervisor approval
b2         | 2026-03-05 09:00:00 | sales | Anna W | North | order | answered  |          | k3          | false    | needs supervisor approval
z1         | 2026-04-20 09:00:00 | sales | Anna W | North | order | answered  |          | k9          | true     | done
z2         | 2026-04-20 09:05:00 | sales | Anna W | North | order | answered  |          |             | true     | done
"""  # noqa: E501 -- drawn as a table


@pytest.fixture
def odd_lake(shelf: Shelf, lend: Lend) -> Path:
    """A case number that spans two customers, a case unsolved without a cause, and one still pending."""
    return lend(shelf.made(csv_of(ODD), count=6))


def page(cast: Cast, role: str, address: str) -> str:
    response = cast.client(role).get(address)
    assert response.status_code == 200
    return main_text_of(response)


def case_of(contact_id: str) -> str:
    reading = read_lake(EVERYONE)
    assert reading is not None
    found = case_of_contact(reading, contact_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("role", "north", "south"),
    [
        ("stranger", 302, 302),
        ("manager", 200, 200),
        ("analyst", 200, 200),
        ("team_lead", 200, 404),
        ("agent", 200, 404),
        ("other_agent", 404, 200),
        ("administrator", 403, 403),
    ],
)
def test_a_case_out_of_sight_is_answered_as_if_there_were_none(
    cast: Cast, lent_small_lake: Path, role: str, north: int, south: int
) -> None:
    client = cast.client(role)
    answers = (client.get(C03), client.get("/cases/case:table:c02/"))
    assert tuple(a.status_code for a in answers) == (north, south)


def test_the_line_tells_the_gap_and_why_each_contact_is_here(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast, "manager", C03)

    assert "Mar 2, 2026, 10:00:00 support · fault abandoned It opened the case." in read
    assert (
        "1 day, 1 hour later Mar 3, 2026, 11:00:00 support · Anna W · fault answered The same customer came "
        "back after 1 day, 1 hour, within the window of 7 days, about the same topic (fault)."
    ) in read


def test_a_contact_out_of_sight_is_a_point_without_name_or_link(
    cast: Cast, lent_small_lake: Path
) -> None:
    html = cast.client("agent").get(C03).content.decode()

    assert "/calls/table:c03/" not in html
    assert "/calls/table:c04/" in html
    assert "1 contact of the case is not open to your role." in html


def test_evidence_stands_side_by_side_with_the_kind_that_decides(
    cast: Cast, lent_small_lake: Path
) -> None:
    read = page(cast, "manager", C03)

    assert "no repeat call solved no repeat until the window closed decides" in read
    assert "the agent’s word solved" in read
    assert "Verdict solved Decided by no repeat call Contacts it took 2" in read


def test_a_statement_stands_once_with_who_made_it(cast: Cast, lent_small_lake: Path) -> None:
    html = cast.client("manager").get(C03).content.decode()
    table = html.split("What was said about the outcome")[-1].split("</table>")[0]
    assert (table.count("the agent’s word"), table.count("Anna W")) == (1, 1)


def test_a_young_case_is_pending_until_a_date(cast: Cast, odd_lake: Path) -> None:
    assert "pending until Apr 27, 2026, 09:00" in page(cast, "manager", "/cases/case:table:z1/")


def test_an_unknown_customer_is_said_to_be_one(cast: Cast, odd_lake: Path) -> None:
    read = page(cast, "manager", "/cases/case:table:z2/")

    assert "The customer is not known, so a repeat of it cannot be seen." in read
    assert "repeats of this customer cannot be seen" in read


def test_a_case_number_that_spans_two_customers_is_said_so(cast: Cast, odd_lake: Path) -> None:
    read = page(cast, "manager", f"/cases/{case_of('table:a1')}/")

    assert "The source’s case number spans 2 customers." in read
    assert "1 day, 1 hour later" in read
    assert "The source gave it the same case number (T1)." in read
    names = re.findall(r"Customer ([0-9a-f]{8})(, another than before)?[.]", read)
    assert [later for _name, later in names] == ["", ", another than before"]
    assert names[0][0] != names[1][0]


def test_a_case_of_one_customer_names_none(cast: Cast, lent_small_lake: Path) -> None:
    assert "Customer " not in page(cast, "manager", C03)


def test_a_cause_from_signals_is_marked_as_a_suggestion(cast: Cast, odd_lake: Path) -> None:
    read = page(cast, "manager", f"/cases/{case_of('table:b1')}/")

    assert (
        "Why not solved agent not allowed Said by a suggestion, nobody said it "
        "Suggested because of words of the disposition"
    ) in read
    assert "the topic of one of the two contacts is not known." in read


def test_evidence_that_disagrees_is_said_in_words(cast: Cast, odd_lake: Path) -> None:
    read = page(cast, "manager", f"/cases/{case_of('table:b1')}/")

    told = (
        "The evidence disagrees. Solved: no repeat call. Not solved: the agent’s word. "
        "What decides: the agent’s word."
    )
    assert told in read


def test_a_doubtful_clock_is_said_at_its_contact(cast: Cast, home: Path) -> None:
    """On 25 October 2026 the hour from two to three comes twice in Amsterdam."""
    calls = home / "clock.csv"
    calls.write_text(
        "contact_id,arrived_at,customer_id\na,2026-10-25 02:30:00,k1\nb,2026-10-26 02:30:00,k1\n",
        encoding="utf-8",
    )
    import_files(home / "lake", "table", [calls], zone="Europe/Amsterdam")
    read = page(cast, "manager", "/cases/case:table:a/")
    assert read.count("The clock was put back, and this hour came twice") == 1


def test_a_case_on_a_stray_day_says_so(cast: Cast, home: Path) -> None:
    """Four hundred calls on twenty days of March 2026, and one that says 2099."""
    days = [
        f"c{d:02}{i:02},2026-03-{d:02} 09:{i:02}:00,k{d}{i}"
        for d in range(2, 22)
        for i in range(20)
    ]
    rows = ["contact_id,arrived_at,customer_id", *days, "far,2099-01-01 09:00:00,kf"]
    calls = home / "far.csv"
    calls.write_text("\n".join(rows) + "\n", encoding="utf-8")
    import_files(home / "lake", "table", [calls], zone="Europe/Amsterdam")
    told = "The day of this case lies far from all others; the date is most likely wrong."
    found = [
        told in page(cast, "manager", f"/cases/case:table:{name}/") for name in ("far", "c0200")
    ]
    assert found == [True, False]


@pytest.mark.journey("history")
def test_a_test_line_of_50_000_contacts_shows_the_first_200(cast: Cast, home: Path) -> None:
    calls = home / "line.csv"
    rows = (
        f"t{i:05},2026-03-02 {i // 3600:02}:{i // 60 % 60:02}:{i % 60:02},k1" for i in range(50_000)
    )
    calls.write_text(
        "contact_id,arrived_at,customer_id\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    import_files(home / "lake", "table", [calls], zone="Europe/Amsterdam")

    html = cast.client("manager").get("/cases/case:table:t00000/").content.decode()

    assert "This case has 50,000 contacts; the first 200 are shown." in html
    assert "The customer has 50,000 contacts, more than a person has: probably a test line" in html
    assert html.count('class="case-point"') == 200


def test_the_page_of_a_call_leads_to_its_case(cast: Cast, lent_small_lake: Path) -> None:
    html = cast.client("manager").get("/calls/table:c04/").content.decode()
    assert f'href="{C03}"' in html


@pytest.mark.parametrize("name", ["case:table:c01", "case:table:c03"])
def test_the_store_is_asked_twice_however_long_the_case(
    cast: Cast,
    lent_small_lake: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
) -> None:
    client = cast.client("manager")
    client.get(C03)
    # the reader’s two, the vault’s none, the clock, the history once, what is unread
    with django_assert_num_queries(5):
        client.get(f"/cases/{name}/")


@pytest.mark.parametrize(
    ("role", "sees"), [("manager", True), ("team_lead", True), ("analyst", False)]
)
def test_whoever_may_correct_sees_what_was_done_before(
    cast: Cast, lent_small_lake: Path, role: str, *, sees: bool
) -> None:
    fields = [FieldChange("note", "note", None, "Mr Smith rang")]
    record(Act.ASKED, Subject("contact", "table:c04"), fields=fields, by=cast.manager)

    pages = [
        cast.client(role).get(f"/{p}/").content.decode() for p in (C03[1:-1], "calls/table:c04")
    ]

    assert ["Mr Smith rang" in page for page in pages] == [sees, sees]


@pytest.mark.parametrize("name", ["nothing", "case:table:nobody", "' or 1=1", "../x"])
def test_a_case_that_does_not_exist_is_not_found(
    cast: Cast, lent_small_lake: Path, name: str
) -> None:
    assert cast.client("manager").get(f"/cases/{name}/").status_code == 404


def test_without_a_lake_no_case_is_found(cast: Cast, home: Path) -> None:
    assert cast.client("manager").get(C03).status_code == 404


# Corrections by hand.


def post(cast: Cast, role: str, verb: str, **told: str) -> Any:
    return cast.client(role).post(f"/corrections/{verb}/", told)


SPLIT = {"contact_id": "table:c04", "note": "another fault"}


@pytest.mark.parametrize(
    ("role", "status", "jobs"),
    [
        ("stranger", 302, 0),
        ("manager", 302, 1),
        ("analyst", 403, 0),
        ("team_lead", 302, 1),
        ("agent", 403, 0),
        ("other_agent", 403, 0),
        ("administrator", 403, 0),
    ],
)
def test_leads_and_managers_correct_cases(
    cast: Cast, lent_small_lake: Path, role: str, status: int, jobs: int
) -> None:
    assert post(cast, role, "split", **SPLIT).status_code == status
    assert Job.objects.count() == jobs


@pytest.mark.parametrize("role", ["analyst", "agent"])
def test_who_may_not_correct_sees_no_form(cast: Cast, lent_small_lake: Path, role: str) -> None:
    assert "/corrections/" not in cast.client(role).get(C03).content.decode()


@pytest.mark.journey("history")
def test_a_split_outlives_an_import_and_is_taken_back(cast: Cast, small_lake: Path) -> None:
    client, run = cast.client("team_lead"), run_of(small_lake)
    job = post(cast, "team_lead", "split", **SPLIT)["Location"]
    assert "Waiting for a worker" in main_text_of(client.get(job))

    work_once()
    there = client.get(job)["Location"]
    assert there == "/cases/case:table:c04/"
    again = small_lake.parent / "again.csv"
    again.write_text(
        "contact_id,arrived_at,customer_id\nn1,2026-03-20 09:00:00,k3\n", encoding="utf-8"
    )
    import_files(small_lake, "table", [again])
    read = main_text_of(client.get(there))
    assert "Tomas let table:c04 open a case of its own." in read
    assert "“another fault”" in read

    back = client.post(
        "/corrections/withdraw/", {"kind": "split", "contact_id": "table:c04", "other_id": ""}
    )["Location"]
    work_once()
    assert (client.get(back)["Location"], cases.edits(Lake.at(small_lake))) == (C03, [])
    assert cast.client("manager").get(run).status_code == 200


def test_a_split_stands_on_the_page_of_both_cases(cast: Cast, small_lake: Path) -> None:
    cases.split(Lake.at(small_lake), "table:c04", by="Tomas", note="another fault")
    client = cast.client("manager")
    old, new = (client.get(a).content.decode() for a in (C03, "/cases/case:table:c04/"))

    assert [("Tomas let table:c04 open a case of its own." in html) for html in (old, new)] == [
        True
    ] * 2
    assert (
        'href="/cases/case:table:c04/">Show the other case' in old,
        "Show the other case" in new,
    ) == (
        True,
        False,
    )
    assert "by hand" not in page(cast, "manager", "/cases/case:table:c05/")


@pytest.mark.journey("history")
def test_a_split_out_of_a_case_number_stands_on_both_pages(cast: Cast, odd_lake: Path) -> None:
    cases.split(Lake.at(own(odd_lake)), "table:a2", by="Tomas")
    for name in ("a1", "a2"):
        assert "Tomas let table:a2 open" in page(
            cast, "manager", f"/cases/{case_of(f'table:{name}')}/"
        )
    assert case_of("table:a1") != case_of("table:a2")


def test_a_join_taken_back_by_a_split_stands_on_both_pages_with_the_split(
    cast: Cast, small_lake: Path
) -> None:
    lake = Lake.at(small_lake)
    cases.join(lake, "table:c04", "table:c05", by="Tomas")
    cases.split(lake, "table:c05", by="Marit")
    for name in ("c04", "c05"):
        read = page(cast, "manager", f"/cases/{case_of(f'table:{name}')}/")
        assert "Tomas joined the cases of table:c04 and table:c05." in read
        assert "Marit let table:c05 open a case of its own." in read


@pytest.mark.journey("history")
def test_the_other_case_is_no_link_for_who_may_not_open_it(cast: Cast, odd_lake: Path) -> None:
    """Anna sees a1; a2, split off, is Otto's."""
    cases.split(Lake.at(own(odd_lake)), "table:a2", by="Tomas")
    html = cast.client("agent").get(f"/cases/{case_of('table:a1')}/").content.decode()
    assert ("Tomas let table:a2 open" in html, "Show the other case" in html) == (True, False)


def test_a_join_by_the_address_of_the_other_call(cast: Cast, small_lake: Path) -> None:
    other = "https://willet.example/calls/table:c05/"
    job = post(cast, "manager", "join", contact_id="table:c04", other_id=other, note="same matter")
    work_once()

    (edit,) = cases.edits(Lake.at(small_lake))
    assert (edit.kind, edit.contact_id, edit.other_id) == ("join", "table:c04", "table:c05")
    read = main_text_of(cast.client("manager").get(C03))
    assert "The contacts of this case name 2 customers." in read
    assert "By hand: see the corrections below." in read
    assert cast.client("manager").get(job["Location"])["Location"] == C03


@pytest.mark.parametrize(
    ("verb", "told", "words"),
    [
        ("split", {"contact_id": "table:c04", "note": ""}, "say which contact, and why"),
        ("split", {"contact_id": "", "note": "x"}, "say which contact, and why"),
        ("split", {"contact_id": "table:nobody", "note": "x"}, "There is no call “table:nobody”"),
        (
            "join",
            {"contact_id": "table:c04", "other_id": "table:c04", "note": "x"},
            "the same contact",
        ),
        (
            "join",
            {"contact_id": "table:c04", "other_id": "table:c02", "note": "x"},
            "no call “table:c02”",
        ),
        ("withdraw", {"kind": "split", "contact_id": "table:c04"}, "taken back already"),
        ("withdraw", {"kind": "drop", "contact_id": "table:c04"}, "say which contact, and why"),
    ],
)
def test_what_cannot_be_corrected_is_refused_in_words(
    cast: Cast, lent_small_lake: Path, verb: str, told: dict[str, str], words: str
) -> None:
    client = cast.client("team_lead")
    response: Any = client.post(f"/corrections/{verb}/", told, follow=True)

    assert words in response.content.decode()
    assert Job.objects.count() == 0


def test_the_same_correction_asked_twice_is_one_job(cast: Cast, lent_small_lake: Path) -> None:
    first, second = (post(cast, "manager", "split", **SPLIT)["Location"] for _ in range(2))
    assert (first, Job.objects.count()) == (second, 1)


def test_another_persons_correction_is_not_found(cast: Cast, lent_small_lake: Path) -> None:
    job = post(cast, "manager", "split", **SPLIT)["Location"]
    client = cast.client("team_lead")
    assert [client.get(a).status_code for a in (job, f"{job}progress/")] == [404, 404]


@pytest.mark.parametrize("verb", ["split", "join", "withdraw"])
def test_a_correction_is_never_made_by_following_a_link(
    cast: Cast, lent_small_lake: Path, verb: str
) -> None:
    assert cast.client("manager").get(f"/corrections/{verb}/").status_code == 405


def test_without_a_token_nothing_is_corrected(cast: Cast, lent_small_lake: Path) -> None:
    client = cast.client("manager")
    client.handler.enforce_csrf_checks = True
    assert client.post("/corrections/split/", SPLIT).status_code == 403
    assert Job.objects.count() == 0
