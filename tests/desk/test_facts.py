"""What the desk says of a call reaches the lake: it waits for the call, joins it, is reworded and taken back."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import willet
from tests.desk.conftest import Phones, Say, phones_of
from tests.scaffold.cast import Cast
from tests.scaffold.desk import DeskCall, import_calls, joins_of, rows_of
from willet.core.intake import land_rows
from willet.desk.domain.promising import keep_by_hand
from willet.desk.facts import outcomes_since, promises_since
from willet.desk.models import Callback, Leg

CAME = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
CALL = DeskCall(CAME, agent="Anna W")
OTHER = DeskCall(CAME + timedelta(minutes=10), agent="Anna W", number="0302222222", serial=2)
DUE = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)
OUTCOMES = "SELECT kind, resolved, cause, stated_by, contact_id FROM outcomes ORDER BY contact_id"
KEPT = "SELECT due_at, kept_at, is_over, agent, queue FROM promises"


def land(home: Path) -> None:
    land_rows(home / "lake", [*outcomes_since(None), *promises_since(None)], marks={})


def connected(phones: Phones, call: DeskCall = CALL, **more: object) -> Leg:
    at = (call.came + timedelta(seconds=5)).isoformat()
    return phones.tell(**{"call_id": call.call_id, "at": at, **more})


@pytest.fixture(scope="module")
def made_lake_of_other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    import_calls(folder / "lake", folder, OTHER)
    return folder / "lake"


@pytest.fixture
def lake(made_lake_of_other: Path, home: Path) -> Path:
    """A lake that knows of another call."""
    shutil.copytree(made_lake_of_other, home / "lake")
    shutil.copy(made_lake_of_other.with_name("lake.key"), home / "lake.key")
    return home


@pytest.mark.journey("history")
def test_words_wait_for_their_call_and_join_it(
    phones: Phones, say: Say, lake: Path, tmp_path: Path
) -> None:
    leg = connected(phones)
    say(leg, "no", cause="authority")
    land(lake)
    assert joins_of(lake / "lake") == {str(leg.call_id): ("waiting", None)}

    import_calls(lake / "lake", tmp_path, CALL)

    assert joins_of(lake / "lake") == {str(leg.call_id): ("joined", CALL.contact_id)}
    assert rows_of(lake / "lake", OUTCOMES) == [
        ("disposition", False, "authority", "Anna W", CALL.contact_id)
    ]


@pytest.mark.journey("history")
def test_another_phone_systems_id_joins_nothing(cast: Cast, say: Say, lake: Path) -> None:
    other = phones_of(cast, source="freeswitch")
    say(connected(other, OTHER), "yes")

    land(lake)

    assert rows_of(lake / "lake", OUTCOMES) == []


@pytest.mark.journey("history")
def test_change_replaces_and_not_given_takes_back(phones: Phones, say: Say, lake: Path) -> None:
    leg = connected(phones, OTHER)
    say(leg, "yes")
    land(lake)
    assert [row[1] for row in rows_of(lake / "lake", OUTCOMES)] == [True]
    say(leg, "no")
    land(lake)
    assert [row[1] for row in rows_of(lake / "lake", OUTCOMES)] == [False]

    say(leg, "not_given")
    land(lake)

    assert rows_of(lake / "lake", OUTCOMES) == []


@pytest.mark.journey("history")
def test_last_leg_takes_back_what_the_first_said(phones: Phones, say: Say, lake: Path) -> None:
    say(connected(phones, OTHER), "yes")
    land(lake)

    last = connected(
        phones, OTHER, agent="Otto K", at=(OTHER.came + timedelta(seconds=40)).isoformat()
    )
    land(lake)
    assert rows_of(lake / "lake", OUTCOMES) == []
    say(last, "no")
    land(lake)

    assert [row[1] for row in rows_of(lake / "lake", OUTCOMES)] == [False]


@pytest.mark.journey("history")
def test_follow_up_is_no_verdict_and_its_promise_a_row(
    phones: Phones, say: Say, lake: Path, cast: Cast
) -> None:
    say(connected(phones, OTHER), "follow_up", call_back=DUE)
    land(lake)
    due = DUE.replace(tzinfo=None)
    assert [row[1] for row in rows_of(lake / "lake", OUTCOMES)] == [None]
    assert rows_of(lake / "lake", KEPT) == [(due, None, False, "Anna W", "sales")]

    keep_by_hand(Callback.objects.get(), by=cast.agent)
    land(lake)

    ((_due, kept_at, is_over, _agent, _queue),) = rows_of(lake / "lake", KEPT)
    assert kept_at is not None
    assert is_over


@pytest.mark.journey("history")
def test_withdrawn_promise_leaves_no_row(phones: Phones, say: Say, lake: Path) -> None:
    leg = connected(phones, OTHER)
    say(leg, "follow_up", call_back=DUE)
    land(lake)

    say(leg, "yes")
    land(lake)

    assert rows_of(lake / "lake", KEPT) == []


def test_rows_since_a_moment_are_those_written_since(phones: Phones, say: Say) -> None:
    say(connected(phones), "yes")
    between = datetime.now(UTC)
    leg = connected(phones, OTHER)
    say(leg, "no")

    assert [row.id for row in outcomes_since(between)] == [str(leg.call_id)]
    assert len(list(outcomes_since(None))) == 2


def test_call_of_which_nobody_spoke_is_no_row(phones: Phones) -> None:
    connected(phones)

    assert list(outcomes_since(None)) == []


def given_rate(lake: Path) -> tuple[float | None, float]:
    (answer,) = willet.open(lake).ask("disposition_given_rate").rows
    return answer.value, answer.n


def test_rate_of_what_is_given_is_not_known_until_anybody_can_give_it(
    phones: Phones, say: Say, lake: Path
) -> None:
    rates = [given_rate(lake / "lake")]

    say(connected(phones, OTHER), "yes")
    land(lake)
    rates.append(given_rate(lake / "lake"))

    assert rates == [(None, 0), (1.0, 1)]
