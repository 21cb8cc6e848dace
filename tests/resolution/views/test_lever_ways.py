"""From a cause one gets to where its lever is pulled, each reader to what is open to them."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory

from tests.scaffold.cast import Cast
from willet.ui.panels import lever_ways

EVERY = {
    "authority": "/authority/ledger/",
    "knowledge": "/knowledge/review/",
    "training": "/plans/new/?cause=",
    "plan": "/plans/new/?cause=",
}
OPEN = {
    "manager": EVERY,
    "team_lead": EVERY,
    "analyst": {"authority": "/authority/ledger/"},
    "agent": {},
    "administrator": {},
}
LEVER = re.compile(r'<td data-label="Lever"[^>]*>\s*<a href="([^"]+)"')


@pytest.mark.parametrize("role", OPEN)
def test_each_lever_leads_to_a_page_that_is_open(cast: Cast, home: Path, role: str) -> None:
    request = RequestFactory().get("/causes/")
    request.user = cast.named(role)

    ways = lever_ways(request)

    assert ways == OPEN[role]
    assert {cast.client(role).get(way).status_code for way in ways.values()} <= {200}


@pytest.mark.parametrize(("role", "ways"), [("manager", ["/authority/ledger/"]), ("agent", [])])
def test_the_lever_of_a_cause_is_the_way_there(
    cast: Cast, lent_causes_lake: Path, role: str, ways: list[str]
) -> None:
    page = cast.client(role).get("/causes/?period=all").content.decode()

    assert LEVER.findall(page) == ways
