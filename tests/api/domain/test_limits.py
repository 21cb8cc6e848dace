"""Limits: counted by the minute of the clock, each token and address by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from willet.api.domain.limits import PerMinute, wait_s
from willet.api.models import RequestCount

MINUTE = datetime(2026, 3, 29, 1, 59, tzinfo=UTC)
THREE = PerMinute(3)


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MINUTE + timedelta(seconds=seconds))


@pytest.mark.django_db
def test_one_more_than_the_limit_waits_for_the_next_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 45)

    waits = [wait_s("token 1", THREE) for _ in range(5)]
    other = wait_s("token 2", THREE)
    at(monkeypatch, 60)

    assert waits == [0, 0, 0, 16, 16]
    assert other == 0
    assert wait_s("token 1", THREE) == 0


@pytest.mark.django_db
def test_wait_leads_into_the_next_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 59.999)
    for _ in range(3):
        wait_s("token 1", THREE)

    wait = wait_s("token 1", THREE)
    at(monkeypatch, 59.999 + wait)

    assert wait_s("token 1", THREE) == 0


@pytest.mark.django_db
def test_counts_go_after_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 0)
    wait_s("token 1", THREE)
    at(monkeypatch, 3601 + 60)
    wait_s("token 2", THREE)

    assert list(RequestCount.objects.values_list("who", flat=True)) == ["token 2"]
