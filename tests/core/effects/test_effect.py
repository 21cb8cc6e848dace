"""Effects told of drawn centres: the cells counted by hand, the verdicts, and everything that forbids one."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import willet
from tests.core.effects.conftest import (
    START,
    contact,
    day,
    drawn,
    lake_of,
    listed,
    names,
)
from willet.core.effects import Effect, ExposureFaultsError
from willet.core.lake import Lake
from willet.core.records import RequestError

AVOIDANCE = "next_contact_avoidance"
STARTS: dict[str, date | None] = {n: day(84) if i < 8 else None for i, n in enumerate(names(16))}


def told(
    lake: Lake, metric: str = AVOIDANCE, starts: Mapping[str, date | None] = STARTS, **more: Any
) -> Effect:
    return willet.open(lake.path).effect(metric, listed(starts), more.pop("unit", "agent"), **more)


def texts(effect: Effect) -> str:
    return "\n".join(map(str, (effect.words, *effect.notes)))


def flat(agent: int, week: int) -> float:
    return 0.6


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Twelve agents, twenty weeks, nothing planted; customers are asked from day 70 on."""
    folder = tmp_path_factory.mktemp("quiet") / "lake"
    return lake_of(folder, *drawn(names(12), 20, flat, per_week=8, answered_from=70))


def test_planted_course_has_worked(course: Lake) -> None:
    effect = told(course)

    assert effect.verdict == "worked"
    assert effect.design == "difference_in_differences"
    assert (effect.units, effect.treated) == (16, 8)
    assert effect.low is not None
    assert effect.high is not None
    # 16 points fewer come back, of contacts of which about 3 in 13 are such that came back themselves.
    assert effect.low < 0.16 * 10 / 13 < effect.high
    assert [p.name for p in effect.placebo.parts] == [
        "before_start",
        "queue",
        "hour",
        "never_exposed",
    ]
    assert str(effect.words).startswith("Worked: ")


def test_estimate_is_the_difference_of_changes_counted_by_hand(course: Lake) -> None:
    with course.snapshot().connect() as con:
        rows = con.execute(
            "SELECT agent, local_date, customer_key, arrived_at FROM contacts ORDER BY arrived_at"
        ).fetchall()
    newest: dict[int, datetime] = {}
    again = {}
    for _agent, _day, who, at in reversed(rows):
        again[who, at] = newest.get(who)
        newest[who] = at
    last = max(r[1] for r in rows) - timedelta(days=7)
    hits: Counter[tuple[str, bool]] = Counter()
    whole: Counter[tuple[str, bool]] = Counter()
    for agent, local_date, who, at in rows:
        if local_date <= last:
            later = again[who, at]
            side = agent, local_date >= day(84)
            whole[side] += 1
            hits[side] += later is None or later - at > timedelta(days=7)
    change = {
        a: hits[a, True] / whole[a, True] - hits[a, False] / whole[a, False] for a in names(16)
    }

    effect = told(course)

    plain = sum(change[a] for a in names(8)) / 8 - sum(change[a] for a in names(16)[8:]) / 8
    # Units weigh by their contacts where these are most of the luck, so about equally.
    assert effect.estimate == pytest.approx(plain, abs=0.004)


def test_metric_of_which_less_is_better_is_signed_for_the_verdict(course: Lake) -> None:
    """A customer who comes back makes the case longer."""
    effect = told(course, "contacts_per_case", worth=0.01)

    assert effect.estimate is not None
    assert effect.estimate < 0
    assert effect.verdict == "worked"


def test_harm_is_called_so(course: Lake) -> None:
    """The same course, told of those who did not have it as if they had."""
    effect = told(course, starts={n: None if i < 8 else day(84) for i, n in enumerate(names(16))})

    assert effect.verdict == "harmful"


def test_metric_of_which_more_is_neither_has_no_verdict(tmp_path: Path) -> None:
    rows = [
        contact(9 * n + k, n, START + timedelta(days=n, hours=k), agent, talk_s=100.0 + 7 * k)
        for n in range(90)
        for k, agent in enumerate(names(6))
    ]
    visits = [{"visit_no": 1, "entered_at": r["arrived_at"]} | r for r in rows]
    lake = lake_of(tmp_path / "lake", rows, visits=visits)

    effect = told(
        lake, "average_talk_time", {n: day(40) if i < 3 else None for i, n in enumerate(names(6))}
    )

    assert effect.verdict is None
    assert effect.estimate == pytest.approx(0.0, abs=1e-9)
    assert "neither better nor worse" in str(effect.words)
    assert "No smallest effect worth having was given for average_talk_time" in texts(effect)


def test_words_of_agents_and_audits_are_left_out(tmp_path: Path) -> None:
    """Agents who, once they had the course, call everything solved: the customers say what they said before."""
    contacts, answers = drawn(names(8), 20, flat, per_week=8, answered_from=0)
    for row in contacts:
        praised = row["agent"] in names(4) and row["local_date"] >= day(70)
        row["resolved"] = True if praised else row["customer_key"] % 2 == 0
    lake = lake_of(tmp_path / "lake", contacts, answers)
    starts = {n: day(70) if i < 4 else None for i, n in enumerate(names(8))}

    effect = told(lake, "call_resolution", starts)

    assert effect.verdict != "worked"
    assert "what agents and audits say of it is left out" in texts(effect)


def test_case_belongs_to_the_agent_who_took_it_first(tmp_path: Path) -> None:
    """Who gives up and is taken on the second try belongs to that agent, as of that day."""
    rows = []
    for n in range(60):
        at = START + timedelta(days=n)
        for k, agent in enumerate(names(4)):
            who = 10 * n + k
            rows.append(contact(2 * who, who, at + timedelta(minutes=k), None))
            rows.append(contact(2 * who + 1, who, at + timedelta(minutes=30 + k), agent))
    lake = lake_of(tmp_path / "lake", rows)
    starts = {n: day(30) if i < 2 else None for i, n in enumerate(names(4))}

    effect = told(lake, "call_resolution", starts)

    assert (effect.units, effect.treated, effect.estimate) == (4, 2, 0.0)


def test_team_and_queue_are_units_too(course: Lake) -> None:
    teams = {f"team {n}": day(84) if n < 2 else None for n in range(4)}
    queues = {"sales": day(84), "help": None}

    assert told(course, starts=teams, unit="team").units == 4
    two = told(course, starts=queues, unit="queue")
    assert (two.verdict, two.low, two.units) == ("cannot_tell", None, 2)
    assert "1 exposed and 1 others are too few" in texts(two)


def test_filter_and_parameter_are_those_of_a_question(course: Lake) -> None:
    effect = told(course, where="queue = 'sales'", params={"window_days": 1})

    # Everybody who comes back does so after two days: within one day nobody does.
    assert (effect.estimate, effect.low, effect.verdict) == (0.0, None, "cannot_tell")


def test_event_study_shows_weeks_on_both_sides(course: Lake) -> None:
    weeks = told(course, by_weeks=True).weeks

    assert weeks is not None
    assert [w.week for w in weeks] == list(range(-12, 14))
    assert sum(w.estimate for w in weeks if w.week < 0) / 12 == pytest.approx(0, abs=0.04)
    assert min(w.estimate for w in weeks if w.week >= 0) > -0.1


def test_staggered_starts_are_a_design_of_their_own(course: Lake) -> None:
    starts = {n: None if i >= 8 else day(84 + 14 * (i % 3)) for i, n in enumerate(names(16))}

    effect = told(course, starts=starts)

    assert effect.design == "staggered_difference_in_differences"
    assert effect.treated == 8


def test_all_exposed_one_after_the_other_is_a_stepped_wedge(tmp_path: Path) -> None:
    """Eight teams of one agent, two at a time begin on four days; from then on 25 points more are solved."""

    def solved(agent: int, week: int) -> float:
        return 0.55 + (0.25 if week >= 8 + 4 * (agent // 2) else 0.0)

    lake = lake_of(tmp_path / "lake", *drawn(names(8), 26, solved, per_week=30))
    starts = {n: day(56 + 28 * (i // 2)) for i, n in enumerate(names(8))}

    effect = told(lake, starts=starts)

    assert (effect.design, effect.units, effect.treated) == ("stepped_wedge", 8, 8)
    assert effect.verdict == "worked"
    assert effect.low is not None
    assert effect.low > 0
    assert {p.name for p in effect.placebo.parts} == {"before_start", "queue", "hour"}
    assert "takes the order of the starts as drawn by lot" in texts(effect)


def test_wedge_counts_as_long_as_all_who_were_exposed_still_are(quiet: Lake) -> None:
    """One of them is exposed until day 90: that is the last day counted, and who begins on day 98 still waits."""
    starts = {n: day(56 + 14 * (i // 3)) for i, n in enumerate(names(12))}
    some, most = (
        [
            {"unit": n, "assigned_from": start, "until": day(90) if i in whom else None}
            for i, (n, start) in enumerate(starts.items())
        ]
        for whom in ({1}, range(9))
    )
    lake = willet.open(quiet.path)

    one, every = (lake.effect(AVOIDANCE, rows, "agent") for rows in (some, most))
    whole = told(quiet, starts=starts)

    assert (one.estimate, one.placebo) == (pytest.approx(every.estimate), every.placebo)
    assert (whole.design, one.treated) == ("stepped_wedge", 9)
    assert one.estimate != pytest.approx(whole.estimate)
    assert "The exposure of some ends on 2024-03-31" in texts(one)
    assert "exposure of some ends" not in texts(whole)


def test_figure_that_never_varies_has_no_verdict(tmp_path: Path) -> None:
    """Nobody ever comes back: that all changed by nothing, exactly, teaches nothing of chance."""
    rows, _ = drawn(names(8), 16, lambda agent, week: 1.0)

    starts = {n: day(70) if i < 4 else None for i, n in enumerate(names(8))}
    effect = told(lake_of(tmp_path / "lake", rows), starts=starts)

    assert (effect.estimate, effect.low, effect.high) == (0.0, None, None)
    assert effect.verdict == "cannot_tell"
    assert "changed by exactly the same" in texts(effect)


def test_everyone_on_the_same_day_cannot_be_told(course: Lake) -> None:
    effect = told(course, starts=dict.fromkeys(names(16), day(84)))

    assert (effect.design, effect.estimate, effect.verdict) == ("none", None, "cannot_tell")
    assert "Everyone is exposed on 2024-03-25" in texts(effect)


def test_all_listed_at_once_are_compared_with_who_is_not_listed(course: Lake) -> None:
    effect = told(course, starts=dict.fromkeys(names(8), day(84)))

    assert (effect.design, effect.units, effect.treated) == (
        "interrupted_series_with_control",
        16,
        8,
    )
    assert effect.verdict == "worked"
    level, slope = effect.segments
    assert level.low is not None
    assert level.low <= 0.16 <= (level.high or 0)
    assert slope.low is not None
    assert slope.low <= 0 <= (slope.high or 0)
    assert [s["name"] for s in effect.to_json_object()["segments"]] == ["level", "slope"]  # type: ignore[attr-defined] # as it is printed
    assert "they are compared with 8 units that are not listed" in texts(effect)


def test_who_is_not_listed_stays_out(course: Lake) -> None:
    effect = told(course, starts={n: STARTS[n] for n in names(12)})

    assert effect.units == 12
    assert "4 units that are not listed stay out" in texts(effect)


def test_nobody_exposed_is_refused(course: Lake) -> None:
    with pytest.raises(RequestError, match="nobody is exposed, so there is no effect to tell"):
        told(course, starts=dict.fromkeys(names(4)))


def test_unit_that_left_before_is_named_and_left_out(tmp_path: Path) -> None:
    contacts, _ = drawn(names(8), 20, flat, per_week=8)
    kept = [r for r in contacts if r["agent"] != "a00" or r["local_date"] < day(70)]
    lake = lake_of(tmp_path / "lake", kept)

    effect = told(lake, starts={n: day(70) if i < 4 else None for i, n in enumerate(names(8))})

    assert (effect.units, effect.treated) == (7, 3)
    assert "Left out, with too few contacts after the start: a00." in texts(effect)


def test_exposure_in_the_future_has_a_date_and_no_verdict(quiet: Lake) -> None:
    starts = {n: day(200) if i < 6 else None for i, n in enumerate(names(12))}

    effect = told(quiet, starts=starts, worth=0.2)

    assert (effect.design, effect.estimate, effect.verdict) == ("none", None, "cannot_tell")
    assert effect.tell_from is not None
    assert effect.tell_from > day(207)
    assert str(effect.words) == f"Cannot tell before {effect.tell_from}."
    assert f"the first start is on {day(200)}" in texts(effect)


def test_ends_of_the_calendar_are_days_like_others(course: Lake) -> None:
    ahead = [row | {"until": date.max if row["assigned_from"] else None} for row in listed(STARTS)]
    long_ago = {name: date.min if start else None for name, start in STARTS.items()}

    endless = willet.open(course.path).effect(AVOIDANCE, ahead, "agent")
    early = told(course, starts=long_ago)

    assert endless.estimate == told(course).estimate
    assert (early.design, early.estimate, early.verdict) == ("none", None, "cannot_tell")
    assert "None of the exposed has enough contacts on both sides of its start." in texts(early)


def test_unit_still_to_be_exposed_is_compared_with(quiet: Lake) -> None:
    starts = {n: day(70) if i < 6 else None for i, n in enumerate(names(12))} | {"a11": day(300)}

    effect = told(quiet, starts=starts)

    assert (effect.units, effect.treated) == (12, 6)
    assert "Not exposed yet on the last day counted, and so compared with: a11." in texts(effect)


@pytest.mark.journey("history")
def test_two_interventions_at_once_are_named_and_neither_is_claimed(tmp_path: Path) -> None:
    def solved(agent: int, week: int) -> float:
        return 0.95 if agent < 4 and week >= 10 else 0.5

    def began(key: str, on: int, *agents: str) -> list[dict[str, Any]]:
        return [
            {
                "source": "t",
                "intervention_id": key,
                "lever": key,
                "unit": "agent",
                "name": a,
                "assigned_from": START + timedelta(days=on),
            }
            for a in agents
        ]

    rows = drawn(names(8), 20, solved, per_week=8)
    starts = {n: day(70) if i < 4 else None for i, n in enumerate(names(8))}
    own = began("training", 70, *names(4))
    alone = told(lake_of(tmp_path / "alone", *rows, interventions=own), starts=starts)
    both = [*own, *began("authority", 84, "a02"), *began("plan", 84, "a07")]
    crossed = told(lake_of(tmp_path / "both", *rows, interventions=both), starts=starts)

    assert alone.verdict == "worked"
    assert (crossed.verdict, crossed.tell_from) == ("cannot_tell", None)
    assert "Others were changed on the same units in these days: authority." in texts(crossed)


def test_three_and_three_teams_are_said_to_be_few(quiet: Lake) -> None:
    starts = {n: day(70) if i < 3 else None for i, n in enumerate(names(6))}

    effect = told(quiet, starts=starts)

    assert "3 exposed and 3 others are few: only a very large effect could be told." in texts(
        effect
    )


def test_three_and_three_one_after_the_other_can_never_be_told(quiet: Lake) -> None:
    starts = {n: day(70) if i < 3 else day(98) for i, n in enumerate(names(6))}

    effect = told(quiet, starts=starts)

    assert (effect.design, effect.low, effect.high) == ("stepped_wedge", None, None)
    assert effect.verdict == "cannot_tell"
    assert "Only 20 orders were possible" in texts(effect)


def test_metric_that_the_source_cannot_tell_says_why(course: Lake) -> None:
    effect = told(course, "conversion")

    assert (effect.verdict, effect.estimate) == ("cannot_tell", None)
    assert "conversion cannot be told of these contacts: this source does not record sales." in (
        texts(effect)
    )


def test_evidence_that_began_inside_is_left_out_and_dated(quiet: Lake) -> None:
    starts = {n: day(84) if i < 6 else None for i, n in enumerate(names(12))}

    effect = told(quiet, "call_resolution", starts)

    begun = [n for n in effect.notes if "Customers’ answers are left out" in n]
    assert len(begun) == 1
    assert day(70) <= date.fromisoformat(str(begun[0].values["date"])) <= day(72)


def test_evidence_there_all_along_stays(course: Lake) -> None:
    assert "answers are left out" not in texts(told(course, "call_resolution"))


def test_units_that_drift_before_are_not_said_to_have_worked(tmp_path: Path) -> None:
    def solved(agent: int, week: int) -> float:
        return 0.35 + (0.022 * week if agent < 6 else 0.0)

    lake = lake_of(tmp_path / "lake", *drawn(names(12), 26, solved, per_week=20))
    effect = told(lake, starts={n: day(98) if i < 6 else None for i, n in enumerate(names(12))})

    assert effect.placebo.p is not None
    assert effect.placebo.p < 0.01
    assert (effect.verdict, effect.tell_from) == ("cannot_tell", None)
    assert (
        "Exposed and others differ where the change can have no part (drift before the start"
        in (texts(effect))
    )


@pytest.mark.parametrize(("start", "refused"), [(27, True), (28, False)])
def test_history_too_short_for_a_drift_gives_no_verdict(
    course: Lake, start: int, refused: bool
) -> None:
    """Nobody changed anything on that day, and of agents alike all effects worth having can be ruled out."""
    effect = told(
        course, starts={n: day(start) if i % 2 else None for i, n in enumerate(names(16))}
    )

    assert ("Fewer than 4 weeks lie before the first start" in texts(effect)) is refused
    assert (effect.drift is None) is refused
    assert effect.low is not None
    assert effect.verdict == "cannot_tell"


def test_running_plan_is_looked_at_with_spent_error(course: Lake) -> None:
    exposures = [
        {"unit": n, "assigned_from": s, "until": day(360) if s else None} for n, s in STARTS.items()
    ]
    fixed = told(course)

    effect = willet.open(course.path).effect(AVOIDANCE, exposures, "agent")

    assert "this is look 13 of 40" in texts(effect)
    assert effect.low is not None
    assert fixed.low is not None
    assert effect.low < fixed.low
    assert effect.verdict == "cannot_tell"


def test_received_on_another_day_counts_as_assigned(course: Lake) -> None:
    exposures = [
        {"unit": n, "assigned_from": s, "received_from": s and (day(90) if n == "a01" else s)}
        for n, s in STARTS.items()
    ]

    effect = willet.open(course.path).effect(AVOIDANCE, exposures, "agent")

    assert effect.estimate == told(course).estimate
    assert "Exposure counts as assigned: 1 of the exposed received it on another day" in texts(
        effect
    )


def test_unknown_units_are_named_together(course: Lake) -> None:
    with pytest.raises(ExposureFaultsError) as caught:
        told(course, starts=STARTS | {"a0l": None, "zed": day(84)})

    assert [str(f) for f in caught.value.faults] == [
        "exposures, line 17: nobody knows the agent 'a0l'. Did you mean 'a10'?",
        "exposures, line 18: nobody knows the agent 'zed'.",
    ]


def test_like_names_are_looked_for_where_they_are_read(course: Lake) -> None:
    strangers = {f"a0{chr(97 + n)}": None for n in range(25)}
    with pytest.raises(ExposureFaultsError) as caught:
        told(course, starts=STARTS | strangers)

    hinted = ["Did you mean" in str(fault) for fault in caught.value.faults]
    assert hinted == [True] * 20 + [False] * 5


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("received", "received is a count, a sum over people, or an extreme"),
        ("wait_p90", "the effect is told of shares and means. Take one of "),
        ("reopen_rate", "reopen_rate rests on what agents or audits say"),
        ("reopened_by_customer", "reopened_by_customer rests on what agents or audits say"),
        ("disposition_given_rate", "disposition_given_rate rests on what agents or audits say"),
        ("disposition_agreement", "disposition_agreement rests on what agents or audits say"),
        ("callbacks_kept", "callbacks_kept rests on what agents or audits say"),
        ("call_resolutoin", "Did you mean 'call_resolution'?"),
    ],
)
def test_metric_without_an_effect_is_refused(course: Lake, metric: str, expected: str) -> None:
    with pytest.raises(RequestError) as caught:
        told(course, metric)

    assert expected in str(caught.value)


@pytest.mark.parametrize("worth", [-0.01, 1.5, float("nan")])
def test_worth_must_be_a_share_of_shares(course: Lake, worth: float) -> None:
    with pytest.raises(RequestError, match="smallest effect worth having is"):
        told(course, worth=worth)


def test_other_kinds_of_unit_are_refused(course: Lake) -> None:
    with pytest.raises(RequestError, match="Unit 'floor' is not known"):
        told(course, unit="floor")


@pytest.mark.parametrize("days", [190, 400])
def test_window_longer_than_the_records_is_said(course: Lake, days: int) -> None:
    effect = told(course, params={"window_days": days})

    assert (effect.verdict, effect.units) == ("cannot_tell", 0)
    assert f"A contact counts once {days} days have passed" in texts(effect)


def test_empty_lake_has_nothing_to_tell(tmp_path: Path) -> None:
    effect = told(Lake.create(tmp_path / "lake", zone="UTC"))

    assert (effect.verdict, effect.units) == ("cannot_tell", 0)
    assert "There are no contacts of the listed units" in texts(effect)
