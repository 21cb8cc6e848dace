"""`willet check` says what people entered that joined no contact: how much, and the first of it."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.scaffold.desk import MONDAY, DeskCall, article, disposition, import_calls
from tests.scaffold.racing import run
from tests.scaffold.served import home_of
from willet.__main__ import main
from willet.core.intake import land_rows
from willet.core.sources.rooms import About

CALL = DeskCall(MONDAY)
UNHEARD = DeskCall(MONDAY + timedelta(days=9))
SUMMARY = "1 rows of rooms wait for the import that tells of their call; 0 fit two contacts"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A lake in which one row has its contact and one waits."""
    import_calls(tmp_path / "lake", tmp_path, CALL)
    land_rows(tmp_path / "lake", [disposition(CALL, "1"), article(UNHEARD, "2")])
    return tmp_path / "lake"


def test_rows_without_a_contact_are_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--lake", str(place)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("0 damaged, 0 rebuilt")
    assert lines[1].startswith(SUMMARY)
    assert lines[2] == f"waiting desk 2 of asterisk:{UNHEARD.call_id}"
    assert len(lines) == 3


def test_rows_without_a_contact_are_an_object(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--lake", str(place), "--format", "json"]) == 0

    rooms = json.loads(capsys.readouterr().out)["rooms"]
    assert (rooms["waiting"], rooms["ambiguous"]) == (1, 0)
    assert [(row["row_id"], row["state"], row["table"]) for row in rooms["first"]] == [
        ("2", "waiting", "uses")
    ]


def test_nothing_is_said_where_every_row_has_its_contact(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = About(contact_id=CALL.contact_id)
    land_rows(place, [article(UNHEARD, "2", revision=2, about=about)])

    assert main(["check", "--lake", str(place)]) == 0

    assert len(capsys.readouterr().out.splitlines()) == 1


def test_damaged_lake_is_not_asked_for_rows(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next((place / "tables" / "contacts").rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-1] + b"?")

    assert main(["check", "--lake", str(place), "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["rooms"] is None


BROKEN = """
from willet.activity.models import ActivityEntry
from willet.people.domain import add_person
add_person("ann", email="ann@willet.example")
ActivityEntry.objects.filter(number=1).update(act="removed")
"""


def test_the_history_of_the_rooms_is_verified_too(tmp_path: Path) -> None:
    import_calls(tmp_path / "home/lake", tmp_path, CALL)
    environment = home_of(tmp_path / "home")
    run(environment, BROKEN)
    command = [sys.executable, "-m", "willet", "check"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    beside = [*command, "--lake", str(tmp_path / "home/lake")]
    alone = subprocess.run(beside, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, alone.returncode) == (3, 0)
    assert "activity: entry 1: the entry is not as it was written" in done.stdout
    assert "activity" not in alone.stdout
