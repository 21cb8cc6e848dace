"""Charts as values: what the browser is given, and the same figures as a table for who does not see the drawing."""

import pytest

from willet.ui.components.charts import Chart, ChartNote, Cloud, Funnel, Limits, Point, Series
from willet.ui.components.tables import Cell, Row, Table

MAY_JUNE = ("May", "June")


def test_what_the_browser_is_given() -> None:
    series = [
        Series("own", [0.5, None], [0.4], [0.6], estimated=True),
        Series("all", [1, 2], quiet=True),
    ]
    chart = Chart(
        *("Solved", MAY_JUNE, series, "share", "bar"),
        goal=0.8,
        goal_words="80 %",
        mark=1,
        mark_words="today",
        notes=[ChartNote(0, "new phones"), ChartNote(1, "strike")],
    )

    assert chart.as_data() == {
        "title": "Solved",
        "labels": ["May", "June"],
        "unit": "share",
        "kind": "bar",
        "goal": 0.8,
        "goalWords": "80 %",
        "mark": 1,
        "markWords": "today",
        "notes": [0, 1],
        "series": [
            {
                "name": "own",
                "values": [0.5, None],
                "low": [0.4],
                "high": [0.6],
                "quiet": False,
                "estimated": True,
            },
            {
                "name": "all",
                "values": [1, 2],
                "low": [],
                "high": [],
                "quiet": True,
                "estimated": False,
            },
        ],
    }


def test_what_goes_without_saying() -> None:
    data = Chart("t", [], []).as_data()

    assert (data["kind"], data["unit"]) == ("line", "count")
    assert (data["goal"], data["mark"], data["notes"], data["series"]) == (None, None, [], [])
    assert not Chart("t", [], []).tall


@pytest.mark.parametrize(
    ("values", "empty"),
    [([], True), ([[]], True), ([[None], [None]], True), ([[None], [0]], False), ([[0.0]], False)],
)
def test_a_chart_is_empty_where_no_value_is_known(
    values: list[list[float | None]], empty: bool
) -> None:
    assert Chart("t", MAY_JUNE, [Series("s", v) for v in values]).is_empty is empty


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ([], [], "50.0%"),
        ([0.4, 0.1], [0.6, 0.2], "50.0% (40.0–60.0)"),
        ([0.4], [0.6], "50.0% (40.0–60.0)"),
        ([0.4], [None], "50.0% (≥\N{NO-BREAK SPACE}40.0)"),
        ([None], [0.6], "50.0% (≤\N{NO-BREAK SPACE}60.0)"),
    ],
)
def test_a_figure_with_its_interval(
    low: list[float | None], high: list[float | None], text: str
) -> None:
    series = Series("s", [0.5, None], low, high)

    assert Chart("t", MAY_JUNE, [series], "share").rows()[0] == ("May", [text])


def test_a_place_that_is_marked_says_by_what() -> None:
    series = [Series("s", [1, 2])]

    def labels(mark: int | None, words: str) -> list[str]:
        rows = Chart("t", MAY_JUNE, series, mark=mark, mark_words=words).rows()
        return [label for label, _texts in rows]

    assert labels(0, "today") == ["May (today)", "June"]
    assert labels(1, "today") == ["May", "June (today)"]
    assert labels(0, "") == labels(None, "today") == labels(2, "today") == ["May", "June"]


def test_the_same_figures_as_a_table() -> None:
    chart = Chart(
        "Solved", MAY_JUNE, [Series("own", [3, None]), Series("all", [5, 6])], axis="Month"
    )

    table = chart.table()

    assert (table.caption, table.caption_hidden) == ("Solved", True)
    assert [(c.key, c.label, c.align) for c in table.columns] == [
        ("at", "Month", "start"),
        ("series0", "own", "end"),
        ("series1", "all", "end"),
    ]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["May", "3", "5"],
        ["June", "–", "6"],
    ]
    assert Chart("t", MAY_JUNE, []).table().columns[0].label == "Period"


@pytest.mark.parametrize(("count", "cards"), [(0, False), (1, False), (2, True), (3, True)])
def test_a_table_of_two_narrow_columns_stays_one_on_a_phone(count: int, cards: bool) -> None:
    chart = Chart("t", MAY_JUNE, [Series(str(n), [1, 2]) for n in range(count)])

    assert chart.table().cards is cards


def test_a_table_is_drawn_anew_where_a_figure_is_another() -> None:
    one = Chart("same title", MAY_JUNE, [Series("s", [1, 2])]).table()
    same = Chart("same title", MAY_JUNE, [Series("s", [1, 2])]).table()
    other = Chart("same title", MAY_JUNE, [Series("s", [1, 3])]).table()

    assert (one == same, one == other) == (True, False)


def test_a_funnel_gives_only_clouds_with_points() -> None:
    points = [Point("Anna", 30, 0.5, "words")]
    clouds = [Cloud("within", "good", points), Cloud("none", "", [])]
    funnel = Funnel("t", clouds, [Limits("95 %", [1], [0.2], [0.8], wide=True)], 0.6, "n", "share")

    assert funnel.as_data() == {
        "title": "t",
        "kind": "funnel",
        "unit": "share",
        "xLabel": "n",
        "yLabel": "share",
        "goal": 0.6,
        "clouds": [
            {
                "name": "within",
                "tone": "good",
                "points": [{"name": "Anna", "x": 30, "y": 0.5, "words": "words"}],
            }
        ],
        "limits": [{"name": "95 %", "x": [1], "low": [0.2], "high": [0.8], "wide": True}],
        "series": [],
    }
    assert not funnel.is_empty
    assert Funnel("t", clouds[1:], [], 0.6, "n", "share").is_empty
    assert not Limits("l", [], [], []).wide


def test_a_row_and_a_table_as_they_are_where_nothing_more_is_said() -> None:
    table = Table("t", [])

    assert (table.caption_hidden, table.cards, Row([Cell("a")]).current) == (False, True, False)
    assert (table.sort_param, list(table.rows), table.empty) == ("sort", [], None)
