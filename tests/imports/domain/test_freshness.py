"""A line on every page says how new the data are, in the centre's time."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import main_text_of
from willet.core.intake import import_files
from willet.imports.domain.freshness import _words


def test_the_line_stands_on_pages_after_the_first_import(cast: Cast, home: Path) -> None:
    client = cast.client("manager")
    before = client.get("/imports/").content.decode()
    (home / "calls.csv").write_text("contact_id,arrived_at\n1,2026-03-02 22:07:00\n")
    import_files(home / "lake", "table", [home / "calls.csv"], zone="Europe/Amsterdam")

    after = client.get("/imports/").content.decode()

    assert "Data are from" not in before
    assert "Data are from Mar 2, 2026" in after.replace("\u202f", " ")
    assert main_text_of(client.get("/imports/"))


@pytest.mark.parametrize(
    ("newest", "now", "words"),
    [
        (datetime(2026, 3, 2, 21, 7), datetime(2026, 3, 2, 22, 0), "Data are from today 21:07"),
        (datetime(2026, 3, 1, 22, 7), datetime(2026, 3, 2, 0, 30), "Data are from yesterday 22:07"),
        (
            datetime(2026, 2, 27, 22, 7),
            datetime(2026, 3, 2, 9, 0),
            "Data are from Feb 27, 2026, 22:07",
        ),
    ],
)
def test_today_and_yesterday_are_said_so(
    home: Path, newest: datetime, now: datetime, words: str
) -> None:
    line = _words(newest.replace(tzinfo=UTC), now.replace(tzinfo=UTC))

    assert re.sub(r"\s", " ", line) == words
