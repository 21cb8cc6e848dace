"""How far an intervention is: no stop takes back what came out on its date, and what came out early says so."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.levers.plans.conftest import intervention_of, plan_of
from tests.levers.plans.views.test_pages import STARTS, VERDICT
from tests.scaffold.cast import Cast
from tests.scaffold.page_text import main_text_of
from willet.levers.plans.domain.errors import STOPPED
from willet.levers.plans.domain.registering import register
from willet.levers.plans.domain.words import standing
from willet.levers.plans.models import Intervention, PlanVerdict

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("is_final", "stopped_after", "words", "listed"),
    [
        (False, None, "runs", "Returns: harmful (runs)"),
        (True, None, "judged", "Returns: harmful"),
        (True, 1, "judged", "Returns: harmful"),
        (True, -1, "stopped", "Returns: harmful (stopped)"),
        (False, 1, "stopped", "Returns: harmful (stopped)"),
    ],
)
def test_a_stop_hides_nothing_that_came_out(
    cast: Cast, small_lake: Path, is_final: bool, stopped_after: int | None, words: str, listed: str
) -> None:
    one = intervention_of(plan_of(cast.manager), STARTS, verdict_on=VERDICT)
    registration = register(one, by=cast.manager)
    verdict = PlanVerdict.objects.create(
        intervention=one,
        registration=registration,
        verdict="harmful",
        is_final=is_final,
        words=STOPPED(),
    )
    PlanVerdict.objects.update(at=datetime(2026, 3, 10, 12, tzinfo=UTC))
    verdict.refresh_from_db()
    one.stopped_on = None if stopped_after is None else DAY + timedelta(days=stopped_after)
    one.save()

    page = main_text_of(cast.client("manager").get("/plans/"))

    assert standing(Intervention.objects.get(), verdict) == words
    assert listed in page
    assert ("(" in page.partition("Returns: harmful")[2][:3]) == ("(" in listed)
