"""Events are written once what they tell of is certain, in the order of commits, and swept. Run on both databases."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from willet.live.domain.publishing import KEPT, LARGEST, publish, sweep
from willet.live.domain.reading import AT_ONCE, events_after, is_kept, newest
from willet.live.hub import HUB
from willet.live.models import LiveEvent

pytestmark = pytest.mark.django_db(transaction=True)


def published() -> list[str]:
    return [event.payload["about"] for event in events_after(0)]


def test_event_waits_for_its_transaction_and_goes_with_it() -> None:
    with transaction.atomic():
        publish("jobs", {"about": "a"}, "")
    with transaction.atomic():
        publish("jobs", {"about": "b"}, "")
        transaction.set_rollback(True)
    publish("jobs", {"about": "c"}, "")

    assert published() == ["a", "c"]


def test_event_of_a_step_taken_back_within_a_transaction_goes_with_the_step() -> None:
    with transaction.atomic():
        publish("jobs", {"about": "a"}, "")
        with suppress(LookupError), transaction.atomic():
            publish("jobs", {"about": "b"}, "")
            raise LookupError
        publish("jobs", {"about": "c"}, "")

    assert published() == ["a", "c"]


def test_in_sqlite_event_and_change_are_one_so_that_no_lock_can_part_them() -> None:
    with transaction.atomic():
        publish("jobs", {"about": "a"}, "")
        written = LiveEvent.objects.exists()

    assert written is (connection.vendor == "sqlite")


def test_streams_of_this_process_hear_of_it_once_it_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(HUB, "stir", lambda: seen.append(published()))

    with transaction.atomic():
        publish("jobs", {"about": "a"}, "")
        assert seen == []

    assert seen == [["a"]]


def test_payload_is_what_it_was_when_it_was_published() -> None:
    payload = {"about": "a"}

    with transaction.atomic():
        publish("jobs", payload, "")
        payload["about"] = "b"

    assert published() == ["a"]


@pytest.mark.parametrize(("length", "fits"), [(LARGEST, True), (LARGEST + 1, False)])
def test_payload_is_small(length: int, fits: bool) -> None:
    payload = {"about": "x" * (length - len('{"about": ""}'))}

    if fits:
        publish("jobs", payload, "")
    else:
        with pytest.raises(ValueError, match="at most 1000"):
            publish("jobs", payload, "")

    assert len(published()) == fits


def test_sweeping_leaves_what_a_browser_may_still_ask_for() -> None:
    for about in ("old", "kept"):
        publish("jobs", {"about": about}, "")
    LiveEvent.objects.filter(pk=newest() - 1).update(
        at=timezone.now() - KEPT - timedelta(seconds=1)
    )
    LiveEvent.objects.filter(pk=newest()).update(at=timezone.now() - KEPT + timedelta(seconds=5))

    assert sweep() == 1
    assert published() == ["kept"]


def test_publishing_sweeps_by_itself() -> None:
    LiveEvent.objects.create(topic="old", at=timezone.now() - 2 * KEPT)
    first = newest()

    for number in range(200):
        publish("jobs", {"about": str(number)}, "")

    assert not is_kept(first)
    assert len(events_after(0)) == 200


def test_reading_ends_where_it_is_told_and_never_takes_everything() -> None:
    numbers = [LiveEvent.objects.create(topic="jobs").pk for _ in range(AT_ONCE + 2)]

    assert [e.pk for e in events_after(numbers[0], up_to=numbers[3])] == numbers[1:4]
    assert len(events_after(0)) == AT_ONCE
    assert (is_kept(numbers[0]), is_kept(numbers[-1] + 1), newest()) == (True, False, numbers[-1])


def test_nothing_is_newest_where_nothing_is() -> None:
    assert newest() == 0
