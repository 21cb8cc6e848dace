"""What a page shows is read back as the value that was written, in each language; anything else stays text."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from willet.figures.domain.exporting import ColumnKind
from willet.figures.domain.shownvalues import figures_and_intervals, values_of
from willet.ui import formats
from willet.ui.languages import LANGUAGE_NAMES

LANGUAGES = sorted(LANGUAGE_NAMES)
counts = st.integers(-(10**9), 10**9)
shares = st.decimals("-1", "2", places=3)
days = st.dates(date(1970, 1, 1), date(2100, 12, 31))


@given(st.lists(counts, min_size=1, max_size=5), st.sampled_from(LANGUAGES))
def test_counts_are_read_back(values: list[int], language: str) -> None:
    with translation.override(language):
        shown = [formats.number(value) for value in values]
        assert values_of(shown, are_figures=True) == (ColumnKind.COUNT, values)


@given(st.lists(shares, min_size=1, max_size=5), st.sampled_from(LANGUAGES))
def test_shares_are_read_back_as_they_are_shown(values: list[Decimal], language: str) -> None:
    with translation.override(language):
        shown = [formats.percent(value) for value in values]
        assert values_of(shown, are_figures=True) == (ColumnKind.SHARE, values)


@given(st.lists(days, min_size=1, max_size=5), st.sampled_from(LANGUAGES))
def test_days_are_read_back(values: list[date], language: str) -> None:
    with translation.override(language):
        shown = [formats.date(value) for value in values]
        assert values_of(shown, are_figures=False) == (ColumnKind.DAY, values)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_moments_are_read_back_as_the_clock_that_is_shown(language: str) -> None:
    with translation.override(language):
        shown = [formats.moment(datetime(2026, 11, 5, 10, 35, tzinfo=UTC))]
        kind, (value,) = values_of(shown, are_figures=False) or (None, (None,))

    assert kind is ColumnKind.MOMENT
    assert f"{value:%Y-%m-%d %M}" == "2026-11-05 35"


# A column of figures or not, what it shows, and what a file of it holds.
STAYS = [
    (False, ["12", "7"]),  # Names that are numbers.
    (True, ["80.6%", "12"]),
    (True, ["5:12 min"]),
    (True, ["n 2,053"]),
    (True, ["2053", "7"]),  # An id has no grouping.
    (True, ["007"]),
    (True, ["1,23"]),
    (True, ["=1+1"]),
    (True, ["NaN"]),
    (True, ["12.50 EUR"]),
    (False, ["5 Nov 2026", "later"]),
    (False, ["31 Feb 2026"]),
    (False, ["–", ""]),
]


@pytest.mark.parametrize(("are_figures", "texts"), STAYS)
def test_what_is_not_all_of_one_kind_stays_text(are_figures: bool, texts: list[str]) -> None:
    assert values_of(texts, are_figures=are_figures) is None


def test_what_is_not_known_stays_empty_among_values() -> None:
    assert values_of(["1,204", "–", ""], are_figures=True) == (
        ColumnKind.COUNT,
        [Decimal(1204), None, None],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_is_taken_apart_from_its_interval(language: str) -> None:
    with translation.override(language):
        shown = formats.measured(0.806, 0.758, 0.846, "share")
        figures, intervals = figures_and_intervals([shown, formats.DASH])

        assert figures == [formats.percent(0.806), formats.DASH]
        assert intervals == [formats.interval(0.758, 0.846, "share"), ""]
