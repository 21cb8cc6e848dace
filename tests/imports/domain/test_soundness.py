"""The worker reads every file of the lake once a day, and rebuilds what it finds damaged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from willet.core.lake import Lake
from willet.core.lake.checked import last_check, write_checked
from willet.imports.domain.soundness import check_if_due, when_read
from willet.jobs.domain.working import work_once


def aged(lake: Path, hours: float) -> None:
    """Make the last check that old."""
    checked = last_check(Lake.at(lake).layout)
    assert checked is not None
    at = datetime.now(UTC) - timedelta(hours=hours)
    write_checked(Lake.at(lake).layout, replace(checked, at=at.isoformat(timespec="seconds")))


def test_worker_checks_a_lake_that_never_was(db: None, small_lake: Path) -> None:
    work_once()

    checked = last_check(Lake.at(small_lake).layout)
    assert checked is not None
    assert checked.damaged == ()


@pytest.mark.parametrize(("hours", "due"), [(0, False), (23.9, False), (24, True), (300, True)])
def test_check_is_due_after_a_day(small_lake: Path, hours: float, *, due: bool) -> None:
    assert check_if_due()
    aged(small_lake, hours)

    assert check_if_due() is due


def test_check_can_be_turned_off(small_lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "WILLET_CHECK_HOURS", 0)

    assert not check_if_due()


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "by “willet check --repair” alone"),
        (1, "read every hour by “willet work”"),
        (6, "read every 6 hours by “willet work”"),
        (24, "read every 24 hours by “willet work”"),
    ],
)
def test_page_says_how_often_as_it_is_set(
    monkeypatch: pytest.MonkeyPatch, hours: int, words: str
) -> None:
    monkeypatch.setattr(settings, "WILLET_CHECK_HOURS", hours)

    assert words in when_read()


def test_no_lake_is_nothing_to_check(home: Path) -> None:
    assert not check_if_due()


def test_damage_since_is_found_by_the_next_one_and_mended(small_lake: Path) -> None:
    check_if_due()
    file = Lake.at(small_lake).snapshot().files("contacts")[0]
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    aged(small_lake, 24)

    check_if_due()

    checked = last_check(Lake.at(small_lake).layout)
    assert checked is not None
    assert (checked.damaged, len(checked.repaired)) == ((), 1)
    assert file.read_bytes() == whole


def test_lake_that_cannot_be_checked_leaves_the_worker_at_work(
    db: None, small_lake: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Lake.at(small_lake).layout.key.write_text("07\n")

    work_once()

    assert "the lake could not be checked" in caplog.text
