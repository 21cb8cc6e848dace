"""Alerts in tables and as a chart: what was noticed, on which side, and how often chance alone would speak."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from willet.levers.goals.alert_tables import (
    MOST_DAYS,
    alert_chart,
    alerts_sheet,
    alerts_table,
    false_alarm_words,
    side_words,
    signals_table,
)
from willet.levers.goals.domain.watching import AlertStanding, expected_false, false_alarms
from willet.levers.goals.models import Alert, AlertSignal
from willet.people.models import User
from willet.ui import formats
from willet.ui.components import ChartNote

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def _alert(metric: str = "service_level", known_days: int | None = 100, **more: Any) -> Alert:
    given = {"metric": metric, "scope": str(more), "baseline_last": DAY, "known_days": known_days}
    return Alert.objects.create(**given | more)


def _signal(
    alert: Alert, side: str = "below", last: date | None = None, first: date = DAY
) -> AlertSignal:
    return AlertSignal.objects.create(alert=alert, side=side, first=first, last=last)


@pytest.mark.parametrize(
    ("metric", "side", "words"),
    [
        # A service level is better high, a waiting time low, a handle time neither.
        ("service_level", "above", "better: above the usual range"),
        ("service_level", "below", "worse: below the usual range"),
        ("average_ring_time", "above", "worse: above the usual range"),
        ("average_ring_time", "below", "better: below the usual range"),
        ("average_handle_time", "above", "above the usual range"),
        ("average_handle_time", "below", "below the usual range"),
        ("no metric any more", "above", "above the usual range"),
    ],
)
def test_the_side_and_whether_it_is_the_worse_one(metric: str, side: str, words: str) -> None:
    assert side_words(_signal(_alert(metric), side)) == words


def test_what_was_noticed_last_and_until_when() -> None:
    alert = _alert()
    _signal(alert, first=DAY - timedelta(days=9), last=DAY - timedelta(days=7))
    before = alerts_table([alert]).rows[0].cells[2].text
    _signal(alert, first=DAY)
    now = alerts_table([Alert.objects.get()]).rows[0].cells[2].text

    assert before == "worse: below the usual range from Feb 21, 2026 to Feb 23, 2026"
    assert now == "worse: below the usual range since Mar 2, 2026"


def test_an_alert_that_was_not_looked_at_says_so() -> None:
    table = alerts_table([_alert(known_days=None)])

    (row,) = table.rows
    assert [(cell.text, cell.reason) for cell in row.cells[2:]] == [
        ("", "nothing yet"),
        ("", "not looked at yet"),
    ]
    assert table.note == ""


def test_how_many_speak_by_chance_among_them_all() -> None:
    first, second = _alert(), _alert("average_handle_time", side="worse", filters={"queue": "x"})
    unseen = _alert("average_ring_time", known_days=None)

    one, both = alerts_table([first, unseen]), alerts_table([first, second, unseen])

    chance = formats.percent(false_alarms(100, "both"), 0)
    assert one.rows[0].cells[3].text == chance
    assert " of 1 alert speak within 200 days" in one.note
    assert " of 2 alerts speak within 200 days" in both.note
    assert f"let {formats.number(expected_false([first, second]), 1)} of 2" in both.note


def test_a_file_has_a_line_for_each_stretch_and_one_for_an_alert_that_noticed_nothing() -> None:
    spoke, quiet = (
        _alert(filters={"queue": "sales"}),
        _alert("average_handle_time", known_days=None),
    )
    _signal(spoke, "above", first=DAY - timedelta(days=9), last=DAY)
    _signal(spoke, "below")

    sheet = alerts_sheet([spoke, quiet])
    names = [field.heading for field in sheet.fields]
    rows = [dict(zip(names, row, strict=True)) for row in sheet.rows]

    assert [(r["metric"], r["queue"], r["side"], r["first"], r["last"]) for r in rows] == [
        ("service_level", "sales", "below", DAY, None),
        ("service_level", "sales", "above", DAY - timedelta(days=9), DAY),
        ("average_handle_time", None, None, None, None),
    ]
    assert [r["false_alarm"] for r in rows] == [false_alarms(100, "both")] * 2 + [None]
    words: dict[str, Any] = {field.heading: field.in_words for field in sheet.fields}
    assert words["side"]("above") == "above the usual range"
    assert words["side"]("below") == "below the usual range"


def test_who_has_seen_it() -> None:
    signal = _signal(_alert())
    for name in ("anna", "bo"):
        signal.seen_by.add(User.objects.create_user(name, f"{name}@willet.example"))

    (row,) = signals_table([signal]).rows

    assert row.cells[1].text == "anna, bo"
    assert signals_table([]).rows == []


def test_how_often_it_errs_is_said_where_both_are_known() -> None:
    noise: Any = SimpleNamespace(days=1_234)
    stands = AlertStanding(_alert(), noise=noise, false_alarms=0.25)

    assert "is read off 1,234 days" in false_alarm_words(stands)
    assert "within 200 days with a chance of 25%" in false_alarm_words(stands)
    assert false_alarm_words(replace(stands, noise=None)) == ""
    assert false_alarm_words(replace(stands, false_alarms=None)) == ""


def _points(count: int) -> tuple[Any, ...]:
    return tuple(
        SimpleNamespace(
            day=DAY + timedelta(days=n), low=0.5, high=0.75, smoothed=0.6, value=n / 1_000
        )
        for n in range(count)
    )


def test_the_days_since_are_drawn_the_newest_of_them_all() -> None:
    stands = AlertStanding(_alert(), points=_points(MOST_DAYS + 1))

    chart = alert_chart(stands, [ChartNote(MOST_DAYS - 1, "last"), ChartNote(MOST_DAYS, "none")])

    assert MOST_DAYS == 120
    assert chart is not None
    assert (len(chart.labels), chart.labels[0]) == (120, "Mar 3, 2026")  # the first day is left out
    usual, smoothed, daily = chart.series
    assert (usual.values[0], usual.low[0], usual.high[0]) == (0.625, 0.5, 0.75)
    assert (smoothed.values[0], daily.values[0], daily.values[-1]) == (0.6, 0.001, 0.12)
    assert [series.quiet for series in chart.series] == [False, False, True]
    assert [note.words for note in chart.notes] == ["last"]
    assert (chart.unit, chart.tall) == ("share", True)


def test_without_a_day_nothing_is_drawn() -> None:
    assert alert_chart(AlertStanding(_alert())) is None
    assert alert_chart(AlertStanding(_alert("average_handle_time"), points=_points(1))) is not None
