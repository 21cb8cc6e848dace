"""The first steps tick themselves off, can be left out and taken up again."""

from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from willet.core.intake import import_files, undo
from willet.people.models import Role, User

CALLS = "contact_id,arrived_at\n1,2026-03-02 09:00:00\n"


def states(cast: Cast) -> dict[str, str]:
    """Step -> `done`, `skipped` or `open`, as the page shows it."""
    answer = cast.client("administrator").get("/first-steps/")
    return {
        step.name: "done" if step.is_done else "skipped" if step.is_skipped else "open"
        for step in answer.context["steps"]
    }


def alone(cast: Cast) -> None:
    User.objects.exclude(role=Role.ADMINISTRATOR).delete()


def skip(cast: Cast, name: str, *, skipped: bool = True) -> int:
    data = {"skip": "1" if skipped else "0"}
    return cast.client("administrator").post(f"/first-steps/{name}/skip/", data).status_code


def test_steps_of_an_empty_installation_are_open(cast: Cast, home: Path) -> None:
    alone(cast)

    opened = states(cast)

    assert (opened["import"], opened["invite"]) == ("open", "open")


def test_inviting_is_done_once_there_is_somebody_else(cast: Cast, home: Path) -> None:
    assert states(cast)["invite"] == "done"


@pytest.mark.journey("history")
def test_bringing_calls_in_is_done_while_an_import_is_in(
    cast: Cast, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "calls.csv").write_text(CALLS, encoding="ascii")
    report = import_files(home / "lake", "table", [tmp_path / "calls.csv"], zone="UTC")
    assert states(cast)["import"] == "done"

    undo(home / "lake", str(report.run_id))

    assert states(cast)["import"] == "open"


def test_step_is_left_out_and_taken_up_again(cast: Cast, home: Path) -> None:
    alone(cast)

    assert (skip(cast, "invite"), states(cast)["invite"]) == (302, "skipped")
    assert (skip(cast, "invite"), states(cast)["invite"]) == (302, "skipped")
    assert (skip(cast, "invite", skipped=False), states(cast)["invite"]) == (302, "open")


def test_step_done_after_it_was_left_out_is_done(cast: Cast, home: Path) -> None:
    skip(cast, "invite")

    assert states(cast)["invite"] == "done"


def test_page_says_when_nothing_is_left(cast: Cast, home: Path) -> None:
    for name in states(cast):
        skip(cast, name)

    page = cast.client("administrator").get("/first-steps/").content.decode()

    assert "All steps are done or skipped." in page


@pytest.mark.parametrize("name", ["emperor", "Import"])
def test_step_that_nobody_offers_is_not_there(cast: Cast, name: str) -> None:
    assert skip(cast, name) == 404
