"""Where evidence begins is marked on a chart, and two periods are not compared across it.

| before: 1 to 10 March | now: 11 to 20 March | customers are asked from a day on |
"""

from datetime import date

import pytest
from django.utils.translation import override

from willet.core.metrics import catalogue
from willet.core.records import EvidenceKind
from willet.figures.domain.begins import begin_notes, begins_words, between, with_notes
from willet.figures.domain.periods import Period
from willet.ui.components import ChartNote

CUSTOMER, AUDIT = EvidenceKind.CUSTOMER, EvidenceKind.AUDIT
RESOLUTION, RECEIVED = catalogue()["call_resolution"], catalogue()["received"]


def march(day: int) -> date:
    """A day of that month."""
    return date(2026, 3, day)


BEFORE, NOW = Period(march(1), march(10)), Period(march(11), march(20))


@pytest.mark.parametrize(
    ("begins", "is_apart"),
    [
        (date(2026, 2, 28), False),
        (march(1), False),  # the first day of the two periods: all of both has it
        (march(2), True),
        (march(10), True),
        (march(11), True),  # the first day of the newer one: the older has none of it
        (march(20), True),
        (march(21), False),  # neither has it
    ],
)
def test_nothing_is_compared_across_the_day_on_which_evidence_begins(
    begins: date, is_apart: bool
) -> None:
    assert between({CUSTOMER: begins}, RESOLUTION, BEFORE, NOW) == (
        {CUSTOMER: begins} if is_apart else {}
    )


def test_a_day_between_two_periods_parts_them_too() -> None:
    last_year = Period(date(2025, 3, 11), date(2025, 3, 20))
    begun = {CUSTOMER: date(2025, 11, 3)}

    assert between(begun, RESOLUTION, last_year, NOW) == begun


@pytest.mark.parametrize(
    ("before", "now"), [(None, NOW), (Period(None, march(10)), NOW), (BEFORE, Period(march(11), None))]
)  # fmt: skip
def test_an_open_period_is_compared_with_nothing(before: Period | None, now: Period) -> None:
    assert between({CUSTOMER: march(5)}, RESOLUTION, before, now) == {}


def test_a_figure_that_rests_on_no_evidence_is_compared() -> None:
    assert between({CUSTOMER: march(5)}, RECEIVED, BEFORE, NOW) == {}


@pytest.mark.parametrize(
    ("begins", "drawn", "place"),
    [
        (march(11), NOW, 0),
        (march(13), NOW, 2),
        (march(20), NOW, 9),
        (march(10), NOW, None),
        (march(21), NOW, None),
        (march(13), Period(date(2026, 1, 1), march(31)), 10),  # in weeks: that of 9 March
    ],
)
def test_the_day_is_marked_where_it_is_drawn(
    begins: date, drawn: Period, place: int | None
) -> None:
    with override("en"):
        notes = begin_notes({CUSTOMER: begins}, RESOLUTION, drawn)

    assert [note.place for note in notes] == ([] if place is None else [place])


def test_marks_and_remarks_stand_in_the_order_of_the_axis() -> None:
    with override("en"):
        marks = begin_notes({CUSTOMER: march(15), AUDIT: march(12)}, RESOLUTION, NOW)
        notes = with_notes(marks, [ChartNote(3, "A remark")])

    assert notes == [
        ChartNote(1, "Quality audits begin on Mar 12, 2026"),
        ChartNote(3, "A remark"),
        ChartNote(4, "Customers’ answers begin on Mar 15, 2026"),
    ]
    assert begin_notes({CUSTOMER: march(15)}, RECEIVED, NOW) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "customers’ answers begin on Mar 3, 2026"),
        ("nl", "antwoorden van klanten beginnen op 3 mrt 2026"),
        ("de", "Antworten von Kunden beginnen am 03.03.2026"),
        ("es", "las respuestas de los clientes empiezan el 3 mar 2026"),
        ("vi", "câu trả lời của khách hàng bắt đầu từ 3 thg 3, 2026"),
    ],
)
def test_it_is_said_in_five_languages(language: str, words: str) -> None:
    with override(language):
        assert begins_words({CUSTOMER: march(3)}) == words
