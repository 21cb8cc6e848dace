"""Alerts on figures: set, told once per stretch, seen, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.levers.goals.conftest import TODAY
from tests.scaffold.cast import Cast
from willet.core.records import EvidenceKind, RequestError
from willet.figures.domain.asking import Reading
from willet.levers.goals.domain.watching import alert_standing, look_at, set_alert
from willet.levers.goals.models import Alert, AlertSignal
from willet.notices.models import Notice

Watch = Callable[..., Alert]


@pytest.fixture
def watch(cast: Cast, reading: Reading) -> Watch:
    """Sets an alert on the service level, whose days differ, unless something else is said."""

    def watch_one(metric: str = "service_level", **filters: str) -> Alert:
        alert = Alert(metric=metric, filters=filters)
        return set_alert(alert, by=cast.manager, reading=reading, now=timezone.now())

    return watch_one


def test_an_alert_knows_its_baseline_and_how_often_it_errs(watch: Watch, reading: Reading) -> None:
    alert = watch()
    alert.baseline_last = TODAY - timedelta(days=31)

    stands = alert_standing(alert, reading, now=timezone.now())

    assert stands.noise is not None
    assert (stands.noise.days, len(stands.points)) == (70, 30)
    assert stands.false_alarms == pytest.approx(0.18, abs=0.03)


def test_nothing_is_called_unusual_across_the_day_evidence_begins(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = Alert(metric="call_resolution", baseline_last=TODAY - timedelta(days=31))
    usual = alert_standing(alert, reading, now=timezone.now())
    begun = {EvidenceKind.CUSTOMER: TODAY - timedelta(days=20)}
    monkeypatch.setitem(vars(reading._state), "beginnings", begun)

    stands = alert_standing(alert, reading, now=timezone.now())

    assert "begin on" not in usual.why
    assert stands.why.startswith("Not compared with what was usual: customers’ answers begin on")


def test_a_stretch_is_told_once_and_seen_by_whoever_opens_it(watch: Watch, cast: Cast) -> None:
    alert = watch()
    AlertSignal.objects.create(alert=alert, side="below", first=TODAY - timedelta(days=3))
    marit = cast.client("manager")

    before = marit.get("/inbox/").content.decode()
    page = marit.get(f"/alerts/{alert.pk}/").content.decode()
    after = marit.get("/inbox/").content.decode()

    assert ("fell below its usual range" in before, "fell below" in after) == (True, False)
    assert "a false alarm comes within 200 days" in page
    assert AlertSignal.objects.get().seen_by.get() == cast.manager


def test_looking_twice_tells_once(watch: Watch, cast: Cast) -> None:
    alert = watch()
    alert.baseline_last = TODAY - timedelta(days=31)
    alert.save()

    counts = [look_at(alert, now=timezone.now()) for _twice in range(2)]

    assert counts[1] == 0
    assert (
        Notice.objects.filter(kind="goals.left").count() == AlertSignal.objects.count() == counts[0]
    )


@pytest.mark.parametrize(
    ("metric", "filters", "words"),
    [
        ("wait_p90", {}, "is not made up of its days"),
        ("average_hold_time", {}, "No goal can be set on"),
        ("service_level", {"team": "West"}, "There is no team named “West” any more."),
        ("service_level", {"agent": "Zeb"}, "No agent named “Zeb”"),
    ],
)
def test_what_cannot_be_watched(
    watch: Watch, metric: str, filters: dict[str, str], words: str
) -> None:
    with pytest.raises(RequestError, match=words):
        watch(metric, **filters)


def test_the_same_figure_is_watched_once(watch: Watch) -> None:
    watch(team="North")

    with pytest.raises(RequestError, match="There is an alert"):
        watch(team="North")


def test_a_lead_watches_their_own_team(goals_lake: Path, cast: Cast) -> None:
    tomas = cast.client("team_lead")

    other = tomas.post("/alerts/new/", {"metric": "service_level", "team": "South"})
    own = tomas.post("/alerts/new/", {"metric": "service_level", "team": "North"})

    assert (other.status_code, own.status_code) == (422, 302)
    assert Alert.objects.get().filters == {"team": "North"}


def test_days_that_do_not_differ_are_refused(watch: Watch) -> None:
    # Every day of this lake is answered alike.
    with pytest.raises(RequestError, match="do not differ"):
        watch("answer_rate")
