"""Verdicts of registered interventions, looks by weeks, and everything of a plan that must be said beside them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.core.effects.conftest import day, names
from tests.levers.plans.conftest import HALF, WEEK, intervention_of, moment, plan_of
from tests.scaffold.cast import Cast
from willet.core.records import Message
from willet.imports.domain.facts import Handing
from willet.jobs.domain.asking import ask
from willet.jobs.domain.carrying import StopJob
from willet.jobs.domain.working import work_once
from willet.jobs.models import Job
from willet.levers.plans.domain.errors import STOPPED
from willet.levers.plans.domain.judging import due, is_due, look
from willet.levers.plans.domain.registering import register
from willet.levers.plans.models import ImprovementPlan, Intervention, PlanVerdict
from willet.levers.plans.tasks import LOOK, judge
from willet.notices.models import Notice
from willet.ui.tasks import WorkOrder

Clock = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock of the centre."""
    return lambda now: monkeypatch.setattr(timezone, "now", lambda: now)


def seen(one: Intervention) -> PlanVerdict:
    verdict = look(one, lambda step, share: None)
    assert verdict is not None
    return verdict


def texts(verdict: PlanVerdict) -> str:
    return "\n".join(map(str, (verdict.words, *verdict.messages)))


def registered(cast: Cast, at: Clock, one: Intervention, on: int = 70) -> Intervention:
    at(moment(on))
    register(one, by=cast.manager)
    return one


def test_course_that_works_is_found_on_its_date(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    one = registered(cast, at, intervention_of(plan))
    at(moment(160))
    work_once()

    verdict = one.verdicts.get()
    assert (verdict.verdict, verdict.is_final) == ("worked", True)
    assert (verdict.units, verdict.treated) == (16, 8)
    assert verdict.design == "difference_in_differences"
    assert verdict.low is not None
    assert verdict.low > 0
    assert "after the start" not in texts(verdict)
    assert [n.kind for n in Notice.objects.filter(reader=cast.manager)] == ["plans.judged"]
    assert not is_due(one, day(160))


def test_look_comes_when_a_week_is_complete(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    one = registered(cast, at, intervention_of(plan))
    start, rests = day(7 * WEEK), 7

    def days_until(first: date) -> list[int]:
        return [n for n in range(30) if is_due(one, first + timedelta(days=n))]

    # A contact rests seven days; a week is complete with its seventh day, so 6 + 7 days after the start.
    assert min(days_until(start)) == 6 + rests
    PlanVerdict.objects.create(
        intervention=one,
        registration=one.registrations.get(),
        counted_until=start + timedelta(days=13),
        verdict="cannot_tell",
        words=STOPPED(),
    )
    assert min(days_until(start)) == 13 + 7
    assert list(due(start + timedelta(days=20))) == [one]
    one.plan.state = "stopped"
    one.plan.save()
    assert not list(due(start + timedelta(days=20)))


def test_early_look_allows_for_the_later_ones_and_the_last_for_the_earlier(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    far = registered(cast, at, intervention_of(plan, verdict_on=day(7 * 40)))
    near = registered(cast, at, intervention_of(plan))

    running, alone = seen(far), seen(near)
    watched = seen(near)
    PlanVerdict.objects.filter(intervention=near).delete()
    early = PlanVerdict(intervention=near, registration=near.registrations.get(), words=STOPPED())
    early.save()
    last = seen(near)

    assert "this is look" in texts(running)
    assert not running.is_final
    assert running.high is not None
    assert running.low is not None
    assert alone.high is not None
    assert running.high - running.low > (alone.high or 0) - (alone.low or 0)
    assert (watched.low, watched.high) == (alone.low, alone.high)
    # What was looked at while it ran has less of the error left for its last look.
    assert (last.high or 0) - (last.low or 0) > (alone.high or 0) - (alone.low or 0)
    assert last.is_final


def test_first_look_at_a_long_plan_can_be_shown(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    late = {n: day(7 * 19) if i < 8 else None for i, n in enumerate(names(16))}
    one = registered(cast, at, intervention_of(plan, late, verdict_on=day(7 * 60)))

    verdict = seen(one)
    verdict.save()

    assert (verdict.low, verdict.high, verdict.verdict) == (None, None, "cannot_tell")
    assert "this is look 2 of 40" in texts(verdict)
    client = cast.client("manager")
    pages = (f"/plans/interventions/{one.pk}/", f"/plans/{plan.pk}/", "/plans/?format=xlsx")
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


BAD: Mapping[str, tuple[Mapping[str, date | None], dict[str, object], str]] = {
    "everyone at once": (
        dict.fromkeys(names(16), day(84)),
        {},
        "Everyone is exposed on 2024-03-25",
    ),
    "in the future": (
        {n: day(300) if i < 8 else None for i, n in enumerate(names(16))},
        {"verdict_on": day(400)},
        "Nobody is exposed yet on the last day counted",
    ),
    "three and three": (
        {n: day(84) if i < 3 else None for i, n in enumerate(names(6))},
        {},
        "3 exposed and 3 others are few",
    ),
    "left before": (
        {**HALF, "gone": day(84)},
        {},
        "Left out, with too few contacts after the start: gone.",
    ),
    "nobody knows it": (
        {**HALF, "nobody": day(84)},
        {},
        "nobody knows the agent 'nobody'",
    ),
    "evidence that began inside": (
        HALF,
        {"metric": "call_resolution"},
        "Customers’ answers are left out, before and after: they begin or end on",
    ),
    "a metric the source cannot tell": (
        HALF,
        {"metric": "conversion"},
        "this source does not record sales",
    ),
}


TOLD = {"evidence that began inside", "left before"}
"""Of these something can be told all the same."""


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_told_is_a_sentence(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock, case: str
) -> None:
    starts, more, sentence = BAD[case]
    one = registered(cast, at, intervention_of(plan, starts, **more))

    verdict = seen(one)

    assert sentence in texts(verdict)
    assert (verdict.verdict == "cannot_tell") == (case not in TOLD)


@pytest.mark.journey("history")
def test_two_interventions_at_once_are_named_and_neither_is_claimed(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    one = registered(cast, at, intervention_of(plan))
    other = plan_of(cast.manager, name="Teams")
    script = {"team 0": day(98), "team 1": None}
    registered(
        cast, at, intervention_of(other, script, unit="team", lever="script", object="Hello")
    )
    before = seen(one)
    Handing().land()

    after = seen(one)

    assert before.verdict == "worked"
    assert after.verdict == "cannot_tell"
    assert "Others were changed on the same units in these days: Hello." in texts(after)


def test_registration_changed_after_the_start_is_said(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    one = registered(cast, at, intervention_of(plan))
    at(moment(100))
    one.worth = 0.01
    one.save()
    register(one, by=cast.manager, reason="the board wants less")

    verdict = seen(one)

    assert "was changed on 2024-04-10, after the start: the board wants less." in texts(verdict)


def test_registration_after_the_start_is_said(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    one = registered(cast, at, intervention_of(plan), on=84)

    assert "Registered on 2024-03-25, after the start" in texts(seen(one))


def test_worker_looks_at_what_is_due(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    one = registered(cast, at, intervention_of(plan))
    Job.objects.all().delete()
    at(moment(160))
    ask(LOOK)

    work_once()

    assert one.verdicts.count() == 1
    assert [job.state for job in Job.objects.filter(kind="plans.judge")] == ["done"]


def test_metric_that_is_gone_is_said_once_and_holds_up_no_other(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    gone, other = (registered(cast, at, intervention_of(plan)) for _ in range(2))
    gone.registrations.update(metric="of_another_version")

    first = list(due(day(160)))
    verdict = seen(gone)
    verdict.save()

    assert first == [gone, other]
    assert verdict.verdict == "cannot_tell"
    assert "of_another_version" in str(verdict.words)
    assert list(due(day(170))) == [other]


def test_end_noted_after_the_start_is_said_beside_the_verdict(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    one = registered(cast, at, intervention_of(plan))
    at(moment(100))
    one.units["a00"]["until"] = day(90).isoformat()
    one.save()

    unsaid = seen(one)
    register(one, by=cast.manager, reason="a00 left the course")
    said = seen(one)

    assert (unsaid.treated, said.treated) == (8, 8)
    assert "a00 left the course" not in texts(unsaid)
    assert "was changed on 2024-04-10, after the start: a00 left the course." in texts(said)
    assert unsaid.estimate != said.estimate


@pytest.mark.parametrize(
    ("hidden", "smallest", "verdict"),
    [(True, 9, "cannot_tell"), (True, 8, "worked"), (False, 9, "worked")],
)
def test_effect_on_few_is_withheld_where_nobody_sees_single_agents(
    cast: Cast,
    plan: ImprovementPlan,
    course: Path,
    at: Clock,
    settings: Any,
    *,
    hidden: bool,
    smallest: int,
    verdict: str,
) -> None:
    settings.WILLET_NO_INDIVIDUALS, settings.WILLET_SMALLEST_GROUP = hidden, smallest
    one = registered(cast, at, intervention_of(plan))

    kept = seen(one)

    # Eight begin and eight never do.
    assert kept.verdict == verdict
    assert (kept.estimate is None) == (verdict == "cannot_tell")
    assert ("fewer than 9 people" in kept.words) == (verdict == "cannot_tell")


def test_cancelled_look_leaves_nothing(
    cast: Cast, plan: ImprovementPlan, course: Path, at: Clock
) -> None:
    one = registered(cast, at, intervention_of(plan))
    at(moment(160))

    def stop(step: Message, share: float | None) -> None:
        raise StopJob

    with pytest.raises(StopJob):
        judge(WorkOrder(uuid4(), "plans.judge", {"intervention": one.pk}), stop)

    assert not one.verdicts.exists()
    assert is_due(one, day(160))
