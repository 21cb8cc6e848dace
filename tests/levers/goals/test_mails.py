"""Goals in reports by mail: on the figures, and as a table of what the reader is to reach."""

from django.utils import timezone

from tests.levers.goals.conftest import SetGoal
from tests.reports.conftest import report_for
from tests.scaffold.cast import Cast
from willet.people.models import User
from willet.reports.domain.content import content_of
from willet.reports.domain.files import html_of


def html_for(reader: User) -> str:
    content = content_of(report_for(reader), reader, timezone.now())
    assert content is not None
    return html_of(content)


def test_a_report_says_what_its_figures_are_to_reach(put: SetGoal, cast: Cast) -> None:
    goal = put("0.75")
    south = put("0.75", filters={"team": "South"})

    to_manager, to_lead = html_for(cast.manager), html_for(cast.team_lead)

    assert "Goal: at least 75.0%" in to_manager
    assert "What is to be reached" in to_manager
    assert f'/goals/{goal.pk}/"' in to_manager
    assert "Team: South" in to_manager
    assert "Team: South" not in to_lead
    assert f"/goals/{south.pk}/" not in to_lead
