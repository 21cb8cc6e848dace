"""The field's own traps, each with its table drawn."""

from typing import Any

import pytest


def test_a_transfer_is_one_contact_and_two_visits(draw: Any, ask: Any) -> None:
    """
    | contact | queue | outcome |
    |---|---|---|
    | 1 | sales, then help | answered in both, transferred once |
    | 2 | help | answered |
    """
    draw("contacts", "contact_id queue transfers\ns:1 sales 1\ns:2 help 0")
    draw("visits", "contact_id visit_no queue\ns:1 1 sales\ns:1 2 help\ns:2 1 help")

    answer = ask(["answered", "visits_answered", "transfer_rate"])

    assert [row.value for row in answer.rows] == [2, 3, 0.5]


def test_a_blank_is_not_a_zero(draw: Any, ask: Any) -> None:
    """
    | outcome | wait |
    |---|---|
    | answered | 60 |
    | answered | not recorded |
    | abandoned | not recorded |
    """
    draw("visits", "outcome wait_s\nanswered 60\nanswered -\nabandoned -")

    rows = {
        r.metric: r for r in ask(["average_speed_of_answer", "service_level", "longest_wait"]).rows
    }

    assert rows["average_speed_of_answer"].value == 60.0
    # the abandoned one was surely not answered in time; of the answered one without a wait nobody knows
    assert (rows["service_level"].value, rows["service_level"].n) == (0.0, 2)
    assert (rows["service_level"].bound_low, rows["service_level"].bound_high) == (
        0.0,
        pytest.approx(1 / 3),
    )
    assert rows["longest_wait"].coverage == pytest.approx(1 / 3)


def test_an_empty_queue_has_no_service_level(draw: Any, ask: Any) -> None:
    """Queue help had visits the day before, none today: neither 0 % nor 100 %."""
    draw("visits", "queue local_date wait_s\nhelp 1999-01-03 5\nsales 1999-01-04 5")

    rows = ask("service_level", by="queue", first="1999-01-04", where="queue = 'help'").rows
    whole = ask("service_level", first="1999-01-04", where="queue = 'help'").row

    assert rows == []
    assert (whole.value, whole.n, str(whole.reason)) == (None, 0, "no contacts in this selection")


def test_received_and_answered_are_never_aliases(draw: Any, ask: Any) -> None:
    """
    | outcome | resolved |
    |---|---|
    | answered | yes |
    | abandoned | nobody took it |
    """
    draw("cases", "handled resolved\n1 true\n0 -")

    assert ask("call_resolution").row.value == 0.5


def test_outbound_calls_are_in_no_service_figure(draw: Any, ask: Any) -> None:
    draw(
        "visits",
        "direction outcome wait_s\ninbound answered 5\noutbound abandoned 1\ninternal answered 90",
    )

    rows = ask(["visits_entered", "service_level", "abandonment_rate", "longest_wait"]).rows

    assert [row.value for row in rows] == [1, 1.0, 0.0, 5.0]


def test_who_timed_out_or_left_by_key_is_not_abandoned(draw: Any, ask: Any) -> None:
    draw("visits", "outcome wait_s\ntimed_out 300\nleft_by_key 5\nabandoned 9\nanswered 3")

    rows = ask(["abandonment_rate", "answer_rate", "service_level_late_abandons"]).rows

    assert [row.value for row in rows] == [0.25, 0.25, pytest.approx(1 / 3)]


def test_a_call_still_open_is_neither_hit_nor_miss(draw: Any, ask: Any) -> None:
    draw("visits", "outcome wait_s\nunknown -\nanswered 5")

    assert ask("service_level").row.n == 1


def test_the_hour_that_comes_twice_is_one_row(draw: Any, ask: Any) -> None:
    """| on the wall | elapsed |
    | 02:15       | 9       |
    | 02:15 again | 13      |
    | 23:45       | 99      |
    """
    day = "1999-10-31"
    draw("contacts", f"local_date local_interval wall_interval\n{day} 9 9\n{day} 13 9\n{day} 99 95")

    rows = ask("received", by=["day", "hour"]).rows

    assert [(r.keys["hour"], r.value) for r in rows] == [(2, 2), (23, 1)]


def test_scores_on_two_scales_never_meet(draw: Any, ask: Any) -> None:
    draw("answers", "instrument scale score\ncsat 1-5 4\ncsat 0-10 9\nces 1-5 1\nces 1-7 6")

    rows = ask(["csat_mean", "csat_top2", "ces"]).rows

    assert [(row.value, row.n) for row in rows] == [(4.0, 1), (1.0, 1), (6.0, 1)]


def test_a_share_of_one_hundred_is_not_certain(draw: Any, ask: Any) -> None:
    draw("visits", "wait_s\n1\n2\n3")

    row = ask("service_level").row

    assert (row.value, row.high) == (1.0, 1.0)
    assert row.low == pytest.approx(0.4385, abs=1e-4)


def test_no_rate_can_pass_one_hundred(draw: Any, ask: Any) -> None:
    """A case resolved today but received yesterday counts yesterday, in both its parts."""
    draw("cases", "local_date handled resolved\n1999-01-03 1 true\n1999-01-04 1 false")

    rows = ask("call_resolution", by="day").rows

    assert [row.value for row in rows] == [1.0, 0.0]
