"""Cells drawn in Python are those that a template would draw, whatever stands in them."""

from typing import Literal, cast

import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from willet.ui.cells import drawn_cells, drawn_rows
from willet.ui.components import Cell, Column, Row, Table

TEMPLATE = (
    "{% load i18n ui %}{% for cell, column in pairs %}{% if forloop.first %}"
    '<th scope="row" class="{{ column.align }}">{% else %}<td data-label="{{ column.label }}" '
    'class="{{ column.align }}{% if cell.tone %} tone-{{ cell.tone }}{% endif %}">{% endif %}'
    "{% if cell.icon %}{% icon cell.icon cell.icon_words %}{% endif %}"
    '{% if not cell.text %}<span class="blank"{% if cell.reason %} title="{{ cell.reason }}"{% endif %}>'
    '<span aria-hidden="true">–</span><span class="visually-hidden">'
    '{% if cell.reason %}{{ cell.reason }}{% else %}{% translate "no data" %}{% endif %}</span></span>'
    '{% elif cell.href %}<a href="{{ cell.href }}">{{ cell.text }}</a>{% else %}{{ cell.text }}{% endif %}'
    "{% if cell.sub %} <small>{{ cell.sub }}</small>{% endif %}"
    "{% if forloop.first %}</th>{% else %}</td>{% endif %}{% endfor %}"
)
TEXTS = st.sampled_from(["", "72.9 %", "<b>", "a & b", '"x"', "‘’'", "?a=1&b=2", "–"])
CELLS = st.builds(
    Cell, TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(["", "good", "quiet"]), TEXTS, TEXTS
)
ALIGNS = cast("list[Literal['start', 'end']]", ["start", "end"])
COLUMNS = st.builds(Column, st.just("key"), TEXTS, st.sampled_from(ALIGNS))


@given(st.lists(st.tuples(CELLS, COLUMNS), max_size=4))
def test_a_row_is_drawn_as_by_a_template(pairs: list[tuple[Cell, Column]]) -> None:
    template = engines["django"].from_string(TEMPLATE)

    drawn = drawn_cells([cell for cell, _ in pairs], [column for _, column in pairs])

    assert drawn == template.render({"pairs": pairs})


def test_a_row_of_another_width_than_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        drawn_cells([Cell("a"), Cell("b")], [Column("a", "A")])


@given(st.lists(st.tuples(CELLS, st.booleans()), max_size=4))
def test_the_rows_of_a_table_stand_beneath_each_other_the_current_one_marked(
    rows: list[tuple[Cell, bool]],
) -> None:
    columns = [Column("a", "A")]
    table = Table("Title", columns, [Row([cell], current) for cell, current in rows])

    drawn = drawn_rows(table)

    marks = ["<tr" + ' aria-current="true"' * current + ">" for _cell, current in rows]
    each = [drawn_cells([cell], columns) for cell, _current in rows]
    assert drawn == "\n".join(
        f"{mark}{cells}</tr>" for mark, cells in zip(marks, each, strict=True)
    )


def test_a_cell_is_text_whatever_was_drawn_before_it() -> None:
    columns, bold = [Column("a", "A")], "<b>1</b>"

    drawn = [
        drawn_rows(Table("Title", columns, [Row([Cell(text)])])) for text in (mark_safe(bold), bold)
    ]

    assert drawn == ['<tr><th scope="row" class="start">&lt;b&gt;1&lt;/b&gt;</th></tr>'] * 2


@pytest.mark.parametrize(("letters", "is_long"), [(23, False), (24, True), (200, True)])
@pytest.mark.parametrize("href", ["", "/agents/"])
def test_a_word_of_many_letters_may_be_parted(letters: int, is_long: bool, href: str) -> None:
    word = "&" * letters

    drawn = drawn_cells([Cell(f"Anna {word} B", href=href)], [Column("a", "A")])

    assert drawn.count("&amp;") == letters
    assert ('<span class="long">Anna &amp;' in drawn) is is_long
