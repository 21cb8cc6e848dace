"""The wave of the demo: answers tied to the truth, nobody asked too often, and each no taken up."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.scaffold.cast import Cast
from willet.levers.surveys.invented import RESTS, invent
from willet.levers.surveys.models import Invitation, Reopening, Reply, Wave
from willet.notices.models import Notice
from willet.ui.invented import InventedCall, InventedCentre

ENDS = datetime(2026, 3, 29, tzinfo=UTC)
CALLS = 3000


def a_call(number: int) -> InventedCall:
    """Every third customer calls twice, and every fourth is not helped."""
    arrived = ENDS - timedelta(days=27) + timedelta(minutes=12 * number)
    key = str(1 + number % 2000) if number % 50 else ""
    told = ("sales", "Anna W", "North", "order", "en", "")
    return InventedCall(
        f"simulated:{number}", key, arrived, *told, number % 4 > 0, 2 + number % 4, 1
    )


@pytest.mark.journey("world")
def test_wave_is_answered_more_often_by_who_was_helped(cast: Cast) -> None:
    calls = {call.contact_id: call for call in map(a_call, range(CALLS))}

    invent(InventedCentre(list(calls.values()), ENDS, {"manager": cast.manager}))

    asked = list(Invitation.objects.exclude(delivered_at=None))
    shares = {
        solved: sum(i.completed_at is not None for i in of) / len(of)
        for solved, of in (
            (s, [i for i in asked if calls[i.contact_id].solved is s]) for s in (True, False)
        )
    }
    assert 0.35 < shares[True] < 0.5
    assert 0.15 < shares[False] < 0.3
    marks = Reply.objects.filter(instrument__code="resolved").values_list(
        "invitation__contact_id", "score"
    )
    assert all(score == calls[contact].solved for contact, score in marks)
    assert Reopening.objects.count() == sum(score == 0 for _contact, score in marks)
    still_open = Reopening.objects.filter(closed_at=None)
    assert 0 < Notice.objects.count() <= still_open.count()


def test_wave_asks_nobody_twice_within_the_rest(cast: Cast) -> None:
    invent(InventedCentre([*map(a_call, range(CALLS))], ENDS, {"manager": cast.manager}))

    assert Wave.objects.get().name == "CSAT 2026-03"
    held = set(Invitation.objects.values_list("held_for", flat=True))
    keys = list(Invitation.objects.exclude(sent_at=None).values_list("customer_key", flat=True))
    assert held == {"", "no_address", "quarantined"}
    assert len(keys) == len(set(keys)), RESTS
