"""A home in use is backed up and put back elsewhere: the same lake to the byte, the same rooms, in both databases."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.postgres import PASSWORD, Postgres, postgres_as_a_proof
from tests.scaffold.racing import run
from tests.scaffold.served import home_of
from tests.scaffold.small_lake import TABLE, csv_of
from willet.core.intake import import_files
from willet.core.lake import Lake

SECRET = "a long enough secret"
FILL = """
from pathlib import Path
from django.conf import settings
from willet.imports.models import Upload
from datetime import timedelta
from django.utils import timezone
from willet.jobs.models import Job, LaneLease
from willet.people.domain import add_person
from willet.people.models import Role
ann = add_person("ann", email="ann@willet.example", role=Role.MANAGER, password="a long enough secret")
file = {"name": "a.csv", "size": 3, "kept_as": "a.csv"}
upload = Upload.objects.create(source="table", uploaded_by=ann, files=[file])
folder = Path(settings.WILLET_HOME) / "uploads" / upload.pk.hex
folder.mkdir()
(folder / "a.csv").write_text("a,b")
Job.objects.create(kind="imports.check", about=str(upload.pk), asked_by=ann)
Job.objects.create(kind="jobs.forget", state="running", holder="w", attempts=1, open_as="x")
LaneLease.objects.create(name="usual", holder="w", held_until=timezone.now() + timedelta(hours=1))
"""
SHOW = """
from django.apps import apps
from django.core import serializers
for model in apps.get_models(include_auto_created=True):
    if model._meta.app_label not in {"auth", "contenttypes"} and model._meta.label != "jobs.LaneLease":
        rows = model._base_manager.order_by("pk")
        if model._meta.label == "activity.ActivityEntry":
            rows = rows.exclude(kind="backup")
        if model._meta.label != "activity.ChainEnd":
            print(model._meta.db_table, serializers.serialize("json", rows))
from willet.activity.domain.verifying import verify
from willet.people.models import User
assert verify().holds
"""


GOES_ON = """
from willet.jobs.domain.lanes import LaneLease
from willet.jobs.domain.working import work_once
from willet.jobs.models import Job
lanes = list(LaneLease.objects.values_list("name", "holder"))
work_once()
print(lanes, Job.objects.get(kind="jobs.forget", attempts__gte=1, asked_by=None, payload={}).state)
"""


def willet(environment: dict[str, str], *words: str, status: int = 0) -> str:
    """What a command printed; it must end with that status and no trace."""
    command = [sys.executable, "-m", "willet", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    printed = done.stdout + done.stderr
    assert "Traceback" not in printed, printed
    assert done.returncode == status, printed
    return printed


def files_of(lake: Path) -> dict[str, str]:
    """Every file of a lake by its hash, but for the one that its writer holds."""
    return {
        path.relative_to(lake).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(lake.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def fill(rooms: dict[str, str]) -> dict[str, str]:
    """A home with twelve contacts, an account, an upload that waits and its job."""
    run(rooms, FILL)
    home = Path(rooms["WILLET_HOME"])
    calls = home.with_name("calls.csv")
    calls.write_text(csv_of(TABLE), encoding="utf-8")
    import_files(home / "lake", "table", [calls], zone="Europe/Amsterdam")
    return rooms | {"WILLET_BACKUP_PASSPHRASE": SECRET}


@pytest.fixture
def filled(tmp_path: Path) -> dict[str, str]:
    """Such a home, its rooms in SQLite."""
    return fill(home_of(tmp_path / "home"))


def elsewhere(
    environment: dict[str, str], request: pytest.FixtureRequest, name: str
) -> dict[str, str]:
    """The environment of an empty home on another machine, its rooms in the same kind of database."""
    home = Path(environment["WILLET_HOME"]).parent / name / "home"
    address = ""
    if environment["WILLET_DATABASE"]:
        server: Postgres = request.getfixturevalue("postgres")
        address = server.fresh()
    return environment | {
        "WILLET_HOME": str(home),
        "WILLET_DATABASE": address,
        "WILLET_DATABASE_PASSWORD": PASSWORD,
    }


@postgres_as_a_proof
def test_a_home_is_put_back_elsewhere_as_it_was(
    rooms: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    filled = fill(rooms)
    file, there = tmp_path / "a.backup", elsewhere(filled, request, "new")
    was, home = run(filled, SHOW), Path(there["WILLET_HOME"])

    willet(filled, "backup", str(file))
    printed = willet(there, "restore", str(file))

    assert f"{home} is as it was on" in printed
    assert files_of(home / "lake") == files_of(Path(filled["WILLET_HOME"]) / "lake")
    assert run(there, SHOW) == was
    assert [path.read_text() for path in home.glob("uploads/*/a.csv")] == ["a,b"]
    assert (home / "lake.key").read_text() == (home.parents[1] / "home/lake.key").read_text()
    assert run(there, GOES_ON) == "[('usual', '')] done\n"
    assert file.stat().st_mode & 0o77 == 0
    assert b"ann@willet.example" not in file.read_bytes()
    assert not list(home.parent.glob("home.*"))
    # Once more into what is in use now: refused, and set aside where that is said.
    assert "is not empty" in willet(there, "restore", str(file), status=2)
    if not there["WILLET_DATABASE"]:
        assert "What stood there is in" in willet(there, "restore", str(file), "--replace")
        assert len(list(home.parent.glob("home.before-*"))) == 1
    else:
        assert "is in use" in willet(there, "restore", str(file), "--replace", status=2)
        assert not list(home.parent.glob("home.*"))


@pytest.mark.proof
def test_what_is_in_it_is_listed_and_wrong_passphrases_are_said(
    filled: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.backup"
    willet(filled, "backup", str(file))

    shown = willet(filled, "restore", "--list", str(file))
    other = filled | {
        "WILLET_BACKUP_PASSPHRASE": "another long secret",
        "WILLET_HOME": str(tmp_path / "b"),
    }

    assert "with the keys; whole and sound" in shown
    assert [line.split()[0] for line in shown.splitlines()[1:]] == [
        "lake",
        "lake.key",
        "rooms.sqlite3",
        "secret.key",
        "uploads",
    ]
    assert "not the passphrase" in willet(other, "restore", str(file), status=2)
    assert not list(tmp_path.glob("b*"))
    data = file.read_bytes()
    file.write_bytes(data[:-9])
    fine = other | {"WILLET_BACKUP_PASSPHRASE": SECRET}
    assert "damaged or cut short" in willet(fine, "restore", str(file), status=3)
    assert not list(tmp_path.glob("b*"))
    assert "lies within the home" in willet(
        filled, "backup", f"{filled['WILLET_HOME']}/a.backup", status=2
    )
    (tmp_path / "wage.xlsx").write_text("mine")
    assert "is no backup" in willet(filled, "backup", str(tmp_path / "wage.xlsx"), status=2)
    none = {k: v for k, v in filled.items() if k != "WILLET_BACKUP_PASSPHRASE"}
    assert "--without-keys" in willet(none, "backup", str(file), status=2)


@pytest.mark.proof
def test_without_keys_it_is_said_what_will_not_work_until_they_are_brought(
    filled: dict[str, str], tmp_path: Path
) -> None:
    file, home = tmp_path / "a.backup", Path(filled["WILLET_HOME"])
    bare, whole = (filled | {"WILLET_HOME": str(tmp_path / n / "home")} for n in ("bare", "whole"))

    assert "The keys are not in it" in willet(filled, "backup", str(file), "--without-keys")
    without = willet(bare, "restore", str(file))
    willet(whole, "restore", str(file), "--keys", str(home))

    assert "Until lake.key and vault.key stand in it nothing can be imported" in without
    assert home.joinpath("lake.key").read_bytes().strip() not in file.read_bytes()
    assert not (tmp_path / "bare/home/lake.key").exists()
    assert Lake.at(tmp_path / "whole/home/lake").key() == Lake.at(home / "lake").key()
    assert "There is no lake.key in" in willet(
        filled | {"WILLET_HOME": str(tmp_path / "x/home")},
        "restore",
        str(file),
        "--keys",
        str(tmp_path),
        status=2,
    )
    # A copy without its keys is put back over the home that has them: they stay.
    willet(filled, "restore", str(file), "--replace")
    assert Lake.at(home / "lake").key() == Lake.at(tmp_path / "whole/home/lake").key()


def test_without_a_home_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    nowhere = os.environ | {"WILLET_HOME": str(tmp_path / "nowhere")}

    assert "no installation" in willet(nowhere, "backup", str(tmp_path / "a"), status=2)
    assert not (tmp_path / "nowhere").exists()
