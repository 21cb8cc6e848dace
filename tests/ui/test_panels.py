"""What rooms offer, and what one reader is shown of it."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from tests.scaffold.cast import ROLES, Cast
from willet.ui import offers
from willet.ui.components import Tile
from willet.ui.panels import MenuEntry, TileOffer, menu_for, tiles_for


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rooms: one offers a page and tiles to all, one a page to administrators."""
    first = SimpleNamespace(
        MENU=[
            MenuEntry("Late", "people:list", "people", permission="willet.manage_people", order=90),
            MenuEntry(
                "Teams", "people:teams", "people", permission="willet.manage_people", order=91
            ),
        ],
        TILES=[
            TileOffer("b", lambda request: Tile("b", "2"), order=2),
            TileOffer("none", lambda request: None),
        ],
    )
    second = SimpleNamespace(
        MENU=[MenuEntry("Early", "people:profile", "person", order=1)],
        TILES=[
            TileOffer("a", lambda request: Tile("a", "1"), permission="willet.see_calls", order=1)
        ],
    )
    monkeypatch.setattr(offers, "_modules", lambda name: (first, second))


def asked(cast: Cast, role: str, address: str = "/") -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = cast.named(role)
    return request


@pytest.mark.usefixtures("offered")
def test_menu_stands_in_order_and_shows_what_is_open(cast: Cast) -> None:
    shown = {role: [line.label for line in menu_for(asked(cast, role))] for role in ROLES}

    assert shown == {role: ["Early"] for role in ROLES} | {
        "administrator": ["Early", "Late", "Teams"]
    }


# A page lies under the longest address that leads to it:
@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/people/", ["Late"]),
        ("/people/7/", ["Late"]),
        ("/people/teams/3/", ["Teams"]),
        ("/profile/", ["Early"]),
        ("/calls/", []),
    ],
)
def test_menu_marks_where_the_reader_is(cast: Cast, address: str, current: list[str]) -> None:
    lines = menu_for(asked(cast, "administrator", address))

    assert [line.label for line in lines if line.current] == current


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize(("role", "titles"), [("manager", ["a", "b"]), ("administrator", ["b"])])
def test_tiles_stand_in_order_and_show_what_is_open(
    cast: Cast, role: str, titles: list[str]
) -> None:
    assert [tile.title for tile in tiles_for(asked(cast, role))] == titles


def test_rooms_are_found_by_the_name_of_their_file() -> None:
    found = {module.__name__ for module in offers._modules("panels")}

    assert {"willet.dashboards.panels", "willet.calls.panels", "willet.site.panels"} <= found


def test_every_entry_of_the_product_leads_somewhere(cast: Cast) -> None:
    for role in ("manager", "administrator"):
        client = cast.client(role)
        addresses = [line.url for line in menu_for(asked(cast, role))]
        assert len(addresses) >= 3
        assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
