"""`willet runs`, `undo` and `person` go the road of the pages, with the same entries in the activity."""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from willet.__main__ import main
from willet.activity.models import ActivityEntry
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.people.models import User

CALLS = """contact_id,arrived_at,wait_s
1,2026-03-02 09:00:00,5
2,2026-03-02 09:01:00,eight
3,2026-03-03 09:01:00,8
"""


@pytest.fixture(autouse=True)
def installation(home: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own that commands find by the environment."""
    monkeypatch.setenv("WILLET_HOME", str(home))
    before = os.umask(0o077)
    yield home
    os.umask(before)


@pytest.fixture
def run_id(home: Path, tmp_path: Path) -> str:
    """One import of three rows, one of them refused."""
    (tmp_path / "calls.csv").write_text(CALLS, encoding="ascii")
    report = import_files(
        home / "lake", "table", [tmp_path / "calls.csv"], zone="UTC", accept_rejects=True
    )
    return str(report.run_id)


Capture = Callable[..., tuple[int, str, str]]


@pytest.fixture
def willet(capsys: pytest.CaptureFixture[str]) -> Capture:
    """One command line carried out: its status, what it printed, what it complained of."""

    def carry_out(*words: str) -> tuple[int, str, str]:
        status = main(words)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return carry_out


def acts() -> list[tuple[str, str, str]]:
    entries = ActivityEntry.objects.filter(kind="run").order_by("number")
    return list(entries.values_list("who_kind", "act", "thing_id"))


def test_runs_say_what_came_and_what_was_refused(willet: Capture, run_id: str) -> None:
    status, printed, _err = willet("runs", "--format", "json")

    (run,) = json.loads(printed)
    assert status == 0
    assert (run["run_id"], run["source"], run["files"]) == (run_id, "table", ["calls.csv"])
    counts = (run["contacts_new"], run["contacts_revised"], run["rejected"])
    assert (counts, run["by"], run["undone"]) == ((2, 0, 1), None, False)


def test_runs_as_a_table(willet: Capture, run_id: str) -> None:
    _status, printed, _err = willet("runs")

    assert run_id in printed
    assert "calls.csv" in printed


def test_runs_of_an_empty_home(willet: Capture) -> None:
    assert willet("runs")[:2] == (0, "No calls were imported yet.\n")


def test_undo_takes_back_and_notes_who_did(willet: Capture, home: Path, run_id: str) -> None:
    status, printed, _err = willet("undo", run_id, "--yes")

    assert status == 0
    assert "2 contacts removed" in printed
    with Lake.at(home / "lake").snapshot().reading() as calls:
        assert calls.execute("SELECT count(*) FROM contacts").fetchone() == (0,)
    assert acts() == [("command", "undone", run_id)]


def test_undone_before_is_said(willet: Capture, run_id: str) -> None:
    willet("undo", run_id, "--yes")

    status, _printed, complaint = willet("undo", run_id, "--yes")

    assert (status, "Traceback" in complaint) == (2, False)
    assert run_id in complaint


def test_run_that_is_none_is_named_with_what_was_meant(willet: Capture, run_id: str) -> None:
    status, _printed, complaint = willet("undo", run_id[:-1], "--yes")

    assert status == 2
    assert f"Did you mean '{run_id}'?" in complaint


def test_undo_asks_somebody(willet: Capture, run_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    status, _printed, complaint = willet("undo", run_id)

    assert (status, "Say --yes." in complaint, acts()) == (2, True, [])


def test_person_is_added_and_handed_a_link(willet: Capture) -> None:
    status, printed, _err = willet(
        "person", "add", "--name", "Eva", "--email", "eva@willet.example", "--role", "analyst"
    )

    (link,) = re.findall(r"http://127\.0\.0\.1:8000(/account/\S+)", printed)
    page = Client(SERVER_NAME="localhost").get(link, follow=True).content.decode()
    assert status == 0
    assert "For Eva, who signs in as eva@willet.example." in page
    assert willet("person", "list")[1] == "eva\teva@willet.example\tanalyst\twaits\tEva\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--email", "no address"), "email: Enter a valid email address."),
        ((), "email: This field cannot be blank."),
        (("--email", "eva@willet.example", "--language", "xx"), "--language 'xx' is none of en,"),
        (("--email", "eva@willet.example", "--role", "emperor"), "invalid choice: 'emperor'"),
    ],
)
def test_person_who_breaks_a_rule_is_refused_in_words(
    willet: Capture, words: tuple[str, ...], complaint: str
) -> None:
    status, _printed, said = willet("person", "add", *words)

    assert (status, complaint in said, User.objects.count()) == (2, True, 0)
