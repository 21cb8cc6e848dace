"""The filter bar: what it offers, what it keeps, and that each of its links and forms leads back to the same page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from django.http import QueryDict
from django.utils.translation import override

from willet.figures.domain.asking import Reading
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.periods import OWN
from willet.figures.domain.selection import (
    EVERY_FILTER,
    FILTERS,
    MORE_FILTERS,
    Selection,
    read_selection,
)
from willet.ui.components import Choice, FilterBar, PageBar

NEWEST = date(2026, 3, 14)
ADDRESSES = (
    "",
    "period=7d&queue=sales",
    "from=2026-03-02&to=2026-03-09&agent=Anna",
    "period=all&against=none",
    "queue=sales&queue=support&agent=Anna&agent=Otto&outcome=abandoned&target_s=30",
    "topic=~unknown&topic=fault&language=~unknown&source=elsewhere&direction=inbound",
)


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


def read(address: str) -> Selection:
    return read_selection(QueryDict(address.removeprefix("?")), newest=NEWEST)


def bar_of(address: str, **keep: str) -> tuple[PageBar, Selection]:
    selection = read(address)
    with override("en"):
        return filter_bar(cast(Reading, Known()), selection, keep=keep, compares=True), selection


def lists(bar: PageBar) -> FilterBar:
    assert bar.add is not None
    return bar.add


def sent(bar: FilterBar) -> str:
    """The address a browser makes of a form as it stands."""
    query = QueryDict(mutable=True)
    for name, value in bar.kept:
        query.appendlist(name, value)
    for field in bar.fields:
        value = field.selected if isinstance(field, Choice) else str(field.value or "")
        if value:
            query.appendlist(field.name, value)
    return query.urlencode()


def test_a_list_is_offered_only_where_there_is_a_choice() -> None:
    bar, _selection = bar_of("")
    assert [f.name for f in lists(bar).fields] == ["queue", "channel", "agent", "outcome"]


def test_all_dimensions_are_offered_and_each_once() -> None:
    assert sorted((*FILTERS, *MORE_FILTERS)) == sorted(EVERY_FILTER)


def test_every_filter_that_holds_is_a_chip_that_takes_it_away() -> None:
    bar, selection = bar_of("queue=sales&queue=support&outcome=abandoned&period=7d", sort="-n")

    assert [chip.label for chip in bar.chips] == [
        "Queue: sales",
        "Queue: support",
        "Outcome: abandoned",
    ]
    assert bar.chips[0].without == "?period=7d&outcome=abandoned&queue=support&sort=-n"
    assert read(bar.chips[2].without).cells == {"queue": ("sales", "support")}
    assert read(bar.reset) == replace(selection, cells={})


def test_a_name_beyond_the_readers_sight_is_not_repeated() -> None:
    bar, _selection = bar_of("agent=Zoe")
    assert [chip.label for chip in bar.chips] == ["Agent: a name that is not open to you"]
    assert "Zoe" not in str(lists(bar).fields)


def test_a_chosen_value_is_offered_though_the_lake_no_longer_knows_it() -> None:
    bar, _selection = bar_of("topic=gone")
    (topic,) = [f for f in lists(bar).fields if f.name == "topic"]
    assert isinstance(topic, Choice)
    assert ([o.value for o in topic.options], topic.selected) == (["", "fault", "gone"], "gone")


def test_the_way_out_is_offered_only_where_something_is_filtered() -> None:
    assert bar_of("period=7d")[0].reset == ""
    assert bar_of("queue=sales", metric="received")[0].reset == "?metric=received"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_lists_sent_as_they_stand_lead_to_the_same_selection(address: str) -> None:
    bar, selection = bar_of(address, metric="received")
    assert read(sent(lists(bar))) == selection
    assert QueryDict(sent(lists(bar)))["metric"] == "received"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_preset_and_a_comparison_change_nothing_else(address: str) -> None:
    bar, selection = bar_of(address, metric="received")
    week = next(turn for turn in bar.presets if turn.label == "7 days")
    year = next(turn for turn in bar.against if turn.label == "The year before")

    assert read(week.address) == replace(selection, period=read("period=7d").period, preset="7d")
    assert read(year.address) == replace(selection, against="year")
    assert all(QueryDict(t.address[1:])["metric"] == "received" for t in (week, year))


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_dates_that_stand_sent_are_the_same_days(address: str) -> None:
    bar, selection = bar_of(address)
    shown = read(sent(bar.days))

    expected = selection.period.within(*Known.days)
    assert shown == replace(selection, period=expected, preset=OWN)


@pytest.mark.parametrize(
    ("address", "current"),
    [("", "28 days"), ("period=month", "This month"), ("from=2026-03-02", None)],
)
def test_the_preset_that_stands_is_marked(address: str, current: str | None) -> None:
    bar, _selection = bar_of(address)
    assert [t.label for t in bar.presets if t.current] == [current] * (current is not None)
