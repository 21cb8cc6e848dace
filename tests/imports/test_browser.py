"""A stranger's own file, from the chooser to the board, in a real browser and in the file's language."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.imports.strangers_files import FILES, StrangersFile
from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from tests.scaffold.proofs import rest_as_proofs
from willet.core.lake import Lake
from willet.jobs.domain.working import work_once
from willet.people.models import User

ROWS = """SELECT strftime(arrived_at, '%Y-%m-%d %H:%M'), outcome, coalesce(agent, '')
          FROM contacts ORDER BY arrived_at"""


@pytest.mark.parametrize("brought", rest_as_proofs(FILES), ids=lambda brought: brought.language)
def test_a_strangers_file_is_on_the_board(
    browser_page: BrowserPage,
    cast: Cast,
    home: Path,
    shots: Callable[[Any, str], None],
    tmp_path: Path,
    brought: StrangersFile,
) -> None:
    brought.write(tmp_path / brought.name)
    browser_page.sign_in(cast.manager)
    User.objects.update(language=brought.language)
    page = browser_page.page

    browser_page.open("/imports/")
    page.locator("input[name=uploads]").set_input_files(tmp_path / brought.name)
    page.locator("section form button.button-main").click()
    work_once()
    page.locator("a.button-main[href$='/columns/']").click()
    shots(page, f"own-file-{brought.language}")
    page.locator("#zone").fill(brought.zone)
    page.locator("button[name=do][value=read]").click()
    work_once()
    page.locator("form[action$='/start/'] button").click()
    work_once()
    page.wait_for_url("**/imports/runs/**")
    browser_page.open("/?from=2026-03-01&to=2026-03-31")

    shots(page, f"own-file-board-{brought.language}")
    with Lake.at(home / "lake").snapshot().connect() as con:
        assert con.execute(ROWS).fetchall() == list(brought.contacts)
    received = page.locator(".tile:not(.tile-large) .tile-value").first
    assert received.inner_text() == "2"
    assert browser_page.axe() == []
