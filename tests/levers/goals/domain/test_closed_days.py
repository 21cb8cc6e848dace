"""Days of too few people: closed one by one, they count in the forecast as what the sum leaves for them."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.levers.goals.conftest import HEAD, TODAY
from tests.scaffold.cast import Cast
from willet.core.intake import import_files
from willet.core.metrics import AnswerRow
from willet.core.statistics.pace import Kind
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.goals.domain.closed_days import all_figures
from willet.levers.goals.domain.days import GoalDays, figure_of
from willet.levers.goals.domain.setting import Wording, set_goal
from willet.levers.goals.domain.standing import standing_of
from willet.levers.goals.domain.words import state_words
from willet.levers.goals.models import Goal, GoalSpan
from willet.people.models import User
from willet.people.visibility import visibility_of

DAYS = 70
SPARSE = {TODAY - timedelta(days=number) for number in range(1, DAYS + 1) if number % 7 == 3}
"""One weekday, on which two agents take a call each; on the others four do."""


def _rows() -> Iterator[str]:
    for number in range(DAYS, 0, -1):
        day = TODAY - timedelta(days=number)
        for place in range(2 if day in SPARSE else 4):
            wait = 30 if place == (number % 2 if day in SPARSE else number % 5) else 10
            yield (
                f"d{number}c{place},{day} 10:0{place}:00,sales,{'ABCD'[(number + place) % 4]},"
                f"North,answered,{wait},100,20,50,true,k{number}x{place}\n"
            )


@pytest.fixture(scope="module")
def made_sparse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sparse")
    calls = folder / "calls.csv"
    calls.write_text(HEAD + "".join(_rows()), encoding="utf-8")
    assert import_files(folder / "lake", "table", [calls], zone="UTC").rejects.total == 0
    return folder / "lake"


@pytest.fixture
def sparse(made_sparse: Path, home: Path) -> None:
    shutil.copytree(made_sparse, home / "lake")
    shutil.copy(made_sparse.with_name("lake.key"), home / "lake.key")


def _reading(user: User) -> Reading:
    read = read_lake(visibility_of(user))
    assert read is not None
    return read


@pytest.mark.usefixtures("sparse")
@pytest.mark.parametrize("metric", ["service_level", "answered", "sales_per_agent"])
def test_a_goal_stands_alike_for_who_may_not_see_each_of_its_days(cast: Cast, metric: str) -> None:
    span = {"first": TODAY - timedelta(days=20), "last": TODAY + timedelta(days=9)}
    goal, target = Goal(metric=metric, span=GoalSpan.OWN, filters={}, **span), Decimal("0.7")
    wording = Wording(target, "at_least", "asked")
    set_goal(goal, wording, by=cast.manager, reading=_reading(cast.manager), today=TODAY)

    theirs, manager = (standing_of(goal, _reading(who)) for who in (cast.agent, cast.manager))

    assert theirs.days is not None
    assert manager.days is not None
    assert (theirs.days.closed, manager.days.closed) == (SPARSE, frozenset())
    assert (theirs.why_no_outlook, state_words(theirs)) == ("", state_words(manager))
    assert theirs.outlook is not None
    assert manager.outlook is not None
    ends = (manager.outlook.low, manager.outlook.high)
    assert (theirs.outlook.low, theirs.outlook.high) == pytest.approx(ends, rel=0.02)


def _row(value: float | None, n: float) -> AnswerRow:
    return AnswerRow("service_level", {}, value, n, None, None, "share", None, None, None, None)


_DAY = date(2026, 3, 1)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), min_size=1),
    st.sampled_from(["share", "mean", "total"]),
)
def test_all_days_come_to_the_figure_over_them(
    drawn: list[tuple[int, int, bool]], kind: Kind
) -> None:
    counts = [(min(hits, n), n) for hits, n, _closed in drawn]
    days = [_DAY + timedelta(days=number) for number in range(len(drawn))]
    closed = frozenset(day for day, one in zip(days, drawn, strict=True) if one[2])
    rows = {
        day: _row(None, 0) if day in closed else _row(_figure(*count, kind), count[1])
        for day, count in zip(days, counts, strict=True)
    }
    hits, n = (sum(column) for column in zip(*counts, strict=True))
    given_days = GoalDays(rows, days, kind, days[-1], closed)

    figures = all_figures(given_days, days[0], days[-1], _row(_figure(hits, n, kind) or 0.0, n))

    assert figures is not None
    assert [one.day for one in figures] == days
    weights = [1.0 if kind == "total" else one.n for one in figures]
    came = sum(w * (one.value or 0.0) for w, one in zip(weights, figures, strict=True))
    assert came == pytest.approx(hits)
    if kind != "total":
        assert sum(weights) == pytest.approx(n)
    assert [one for one in figures if one.day not in closed] == [
        figure_of(day, rows[day], kind) for day in days if day not in closed
    ]


def _figure(hits: int, n: int, kind: Kind) -> float | None:
    if kind == "total":
        return float(hits)
    return hits / n if n else None


def test_nothing_is_worked_out_where_the_sum_is_closed_as_well() -> None:
    days = GoalDays({_DAY: _row(None, 0)}, [_DAY], "share", _DAY, frozenset({_DAY}))

    assert [all_figures(days, _DAY, _DAY, whole) for whole in (None, _row(None, 0))] == [None, None]
