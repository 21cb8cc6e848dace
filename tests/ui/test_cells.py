"""Cells drawn in Python are those that a template would draw, whatever stands in them."""

from typing import Literal, cast

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from willet.ui.cells import drawn_cells
from willet.ui.components import Cell, Column

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
