"""The filter bar: what it offers, what it keeps, and that one filled in and sent leads back to the same page."""

from collections.abc import Mapping
from datetime import date
from typing import cast

import pytest
from django.http import QueryDict
from django.utils.translation import override

from willet.core.records import DIMENSIONS
from willet.figures.domain.asking import Reading
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.selection import FILTERS, MORE_FILTERS, Selection, read_selection
from willet.ui.components import Choice, FilterBar

NEWEST = date(2026, 3, 14)


class Known:
    """What a reading tells the bar: days and choices."""

    days = (date(2026, 3, 2), NEWEST)
    choices: Mapping[str, tuple[str, ...]] = {
        "queue": ("sales", "support"),
        "team": (),
        "topic": ("fault",),
        "channel": ("voice", "chat"),
        "agent": ("Anna", "Otto"),
        "outcome": ("answered", "abandoned"),
        "source": ("table",),
    }


def bar_of(address: str, **keep: str) -> tuple[FilterBar, Selection]:
    selection = read_selection(QueryDict(address), newest=NEWEST)
    with override("en"):
        return filter_bar(cast(Reading, Known()), selection, keep=keep), selection


def sent(bar: FilterBar) -> str:
    """The address a browser makes of the bar as it stands."""
    query = QueryDict(mutable=True)
    for name, value in bar.kept:
        query.appendlist(name, value)
    for field in (*bar.fields, *bar.more):
        value = field.selected if isinstance(field, Choice) else str(field.value or "")
        if value:
            query.appendlist(field.name, value)
    return query.urlencode()


def test_a_list_is_offered_only_where_there_is_a_choice() -> None:
    bar, _selection = bar_of("")
    assert [f.name for f in bar.fields] == ["period", "from", "to", "queue", "channel"]
    assert [f.name for f in bar.more] == ["agent", "outcome"]


def test_all_dimensions_are_offered_and_each_once() -> None:
    assert sorted((*FILTERS, *MORE_FILTERS)) == sorted(DIMENSIONS)


@pytest.mark.parametrize(
    ("address", "open_"), [("", False), ("queue=sales", False), ("outcome=answered", True)]
)
def test_what_is_folded_up_is_shown_where_it_filters(address: str, open_: bool) -> None:
    assert bar_of(address)[0].is_unfolded is open_


def test_a_chosen_value_is_offered_though_the_lake_no_longer_knows_it() -> None:
    bar, _selection = bar_of("topic=gone")
    (topic,) = [f for f in bar.fields if f.name == "topic"]
    assert isinstance(topic, Choice)
    assert ([o.value for o in topic.options], topic.selected) == (["", "fault", "gone"], "gone")


def test_what_has_no_field_is_kept() -> None:
    bar, _selection = bar_of("agent=Anna&agent=Otto&queue=sales", metric="received", sort="")
    assert list(bar.kept) == [("metric", "received"), ("agent", "Anna"), ("agent", "Otto")]
    assert [f.name for f in bar.more] == ["outcome"]


def test_the_way_out_is_offered_only_where_something_is_filtered() -> None:
    assert bar_of("")[0].reset == ""
    assert bar_of("queue=sales", metric="received")[0].reset == "?metric=received"


def test_the_bar_sent_as_it_stands_leads_to_the_same_selection() -> None:
    for address in (
        "",
        "period=7d&queue=sales",
        "from=2026-03-02&to=2026-03-09&agent=Anna",
        "period=all",
        "queue=sales&queue=support&agent=Anna&agent=Otto&outcome=abandoned",
        "topic=~unknown&topic=fault&language=~unknown&source=elsewhere&direction=inbound",
    ):
        bar, selection = bar_of(address)
        assert read_selection(QueryDict(sent(bar)), newest=NEWEST) == selection
