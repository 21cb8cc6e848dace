"""The worth of resolution of a lake counted by hand: the clock, coming back, leaving, effort.

| customers | opening | what came | solved at first contact | clock + |
|---|---|---|---|---|
| 40 | day 20 | 4 call on day 32 | yes | 5 days |
| 20 | day 20 | all call on day 22, 5 again on day 32 | no | 5 days |

Calls of day 32 are cases of their own, solved and without return. The records go from day 0 to day 90.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.core.effects.conftest import START, Row, contact, day, lake_of
from willet.core.lake import Lake
from willet.core.records import RequestError
from willet.core.worth import Customer, ResolutionWorth, WorthRequest, worth


def at(n: int, who: int, on: int) -> Row:
    return contact(n, who, START + timedelta(days=on), "ann")


def rows() -> list[Row]:
    calls = [(900, 0), (901, 90), *((who, 20) for who in range(60))]
    calls += [(who, 22) for who in range(40, 60)]
    calls += [(who, 32) for who in (0, 1, 2, 3, 40, 41, 42, 43, 44)]
    return [at(n, who, on) for n, (who, on) in enumerate(calls)]


def eased(who: int, score: float) -> Row:
    first = at(who + 2, who, 20)
    names = ("contact_id", "source", "customer_key", "local_date", "agent", "queue")
    return {name: first[name] for name in names} | {
        "instrument": "ces",
        "scale": "1-7",
        "score": score,
        "asked_by": "mail",
        "answered_at": first["arrived_at"] + timedelta(hours=1),
    }


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    answers = [eased(who, 6.0 if who < 40 else 3.0) for who in (*range(5), *range(40, 46))]
    return lake_of(tmp_path_factory.mktemp("worth") / "lake", rows(), answers)


CUSTOMERS = (
    # Solved: two of forty leave within thirty days of the clock, one a day too late, one on the clock's own day.
    Customer(0, left=day(28), value=100.0),
    Customer(1, left=day(57), value=50.0),
    Customer(2, left=day(58), value=50.0),
    Customer(3, left=day(27), value=10.0),
    *(Customer(who, value=20.0) for who in range(4, 40)),
    # Not solved: five of twenty leave.
    *(Customer(who, left=day(40), value=40.0) for who in range(40, 45)),
    *(Customer(who, value=20.0) for who in range(45, 60)),
)


def told(
    lake: Lake, customers: tuple[Customer, ...] | None = None, days: int = 30
) -> ResolutionWorth:
    return worth(lake, WorthRequest.of(customers, days=days))


def plain(found: ResolutionWorth, name: str) -> tuple[float, float, int]:
    (outcome,) = (o for o in found.outcomes if o.name == name)
    return outcome.plain.solved, outcome.plain.others, outcome.cases


def test_coming_back_is_counted_from_the_clock_on(lake: Lake) -> None:
    """The second call of day 22 is what not solved means; it is no return."""
    found = told(lake)

    assert (found.cases, found.customers, found.solved) == (69, 60, 49)
    assert plain(found, "returned") == (pytest.approx(4 / 49), pytest.approx(5 / 20), 69)
    assert plain(found, "later_contacts") == (pytest.approx(4 / 49), pytest.approx(5 / 20), 69)


@pytest.mark.parametrize(("days", "share"), [(4, 0.0), (5, 0.25)])
def test_last_day_looked_ahead_counts(lake: Lake, days: int, share: float) -> None:
    assert plain(told(lake, days=days), "returned")[1] == share


def test_leaving_is_counted_of_who_was_a_customer_at_the_clock(lake: Lake) -> None:
    """Of 49 solved cases those of day 32 have their clock on day 39, when customer 0 is gone."""
    found = told(lake, CUSTOMERS)

    # Day 20: customers 0 and 1 of 39. Day 32 (clock day 39, until 69): 1 and 2, and 40 to 44 of day 40.
    assert plain(found, "churned") == (pytest.approx(9 / 46), pytest.approx(5 / 20), 66)
    assert plain(found, "value_lost")[1] == pytest.approx(5 * 40 / 20)
    assert any("Left before the clock started" in str(note) for note in found.notes)


@pytest.mark.parametrize("left", [None, day(40)])
def test_who_all_fare_alike_have_no_interval(lake: Lake, left: date | None) -> None:
    """An interval without width would promise what nobody knows."""
    found = told(lake, tuple(Customer(who, left=left) for who in range(60)))

    (outcome,) = (o for o in found.outcomes if o.name == "churned")
    assert (outcome.plain.low, outcome.plain.high) == (None, None)


def test_who_joined_later_is_said(lake: Lake) -> None:
    """The clock of the cases of day 20 starts on day 27, that of the nine of day 32 on day 39."""
    found = told(lake, tuple(Customer(who, joined=day(38)) for who in range(60)))
    alone = told(lake, (Customer(5, joined=day(40)),))

    assert "churned" not in {outcome.name for outcome in found.outcomes}
    assert [str(n) for n in found.notes if "joined" in str(n)] == [
        "60 cases are of customers who joined after the clock started, and are in no figure of who left."
    ]
    assert [str(n) for n in alone.notes if "joined" in str(n) or "None of" in str(n)] == [
        "1 case is of a customer who joined after the clock started, and is in no figure of who left."
    ]


def test_effort_is_what_customers_answered(lake: Lake) -> None:
    assert plain(told(lake), "effort") == (6.0, 3.0, 11)


def test_curves_begin_at_one_and_end_where_the_shares_do(lake: Lake) -> None:
    (curve,) = told(lake).curves

    solved, others = curve.solved, curve.others
    assert (len(solved.share), solved.share[0], others.share[0]) == (31, 1.0, 1.0)
    assert others.share[4:6] == (1.0, 0.75)
    assert others.low[5] < 0.75 < others.high[5]
    assert (others.low[4], others.high[4]) == (1.0, 1.0)


def test_cases_are_those_that_opened_in_the_days_asked_for(lake: Lake) -> None:
    """Of day 20 there are 60, of day 32 nine."""
    counts = [
        worth(lake, WorthRequest.of(first=day(a), last=day(b))).cases
        for a, b in ((0, 90), (20, 20), (21, 31), (32, 90))
    ]
    assert counts == [69, 60, 0, 9]


def test_what_is_not_known_is_said(lake: Lake, tmp_path: Path) -> None:
    assert any("Who left is not known" in str(note) for note in told(lake).notes)
    nobody = told(lake, (Customer(77_777, left=day(40)),))
    assert any("None of the customers" in str(note) for note in nobody.notes)
    empty = told(Lake.create(tmp_path / "lake", zone="UTC"))
    assert (empty.cases, empty.outcomes) == (0, ())
    assert any("There are no settled cases" in str(note) for note in empty.notes)


def test_records_that_end_too_early_compare_nothing(lake: Lake) -> None:
    found = told(lake, days=80)

    assert [o.name for o in found.outcomes] == ["effort"]
    assert any("with 80 days after them" in str(note) for note in found.notes)


@pytest.mark.parametrize("days", [0, 366])
def test_days_ahead_are_bounded(days: int) -> None:
    with pytest.raises(RequestError, match="a whole number from 1 to 365"):
        WorthRequest.of(days=days)


def test_of_whom_two_things_are_said_nothing_is_known(
    tmp_path: Path,
) -> None:
    """Customer 0 is known by two numbers. In one file both lines say the same, in the other they do not."""
    calls = rows()
    for n, call in enumerate(calls):
        own = call["customer_key"] + 1000
        call["number_key"] = 5000 if call["customer_key"] == 0 and n > 60 else own
    both = {call["number_key"] for call in calls if call["customer_key"] == 0}
    lake = lake_of(tmp_path / "lake", calls, [])
    rest = [Customer(who + 1000, "number", value=1.0) for who in range(1, 60)]

    def leaving(*days: date) -> int:
        lines = [Customer(key, "number", left=d) for key, d in zip(sorted(both), days, strict=True)]
        return plain(told(lake, (*lines, *rest)), "churned")[2]

    assert len(both) == 2
    assert leaving(day(70), day(70)) - leaving(day(70), day(71)) == 2
