"""Intervals are hidden for who wants so, on the screen alone, until they choose otherwise."""

import pytest
from django.contrib.staticfiles import finders

from tests.scaffold.cast import Cast


def choose(cast: Cast, chosen: str, back: str = "/profile/") -> tuple[str, str]:
    """Where the choice leads, and what the next page says of intervals."""
    client = cast.client("manager")
    response = client.post("/preferences/intervals/", {"intervals": chosen, "next": back})
    html = client.get("/profile/").content.decode()
    shown = "off" if 'data-intervals="off"' in html else "on"
    return response.headers["Location"], shown


@pytest.mark.parametrize(
    ("chosen", "shown"), [("off", "off"), ("on", "on"), ("maybe", "on"), ("", "on")]
)
def test_the_choice_is_remembered_and_anything_else_changes_nothing(
    cast: Cast, chosen: str, shown: str
) -> None:
    assert choose(cast, chosen) == ("/profile/", shown)


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:x"])
def test_nobody_is_led_to_another_site(cast: Cast, elsewhere: str) -> None:
    assert choose(cast, "off", elsewhere)[0] == "/"


def test_paper_keeps_the_intervals() -> None:
    path = finders.find("ui/components.css")
    assert isinstance(path, str)
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file if "data-intervals" in line]

    assert lines
    assert all(line.startswith("@media screen {") for line in lines)
