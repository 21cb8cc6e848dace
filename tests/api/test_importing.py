"""Files by the API: handed in, read without writing, and imported once somebody said yes."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.api.callers import Program, program_of
from tests.scaffold.cast import Cast
from tests.scaffold.small_lake import TABLE, csv_of
from willet.activity.models import ActivityEntry
from willet.imports.models import Upload
from willet.jobs.domain.working import work_once

FORM = {"source": "table", "zone": "Europe/Amsterdam"}


def hand_in(program: Program, text: str, **form: str) -> Any:
    file = io.BytesIO(text.encode())
    file.name = "../../calls.csv"
    return Client(SERVER_NAME="localhost").post(
        "/api/v1/imports",
        {**FORM, **form, "uploads": file},
        headers={"authorization": f"Bearer {program.token}"},
    )


@pytest.mark.journey("history")
def test_files_come_in_by_three_steps(cast: Cast, home: Path) -> None:
    program = program_of(cast.analyst)

    handed = hand_in(program, csv_of(TABLE))
    upload = f"imports/uploads/{handed.json()['id']}"
    waiting = program.get(upload).json()
    early = program.post(f"{upload}/start")
    work_once()
    ready = program.get(upload).json()
    assert not (home / "lake" / "HEAD").exists()
    started = program.post(f"{upload}/start")
    work_once()
    done = program.get(upload).json()
    job = program.get(f"jobs/{done['job']['id']}").json()
    run = program.get(f"imports/{done['run_id']}").json()

    assert (handed.status_code, started.status_code, early.status_code) == (202, 202, 400)
    assert [state["state"] for state in (waiting, ready, started.json(), done)] == [
        "reading",
        "ready",
        "importing",
        "done",
    ]
    assert (ready["report"]["rows_read"], len(ready["preview"]["rows"])) == (12, 12)
    assert (job["state"], job["is_over"]) == ("done", True)
    assert (run["files"], run["counts"]["contacts_new"]) == (["calls.csv"], 12)
    assert "said" not in run["report"]
    assert program.get("ask?metrics=received").json()["rows"][0]["value"] == 12


def test_who_handed_files_in_is_kept(cast: Cast, home: Path) -> None:
    hand_in(program_of(cast.analyst), csv_of(TABLE))

    entry = ActivityEntry.objects.get(act="handed_in")
    assert (entry.who_name, entry.who_role) == ("Linh", "analyst")


@pytest.mark.journey("history")
def test_import_started_twice_comes_in_once(cast: Cast, home: Path) -> None:
    program = program_of(cast.manager)
    upload = f"imports/uploads/{hand_in(program, csv_of(TABLE)).json()['id']}"
    work_once()

    for _ in range(2):
        program.post(f"{upload}/start")
    work_once()
    after = program.post(f"{upload}/start")

    assert (after.status_code, after.json()["state"]) == (202, "done")
    assert len(program.get("imports").json()["items"]) == 1


def test_files_of_which_much_is_refused_want_a_yes(cast: Cast, home: Path) -> None:
    program = program_of(cast.manager)
    lines = csv_of(TABLE).splitlines()
    bad = [line.replace("2026-03", "2026-13") for line in lines[1:]]
    upload = f"imports/uploads/{hand_in(program, chr(10).join(lines + bad)).json()['id']}"
    work_once()

    state = program.get(upload).json()["state"]
    refused = program.post(f"{upload}/start")
    taken = program.post(f"{upload}/start", {"accept_rejects": True})

    assert (state, refused.status_code, taken.status_code) == ("needs_yes", 400, 202)


def test_files_are_taken_away_again(cast: Cast, home: Path) -> None:
    program = program_of(cast.manager)
    upload = f"imports/uploads/{hand_in(program, csv_of(TABLE)).json()['id']}"

    gone = program.get(upload, "DELETE")

    assert (gone.status_code, gone.content) == (204, b"")
    assert program.get(upload).status_code == 404
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"region": "Q1"}, "region"),
        ({"source": "nonsense"}, "source"),
        ({"pbx": "NO!"}, "pbx"),
    ],
)
def test_form_that_is_wrong_names_its_field(
    cast: Cast, home: Path, form: dict[str, str], field: str
) -> None:
    answer = hand_in(program_of(cast.manager), csv_of(TABLE), **form)

    assert answer.status_code == 422
    assert [part["field"] for part in answer.json()["errors"]] == [field]


def test_files_that_are_too_large_are_refused(
    cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "WILLET_UPLOAD_LIMIT", 50)

    answer = hand_in(program_of(cast.manager), csv_of(TABLE))

    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")
    assert not Upload.objects.exists()


def test_job_of_somebody_else_is_not_there(cast: Cast, home: Path) -> None:
    program = program_of(cast.analyst)
    job = hand_in(program, csv_of(TABLE)).json()["job"]["id"]

    met = {
        person.role: program_of(person).get(f"jobs/{job}").status_code
        for person in (cast.analyst, cast.manager, cast.agent, cast.administrator)
    }

    assert met == {"analyst": 200, "manager": 404, "agent": 404, "administrator": 200}


@pytest.mark.journey("history")
def test_same_moment_of_two_imports_hides_neither(cast: Cast, small_lake: Path) -> None:
    program = program_of(cast.manager)
    hand = hand_in(program, csv_of(TABLE).replace("c0", "d0").replace("c1", "d1"))
    work_once()
    program.post(f"imports/uploads/{hand.json()['id']}/start")
    work_once()

    whole = [run["run_id"] for run in program.get("imports").json()["items"]]
    first = program.get("imports?limit=1").json()
    second = program.get(f"imports?limit=1&cursor={first['next']}").json()

    assert [page["items"][0]["run_id"] for page in (first, second)] == whole
    assert (len(whole), second["next"]) == (2, None)
