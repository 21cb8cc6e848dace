"""Who is drawn: callers who talked with somebody, by a number of their own, with the chance kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.levers.surveys.asking import BEGIN, NOW, a_wave, drawn, keys
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.claiming import claim
from willet.levers.surveys.domain.drawing import draw_all, is_drawn, spoken
from willet.levers.surveys.models import Invitation, Wave

# Of the small lake: answered, all of them inbound; abandoned and blocked calls are nobody's talk.
ANSWERED = ["c01", "c02", "c04", "c05", "c06", "c07", "c09", "c10", "c12"]


def contacts(invitations: list[Invitation]) -> list[str]:
    return [invitation.contact_id.removeprefix("table:") for invitation in invitations]


def test_everybody_who_talked_is_drawn_once_with_what_was_known(
    cast: Cast, small_lake: Path
) -> None:
    wave = a_wave(cast.manager, delay_h=24)

    assert contacts(drawn(wave)) == ANSWERED
    assert contacts(drawn(wave)) == ANSWERED

    known = wave.invitations.get(contact_id="table:c04")
    assert (known.queue, known.agent, known.team) == ("support", "Anna W", "North")
    assert (known.customer_key, known.inclusion_p) == (keys()["table:c04"], 1.0)
    assert known.due_at == known.arrived_at + timedelta(hours=24)
    assert wave.invitations.get(contact_id="table:c09").customer_key == ""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"queue": "support"}, ["c04", "c06", "c07", "c10"]),
        ({"queue": "no such queue"}, []),
        # c05 arrived on 9 March at 08:00 UTC, to the second
        ({"started_at": BEGIN.replace(day=9, hour=8)}, ["c05", "c06", "c07", "c09", "c10", "c12"]),
        (
            {"started_at": BEGIN.replace(day=9, hour=8, second=1)},
            ["c06", "c07", "c09", "c10", "c12"],
        ),
        ({"within_days": 5}, ["c07", "c09", "c10", "c12"]),
    ],
)
def test_the_frame_of_a_wave(
    cast: Cast, small_lake: Path, values: dict[str, object], expected: list[str]
) -> None:
    assert contacts(drawn(a_wave(cast.manager, **values))) == expected


def test_a_contact_of_the_future_waits_until_it_came(cast: Cast, small_lake: Path) -> None:
    wave = a_wave(cast.manager)

    assert contacts(drawn(wave, now=BEGIN.replace(day=2, hour=8, minute=5))) == ["c01"]


@pytest.mark.parametrize(
    ("state", "channel", "drawn_for"),
    [("running", "mail", 9), ("running", "sms", 9), ("draft", "mail", 0), ("ended", "mail", 0)],
)
def test_only_a_wave_that_runs_draws(
    cast: Cast, small_lake: Path, state: str, channel: str, drawn_for: int
) -> None:
    a_wave(cast.manager, state=state, channel=channel)

    assert draw_all(NOW) == drawn_for


@given(share=st.decimals("0.0001", "0.9998", places=4), name=st.text(max_size=30))
def test_who_is_drawn_with_a_smaller_share_is_drawn_with_a_larger(share: float, name: str) -> None:
    small, large = Wave(seed="s", share=share), Wave(seed="s", share=1)

    assert is_drawn(large, name)
    assert is_drawn(small, name) is is_drawn(Wave(seed="s", share=share), name)
    assert not is_drawn(small, name) or is_drawn(Wave(seed="s", share="0.9999"), name)


def test_as_many_are_drawn_as_the_share_says_and_other_ones_for_another_seed() -> None:
    names = [f"contact {number}" for number in range(20_000)]
    one = {name for name in names if is_drawn(Wave(seed="one", share="0.25"), name)}
    other = {name for name in names if is_drawn(Wave(seed="other", share="0.25"), name)}

    # Four standard errors of 20,000 draws: 4 * sqrt(.25 * .75 / 20000) = .0122.
    assert len(one) / 20_000 == pytest.approx(0.25, abs=0.0123)
    assert len(one & other) / 20_000 == pytest.approx(0.0625, abs=0.0069)


@pytest.mark.parametrize(
    ("given_language", "expected"),
    [("de", "de"), ("DE-AT", "de"), ("vi_VN", "vi"), ("fr", "nl"), (None, "nl"), ("", "nl")],
)
def test_the_language_to_ask_in(given_language: str | None, expected: str) -> None:
    assert spoken(given_language, Wave(language="nl")) == expected


@pytest.mark.parametrize(
    ("apart", "same"),
    [
        (timedelta(0), True),
        (timedelta(hours=12), True),
        (-timedelta(hours=12), True),
        (timedelta(hours=13), False),
        (timedelta(days=31), False),
        (-timedelta(days=31), False),
    ],
)
def test_a_contact_whose_id_began_again_is_drawn_by_itself(
    cast: Cast, small_lake: Path, apart: timedelta, same: bool
) -> None:
    """The records hold this month's call under the id of last month's: its customer is asked too."""
    wave = a_wave(cast.manager)
    before = next(one for one in drawn(wave) if one.contact_id == "table:c02")
    Invitation.objects.filter(pk=before.pk).update(
        arrived_at=before.arrived_at + apart, state=Invitation.State.SENT, sent_at=NOW
    )

    again = [one for one in drawn(wave) if one.contact_id == "table:c02"]
    assert len(again) == (1 if same else 2)
    for one in again:
        if one.pk != before.pk:
            assert one.arrived_at == before.arrived_at
            assert claim(one, [], now=NOW) == []
            assert one.state == Invitation.State.SENDING
