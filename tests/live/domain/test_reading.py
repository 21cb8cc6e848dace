"""Which events are still there for a browser that comes back. Run on both databases."""

import pytest

from willet.live.domain.reading import events_after, is_kept
from willet.live.models import LiveEvent

pytestmark = pytest.mark.django_db


def _events(*numbers: int) -> None:
    for number in numbers:
        LiveEvent.objects.create(pk=number, topic="jobs", payload={}, audience="")


@pytest.mark.parametrize(
    ("there", "last", "kept"),
    [
        ((1, 2, 3), 1, True),
        ((1, 2, 3), 3, True),
        ((1, 2, 3), 4, False),  # never written: of another home
        ((2, 3), 1, False),  # swept
        ((1, 2, 3), 0, True),  # it came before the first event, and all are there
        ((2, 3), 0, False),  # the first is swept
        ((), 0, False),
        ((), 5, False),
    ],
)  # fmt: skip
def test_all_that_came_after_an_event_is_there_as_long_as_it_is(
    there: tuple[int, ...], last: int, kept: bool
) -> None:
    _events(*there)
    assert is_kept(last) == kept


def test_events_come_in_order_up_to_the_one_asked_for() -> None:
    _events(3, 1, 4, 2)
    assert [e.pk for e in events_after(1)] == [2, 3, 4]
    assert [e.pk for e in events_after(1, up_to=3)] == [2, 3]
    assert events_after(4) == []
