"""What is expected of the cases that do not stand, in the answer to a question."""

from datetime import timedelta
from typing import Any

import pytest

from tests.core.cases.conftest import START, Fill, Row, contact
from willet.core.ask import ask
from willet.core.lake import Lake
from willet.core.metrics import Answer, AnswerRow, Question
from willet.core.metrics.reasons import CHANGED_ENDING

DAY = timedelta(days=1)


def resolution(lake: Lake, **words: Any) -> Answer:
    return ask(lake, Question.of("call_resolution", **words))


def by_day(lake: Lake) -> list[AnswerRow]:
    return resolution(lake, by="day").rows


@pytest.mark.journey("history")
def test_the_window_asked_for_decides_what_is_pending(fill: Fill) -> None:
    lake = fill([contact("a", 0, 1), contact("b", 3, 2), contact("end", 8, 3)])

    pending = {w: resolution(lake, params={"window_days": w}).row.pending for w in (1, 3, 7, 14)}

    assert pending == {1: 1, 3: 1, 7: 2, 14: 3}


def test_a_record_of_less_than_two_windows_estimates_nothing(fill: Fill) -> None:
    rows = [contact(f"{d}.{n}", d, 100 * d + n, resolved=True) for d in range(13) for n in range(9)]

    rows_by_day = by_day(fill(rows))

    assert [row.pending for row in rows_by_day] == [0] * 6 + [9] * 7
    assert [row.value for row in rows_by_day] == [1.0] * 6 + [None] * 7
    assert not any(row.estimated for row in rows_by_day)


def centre(days: int, *, per_day: int = 30) -> list[Row]:
    """Each day, of those taken: a third who come back two days later and are helped then, a third who say no.

    Agents call all others solved; everybody is known.
    """
    rows = []
    for day in range(days):
        for n in range(per_day):
            who = 1000 * (day + 1) + n
            rows.append(contact(f"{day}.{n}", day, who, resolved=n % 3 != 0))
            if n % 3 == 1 and day + 2 < days:
                rows.append(contact(f"{day}.{n}.again", day + 2, who, resolved=n % 2 == 0))
    return rows


def test_recent_days_are_foreseen_as_older_ones_turned_out(fill: Fill) -> None:
    """
    of 30: 10 no; 10 yes that come back, half of them then no; 10 yes: 15 stand solved in the end, 20 as they look
    """
    lake = fill(centre(40))

    rows = by_day(lake)

    assert [row.value for row in rows[:33]] == [0.5] * 33
    assert [row.pending for row in rows[-8:]] == [0, *[30] * 7]
    for row in rows[-7:]:
        assert row.estimated
        assert row.n == 30
        assert row.value == pytest.approx(0.5, abs=0.02)
        assert row.low is not None
        assert row.high is not None
        assert row.low < 0.5 < row.high
        assert (row.coverage, row.bound_low, row.bound_high) == (0.0, 0.0, 1.0)
    whole = resolution(lake).row
    assert whole.value == pytest.approx(0.5, abs=0.003)
    assert whole.pending == 210


def test_what_comes_later_never_enters_an_estimate(fill: Fill) -> None:
    """The estimate of a past day, made from the record as it stood, is that of a record that ended there."""
    whole = centre(40)
    until = [row for row in whole if row["arrived_at"] < START + 30 * DAY]

    lake = fill(until, name="then")

    assert by_day(lake)[-1].value == pytest.approx(0.5, abs=0.02)


def test_queues_apart_are_foreseen_apart(fill: Fill) -> None:
    rows = []
    for day in range(60):
        for n in range(40):
            queue, good = ("easy", n % 20 < 18) if n % 2 else ("hard", n % 20 < 6)
            rows.append(
                contact(f"{day}.{n}", day, 1000 * (day + 1) + n, queue=queue, resolved=good)
            )
    last = (START + 59 * DAY).date()

    answer = resolution(fill(rows), by="queue", first=last, last=last)

    stood = {row.keys["queue"]: row.value for row in answer.rows}
    assert stood["easy"] == pytest.approx(0.9, abs=0.03)
    assert stood["hard"] == pytest.approx(0.3, abs=0.03)


def turned(days: int, *, on: int, per_day: int = 60) -> list[Row]:
    """All known and taken; agents call four in five solved, from one day on two in five."""
    return [
        contact(f"{d}.{n}", d, 1000 * (d + 1) + n, resolved=n % 5 < (4 if d < on else 2))
        for d in range(days)
        for n in range(per_day)
    ]


def changes_said(answer: Answer) -> list[str]:
    return [str(note.values["date"]) for note in answer.notes if note.is_one_of(CHANGED_ENDING)]


def test_a_sudden_change_is_said_with_its_day_where_days_after_it_are_estimated(fill: Fill) -> None:
    lake, changed = fill(turned(40, on=36)), (START + 36 * DAY).date()
    settled = (START + 30 * DAY).date()

    assert changes_said(resolution(lake)) == [changed.isoformat()]
    assert changes_said(resolution(lake, first=changed, by="day")) == [changed.isoformat()]
    assert changes_said(resolution(lake, last=settled)) == []
    assert changes_said(ask(lake, Question.of("received"))) == []


def test_where_nothing_changes_nothing_is_said(fill: Fill) -> None:
    assert changes_said(resolution(fill(turned(40, on=99)))) == []
