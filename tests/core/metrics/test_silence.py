"""Which metrics a gap of a source silences: read off the formulas, so that none is forgotten."""

import pytest

from willet.core.metrics import catalogue
from willet.core.metrics.silence import lacking, rests_on, silence_of
from willet.core.records import Message

WHY = Message("this source does not record it")


def silenced(*gaps: str) -> set[str]:
    return set(lacking(dict.fromkeys(gaps, WHY), catalogue().values()))


@pytest.mark.parametrize(
    ("gap", "silent", "still_told"),
    [
        ("abandoned", "abandoned visits_abandoned abandonment_rate service_level answer_rate "
         "average_abandon_time visits_entered blocked_rate wait_p90", "answered received average_handle_time "
         "service_level_answered average_speed_of_answer transfer_rate call_resolution"),
        ("answered", "answered average_handle_time service_level_answered answer_rate conversion",
         "abandoned received nps"),
        ("blocked", "blocked_rate", "offered abandonment_rate received service_level"),
        ("hold_s", "average_hold_time", "average_handle_time average_talk_time"),
        ("transfers", "transfer_rate fcr_strict", "fcr_case answered"),
        ("csat", "csat_mean csat_top2", "nps ces"),
        ("agent", "sales_per_agent", "conversion answered"),
        ("outcome", "answered abandoned visits_entered average_talk_time conversion", "received nps"),
        ("resolved", "", "call_resolution fcr_case"),
        ("nps", "nps", "csat_mean ces"),
        ("a_word_of_nobody", "", "received answered nps"),
    ],
)  # fmt: skip
def test_a_gap_silences_what_needs_it_and_nothing_else(
    gap: str, silent: str, still_told: str
) -> None:
    found = silenced(gap)

    assert set(silent.split()) - found == set()
    assert set(still_told.split()) & found == set()


def test_the_first_gap_that_a_metric_meets_is_the_reason() -> None:
    gaps = {"blocked": Message("no blocked calls"), "abandoned": Message("nobody who gave up")}

    found = lacking(gaps, catalogue().values())

    assert (found["blocked_rate"], found["answer_rate"]) == (
        "no blocked calls",
        "nobody who gave up",
    )


def test_a_source_is_silent_where_it_lacks_what_the_metric_needs() -> None:
    silence = {"b": {"hold_s": WHY}, "a": {"nps": Message("nobody was asked")}}

    assert silence_of(silence, catalogue()["average_hold_time"]) == {"b": WHY}
    assert silence_of(silence, catalogue()["received"]) == {}


def test_a_metric_rests_on_itself_its_columns_and_its_words() -> None:
    assert rests_on(catalogue()["abandonment_rate"]) == {
        *("abandonment_rate", "abandoned", "answered", "direction", "outcome"),
    }
