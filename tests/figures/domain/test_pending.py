"""What is not certain of a figure is said beside it, and drawn apart."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from willet.core.metrics import Answer, AnswerRow, Question, catalogue
from willet.core.metrics.answer import Corrected
from willet.core.metrics.reasons import CHANGED_ENDING, ONE_BY_ONE
from willet.core.records import Message
from willet.figures.domain.pending import (
    audit_words,
    changed_words,
    pending_beside,
    pending_words,
    rests_words,
    series_of,
)
from willet.figures.domain.wording import cell_of, coverage_words, in_a_row
from willet.ui import formats

SETTLED = AnswerRow(
    "call_resolution", {}, 0.8, 100, 0.7, 0.9, "share", None, 0.9, 0.75, 0.85, pending=0, audits=0
)
ESTIMATED = replace(SETTLED, pending=40, estimated=True)
LEFT_OUT = replace(SETTLED, pending=1)
NAMELESS = replace(SETTLED, coverage=None, bound_low=None, bound_high=None)
OTHER = AnswerRow("service_level", {}, 0.8, 100, 0.7, 0.9, "share", None, 1.0, 0.8, 0.8)


@pytest.fixture(autouse=True)
def english() -> object:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (SETTLED, ""),
        (OTHER, ""),
        (ESTIMATED, "Estimated: 40 cases are pending and count as older ones turned out."),
        (
            LEFT_OUT,
            "1 case is pending and left out: the records are too short to estimate it.",
        ),
        (replace(ESTIMATED, value=None), ""),
    ],
)
def test_a_tile_says_what_is_pending(row: AnswerRow, words: str) -> None:
    assert pending_words(row) == words


def test_a_cell_says_it_shortly() -> None:
    assert pending_beside(ESTIMATED) == "40 estimated"
    assert pending_beside(LEFT_OUT) == "1 pending"
    assert cell_of(ESTIMATED).sub.endswith("· n 100\n40 estimated")
    assert cell_of(SETTLED).sub.endswith("· n 100")


@pytest.mark.parametrize(
    ("metric", "notes", "words"),
    [
        (
            "call_resolution",
            [ONE_BY_ONE(), CHANGED_ENDING(date="2026-03-09")],
            "About Mar 9, 2026 it changed suddenly how cases of all calls end: what is estimated rests on the few days "
            "since, and its interval is wider.",
        ),
        ("service_level", [CHANGED_ENDING(date="2026-03-09")], ""),
        ("call_resolution", [ONE_BY_ONE()], ""),
    ],
)
def test_a_chart_says_that_its_newest_days_rest_on_few(
    metric: str, notes: list[Message], words: str
) -> None:
    answer = Answer(Question.of(metric), (), (), {}, None, tuple(notes))

    assert changed_words(answer, catalogue()[metric]) == words


def test_remarks_are_parted_by_a_full_stop_or_by_a_dot() -> None:
    assert in_a_row(["", "Goal: 20", "One. Two.", "three", "Four."]) == (
        "Goal: 20 · One. Two. three · Four."
    )
    assert in_a_row(["", ""]) == ""


def test_bounds_carry_their_unit() -> None:
    row = replace(SETTLED, coverage=0.8, bound_low=0.659, bound_high=0.855)

    low, high = formats.percent(0.659), formats.percent(0.855)
    assert coverage_words(row).endswith(f"could move it between {low} and {high}.")
    assert coverage_words(replace(row, bound_low=None)).startswith("Known for ")
    assert "move" not in coverage_words(replace(row, bound_low=None))


def test_estimated_days_are_a_line_of_their_own() -> None:
    settled, estimated = series_of("any", [SETTLED, ESTIMATED])

    assert (settled.estimated, estimated.estimated) == (False, True)
    assert [settled.values[1], estimated.values[0]] == [None, None]


def test_where_nobody_is_known_a_sentence_stands_for_the_bounds() -> None:
    assert rests_words(NAMELESS).startswith("Rests on what the record says")
    assert rests_words(SETTLED) == rests_words(OTHER) == ""
    assert audit_words(NAMELESS) == ""


def test_audits_give_a_corrected_figure_or_the_number_that_lacks() -> None:
    few = replace(SETTLED, audits=99)
    enough = replace(SETTLED, audits=100, corrected=Corrected(0.7, 0.6, 0.8))

    assert audit_words(replace(SETTLED, audits=0)).endswith(
        "no audit judged a whole case, and a correction needs 100."
    )
    assert audit_words(few).endswith("audits judged 99 cases whole, and a correction needs 100.")
    span, value = formats.interval(0.6, 0.8, "share"), formats.measure(0.7, "share")
    assert audit_words(enough) == (
        f"Corrected for the errors that 100 audits of whole cases found: {value} ({span})."
    )
    assert audit_words(OTHER) == ""


def test_a_line_of_settled_buckets_is_one_line() -> None:
    (line,) = series_of("Call resolution", [SETTLED, None, SETTLED])

    assert (line.name, list(line.values)) == ("Call resolution", [0.8, None, 0.8])


def test_what_is_estimated_is_a_line_of_its_own() -> None:
    settled, estimated = series_of("Call resolution", [SETTLED, ESTIMATED, LEFT_OUT])

    assert (settled.name, list(settled.values)) == ("Settled", [0.8, None, None])
    assert (estimated.name, list(estimated.values)) == ("Estimated", [None, 0.8, 0.8])
    assert list(estimated.low) == [None, 0.7, 0.7]
