"""Every page that draws figures offers the same filters and takes one by every dimension."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.core.records import DIMENSIONS
from willet.figures.domain.selection import EVERY_FILTER

PAGES = (
    *("/", "/calls/", "/causes/", "/comparison/", "/resolution/", "/resolution/evidence/"),
    *("/resolution/curve/", "/resolution/cases/contradictory/"),
)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "/resolution/curve/"])
def test_every_page_offers_the_same_filters(cast: Cast, lent_small_lake: Path, page: str) -> None:
    html = unescape(cast.client("manager").get(f"{page}?period=all").content.decode())

    offered = [n for n in re.findall(r'<select name="(\w+)"', html) if n in DIMENSIONS]
    assert offered == ["queue", "team", "topic", "agent", "outcome"]


@pytest.mark.parametrize(("role", "agents"), [("agent", False), ("team_lead", True)])
def test_the_agents_offered_are_those_the_reader_sees(
    cast: Cast, lent_small_lake: Path, role: str, agents: bool
) -> None:
    html = unescape(cast.client(role).get("/calls/?period=all").content.decode())

    assert ('<select name="agent"' in html) is agents
    assert '<option value="Otto K"' not in html


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_takes_a_filter_by_every_dimension(
    cast: Cast, lent_small_lake: Path, page: str
) -> None:
    client = cast.client("manager")
    filters = {d: f"{page}?period=all&{d}=O'Brien;&{d}=~unknown" for d in EVERY_FILTER}

    assert {d: client.get(address).status_code for d, address in filters.items()} == dict.fromkeys(
        EVERY_FILTER, 200
    )
