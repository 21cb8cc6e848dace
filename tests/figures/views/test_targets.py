"""The centre's targets: pages count by them, a reader may name others, and who chose them is kept."""

from datetime import date
from pathlib import Path

import pytest
from django.http import QueryDict

from tests.scaffold.cast import Cast
from willet.activity.models import ActivityEntry
from willet.core.metrics import parameters
from willet.figures.domain.limits import read_limits
from willet.figures.domain.selection import read_selection
from willet.figures.domain.targets import choose_targets, have_been_chosen, targets

ADDRESS = "/targets/"


@pytest.fixture(autouse=True)
def own_home(home: Path, db: None) -> Path:
    """Targets rest in the home."""
    return home


def limits(address: str) -> dict[str, int]:
    return read_limits(QueryDict(address))[0]


def save(cast: Cast, role: str = "manager", **answers: str) -> str:
    given = {"target_s": "", "short_abandon_s": ""} | answers
    answer = cast.client(role).post(ADDRESS, given, follow=True)
    return answer.content.decode()


def test_without_targets_pages_count_as_willet_does() -> None:
    assert (targets(), limits(""), have_been_chosen()) == ({}, {}, False)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("", {"target_s": 30}),
        ("target_s=60", {"target_s": 60}),
        (
            "target_s=20",
            {"target_s": 20},
        ),  # as Willet counts, which here is another than the centre's
        ("target_s=x", {"target_s": 30}),
        ("short_abandon_s=3", {"target_s": 30, "short_abandon_s": 3}),
    ],
)
def test_pages_count_by_the_target_unless_the_reader_names_another(
    address: str, counted: dict[str, int]
) -> None:
    assert parameters()["target_s"].default == 20
    choose_targets({"target_s": 30})

    assert limits(address) == counted


def test_target_as_willet_counts_changes_nothing() -> None:
    choose_targets({"target_s": 20})

    assert (limits(""), have_been_chosen()) == ({}, True)


def test_link_of_a_page_keeps_what_the_reader_chose() -> None:
    choose_targets({"target_s": 30})

    selection = read_selection(QueryDict("period=all&target_s=20"), newest=date(2026, 3, 9))

    assert limits(selection.address().removeprefix("?")) == {"target_s": 20}


def test_manager_chooses_and_the_page_shows_it(cast: Cast) -> None:
    page = save(cast, target_s="30")

    assert targets() == {"target_s": 30}
    assert 'name="target_s" value="30"' in page
    entry = ActivityEntry.objects.get(kind="targets")
    assert (entry.act, entry.who_name) == ("changed", "Marit")
    assert [(f["name"], f["was"], f["is"]) for f in entry.fields] == [("target_s", None, 30)]


def test_target_is_left_to_willet_again(cast: Cast) -> None:
    save(cast, target_s="30", short_abandon_s="5")

    save(cast, short_abandon_s="5")

    assert targets() == {"short_abandon_s": 5}


def test_saving_the_same_again_is_no_change(cast: Cast) -> None:
    save(cast, target_s="30")
    save(cast, target_s="30")

    assert ActivityEntry.objects.filter(kind="targets").count() == 1


@pytest.mark.parametrize("wrong", ["-1", "86401", "soon", "1.5"])
def test_target_that_is_no_number_of_seconds_is_refused(cast: Cast, wrong: str) -> None:
    page = save(cast, target_s=wrong)

    assert "errorlist" in page or 'aria-invalid="true"' in page
    assert not have_been_chosen()


@pytest.mark.parametrize("role", ["team_lead", "agent", "analyst"])
def test_others_choose_no_targets(cast: Cast, role: str) -> None:
    assert cast.client(role).post(ADDRESS, {"target_s": "30"}).status_code == 403
    assert not have_been_chosen()


def test_file_that_cannot_be_read_decides_nothing(home: Path) -> None:
    choose_targets({"target_s": 30})

    (home / "targets.json").write_text("[", encoding="ascii")

    assert (targets(), limits("")) == ({}, {})


def test_step_ticks_itself_off(cast: Cast) -> None:
    def is_done() -> bool:
        steps = cast.client("administrator").get("/first-steps/").context["steps"]
        return next(bool(step.is_done) for step in steps if step.name == "targets")

    before = is_done()
    save(cast, "administrator")

    assert (before, is_done()) == (False, True)
