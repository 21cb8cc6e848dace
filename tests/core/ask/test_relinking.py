"""Questions under other rules: which of them link anew, what they then see, and the rows behind them."""

from typing import Any

import pytest

from tests.core.cases.conftest import Fill, contact
from tests.core.cases.curve.test_points import world
from willet.core.ask import ask
from willet.core.ask.relinking import KEPT, relinking, show
from willet.core.cases import DEFAULT, Rules, rules_of
from willet.core.lake import Lake
from willet.core.metrics import Question, behind
from willet.core.metrics.behind import Part


def rows_behind(lake: Lake, question: Question, metric: str, part: Part) -> list[str]:
    """The contacts behind a figure under the rules of its question."""
    found = behind(question, metric, part=part)
    snapshot = lake.snapshot()
    with snapshot.connect() as con:
        relink = relinking(question)
        if relink is not None:
            relink(snapshot, con)
        return [row[0] for row in con.execute(found.sql, dict(found.parameters)).fetchall()]


@pytest.mark.parametrize("metric", ["next_contact_avoidance", "repeat_rate"])
@pytest.mark.parametrize("days", [0, 1, 30, 45])
def test_stored_gaps_answer_every_window_up_to_45_days(metric: str, days: int) -> None:
    params = {"window_days": days, "topic": "ignored"}

    assert relinking(Question.of(metric, params=params)) is None


@pytest.mark.parametrize(
    ("metric", "params"),
    [
        ("next_contact_avoidance", {"window_days": 46}),
        ("fcr_case", {"window_days": 3}),
        ("one_and_done_share", {"link": "fixed"}),
        ("pending_cases", {"topic": "ignored"}),
    ],
)
def test_what_hangs_on_cases_or_a_longer_memory_links_anew(
    metric: str, params: dict[str, Any]
) -> None:
    assert relinking(Question.of(metric, params=params)) is not None


def test_the_default_rules_are_stored() -> None:
    assert relinking(Question.of("fcr_case", params={"window_days": 7})) is None


def test_linking_anew_by_the_default_rules_gives_the_stored_rows(fill: Fill) -> None:
    rows, outcomes, answers = world(5)
    snapshot = fill(rows, outcomes=outcomes, answers=answers).snapshot()
    with snapshot.connect() as con:
        stored = {
            t: con.execute(f"SELECT * FROM {t} ORDER BY ALL").fetchall() for t in ("cases", "links")
        }

    with snapshot.connect() as con:
        show(snapshot, con, DEFAULT)
        anew = {t: con.execute(f"SELECT * FROM {t} ORDER BY ALL").fetchall() for t in stored}

    assert anew == stored


@pytest.mark.journey("history")
def test_no_more_linkings_are_held_than_are_kept(fill: Fill) -> None:
    snapshot = fill([contact("a"), contact("b", 2)]).snapshot()
    with snapshot.connect() as con:
        for days in range(KEPT + 3):
            show(snapshot, con, Rules(days))
        held = con.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'linked_%'"
        ).fetchone()

    assert held == (2 * KEPT,)


def test_the_calls_behind_a_figure_are_linked_by_the_rules_asked_for(fill: Fill) -> None:
    # a and a2 lie three days apart: one case at seven days, two cases at two
    rows = [contact("a", 0), contact("a2", 3), contact("b", 0, 2)]
    lake = fill([contact("begin", -8, 8), *rows, contact("end", 40, 9)])
    days: dict[int, list[str]] = {}
    for window in (2, 7):
        question = Question.of("fcr_case", params={"window_days": window}, last="2024-03-31")
        days[window] = rows_behind(lake, question, "fcr_case", "numerator")

        assert len(days[window]) == round(
            (ask(lake, question).row.value or 0) * ask(lake, question).row.n
        )

    assert {w: sorted(found) for w, found in days.items()} == {
        2: ["t:a", "t:a2", "t:b"],
        7: ["t:b"],
    }


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("metric", ["fcr_case", "one_and_done_share", "fcr_strict"])
@pytest.mark.parametrize(
    "params", [{"window_days": 3}, {"link": "fixed", "window_days": 20}, {"topic": "required"}]
)
def test_a_figure_has_as_many_rows_behind_it_as_it_says(
    fill: Fill, metric: str, params: dict[str, Any]
) -> None:
    rows, outcomes, answers = world(6)
    lake = fill(rows, outcomes=outcomes, answers=answers)
    question = Question.of(metric, params=params)

    row = ask(lake, question).row

    assert rules_of(question) != DEFAULT
    assert len(rows_behind(lake, question, metric, "denominator")) == row.n
    assert len(rows_behind(lake, question, metric, "numerator")) == round((row.value or 0) * row.n)
