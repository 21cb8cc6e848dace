"""Calls and imports in a real browser, with live progress."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from tests.scaffold.small_lake import TABLE, csv_of
from willet.jobs.domain.working import work_once

Shots = Callable[[Any, str], None]


@pytest.mark.proof
def test_an_import_from_the_chooser_to_the_run(
    browser_page: BrowserPage, cast: Cast, home: Path, shots: Shots, tmp_path: Path
) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text(csv_of(TABLE) + "c13,soon,sales\n", encoding="utf-8")
    browser_page.sign_in(cast.manager)
    page = browser_page.page

    browser_page.open("/imports/")
    page.get_by_label("Files", exact=True).set_input_files(calls)
    page.get_by_text("More to tell").click()
    page.get_by_label("Time zone").fill("Europe/Amsterdam")
    page.get_by_role("button", name="Read the files").click()
    page.get_by_text("Waiting for a worker").wait_for()
    shots(page, "upload-waiting")
    assert browser_page.axe() == []

    work_once()
    page.get_by_role("button", name="Import these files").wait_for()
    shots(page, "upload-read")
    assert browser_page.axe() == []

    page.get_by_role("button", name="Import these files").click()
    page.get_by_text("Waiting for a worker").wait_for()
    work_once()
    page.wait_for_url("**/imports/runs/**")
    shots(page, "run")
    assert browser_page.axe() == []
    assert "Contacts new\n12" in page.locator("main").inner_text()


@pytest.mark.proof
def test_a_case_is_split_and_the_split_taken_back(
    browser_page: BrowserPage, cast: Cast, small_lake: Path, shots: Shots
) -> None:
    browser_page.sign_in(cast.manager)
    page = browser_page.page

    browser_page.open("/cases/case:table:c03/")
    page.get_by_label("Why").first.fill("another fault")
    page.get_by_role("button", name="Split", exact=True).click()
    page.get_by_text("Waiting for a worker").wait_for()
    shots(page, "correction-waiting")
    assert browser_page.axe() == []

    work_once()
    page.wait_for_url("**/cases/case:table:c04/")
    shots(page, "case-split")
    assert browser_page.axe() == []
    browser_page.open("/cases/case:table:c03/")
    assert browser_page.axe() == []
    page.get_by_role("link", name="Show the other case").click()
    page.wait_for_url("**/cases/case:table:c04/")

    page.get_by_role("button", name="Take it back").click()
    work_once()
    page.wait_for_url("**/cases/case:table:c03/")
    assert "“another fault”" not in page.locator("main").inner_text()
