"""The page of the data check: for the administrator alone, with what the last check found."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.cast import ROLES, Cast
from tests.scaffold.desk import MONDAY, DeskCall, disposition, import_calls
from tests.scaffold.page_text import main_text_of
from willet.core.intake import check, land_rows
from willet.core.lake import Lake

CALL = DeskCall(MONDAY)
OPEN_TO = ["administrator"]


@pytest.mark.parametrize("role", ROLES)
def test_page_is_open_to_the_administrator_alone(cast: Cast, small_lake: Path, role: str) -> None:
    response = cast.client(role).get("/lake/")

    expected = 200 if role in OPEN_TO else 302 if role == "stranger" else 403
    assert response.status_code == expected


def test_menu_leads_there(cast: Cast, small_lake: Path) -> None:
    menus = {
        role: cast.client(role).get("/profile/").content for role in ("administrator", "manager")
    }

    assert {role: b'href="/lake/"' in menu for role, menu in menus.items()} == {
        "administrator": True,
        "manager": False,
    }


def test_before_the_first_check(cast: Cast, small_lake: Path) -> None:
    assert "Nothing has been checked yet" in main_text_of(
        cast.client("administrator").get("/lake/")
    )


def test_sound_lake(
    cast: Cast, small_lake: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    files = check(small_lake).findings.files
    client = cast.client("administrator")
    client.get("/lake/")

    with django_assert_num_queries(4):
        text = main_text_of(client.get("/lake/"))

    assert "Every file is as it was written." in text
    assert f"Files read {files} ·" in text


def test_damaged_files_are_named_with_what_to_do(cast: Cast, small_lake: Path) -> None:
    landed = next((small_lake / "landed").rglob("*.parquet"))
    derived = Lake.at(small_lake).snapshot().files("contacts")[0]
    for file in (landed, derived):
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    check(small_lake, repair=True)

    text = main_text_of(cast.client("administrator").get("/lake/"))

    (run,) = Lake.at(small_lake).runs()
    assert "Files are damaged." in text
    assert f"{derived.relative_to(small_lake)} Rebuilt by “willet check --repair”" in text
    assert f"{landed.relative_to(small_lake)} Import the files of these runs again" in text
    assert run.run_id in text


def test_rebuilt_files_are_named(cast: Cast, small_lake: Path) -> None:
    derived = Lake.at(small_lake).snapshot().files("contacts")[0]
    derived.unlink()
    check(small_lake, repair=True)

    text = main_text_of(cast.client("administrator").get("/lake/"))

    assert f"Rebuilt files {derived.relative_to(small_lake)}" in text


@pytest.mark.journey("history")
def test_entries_without_a_contact_are_counted_and_named(cast: Cast, home: Path) -> None:
    import_calls(home / "lake", home, CALL)
    waiting = DeskCall(MONDAY + timedelta(days=9))
    land_rows(home / "lake", [disposition(CALL, "1"), disposition(waiting, "2")])

    text = main_text_of(cast.client("administrator").get("/lake/"))

    assert "Wait for the import that tells of their call 1" in text
    assert "Fit two contacts and joined neither 0" in text
    # Nine in the morning of UTC, by the clock of Berlin.
    assert f"desk 2 · asterisk:{waiting.call_id} · Mar 13, 2024, 10:00 CET" in text
    assert "desk 1" not in text


def test_nothing_is_said_of_entries_where_all_have_their_contact(
    cast: Cast, small_lake: Path
) -> None:
    text = main_text_of(cast.client("administrator").get("/lake/"))

    assert "Entries without a contact" not in text
