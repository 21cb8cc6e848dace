"""Whom a room's records name: in any case, within texts, lists and filters of addresses, and nobody by a blank."""

import pytest

from tests.scaffold.cast import Cast
from willet.dashboards.models import SavedView
from willet.dashboards.personal import HOLDERS
from willet.reports.models import Report
from willet.reports.personal import HOLDERS as OF_REPORTS
from willet.ui.personal import Sought, names_any, values_of


@pytest.mark.parametrize(
    ("value", "names", "is_named"),
    [
        ("Calls of Anna W", ["Anna W"], True),
        ("calls of anna w", ["Anna W"], True),
        ({"queue": "sales", "agent": "Anna W"}, ["Otto K", "Anna W"], True),
        (["x", {"of": ["Anna W"]}], ["Anna W"], True),
        ("Calls of Anna", ["Anna W"], False),
        ({"Anna W": "a key is a field, no name"}, ["Anna W"], False),
        ("Calls", [""], False),
        ("Calls", [], False),
        (None, ["Anna W"], False),
        (7, ["7"], False),
    ],
)
def test_a_value_names_somebody(value: object, names: list[str], is_named: bool) -> None:
    assert names_any(value, names) == is_named


def test_an_address_is_read_without_its_encoding() -> None:
    assert values_of("/calls/?agent=Tom%C3%A1s+R&queue=sales") == ["Tomás R", "sales"]
    assert values_of("/calls/") == []


def test_views_and_reports_narrowed_to_somebody_are_theirs_too(cast: Cast) -> None:
    for name, query in (("of her", "?agent=Anna+W"), ("of him", "?agent=Otto+K")):
        SavedView.objects.create(name=name, address=f"/calls/{query}", owner=cast.manager)
    SavedView.objects.create(name="her own", address="/calls/", owner=cast.agent)
    Report.objects.create(owner=cast.manager, name="Anna W's week", at="07:00")
    Report.objects.create(owner=cast.manager, name="week", at="07:00")
    her = Sought(names=frozenset({"Anna W"}))

    (views,), (reports,) = HOLDERS, OF_REPORTS
    assert [view["name"] for view in views.held(her)] == ["of her", "her own"]
    assert [report["name"] for report in reports.held(her)] == ["Anna W's week"]
