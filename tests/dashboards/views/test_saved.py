"""Saved views: what can be kept, who finds which, who may show them to whom, and with which one somebody starts."""

from pathlib import Path

import pytest
from django.utils.html import escape

from tests.scaffold.cast import Cast
from willet.dashboards.domain.saved import to_be_mailed
from willet.dashboards.models import SavedView
from willet.people.models import User

ADDRESS = "/causes/?period=7d&queue=sales"


def save(cast: Cast, role: str = "manager", **given: str) -> int:
    handed_in = {"name": "Sales", "address": ADDRESS, "circle": "owner", **given}
    return cast.client(role).post("/views/new/", handed_in).status_code


def found(cast: Cast, role: str) -> bool:
    return escape(ADDRESS) in cast.client(role).get("/views/").content.decode()


# shown to    | manager | lead  | agent | analyst | administrator
SEEN = {
    "owner": {"manager"},
    "everybody": {"manager", "team_lead", "agent", "analyst", "administrator"},
}


@pytest.mark.parametrize("circle", SEEN)
def test_who_finds_a_view_of_the_manager(cast: Cast, circle: str) -> None:
    assert save(cast, circle=circle) == 302
    roles = ("manager", "team_lead", "agent", "analyst", "administrator")
    assert {role for role in roles if found(cast, role)} == SEEN[circle]


@pytest.mark.parametrize("circle", ["everybody", "team"])
def test_a_view_of_a_page_is_shown_to_those_who_may_open_it(cast: Cast, circle: str) -> None:
    for person in (cast.manager, cast.agent, cast.analyst):
        person.teams.set(cast.team_lead.teams.all())
    worth = "/worth/?period=7d"
    assert save(cast, circle=circle, address=worth) == 302

    roles = ("manager", "team_lead", "agent", "analyst")
    shown = {r for r in roles if worth in cast.client(r).get("/views/").content.decode()}
    opened = {r for r in roles if cast.client(r).get(worth).status_code == 200}

    assert shown == opened == {"manager", "analyst"}


@pytest.mark.parametrize("address", ["/worth/?period=7d", "/worthless/", "/worth"])
def test_ones_own_view_of_a_page_that_closed_stays_and_leads_nowhere(
    cast: Cast, address: str
) -> None:
    view = SavedView.objects.create(owner=cast.agent, name="Worth", address=address)
    page = cast.client("agent").get("/views/").content.decode()

    assert "its page is not open to you any more" in page
    assert (f'href="{escape(address)}"' in page, f"/views/{view.pk}/" in page) == (False, True)


def test_a_view_of_a_team_is_found_by_who_shares_one(cast: Cast) -> None:
    cast.agent.teams.set(cast.team_lead.teams.all())

    assert save(cast, "team_lead", circle="team") == 302

    assert [found(cast, r) for r in ("team_lead", "agent", "other_agent", "manager")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("role", "circle", "status"),
    [
        ("team_lead", "team", 302),
        ("team_lead", "everybody", 422),
        ("agent", "owner", 302),
        ("agent", "team", 422),
        ("administrator", "everybody", 422),
        ("analyst", "everybody", 302),
    ],
)
def test_to_whom_a_role_shows_its_views(cast: Cast, role: str, circle: str, status: int) -> None:
    assert save(cast, role, circle=circle) == status


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/?queue=sales&page=3&format=csv&table=queue", "/?queue=sales"),
        ("/calls/?queue=sales&shown=0&file=xlsx", "/calls/?queue=sales"),
        ("/comparison/", "/comparison/"),
        ("https://example.org/", None),
        ("//example.org/", None),
        ("javascript:alert(1)", None),
        ("/imports/", None),
        ("/views/1/remove/", None),
    ],
)
def test_only_pages_with_a_period_and_filters_are_kept(
    cast: Cast, address: str, kept: str | None
) -> None:
    assert save(cast, address=address) == (422 if kept is None else 302)
    assert [v.address for v in SavedView.objects.all()] == [kept] * (kept is not None)


@pytest.mark.parametrize(
    ("address", "filters"),
    [
        ("/", {}),
        ("/?period=this_month&queue=sales&chart=csat", {"queue": "sales"}),
        ("/?from=2026-03-01&to=2026-03-05&queue=sales&topic=a", {"queue": "sales", "topic": "a"}),
        ("/?queue=sales&queue=support", None),
        ("/?agent=Otto+K", None),
        ("/?service_level_s=30", None),
        ("/comparison/?queue=sales", None),
    ],
)
def test_a_view_that_a_report_can_say_comes_by_mail(
    cast: Cast, address: str, filters: dict[str, str] | None
) -> None:
    assert to_be_mailed(address) == filters


def test_a_view_leads_to_a_report_of_its_name_and_filters(
    cast: Cast, lent_small_lake: Path
) -> None:
    save(cast, address="/?period=this_month&queue=sales", name="Vertrieb & Co")
    client, view = cast.client("manager"), SavedView.objects.get()

    page = client.get(f"/views/{view.pk}/").content.decode()
    way = "/reports/new/?name=Vertrieb+%26+Co&queue=sales"
    form = client.get(way).content.decode()

    assert f'href="{escape(way)}"' in page
    assert 'value="Vertrieb &amp; Co"' in form
    assert '<option value="sales" selected>' in form


def test_a_view_of_who_may_have_no_reports_leads_to_none(cast: Cast) -> None:
    save(cast, "administrator", address="/", circle="owner")

    page = cast.client("administrator").get(f"/views/{SavedView.objects.get().pk}/")

    assert "/reports/new/" not in page.content.decode()


def test_a_view_of_a_single_agent_is_shown_to_nobody_else(cast: Cast) -> None:
    assert save(cast, address="/?agent=Otto+K", circle="everybody") == 422
    assert save(cast, address="/?agent=Otto+K", circle="owner") == 302


def test_the_way_to_save_carries_the_page_as_it_stands(cast: Cast, lent_small_lake: Path) -> None:
    client = cast.client("manager")
    html = client.get("/causes/?period=all&queue=sales").content.decode()
    way = "/views/new/?address=%2Fcauses%2F%3Fperiod%3Dall%26queue%3Dsales"

    assert way in html
    assert escape("/causes/?period=all&queue=sales") in client.get(way).content.decode()


def test_somebody_starts_with_the_last_view_they_chose(cast: Cast) -> None:
    save(cast, "agent", name="first", is_start="on")
    save(cast, "agent", name="second", address="/hours/", is_start="on")

    assert cast.client("agent").get("/start/").headers["Location"] == "/hours/"
    assert [v.name for v in SavedView.objects.filter(is_start=True)] == ["second"]
    assert cast.client("manager").get("/start/").headers["Location"] == "/"


# page                | role then   | now           | where they start
@pytest.mark.parametrize(
    ("address", "then", "now", "start"),
    [
        ("/calls/?queue=sales", "agent", "administrator", "/"),
        ("/calls/?queue=sales", "agent", "analyst", "/calls/?queue=sales"),
        ("/me/", "agent", "manager", "/"),
        ("/hours/?queue=sales", "agent", "administrator", "/hours/?queue=sales"),
        ("/", "agent", "administrator", "/"),
    ],
)
def test_a_start_that_its_reader_may_no_longer_open_is_the_usual_one(
    cast: Cast, address: str, then: str, now: str, start: str
) -> None:
    assert save(cast, then, address=address, is_start="on") == 302
    User.objects.filter(pk=cast.agent.pk).update(role=now)

    assert cast.client(then).get("/start/").headers["Location"] == start


def test_a_start_at_a_page_that_is_gone_is_the_usual_one(cast: Cast) -> None:
    save(cast, is_start="on")
    SavedView.objects.update(address="/no-longer/?queue=sales")

    assert cast.client("manager").get("/start/").headers["Location"] == "/"


def test_anothers_view_is_neither_changed_nor_removed(cast: Cast) -> None:
    save(cast, circle="everybody")
    view = SavedView.objects.get()

    for way in ("", "remove/"):
        assert cast.client("analyst").post(f"/views/{view.pk}/{way}").status_code == 403
    assert SavedView.objects.count() == 1
