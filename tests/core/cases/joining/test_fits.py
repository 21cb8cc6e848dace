"""Which contact a row of a room speaks of: by call and time, by contact, by case; and when two fit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.core.cases.joining.conftest import NOON, Contact, Joined
from willet.core.sources.rooms import About

HOUR, SECOND, DAY = timedelta(hours=1), timedelta(seconds=1), timedelta(days=1)
WAITS: Joined = ("waiting", None, None)
Put = Callable[..., None]
Look = Callable[..., Joined]


def call(call_id: str = "7.1", at: datetime = NOON, **more: Any) -> About:
    """A call of Asterisk, by the ids frozen when it was connected."""
    return About(**{"source": "asterisk", "call_id": call_id, "at": at, **more})


def test_call_joins_the_contact_that_has_its_id(contact: Contact, joined: Look) -> None:
    contact("asterisk:7.1")
    contact("asterisk:7.2")

    assert joined(call()) == ("joined", "asterisk:7.1", None)


def test_call_of_which_nobody_told_waits(contact: Contact, joined: Look) -> None:
    contact("asterisk:7.2")
    contact("freeswitch:7.1")

    assert joined(call()) == WAITS


@pytest.mark.parametrize(
    ("came", "state"),
    [
        (NOON - 12 * HOUR - SECOND, "waiting"),
        (NOON - 12 * HOUR, "joined"),
        (NOON, "joined"),
        (NOON + HOUR, "joined"),
        (NOON + HOUR + SECOND, "waiting"),
        (NOON - 30 * DAY, "waiting"),
        (None, "waiting"),
    ],
)
def test_call_fits_when_its_contact_came_about_then(
    came: datetime | None, state: str, contact: Contact, joined: Look
) -> None:
    contact("asterisk:7.1", came)

    assert joined(call())[0] == state


def test_id_used_again_another_day_is_told_apart_by_the_time(
    contact: Contact, known_as: Put, joined: Look
) -> None:
    contact("asterisk:7.1", NOON)
    contact("asterisk:7.1@99", NOON + DAY)
    known_as("asterisk", "7.1", "asterisk:7.1", NOON)
    known_as("asterisk", "7.1", "asterisk:7.1@99", NOON + DAY)

    assert joined(call(at=NOON + DAY)) == ("joined", "asterisk:7.1@99", None)


def test_two_contacts_that_fit_are_named_and_none_is_joined(
    contact: Contact, known_as: Put, joined: Look
) -> None:
    contact("asterisk:7.1", NOON)
    contact("asterisk:7.1@99", NOON - 2 * HOUR)
    known_as("asterisk", "7.1", "asterisk:7.1", NOON)
    known_as("asterisk", "7.1", "asterisk:7.1@99", NOON - 2 * HOUR)

    assert joined(call()) == ("ambiguous", None, ["asterisk:7.1", "asterisk:7.1@99"])


def test_leg_tells_two_calls_of_one_id_apart(contact: Contact, known_as: Put, joined: Look) -> None:
    contact("asterisk:7.1", NOON)
    contact("asterisk:7.1@99", NOON - 2 * HOUR)
    known_as("asterisk", "7.1", "asterisk:7.1", NOON)
    known_as("asterisk", "7.1", "asterisk:7.1@99", NOON - 2 * HOUR)
    known_as("asterisk", "7.1", "asterisk:7.1@99", NOON - 2 * HOUR, leg="7.4")

    assert joined(call(leg="7.4")) == ("joined", "asterisk:7.1@99", None)
    assert joined(call(leg="7.5"))[0] == "ambiguous"


TWO_PBXS = ("asterisk@north", "asterisk@south")


@pytest.mark.parametrize(
    ("source", "pbx", "expected"),
    [
        ("asterisk", None, ("ambiguous", None, [f"{pbx}:7.1" for pbx in TWO_PBXS])),
        ("asterisk", "north", ("joined", "asterisk@north:7.1", None)),
        ("asterisk@south", None, ("joined", "asterisk@south:7.1", None)),
        ("asterisk@south", "south", ("joined", "asterisk@south:7.1", None)),
        ("asterisk", "west", WAITS),
        ("asterisk@west", None, WAITS),
    ],
)
def test_phone_system_tells_two_calls_of_one_id_apart(
    source: str, pbx: str | None, expected: Joined, contact: Contact, known_as: Put, joined: Look
) -> None:
    for name in TWO_PBXS:
        contact(f"{name}:7.1")
        known_as(name, "7.1", f"{name}:7.1", pbx=name.partition("@")[2])

    assert joined(call(source=source, pbx=pbx)) == expected


def test_phone_systems_are_told_apart_without_a_table_of_ids(
    contact: Contact, joined: Look
) -> None:
    for name in TWO_PBXS:
        contact(f"{name}:7.1")

    assert joined(call(pbx="north")) == ("joined", "asterisk@north:7.1", None)


def test_second_id_of_a_contact_is_followed(contact: Contact, known_as: Put, joined: Look) -> None:
    contact("asterisk:7.1")
    known_as("asterisk", "7.1", "asterisk:7.1")
    known_as("asterisk", "7.9", "asterisk:7.1")

    assert joined(call("7.9")) == ("joined", "asterisk:7.1", None)
    assert joined(About(contact_id="asterisk:7.9")) == ("joined", "asterisk:7.1", None)
    assert joined(About(contact_id="asterisk:7.1")) == ("joined", "asterisk:7.1", None)


def test_leg_is_no_second_id_of_a_contact(contact: Contact, known_as: Put, joined: Look) -> None:
    contact("asterisk:7.1")
    known_as("asterisk", "7.9", "asterisk:7.1", leg="7.9")

    assert joined(About(contact_id="asterisk:7.9")) == WAITS


def test_second_id_of_two_contacts_is_ambiguous(
    contact: Contact, known_as: Put, joined: Look
) -> None:
    for other in ("7.1", "7.2"):
        contact(f"asterisk:{other}")
        known_as("asterisk", "7.9", f"asterisk:{other}")

    assert joined(About(contact_id="asterisk:7.9")) == (
        "ambiguous",
        None,
        ["asterisk:7.1", "asterisk:7.2"],
    )


@pytest.mark.parametrize("came", [NOON, NOON - 400 * DAY, NOON + 400 * DAY, None])
def test_contact_is_joined_whenever_it_came(
    came: datetime | None, contact: Contact, joined: Look
) -> None:
    contact("tickets:5", came)

    assert joined(About(contact_id="tickets:5")) == ("joined", "tickets:5", None)


def test_contact_near_in_time_goes_before_one_far_away(
    contact: Contact, known_as: Put, joined: Look
) -> None:
    contact("asterisk:7.1", NOON - DAY)
    contact("asterisk:8.1", NOON - 400 * DAY)
    known_as("asterisk", "7.9", "asterisk:7.1", NOON - DAY)
    known_as("asterisk", "7.9", "asterisk:8.1", NOON - 400 * DAY)

    assert joined(About(contact_id="asterisk:7.9")) == ("joined", "asterisk:7.1", None)
    assert joined(About(contact_id="asterisk:7.9", at=NOON - 399 * DAY)) == (
        "joined",
        "asterisk:8.1",
        None,
    )


def test_case_is_joined_by_its_id_and_waits_without_a_contact(
    contact: Contact, joined: Look
) -> None:
    assert joined(About(case_ref="tickets:9")) == WAITS

    contact("asterisk:7.1", NOON - 400 * DAY, case_ref="tickets:9")
    contact("asterisk:7.2", NOON, case_ref="tickets:8")

    assert joined(About(case_ref="tickets:9")) == ("joined", None, None)
