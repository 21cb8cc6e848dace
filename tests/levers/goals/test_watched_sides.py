"""Which side an alert tells of, whom it tells, and how many of them are to speak by chance."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.levers.goals.conftest import TODAY
from tests.scaffold.cast import Cast
from willet.core.records import RequestError
from willet.core.statistics.control import ChartPoint, Side, excursions, false_alarm_chance
from willet.figures.domain.asking import Reading
from willet.levers.goals.domain.following import follow, people_of
from willet.levers.goals.domain.watching import expected_false, set_alert, sides_of
from willet.levers.goals.models import Alert, AlertSignal, WatchedSide
from willet.people.models import User


@pytest.mark.parametrize(
    ("metric", "side", "told"),
    [
        ("service_level", "worse", ("below",)),
        ("average_speed_of_answer", "worse", ("above",)),
        ("service_level", "both", ("above", "below")),
        ("average_handle_time", "worse", ("above", "below")),
    ],
)
def test_the_worse_side_is_that_of_the_metric(
    metric: str, side: str, told: tuple[Side, ...]
) -> None:
    assert sides_of(Alert(metric=metric, side=side)) == told


def test_a_metric_without_a_direction_has_no_worse_side(reading: Reading, cast: Cast) -> None:
    alert = Alert(metric="average_handle_time", side=WatchedSide.WORSE)

    with pytest.raises(RequestError, match="no side of it is the worse one"):
        set_alert(alert, by=cast.manager, reading=reading, now=timezone.now())


def test_one_side_errs_half_as_often() -> None:
    both, one = (
        false_alarm_chance(0.1, 3.2, days=200, baseline_days=180, one_sided=single)
        for single in (False, True)
    )

    # Alarms on either side hardly ever come together: of rare ones the halves add up.
    assert both == pytest.approx(1 - (1 - one) ** 2, abs=0.01)


def test_the_expected_number_adds_up_over_all_alerts() -> None:
    alerts = [
        Alert(metric="service_level", known_days=days, side=side)
        for days, side in ((180, "both"), (60, "worse"), (None, "both"))
    ]

    expected = expected_false(alerts)

    assert 0.2 < expected < 0.35
    assert expected_false(alerts[2:]) == 0


POINTS: Sequence[tuple[Side | None, int]] = [
    (None, 2),
    ("above", 3),
    ("below", 2),
    (None, 1),
    ("below", 1),
]


def test_both_sides_are_told_apart_and_a_return_arms_again() -> None:
    sides = [side for side, n in POINTS for _day in range(n)]
    first = date(2026, 3, 1)
    points = [
        ChartPoint(first + timedelta(days=i), 0.5, 0.5, 0.4, 0.6, side)
        for i, side in enumerate(sides)
    ]

    out = [(one.side, one.first.day, one.last and one.last.day) for one in excursions(points)]

    assert out == [("above", 3, 5), ("below", 6, 7), ("below", 9, None)]


@pytest.fixture
def alert(goals_lake: Path, cast: Cast) -> Alert:
    """The lead's alert on the service level of North, with something noticed."""
    given = {"metric": "service_level", "filters": {"team": "North"}, "scope": '{"team":"North"}'}
    day = TODAY - timedelta(days=5)
    one = Alert.objects.create(**given, baseline_last=day, set_by=cast.team_lead, known_days=90)
    AlertSignal.objects.create(alert=one, side="below", first=day + timedelta(days=1))
    return one


def test_who_follows_is_told_as_long_as_they_see_it(alert: Alert, cast: Cast) -> None:
    for person in (cast.manager, cast.agent, cast.other_agent):
        follow(alert, person, wanted=True)
    follow(alert, cast.manager, wanted=False)

    # Otto is of South: he may not see an alert of North, whatever he chose.
    assert people_of(alert) == [cast.team_lead, cast.agent]
    User.objects.filter(pk=cast.team_lead.pk).update(is_active=False)
    alert.refresh_from_db()
    assert people_of(alert) == [cast.agent]


def test_a_follower_finds_it_in_the_inbox(alert: Alert, cast: Cast) -> None:
    anna = cast.client("agent")
    before = anna.get("/inbox/").content.decode()
    anna.post(f"/alerts/{alert.pk}/follow/", {"follow": "1"})

    after = anna.get("/inbox/").content.decode()
    refused = cast.client("other_agent").post(f"/alerts/{alert.pk}/follow/", {"follow": "1"})

    assert ("fell below" in before, "fell below" in after) == (False, True)
    assert refused.status_code == 403


def test_the_list_says_how_many_to_expect_and_is_a_file(alert: Alert, cast: Cast) -> None:
    tomas = cast.client("team_lead")

    page = tomas.get("/alerts/").content.decode()
    lines = b"".join(tomas.get("/alerts/?format=csv")).decode().splitlines()

    assert "chance alone would let 0.2 of 1 alert speak within 200 days" in page
    assert "worse: below the usual range since" in page
    head, row = (line.split(",") for line in lines)
    cells = dict(zip(head, row, strict=True))
    assert (cells["metric"], cells["team"], cells["side"], cells["watched_side"]) == (
        "service_level",
        "North",
        "below",
        "both",
    )
    assert float(cells["false_alarm"]) == pytest.approx(0.18, abs=0.02)
