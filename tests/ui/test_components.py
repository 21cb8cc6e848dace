"""The components as HTML: what stands where, and what never does."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from tests.scaffold.page_text import text_of
from willet.ui.components import (
    Cell,
    Chart,
    Cloud,
    Column,
    Empty,
    FilterBar,
    Funnel,
    NumberField,
    Point,
    Row,
    Series,
    Table,
    Tile,
    sparkline,
)


def drawn(template: str, address: str = "/", **values: object) -> str:
    request = RequestFactory().get(address)
    context: Context = RequestContext(request, values | {"request": request})
    return Template("{% load ui %}" + template).render(context)


def test_tile_without_a_value_says_why_and_shows_no_zero() -> None:
    html = drawn("{% tile t %}", t=Tile("Hold time", reason="Not recorded by this source."))

    assert text_of(html) == "Hold time – no data Not recorded by this source."


def test_tile_shows_value_interval_and_n() -> None:
    html = drawn("{% tile t %}", t=Tile("Call resolution", "72.9%", "71.7–74.1", "5,000"))

    assert text_of(html) == "Call resolution 72.9% 95% 71.7–74.1 n 5,000"


def test_texts_are_escaped_everywhere() -> None:
    bad = "<script>alert(1)</script>"
    table = Table(
        bad, [Column("a", bad, sortable=True)], [Row([Cell(bad, sub=bad)])], sorted_by="a"
    )
    chart = Chart(bad, [bad], [Series(bad, [1.0])])

    html = drawn(
        "{% tile t %}{% data_table table %}{% chart c %}{% empty e %}{% alert bad %}{% icon 'x' bad %}",
        t=Tile(bad, bad, bad, bad, bad),
        table=table,
        c=chart,
        e=Empty(bad, bad, bad, bad),
        bad=bad,
    )

    assert bad not in html
    assert html.count("</script>") == 1  # the end of the chart's own data block


# What a click on each heading leads to:
#   sorted by    | name (text)  | n (figures)
#   nothing      | name         | -n
#   name         | -name        | -n
#   -n           | name         | n
@pytest.mark.parametrize(
    ("sorted_by", "links"),
    [("", ["name", "-n"]), ("name", ["-name", "-n"]), ("-n", ["name", "n"]), ("n", ["name", "-n"])],
)
def test_heading_turns_the_order_round(sorted_by: str, links: list[str]) -> None:
    table = Table("t", [Column("name", "Name"), Column("n", "n", "end")], sorted_by=sorted_by)

    assert [heading.next for heading in table.headings()] == links


def test_heading_link_keeps_the_filters_and_leaves_the_page() -> None:
    table = Table("t", [Column("n", "n", "end", sortable=True)], [Row([Cell("1")])], sorted_by="-n")

    html = drawn("{% data_table table %}", "/calls/?queue=a&page=3&sort=-n", table=table)

    assert 'href="?queue=a&amp;sort=n"' in html
    assert 'aria-sort="descending"' in html


def test_table_without_rows_shows_its_empty_state() -> None:
    table = Table(
        "t", [Column("n", "n")], empty=Empty("No calls yet", "Import.", "/imports/", "Go")
    )

    assert text_of(drawn("{% data_table table %}", table=table)) == "No calls yet Import. Go"


def test_row_with_a_cell_too_few_is_refused() -> None:
    table = Table("t", [Column("a", "a"), Column("b", "b")], [Row([Cell("1")])])

    with pytest.raises(ValueError, match="longer"):
        drawn("{% data_table table %}", table=table)


def test_pagination_of_one_page_is_nothing() -> None:
    assert drawn("{% pagination page %}", page=Paginator([1], 10).get_page(1)).strip() == ""


def test_pagination_keeps_the_filters() -> None:
    page = Paginator(list(range(30)), 10).get_page(2)

    html = drawn("{% pagination page %}", "/calls/?queue=a&page=2", page=page)

    assert 'href="?queue=a&amp;page=3"' in html
    assert text_of(html) == "Page 2 of 3 Previous 1 2 3 Next"


# A line is broken where nothing is known, and one value alone is no line:
#   values         | strokes
#   1 2 – 3 4      | two
#   –              | none
@pytest.mark.parametrize(
    ("values", "strokes"),
    [([1, 2, None, 3, 4], 2), ([None, None], 0), ([5], 0), ([], 0), ([1, 1, 1], 1)],
)
def test_sparkline_leaves_gaps(values: list[float | None], strokes: int) -> None:
    line = sparkline(values).partition("sparkline-dot")[0]

    assert line.count("M") == strokes


# The line to what is estimated is dashed, from the last point that stands:
#   values  1 2 3 4 5      estimated  . . . e e
def test_sparkline_dashes_what_is_estimated() -> None:
    estimated = [False, False, False, True, True]

    line = sparkline([1, 2, 3, 4, 5], "", estimated)

    solid, dashed = line.partition("sparkline-estimated")[::2]
    assert solid.count("L") == 2
    assert dashed.count("L") == 2
    assert "sparkline-estimated" not in sparkline([1, 2, 3], "", [False] * 3)


def test_sparkline_of_equal_values_runs_through_the_middle() -> None:
    assert 'd="M3.0 16.0L60.0 16.0L117.0 16.0"' in sparkline([0.7, 0.7, 0.7])


def test_sparkline_with_words_is_a_picture_for_screen_readers() -> None:
    assert 'role="img" aria-label="rising &lt;fast&gt;"' in sparkline([1, 2], "rising <fast>")
    assert 'aria-hidden="true"' in sparkline([1, 2])


def test_chart_gives_its_figures_as_text_too() -> None:
    chart = Chart(
        "t", ["May", "June"], [Series("a", [0.5, None], [0.4, None], [0.6, None])], "share"
    )

    assert chart.rows() == [("May", ["50.0% (40.0–60.0)"]), ("June", ["–"])]


def test_chart_without_a_figure_draws_nothing() -> None:
    html = drawn("{% chart c %}", c=Chart("t", ["May"], [Series("a", [None])]))

    assert text_of(html) == "t Nothing to draw for this choice."


def test_funnel_without_a_point_draws_nothing() -> None:
    funnel = Funnel("t", [Cloud("none", "", [])], [], 0.5, "n", "share", beside="see below")

    assert text_of(drawn("{% funnel f %}", f=funnel)) == "t Nothing to draw for this choice."


def test_funnel_carries_its_points_and_cannot_end_its_element() -> None:
    cloud = Cloud("in", "good", [Point("</script>", 3, 0.5, "words")])
    funnel = Funnel("t", [cloud, Cloud("none", "", [])], [], 0.5, "n", "share", beside="see below")

    html = drawn("{% funnel f %}", f=funnel)

    assert html.count("</script>") == 1
    assert [c["name"] for c in funnel.as_data()["clouds"]] == ["in"]
    assert text_of(html).endswith("see below")


def test_a_number_field_offers_what_is_usual_and_keeps_its_bounds() -> None:
    field = NumberField("window_days", "Repeat window", 1500, 0, 10_000, usual=(1, 7))
    html = drawn("{% filter_bar b %}", b=FilterBar([field]))
    assert (
        '<input type="number" name="window_days" value="1500" min="0" max="10000" step="1" '
        'list="window_days-usual">'
    ) in html
    assert html.count("<option value=") == 2


def test_a_number_field_without_usual_values_has_no_list() -> None:
    html = drawn("{% filter_bar b %}", b=FilterBar([NumberField("days", "Days", 3, 1, 5)]))
    assert ("<datalist" in html, 'max="5" step="1">' in html) == (False, True)


def test_the_notes_of_a_filter_bar_stand_beneath_it() -> None:
    html = drawn("{% filter_bar b %}", b=FilterBar([], notes=["Nothing is old enough < yet."]))
    assert '<p class="filter-note quiet">Nothing is old enough &lt; yet.</p>' in html
