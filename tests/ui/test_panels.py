"""What rooms offer, and what one reader is shown of it."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from tests.scaffold.cast import ROLES, Cast
from willet.ui import offers
from willet.ui.components import Tile
from willet.ui.panels import MenuEntry, MenuLine, Place, TileOffer, menu_for, tiles_for


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rooms: one offers a page and tiles to all, one a page to administrators."""
    first = SimpleNamespace(
        MENU=[
            MenuEntry(
                "Late", "people:list", "people", "willet.manage_people", order=1, group="set_up"
            ),
            MenuEntry(
                "Teams", "people:teams", "people", "willet.manage_people", order=2, group="set_up"
            ),
            MenuEntry("Second", "dashboards:overview", "board", order=3, keeps=True),
        ],
        TILES=[
            TileOffer("b", lambda request, place: Tile("b", "2"), order=2),
            TileOffer("none", lambda request, place: None),
            TileOffer("w", lambda request, place: Tile("w", "3"), hosts=frozenset({"wallboard"})),
        ],
    )
    second = SimpleNamespace(
        MENU=[MenuEntry("Early", "people:profile", "person", order=2)],
        KEPT=("period", "queue"),
        TILES=[
            TileOffer(
                "a", lambda request, place: Tile("a", "1"), permission="willet.see_calls", order=1
            )
        ],
    )
    monkeypatch.setattr(offers, "_modules", lambda name: (first, second))


def asked(cast: Cast, role: str, address: str = "/") -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = cast.named(role)
    return request


def lines_for(request: HttpRequest) -> list[MenuLine]:
    return [line for group in menu_for(request) for line in group.lines]


@pytest.mark.usefixtures("offered")
def test_menu_stands_in_groups_and_shows_what_is_open(cast: Cast) -> None:
    shown = {
        role: [
            (group.name, [line.label for line in group.lines])
            for group in menu_for(asked(cast, role))
        ]
        for role in ROLES
    }

    see = ("see", ["Early", "Second"])
    assert shown == {role: [see] for role in ROLES} | {
        "administrator": [see, ("set_up", ["Late", "Teams"])]
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
        ("/?queue=sales", ["Second"]),
        ("/calls/", []),
    ],
)
def test_menu_marks_where_the_reader_is(cast: Cast, address: str, current: list[str]) -> None:
    lines = lines_for(asked(cast, "administrator", address))

    assert [line.label for line in lines if line.current] == current


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("/", "/"),
        ("/?queue=sales&queue=%C3%BC%26&page=2", "/?queue=sales&queue=%C3%BC%26"),
        ("/?period=28d&sort=-wait&secret=x", "/?period=28d"),
    ],
)
def test_menu_keeps_period_and_filters_where_the_page_reads_them(
    cast: Cast, address: str, way: str
) -> None:
    ways = {line.label: line.url for line in lines_for(asked(cast, "agent", address))}

    assert ways == {"Early": "/profile/", "Second": way}


@pytest.mark.usefixtures("offered")
@pytest.mark.parametrize(("role", "titles"), [("manager", ["a", "b"]), ("administrator", ["b"])])
def test_tiles_stand_in_order_and_show_what_is_open(
    cast: Cast, role: str, titles: list[str]
) -> None:
    assert [tile.title for tile in tiles_for(asked(cast, role))] == titles
    assert [tile.title for tile in tiles_for(asked(cast, role), "wallboard")] == ["w"]


def test_a_tile_knows_its_host_its_size_and_the_selection(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(request: HttpRequest, place: Place) -> Tile:
        return Tile(f"{place.host} {place.size}", str(place.address["queue"]))

    room = SimpleNamespace(TILES=[TileOffer("t", made, size="large", hosts=frozenset({"desk"}))])
    monkeypatch.setattr(offers, "_modules", lambda name: (room,))

    tiles = tiles_for(asked(cast, "agent", "/?queue=sales"), "desk")

    assert tiles == [Tile("desk large", "sales")]


def test_rooms_are_found_by_the_name_of_their_file() -> None:
    found = {module.__name__ for module in offers._modules("panels")}

    assert {"willet.dashboards.panels", "willet.calls.panels", "willet.site.panels"} <= found


def test_every_entry_of_the_product_leads_somewhere(cast: Cast) -> None:
    for role in ("manager", "administrator"):
        client = cast.client(role)
        addresses = [line.url for line in lines_for(asked(cast, role))]
        assert len(addresses) >= 3
        assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


@pytest.mark.parametrize(("asked_by", "has_head"), [("willet-visit", False), ("", True)])
def test_page_in_place_of_another_comes_without_head_and_menu(
    cast: Cast, asked_by: str, has_head: bool
) -> None:
    page = cast.client("agent").get("/desk/", headers={"X-Requested-With": asked_by})

    html = page.content.decode()
    there = [
        part in html for part in ('<header class="masthead">', '<nav id="menu"', '<a class="skip"')
    ]
    assert (there, html.count("<main")) == ([has_head] * 3, 1)
