"""What a source cannot tell is a dash with the reason on the board, in the reader's language, and never a zero."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from tests.scaffold.lent import Lend
from tests.scaffold.shelf import Shelf
from willet.people.models import User

TAKEN = """
name = "taken"
zone = "UTC"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.outcome]
constant = "answered"
[columns.talk_s]
from = "talk"
unit = "s"
"""
ROWS = "id,at,talk\n1,2026-03-02 09:00:00,60\n2,2026-03-02 09:05:00,120\n"


@pytest.fixture
def taken_lake(shelf: Shelf, lend: Lend) -> Path:
    """Two answered calls of a list in which nobody ever gives up and no hold is told."""
    return lend(shelf.made(ROWS, mapping=TAKEN, zone=None, count=2))


def read(cast: Cast, language: str) -> str:
    User.objects.update(language=language)
    page = cast.client("manager").get("/?period=all", headers={"accept-language": language})
    assert page.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def test_a_tile_shows_a_dash_and_why(cast: Cast, taken_lake: Path) -> None:
    board = read(cast, "en")

    assert "Received 2 " in board
    assert "Abandonment rate – no data this mapping never gives the outcome abandoned" in board
    assert "Service level – no data this mapping never gives the outcome abandoned" in board


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("nl", "deze kolomtoewijzing geeft nooit de uitkomst “afgehaakt”"),
        ("de", "diese Zuordnung ergibt nie das Ergebnis „abgebrochen“"),
        ("es", "esta correspondencia nunca da el resultado «abandonada»"),
        ("vi", "bản ánh xạ này không bao giờ cho kết quả “bỏ cuộc”"),
    ],
)
def test_the_reason_is_in_the_readers_language(
    cast: Cast, taken_lake: Path, language: str, reason: str
) -> None:
    assert reason in read(cast, language)
