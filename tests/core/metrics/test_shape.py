"""What a formula comes to, and which formulas come to nothing."""

import pytest

from willet.core.metrics.formula import Reader
from willet.core.metrics.shape import (
    Count,
    Extreme,
    PerGroup,
    Quantile,
    Quotient,
    Shape,
    shape_of,
)
from willet.core.records import RequestError


def shape(text: str, table: str = "visits") -> Shape:
    return shape_of(Reader(table).formula(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("count(*)", Count),
        ("count_if(answered)", Count),
        ("avg(wait_s)", Quotient),
        ("sum_if(wait_s, answered) / count_if(answered)", Quotient),
        ("max_if(wait_s, offered)", Extreme),
        ("quantile(wait_s, 0.9)", Quantile),
        ("sum(wait_s) / count_distinct(agent)", PerGroup),
    ],
)
def test_a_formula_has_a_shape(text: str, kind: type) -> None:
    assert type(shape(text)) is kind


def test_a_share_of_rows_is_told_from_a_mean() -> None:
    share, mean = shape("count_if(answered) / count(*)"), shape("avg(wait_s)")

    assert isinstance(share, Quotient)
    assert isinstance(mean, Quotient)
    assert share.hit is not None
    assert mean.hit is None
    assert share.counts_rows
    assert mean.counts_rows


def test_a_sum_at_the_bottom_does_not_count_rows() -> None:
    found = shape("sum(unanswered_offers) / sum(offers)")

    assert isinstance(found, Quotient)
    assert not found.counts_rows


def test_needs_and_helps_are_read_off_the_formula() -> None:
    found = shape("avg_if(talk_s + or_zero(hold_s) + or_zero(acw_s), answered)")

    assert found.needs == ("direction", "outcome", "talk_s")
    assert found.helps == ("acw_s", "hold_s")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sum(wait_s)", "cannot be a lone sum"),
        ("count_distinct(agent)", "cannot be a lone count_distinct"),
        ("count(*) - count_if(answered)", "is one aggregate"),
        ("avg(wait_s) / count(*)", "made of counts and sums"),
        ("count(*) / max(wait_s)", "A denominator is a count or a sum"),
        ("count(*) / count_distinct(agent)", "Over count_distinct stands one sum"),
    ],
)
def test_a_formula_without_a_shape_is_refused(text: str, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        shape(text)
