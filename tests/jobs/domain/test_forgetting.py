"""Jobs long over are forgotten, those of the clock sooner, and none that is not over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.scaffold.cast import Cast
from willet.jobs.domain.forgetting import forget_old_jobs
from willet.jobs.models import Job


@pytest.mark.parametrize(
    ("state", "days", "by_person", "gone"),
    [
        ("done", 1.9, False, False),
        ("done", 2.1, False, True),
        ("failed", 89, False, False),
        ("failed", 91, False, True),
        ("done", 89, True, False),
        ("done", 91, True, True),
        ("cancelled", 91, True, True),
        ("waiting", None, True, False),
        ("running", None, False, False),
    ],
)
def test_what_is_forgotten(
    cast: Cast, state: str, days: float | None, *, by_person: bool, gone: bool
) -> None:
    ended = timezone.now() - timedelta(days=days) if days is not None else None
    asked = timezone.now() - timedelta(days=400)
    Job.objects.create(
        kind="x",
        state=state,
        ended_at=ended,
        asked_at=asked,
        asked_by=cast.manager if by_person else None,
    )

    assert forget_old_jobs() == int(gone)
