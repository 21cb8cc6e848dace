"""Where figures of individuals are shown to nobody, what was noticed of one agent is not either; days are bounded."""

from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.levers.goals.conftest import TODAY, SetGoal
from tests.scaffold.cast import Cast
from tests.scaffold.page_text import main_text_of
from willet.core.records import RequestError
from willet.figures.domain.asking import Reading
from willet.levers.goals.domain.watching import set_alert
from willet.levers.goals.models import Alert, AlertSignal, Goal


@pytest.mark.parametrize("role", ["manager", "team_lead", "analyst"])
def test_signals_of_one_agent_are_shown_to_nobody(
    cast: Cast, put: SetGoal, reading: Reading, role: str
) -> None:
    alert = Alert(metric="service_level", filters={"agent": "Cy"})
    set_alert(alert, by=cast.manager, reading=reading, now=timezone.now())
    AlertSignal.objects.create(alert=alert, side="below", first=TODAY - timedelta(days=3))
    goal = put(filters={"agent": "Cy"})
    Goal.objects.filter(pk=goal.pk).update(cannot_since=TODAY)
    client = cast.client(role)

    with override_settings(WILLET_NO_INDIVIDUALS=True):
        pages = ("/alerts/", "/goals/", "/inbox/")
        texts = [main_text_of(client.get(address)) for address in pages]
        opened = [client.get(f"/alerts/{alert.pk}/"), client.get(f"/goals/{goal.pk}/")]

    assert [("Cy" in text, "below its usual range" in text) for text in texts] == [(False,) * 2] * 3
    assert {answer.status_code for answer in opened} == {403}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(1, 1, 1), TODAY),
        (TODAY, date(9999, 12, 31)),
        (date(9999, 12, 30), date(9999, 12, 31)),
        (TODAY, TODAY + timedelta(days=732)),
        (TODAY - timedelta(days=732), TODAY),
    ],
)
def test_a_goal_of_more_than_two_years_is_refused(put: SetGoal, first: date, last: date) -> None:
    with pytest.raises(RequestError, match="two years"):
        put(first=first, last=last)

    assert not Goal.objects.exists()


def test_a_goal_of_two_years_is_set(put: SetGoal) -> None:
    goal = put(first=TODAY - timedelta(days=300), last=TODAY + timedelta(days=431))

    assert Goal.objects.get() == goal
