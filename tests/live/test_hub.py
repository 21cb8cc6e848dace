"""How an event is told: as it happens with the address that it leads to, late without."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from willet.live.hub import FRESH, framed
from willet.live.models import LiveEvent

NEAR = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("age", "payload"),
    [(FRESH - NEAR, {"about": "a", "go": "/a/"}), (FRESH + NEAR, {"about": "a"})],
)
def test_event_that_is_told_late_leads_nowhere(age: timedelta, payload: dict[str, str]) -> None:
    event = LiveEvent(
        pk=7, topic="news", at=timezone.now() - age, payload={"about": "a", "go": "/a/"}
    )

    number, data = framed(event).decode().strip().split("\n")

    assert number == "id: 7"
    assert json.loads(data.removeprefix("data: ")) == {"topic": "news", **payload}
