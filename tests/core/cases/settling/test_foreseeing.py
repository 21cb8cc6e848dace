"""Which cases stand, and what is expected of the others."""

from datetime import timedelta

import pytest

from tests.core.cases.conftest import START, Fill, Row, contact, said, table

DAY = timedelta(days=1)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("who", "more", "settled"),
    [
        (1, {}, False),
        (1, {"resolved": True}, False),  # an agent's word on a known customer, who may come back
        (1, {"outcome": "abandoned"}, False),
        (
            None,
            {"resolved": True},
            True,
        ),  # the record closed it, and nobody can be seen coming back
        (None, {"resolved": False}, True),
        (None, {"outcome": "abandoned"}, True),  # nobody took it, and nobody is known
        (None, {}, False),
        (None, {"resolved": True, "case_ref": "T1"}, False),  # a ticket may see more contacts
    ],
)
def test_a_young_case_stands_where_nothing_more_can_be_seen(
    fill: Fill, who: int | None, more: Row, settled: bool
) -> None:
    lake = fill([contact("a", 0, who, **more), contact("end", 5, 99)])

    assert table(lake, "cases", "settled")[0 if not more.get("case_ref") else -1] == (settled,)


@pytest.mark.parametrize(("newest", "settled"), [(6, False), (7, True), (8, True)])
def test_a_case_stands_when_its_window_has_passed_since_it_opened(
    fill: Fill, newest: float, settled: bool
) -> None:
    # opened at nine on day 0; the record of day 6 ends at the midnight before its window closes
    lake = fill([contact("a", 0, 1), contact("b", 4, 1), contact("end", newest, 99)])

    assert table(lake, "cases", "case_id", "settled")[0] == ("case:t:a", settled)


def test_the_customers_answer_settles_at_once(fill: Fill) -> None:
    asked = {"contact_id": "t:a", "source": "t", "instrument": "resolved", "scale": "0-1"}
    answer = {**asked, "score": 1.0, "answered_at": START, "local_date": START.date()}

    lake = fill([contact("a", 0, 1), contact("b", 0, 2)], answers=[answer])

    assert table(lake, "cases", "case_id", "settled") == [("case:t:a", True), ("case:t:b", False)]


def test_an_audit_settles_nothing(fill: Fill) -> None:
    lake = fill([contact("a", 0, 1)], outcomes=[said("audit", True, of="a", stated_at=START)])

    assert table(lake, "cases", "settled") == [(False,)]


@pytest.mark.journey("history")
def test_an_import_of_a_later_day_settles_what_waited_for_it(fill: Fill) -> None:
    first = [contact("a", 0, 1), contact("b", 3, 1), contact("end", 5, 9)]
    young = table(fill(first), "cases", "case_id", "settled")

    old = table(fill([*first, contact("later", 8, 10)]), "cases", "case_id", "settled")

    assert young[0] == ("case:t:a", False)
    assert old[0] == ("case:t:a", True)
