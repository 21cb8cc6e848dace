"""Surveys weighed for those who did not answer, against figures reckoned by hand.

| queue | asked | answered | content |
|---|---|---|---|
| a | 200 | 120 | 108 |
| b | 200 | 60 | 12 |

Two in three who answered are content; of all who were asked, were the silent of each queue like those who spoke,
0.9 and 0.2 of as many: 0.55.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import willet
from tests.core.ask.weighing.conftest import Survey, row_of_answer, scores
from tests.core.cases.conftest import START, Fill, contact
from willet.core.metrics import answer_of_json, catalogue
from willet.core.metrics.withholding import withheld
from willet.core.records import Message, RequestError, UnknownNameError

METHODS = ("dr", "raking", "propensity")


def two_queues(**more: Any) -> Survey:
    """The survey of the table above."""
    survey = Survey()
    survey.asked(200, scores(108, 12), queue="a", agent="ann", **more)
    survey.asked(200, scores(12, 48), queue="b", agent="bob", **more)
    return survey


def asked(lake: Any, metric: str = "csat_top2", **more: Any) -> Any:
    """The answer to a question of this lake."""
    return willet.open(lake.path).ask(metric, **more)


@pytest.mark.parametrize("method", METHODS)
def test_the_silent_of_each_queue_count_like_those_who_spoke(fill: Fill, method: str) -> None:
    survey = two_queues()
    lake = fill(survey.contacts, answers=survey.answers)

    row = asked(lake, weights=method).row

    assert row.value == pytest.approx(0.55, abs=1e-4)
    assert row.low < 0.55 < row.high
    assert (row.n, row.coverage) == (180, 0.45)
    assert (row.bound_low, row.bound_high) == (0.3, 0.85)  # 120 content of 400, or 120 + 220
    assert row.weighted.raw == pytest.approx(2 / 3)
    assert (row.weighted.method, row.weighted.asked, row.weighted.handled) == (method, 400, 400)
    # weights 5/3 and 10/3: 1 + cv^2 = 180 * (120 * 25 + 60 * 100) / (9 * 400^2)
    assert row.weighted.design_effect == pytest.approx(1.125, abs=1e-3)


def test_without_weights_nothing_changes(fill: Fill) -> None:
    survey = two_queues()
    lake = fill(survey.contacts, answers=survey.answers)

    plain, none = asked(lake), asked(lake, weights="none")

    assert plain.row.value == pytest.approx(2 / 3)
    assert "weights" not in plain.to_json_object()["question"]
    assert plain.row.as_json().keys() == none.row.as_json().keys()
    assert "raw" not in plain.row.as_json()
    assert none.rows == plain.rows


def test_who_could_not_be_asked_is_in_the_bounds_alone(fill: Fill) -> None:
    survey = two_queues()
    survey.handled(20, queue="a")  # no address, opted out or quarantined: nobody asked them
    survey.asked(30, scores(0, 0), queue="b", delivered_at=None)  # bounced
    survey.asked(10, scores(0, 10), queue="b", inclusion_p=0.0)
    survey.handled(40, source="u", queue="a")  # a source without any survey
    negatives = [
        contact("lost", who=9001, queue="a", outcome="abandoned"),
        contact("out", who=9002, queue="a", direction="outbound"),
    ]
    answers = [
        *survey.answers,
        *(row_of_answer(row, 1.0) | {"instrument": "csat"} for row in negatives),
    ]
    lake = fill([*survey.contacts, *negatives], answers=answers)

    row = asked(lake, weights="dr").row

    assert row.value == pytest.approx(0.55, abs=1e-4)
    assert (row.weighted.asked, row.weighted.handled) == (400, 500)
    assert (row.bound_low, row.bound_high) == (0.24, 0.88)  # 120 of 500; 120 + 320


def test_an_answer_on_another_scale_or_to_another_question_is_none(fill: Fill) -> None:
    survey = two_queues()
    survey.asked(50, scores(50, 0), queue="a", scale="1-7")
    survey.asked(50, scores(50, 0), queue="a", instrument="ces", scale="1-7 high_is_easy")
    lake = fill(survey.contacts, answers=survey.answers)

    row = asked(lake, weights="dr").row

    assert (row.n, row.weighted.asked, row.weighted.handled) == (180, 400, 500)


def test_a_source_of_answers_alone_stands_for_its_contacts_of_known_customers(fill: Fill) -> None:
    survey = two_queues(invitation=None)
    survey.answers = [row for row in survey.answers if row["score"] is not None]
    survey.handled(25, queue="a", customer_key=None)
    lake = fill(survey.contacts, answers=survey.answers)

    answer = asked(lake, weights="dr")

    assert answer.row.value == pytest.approx(0.55, abs=1e-4)
    assert (answer.row.weighted.asked, answer.row.weighted.handled) == (400, 425)
    assert any(
        str(note).startswith("csat_top2: a source tells of answers alone") for note in answer.notes
    )


def test_each_answer_stands_for_as_many_as_were_drawn_like_it(fill: Fill) -> None:
    # a quarter of queue b was asked: it is 800 large, and 200 of a
    survey = Survey()
    survey.asked(200, scores(108, 12), queue="a", inclusion_p=1.0)
    survey.asked(200, scores(12, 48), queue="b", inclusion_p=0.25)
    survey.handled(600, queue="b")
    lake = fill(survey.contacts, answers=survey.answers)

    rows = {method: asked(lake, weights=method).row for method in METHODS}

    for row in rows.values():
        assert row.value == pytest.approx((0.9 * 200 + 0.2 * 800) / 1000, abs=1e-3)
    assert rows["dr"].coverage == pytest.approx((120 + 4 * 60) / 1000)


@pytest.mark.parametrize("split", ["queue", "agent"])
def test_each_part_is_weighed_by_what_is_known_of_all(fill: Fill, split: str) -> None:
    survey = two_queues()
    survey.handled(50, queue="c", agent="cyd")
    lake = fill(survey.contacts, answers=survey.answers)

    answer = asked(lake, by=split, weights="dr")

    assert [row.value for row in answer.rows] == pytest.approx([0.9, 0.2], abs=1e-4)
    assert [row.weighted.asked for row in answer.rows] == [200, 200]


def test_a_filter_and_a_period_narrow_whom_it_is_about(fill: Fill) -> None:
    survey = two_queues()
    lake = fill(survey.contacts, answers=survey.answers)

    row = asked(lake, where="queue = 'a'", weights="dr").row
    nothing = asked(lake, first=START.date() + timedelta(days=1), weights="dr").row

    assert (row.value, row.weighted.handled) == (pytest.approx(0.9, abs=1e-4), 200)
    assert nothing.value is None
    assert str(nothing.reason) == "no survey questions in this selection"


def test_a_part_in_which_nobody_answered_has_no_figure_but_bounds(fill: Fill) -> None:
    survey = two_queues()
    survey.asked(10, scores(0, 0), queue="c")
    lake = fill(survey.contacts, answers=survey.answers)

    row = asked(lake, by="queue", weights="dr").rows[-1]

    assert (row.value, row.low, row.high, row.n) == (None, None, None, 0)
    assert str(row.reason) == "nobody answered the survey in this selection"
    assert (row.bound_low, row.bound_high) == (0.0, 1.0)


def test_whoever_called_again_is_told_apart_once_the_window_has_passed(fill: Fill) -> None:
    # 200 customers call again after two days: 60 of them answer, none content; of 200 others 140 do, all content
    contacts, answers = [], []
    for n in range(400):
        first, much_later = contact(f"f{n}", who=n), contact(f"x{n}", 20.0, who=n)
        contacts += [first, much_later]
        if n < 200:
            contacts.append(contact(f"s{n}", 2.0, who=n))
        score = (1.0 if n < 60 else None) if n < 200 else (5.0 if n < 340 else None)
        answers.append(row_of_answer(first, score) | {"instrument": "csat"})
    lake = fill(contacts, answers=answers)

    rows = {days: asked(lake, weights="dr", params={"window_days": days}).row for days in (1, 7)}

    assert rows[7].value == pytest.approx(0.5, abs=1e-4)
    # within one day nobody called again, and nothing tells the silent from the others
    assert rows[1].value == pytest.approx(140 / 200, abs=1e-4)
    assert rows[7].weighted.handled == 1000


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("metric", "instrument", "scale", "good", "value", "ends"),
    [
        ("csat_mean", "csat", "1-5", 5.0, 1 + 4 * 0.55, (1 + 4 * 0.3, 1 + 4 * 0.85)),
        ("ces", "ces", "1-7 high_is_easy", 7.0, 1 + 6 * 0.55, (1 + 6 * 0.3, 1 + 6 * 0.85)),
        ("nps", "nps", "0-10", 10.0, 10.0, (-40.0, 70.0)),
        ("survey_resolution", "resolved", "0-1", 1.0, 0.55, (0.3, 0.85)),
    ],
)
def test_every_metric_of_answers_can_be_weighed(
    fill: Fill,
    metric: str,
    instrument: str,
    scale: str,
    good: float,
    value: float,
    ends: tuple[float, float],
) -> None:
    survey = two_queues(instrument=instrument, scale=scale)
    bad = 0.0 if instrument == "resolved" else 1.0
    for row in survey.answers:
        row["score"] = {5.0: good, 1.0: bad, None: None}[row["score"]]
    lake = fill(survey.contacts, answers=survey.answers)

    row = asked(lake, metric, weights="dr").row

    assert row.value == pytest.approx(value, abs=1e-2)
    assert (row.bound_low, row.bound_high) == pytest.approx(ends)
    assert row.low < value < row.high


def test_corrected_metrics_are_weighed_without_being_asked_to(fill: Fill) -> None:
    survey = two_queues()
    lake = fill(survey.contacts, answers=survey.answers)

    corrected = asked(lake, "csat_corrected").row
    plain = asked(lake, "csat_corrected", weights="none").row

    assert (corrected.value, corrected.weighted.method) == (pytest.approx(0.55, abs=1e-4), "dr")
    assert (plain.value, plain.weighted) == (pytest.approx(2 / 3), None)


def test_late_answers_that_differ_say_that_answering_may_hang_on_the_answer(fill: Fill) -> None:
    survey = two_queues()
    for row in survey.answers:
        if row["score"] is not None:
            lag = timedelta(hours=1 if row["score"] == 5.0 else 30)
            row["answered_at"] = row["delivered_at"] + lag
    lake = fill(survey.contacts, answers=survey.answers)

    row = asked(lake, weights="dr").row

    # 60 answered late, none content: the 220 silent are taken to be like them
    assert row.weighted.late == pytest.approx(120 / 400)
    assert str(row.weighted.note).startswith("those who answered late gave other answers")
    assert asked(lake, weights="dr").rows[0].as_json()["weights_note"] == str(row.weighted.note)


def test_few_answers_are_said_to_be_too_few(fill: Fill) -> None:
    survey = Survey()
    survey.asked(60, scores(10, 19))
    lake = fill(survey.contacts, answers=survey.answers)

    answer = asked(lake, weights="dr")

    assert answer.row.value == pytest.approx(10 / 29)
    assert "csat_top2 rests on 29 answers; below 30 nothing can be corrected" in map(
        str, answer.notes
    )
    assert any("no weights can mend it" in str(note) for note in answer.notes)


@pytest.mark.parametrize(
    ("metrics", "more", "message"),
    [
        ("received", {"weights": "dr"}, "received rests on no answers. Ask for it without weights"),
        (["csat_top2", "call_resolution"], {"weights": "raking"}, "call_resolution rests on no"),
        (
            "csat_top2",
            {"weights": "dr", "by": "instrument"},
            "instrument is known of answers alone",
        ),
        ("csat_top2", {"weights": "dr", "where": "score > 2"}, "score is known of answers alone"),
        ("csat_corrected", {"by": "instrument"}, "instrument is known of answers alone"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    fill: Fill, metrics: Any, more: dict[str, Any], message: str
) -> None:
    lake = fill([contact("1")])

    with pytest.raises(RequestError, match=message):
        asked(lake, metrics, **more)


def test_a_kind_of_weights_that_does_not_exist_is_refused(fill: Fill) -> None:
    lake = fill([contact("1")])

    with pytest.raises(UnknownNameError, match=r"rakin.*[Dd]id you mean.*raking"):
        asked(lake, weights="rakin")


def test_only_means_of_answers_can_be_weighed() -> None:
    from willet.core.metrics import can_be_weighed

    able = {name for name, metric in catalogue().items() if can_be_weighed(metric)}

    assert able == {
        "csat_top2",
        "csat_mean",
        "csat_corrected",
        "nps",
        "ces",
        "survey_resolution",
        "survey_resolution_corrected",
    }


def test_an_answer_reads_back_from_what_it_prints(fill: Fill) -> None:
    survey = two_queues()
    answer = asked(fill(survey.contacts, answers=survey.answers), by="queue", weights="raking")

    again = answer_of_json(json.loads(json.dumps(answer.to_json_object())))

    assert again == answer
    assert again.question == answer.question
    assert again.rows[0].weighted == answer.rows[0].weighted


def test_what_is_withheld_holds_no_figure_of_the_weighing_either(fill: Fill) -> None:
    survey = two_queues()
    answer = asked(fill(survey.contacts, answers=survey.answers), by="queue", weights="dr")

    hidden = withheld(answer, lambda cell: Message("closed") if cell["queue"] == "a" else None)

    one, other = (row.as_json() for row in hidden.rows)
    numbers = [v for n, v in one.items() if isinstance(v, int | float) and n not in {"queue"}]
    assert set(numbers) <= {0}
    assert other["raw"] == pytest.approx(0.2)


def test_the_lake_may_be_empty(tmp_path: Path, fill: Fill) -> None:
    answer = asked(fill([contact("1")]), weights="dr")

    assert answer.row.value is None
    assert np.isnan([np.nan if v is None else v for v in [answer.row.low]]).all()
