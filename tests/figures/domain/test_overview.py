"""Tables of the board rank only what rests on enough."""

from willet.core.metrics import AnswerRow
from willet.figures.domain.overview import Line, ordered


def line(name: str | None, value: float | None, n: int = 100) -> Line:
    low = None if value is None else value - 0.1
    row = AnswerRow("call_resolution", {}, value, n, low, value, "share", None, None, None, None)
    return Line(name, {"call_resolution": row})


LINES = [
    line("b", 0.5),
    line(None, 0.99),
    line("a", 0.9),
    line("few", 1.0, n=3),
    line("none", None),
]


def names(sort: str) -> list[str | None]:
    return [x.value for x in ordered(LINES, sort=sort)]


def test_by_name_what_is_not_known_comes_last() -> None:
    assert names("name") == ["a", "b", "few", "none", None]


def test_a_ranking_leaves_small_and_unknown_figures_at_the_end_either_way() -> None:
    assert names("-call_resolution") == ["a", "b", "few", "none", None]
    assert names("call_resolution") == ["b", "a", "few", "none", None]


def test_a_sort_that_does_not_exist_is_by_name() -> None:
    assert names("happiness") == names("name")
