"""`willet doctor` says what is wrong with an installation, and changes nothing."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.test import override_settings
from django.utils import timezone

from tests.notices.post import hanging_server, post_office
from tests.scaffold.cast import Cast
from tests.scaffold.shelf import Shelf
from tests.scaffold.vaulted import fill
from willet.__main__ import main
from willet.core.intake import check
from willet.core.sources.contract import KeptPerson
from willet.imports.domain.renewing import renew_lake
from willet.jobs.domain.lanes import living, take_lane
from willet.jobs.domain.works import lanes
from willet.jobs.models import Job, Schedule
from willet.people.models import Role, User
from willet.site.doctor import machine
from willet.site.home import Home

OLD = Path(__file__).parents[2] / "core" / "intake" / "format_1" / "home.tar.xz"
CALLS = "contact_id,arrived_at\n1,2026-03-02 09:00:00\n"
Look = Callable[[], dict[str, list[str]]]


@pytest.fixture
def well(cast: Cast, home: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """An installation with calls and people of which nothing is wrong but that no worker runs."""
    umask = os.umask(0o077)
    shelf.put(home, CALLS, count=1)
    (home / "rooms.sqlite3").touch()  # the tests' own rooms rest in memory
    (home / "secret.key").write_text("x", encoding="ascii")
    check(home / "lake")
    monkeypatch.setenv("WILLET_HOME", str(home))
    monkeypatch.delenv("WILLET_HOSTS", raising=False)
    Home(home).close()
    yield Home(home)
    os.umask(umask)


@pytest.fixture
def look(capsys: pytest.CaptureFixture[str]) -> Callable[[], tuple[int, dict[str, list[str]]]]:
    """The command's status, and for each subject the states of its lines."""

    def examine() -> tuple[int, dict[str, list[str]]]:
        status = main(["doctor", "--format", "json"])
        states: dict[str, list[str]] = {}
        for line in json.loads(capsys.readouterr().out):
            states.setdefault(line["subject"], []).append(line["state"])
            assert line["state"] == "ok" or line["text"]
        return status, states

    return examine


Examine = Callable[[], tuple[int, dict[str, list[str]]]]


def wrong(states: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is not as it should be; the mail server that no test sets is left out."""
    return {
        s: [x for x in v if x != "ok"] for s, v in states.items() if {*v} != {"ok"} and s != "mail"
    }


def test_nothing_is_made_where_nothing_is(
    tmp_path: Path, look: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WILLET_HOME", str(tmp_path / "none"))

    status, states = look()

    assert status == 1
    assert wrong(states) == {"home": ["warning"], "lake": ["warning"], "database": ["warning"]}
    assert not (tmp_path / "none").exists()


def test_installation_without_a_worker_is_warned(well: Home, look: Examine) -> None:
    assert (look()[0], wrong(look()[1])) == (1, {"worker": ["warning"]})


def test_installation_at_work_is_well(
    well: Home, look: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        living() as holder,
        post_office(),
        override_settings(DEFAULT_FROM_EMAIL="Willet <willet@centre.example>", WILLET_HTTPS=False),
    ):
        for lane in lanes():
            take_lane(lane, holder)
        monkeypatch.setenv("WILLET_ADDRESS", "http://calls.example")
        status, states = look()

    assert (status, wrong(states), states["mail"]) == (0, {}, ["ok"])


def test_looking_changes_nothing(well: Home, look: Examine) -> None:
    (well.path / "lake").chmod(0o755)
    before = {path: path.stat().st_mtime_ns for path in well.path.rglob("*")}

    look()

    assert {path: path.stat().st_mtime_ns for path in well.path.rglob("*")} == before
    assert stat.S_IMODE((well.path / "lake").stat().st_mode) == 0o755


def open_folder(well: Home) -> None:
    (well.path / "lake").chmod(0o755)


def open_key(well: Home) -> None:
    (well.path / "lake.key").chmod(0o640)


def lose_key(well: Home) -> None:
    (well.path / "lake.key").unlink()


def lose_secret(well: Home) -> None:
    (well.path / "secret.key").unlink()


def tables(well: Home) -> list[Path]:
    return sorted((well.path / "lake" / "tables").rglob("*.parquet"))


def lose_file(well: Home) -> None:
    tables(well)[0].unlink()


def cut_file(well: Home) -> None:
    path = tables(well)[0]
    path.write_bytes(path.read_bytes()[:-1])


def flip_byte(well: Home) -> None:
    path = tables(well)[0]
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)


def break_head(well: Home) -> None:
    (well.path / "lake" / "HEAD").write_text("seven", encoding="ascii")


def from_tomorrow(well: Home) -> None:
    later = (timezone.now() + timedelta(days=1)).timestamp()
    os.utime(well.path / "lake" / "HEAD", (later, later))


def unchecked(well: Home) -> None:
    (well.path / "lake" / "checked.json").unlink()


def no_administrator(well: Home) -> None:
    User.objects.filter(role=Role.ADMINISTRATOR).update(is_active=False)


def late_schedule(well: Home) -> None:
    due = timezone.now() - timedelta(hours=2)
    Schedule.objects.create(name="x", kind="imports.sweep", rule="hourly", due_at=due)


def failed_job(well: Home) -> None:
    Job.objects.create(kind="x", state=Job.State.FAILED, ended_at=timezone.now())


def waiting_job(well: Home) -> None:
    Job.objects.create(kind="x", not_before=timezone.now() - timedelta(hours=2))


@pytest.mark.parametrize(
    ("harm", "found", "status"),
    [
        (open_folder, {"home": ["warning"]}, 1),
        (open_key, {"home": ["warning"], "keys": ["fault"]}, 3),
        (lose_key, {"keys": ["fault"]}, 3),
        (lose_secret, {"keys": ["fault"]}, 3),
        (lose_file, {"lake": ["fault"]}, 3),
        (cut_file, {"lake": ["fault"]}, 3),
        (flip_byte, {"lake": ["fault"]}, 3),
        (break_head, {"lake": ["fault"]}, 3),
        (from_tomorrow, {"clock": ["fault"]}, 3),
        (unchecked, {"lake": ["warning"]}, 1),
        (no_administrator, {"people": ["warning"]}, 1),
        (late_schedule, {"schedules": ["warning"]}, 1),
        (failed_job, {"jobs": ["warning"]}, 1),
        (waiting_job, {"jobs": ["warning"]}, 1),
    ],
)
def test_harm_is_found_and_nothing_else(
    well: Home,
    look: Examine,
    harm: Callable[[Home], None],
    found: dict[str, list[str]],
    status: int,
) -> None:
    harm(well)

    result, states = look()

    assert (result, wrong(states)) == (status, found | {"worker": ["warning"]})


def another_vault_key(well: Home) -> None:
    (well.path / "vault.key").write_text(Fernet.generate_key().decode(), encoding="ascii")


def no_vault_key(well: Home) -> None:
    (well.path / "vault.key").unlink()


def garbled_vault_key(well: Home) -> None:
    (well.path / "vault.key").write_text("not a key", encoding="ascii")


@pytest.mark.parametrize("harm", [another_vault_key, no_vault_key, garbled_vault_key])
def test_vault_that_does_not_open_is_a_fault(
    well: Home, look: Examine, harm: Callable[[Home], None]
) -> None:
    day = date(2026, 3, 2)
    with override_settings(WILLET_HOME=well.path):
        fill([KeptPerson(7, "+31612345678", "", "contract", day, day)])
        before = look()[1]["vault"]
        harm(well)

        status, states = look()

    assert (before, states["vault"], status) == (["ok"], ["fault"], 3)


def test_mail_server_is_greeted_where_that_is_asked_and_given_no_mail(
    well: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """server               | asked     | line
    answers              | no        | none
    answers              | --mail    | OK
    is silent, then gone | --mail    | FAULT, and what to look at
    none is set          | --mail    | WARNING
    """
    with post_office() as post:
        quiet, answering = _mail_server(capsys), _mail_server(capsys, "--mail")
    with hanging_server():
        silent = _mail_server(capsys, "--mail")
    unset = _mail_server(capsys, "--mail")

    assert (quiet, post.taken) == ([], [])
    assert answering == [("ok", "")]
    assert silent == [("fault", "Look at WILLET_SMTP_HOST, WILLET_SMTP_PORT and WILLET_SMTP_TLS.")]
    assert unset == [("warning", "Set WILLET_SMTP_HOST and WILLET_MAIL_FROM.")]


def test_mail_server_that_does_not_let_us_in_names_the_settings_of_name_and_password(
    well: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        post_office(lets_in=lambda name, password: (name, password) == (b"us", b"right")),
        override_settings(EMAIL_HOST_USER="us", EMAIL_HOST_PASSWORD="right"),
    ):
        right = _mail_server(capsys, "--mail")
        with override_settings(EMAIL_HOST_PASSWORD="wrong"):
            wrong_one = _mail_server(capsys, "--mail")

    assert right == [("ok", "")]
    assert wrong_one == [("fault", "Look at WILLET_SMTP_USER and WILLET_SMTP_PASSWORD.")]


def _mail_server(capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str]]:
    main(["doctor", "--format", "json", *words])
    lines = json.loads(capsys.readouterr().out)
    return [(one["state"], one["next_step"]) for one in lines if one["subject"] == "mail server"]


@pytest.mark.parametrize(
    ("free", "state"),
    [(99 * 2**20, "fault"), (100 * 2**20, "warning"), (2**30 - 1, "warning"), (2**30, "ok")],
)
def test_room_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr("willet.site.doctor.machine.shutil.disk_usage", lambda path: usage)

    assert [one.state for one in machine.disk(Home(tmp_path))] == [state]


@pytest.mark.journey("history")
def test_lake_of_an_earlier_format_is_named_until_a_start_brought_it_up(
    tmp_path: Path, look: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tarfile.open(OLD) as packed:
        packed.extractall(tmp_path, filter="data")
    monkeypatch.setenv("WILLET_HOME", str(tmp_path / "home"))
    before = look()[1]["lake"]

    with override_settings(WILLET_HOME=tmp_path / "home"):
        renew_lake()

    # Its files were never read whole, before and after.
    assert (before, look()[1]["lake"]) == (["ok", "warning", "warning"], ["ok", "warning"])


def test_every_line_that_is_not_well_says_what_to_do(
    well: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    lose_key(well)

    main(["doctor"])

    lines = capsys.readouterr().out.splitlines()
    after = [lines[i + 1] for i, line in enumerate(lines) if not line.startswith(("OK ", " "))]
    assert len(after) >= 2
    assert all(line.lstrip().startswith("->") for line in after)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda home: (home / "lake.key").write_text("garbage"), "Could not read"),
        (lambda home: (home / "lake.key").write_text("ab" * 32), "is not the key of"),
        (lambda home: (home / "lake" / "HEAD").write_text("{"), "HEAD is damaged"),
        (lambda home: shutil.rmtree(home / "lake" / "manifests"), "is missing"),
    ],
    ids=["no key", "another key", "head", "manifests"],
)
def test_a_lake_that_does_not_open_is_a_fault_in_a_process_of_its_own(
    well: Home, harm: Callable[[Path], object], says: str
) -> None:
    harm(well.path)

    ran = subprocess.run(
        [sys.executable, "-m", "willet", "doctor"],
        env=os.environ | {"WILLET_HOME": str(well.path), "WILLET_DATABASE": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    faults = [line for line in ran.stdout.splitlines() if line.startswith("FAULT")]
    assert any(says in line for line in faults)
    assert (ran.returncode, "Traceback" in ran.stderr) == (3, False)


def test_a_home_that_is_a_file_is_called_one(tmp_path: Path) -> None:
    file = tmp_path / "home"
    file.touch()

    (finding,) = machine.home_folder(Home(file))

    assert (finding.state, finding.text) == ("fault", f"{file} is a file")
