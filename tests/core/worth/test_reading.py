"""The settled cases of a few customers, and what came after each: rows put into an engine and looked up by hand."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from duckdb import DuckDBPyConnection

from tests.core.cases.conftest import put
from willet.core.lake.engine import open_engine
from willet.core.metrics import Question
from willet.core.worth.customers import Customer
from willet.core.worth.reading import SettledCases, read_cases, read_stay

Row = dict[str, Any]
START = datetime(2024, 3, 4, 9)
TODAY = START.date()
DAY_S = 86_400.0


def at(day: float) -> datetime:
    return START + timedelta(days=day)


def case(name: str, who: int | None = 1, day: float = 7.0, **more: Any) -> Row:
    """A case that settled on a day after the start; it was solved at once."""
    return {
        "case_id": name,
        "source": "t",
        "customer_key": who,
        "direction": "inbound",
        "identified": True,
        "matured": True,
        "opening_seen": True,
        "taken": True,
        "solved_at_once": True,
        "opened_at": at(day - 7),
        "local_date": at(day - 7).date(),
        "matures_at": at(day),
        "wall_interval": 36,
    } | more


def link(name: str, who: int | None = 1, day: float = 0.0, no: int = 1, **more: Any) -> Row:
    return {
        "contact_id": f"t:{name}{no}",
        "source": "t",
        "case_id": name,
        "customer_key": who,
        "direction": "inbound",
        "contact_no": no,
        "arrived_at": at(day),
        "local_date": at(day).date(),
    } | more


def answer(name: str, score: float | None, no: int = 1, **more: Any) -> Row:
    return {
        "contact_id": f"t:{name}{no}",
        "source": "t",
        "instrument": "ces",
        "score": score,
        "local_date": TODAY,
    } | more


@pytest.fixture
def con() -> Iterator[DuckDBPyConnection]:
    with open_engine() as opened:
        yield opened


def fill(con: DuckDBPyConnection, **tables: list[Row]) -> None:
    for name in ("cases", "links", "answers", "contacts"):
        put(con, name, tables.get(name, []), name)


def read(con: DuckDBPyConnection, *, where: str | None = None, eased: str = "TRUE", days: int = 30,
         last: date = TODAY + timedelta(days=60)) -> SettledCases:  # fmt: skip
    return read_cases(con, Question.of("fcr_case", where=where), eased, last, days)


@pytest.mark.parametrize(
    "missing",
    [
        {"direction": "outbound"},
        {"direction": "internal"},
        {"identified": False},
        {"matured": False},
        {"opening_seen": False},
        {"taken": False},
        {"customer_key": None},
        {"solved_at_once": None},
    ],
)
def test_a_case_counts_where_all_of_it_is_known(con: DuckDBPyConnection, missing: Row) -> None:
    fill(con, cases=[case("a", 5), case("b", 6, **missing)])

    assert read(con).customer.tolist() == [5]


def test_cases_stand_in_the_order_of_their_clock_with_what_they_can_be_compared_by(
    con: DuckDBPyConnection,
) -> None:
    rows = [
        case("a", 9, 8, topic="b", queue=None, wall_interval=36, solved_at_once=False),
        case("b", 2**64 - 1, 7, topic=None, queue="q", wall_interval=35),
        case("c", 7, 7, topic="a", queue="q", wall_interval=47),
    ]
    fill(con, cases=rows)

    cases = read(con, last=TODAY + timedelta(days=8))

    assert cases.customer.view(np.uint64).tolist() == [7, 2**64 - 1, 9]
    assert cases.solved.tolist() == [True, True, False]
    topic, queue, earlier, hours = (trait.tolist() for trait in cases.traits)
    # a, unknown, b; three quarters of an hour before nine are another time of day than nine to twelve
    assert (topic, queue, earlier, hours) == ([1, 0, 2], [1, 1, 0], [0, 0, 0], [1, 0, 1])
    since = (START - datetime(1970, 1, 1)).total_seconds()
    assert cases.clock.tolist() == [since + 7 * DAY_S, since + 7 * DAY_S, since + 8 * DAY_S]
    # what was seen ends at the midnight before the last day, fifteen hours after the first two
    assert cases.followed.tolist() == pytest.approx([15 / 24, 15 / 24, 0.0])
    assert np.isnan(cases.ease).all()


def test_a_filter_is_that_of_the_question(con: DuckDBPyConnection) -> None:
    fill(con, cases=[case("a", 5, queue="x"), case("b", 6, queue="y")])

    assert read(con, where="queue = 'y'").customer.tolist() == [6]


MONTH_S = 28 * DAY_S


@pytest.mark.parametrize(
    ("gap", "looked_back", "earlier"),
    [
        (MONTH_S, MONTH_S, 2),
        (MONTH_S + 1, MONTH_S, 1),
        (MONTH_S + 1, MONTH_S - 1, 0),
        (None, MONTH_S, 1),
        (None, MONTH_S - 1, 0),
        (None, None, 0),
        (60.0, 60.0, 2),
    ],
)
def test_who_called_in_the_month_before_had_called_before(
    con: DuckDBPyConnection, gap: float | None, looked_back: float | None, earlier: int
) -> None:
    seen: Row = {"prev_gap_s": gap, "looked_back_s": looked_back}
    others: list[tuple[str, Row]] = [
        ("b", {"prev_gap_s": 1.0}),
        ("c", {"looked_back_s": MONTH_S}),
        ("d", {}),
    ]
    rows = [case("a", 1), *(case(name, 2, 8) for name, _ in others)]
    links = [link("a", 1, **seen), link("a", 1, no=2, prev_gap_s=1.0)]
    links += [link(name, 2, **more) for name, more in others]
    fill(con, cases=rows, links=links)

    codes = read(con).traits[2].tolist()

    # beside the three there can be: two, one and nought
    assert codes[0] == earlier


def test_ease_is_the_mean_of_what_the_customer_answered_on_the_effort_scale(
    con: DuckDBPyConnection,
) -> None:
    answers = [answer("a", 2), answer("a", 5, no=2), answer("a", None, no=2), answer("b", None)]
    answers += [answer("c", 1, instrument="csat"), answer("c", 7, source="other")]
    links = [link("a", 1), link("a", 1, no=2), link("b", 2), link("c", 3)]
    fill(con, cases=[case("a", 1), case("b", 2), case("c", 3)], links=links, answers=answers)

    cases = read(con, eased="a.source = 't'")

    assert cases.ease[0] == 3.5
    assert np.isnan(cases.ease[1:]).all()


def test_later_contacts_of_the_customer_are_counted_after_the_clocks_start(
    con: DuckDBPyConnection,
) -> None:
    links = [
        link("a", 1, 7),  # at the very start: not after it
        link("b", 1, 7.5),
        link("c", 1, 37),  # at the end of thirty days
        link("d", 1, 37.001),
        link("e", 1, 8, direction="outbound"),
        link("f", 2, 7.1),
        link("g", None, 7.2),
        link("h", 3, 6),
    ]
    fill(con, cases=[case("a", 1), case("b", 3), case("c", 4)], links=links)

    cases = read(con)

    assert cases.customer.tolist() == [1, 3, 4]
    assert cases.next_day.tolist() == pytest.approx([0.5, np.inf, np.inf])
    assert cases.later.tolist() == [2, 0, 0]


def test_customers_beside_each_other_are_not_taken_for_one_another(
    con: DuckDBPyConnection,
) -> None:
    """The last contact of one and the first of the next lie a whole record apart, however long it is."""
    links = [link("a", 1, 0), link("b", 2, 0), link("b", 2, 400), link("c", 3, 0)]
    fill(con, cases=[case("a", 1, 395), case("b", 2, 399), case("c", 3, 400)], links=links)

    cases = read(con, days=365)

    assert cases.later.tolist() == [0, 1, 0]
    assert cases.next_day.tolist() == pytest.approx([np.inf, 1.0, np.inf])


def test_without_contacts_nobody_came_back(con: DuckDBPyConnection) -> None:
    fill(con, cases=[case("a", 1)])

    assert (read(con).next_day.tolist(), read(con).later.tolist()) == ([np.inf], [0])


def test_without_cases_every_array_is_empty(con: DuckDBPyConnection) -> None:
    fill(con, links=[link("a", 1)])

    cases = read(con)

    assert [len(column) for column in (cases.customer, cases.clock, cases.ease, cases.later)] == [
        0
    ] * 4
    assert [len(trait) for trait in cases.traits] == [0] * 4


def stay_of(con: DuckDBPyConnection, *customers: Customer) -> Any:
    """What the file says of five customers whose clock started a week after the first day."""
    keys = [{"contact_id": f"t:{n}1", "source": "t", "id_key": 100 + n, "number_key": 200 + n,
             "local_date": TODAY} for n in range(1, 6)]  # fmt: skip
    keys.append({"contact_id": "t:61", "source": "t", "number_key": 201, "local_date": TODAY})
    links = [link(str(n), n) for n in range(1, 6)] + [link("6", 2)]
    fill(con, cases=[case(str(n), n) for n in range(1, 6)], links=links, contacts=keys)
    return read_stay(con, read(con), customers)


CLOCK = TODAY + timedelta(days=7)
EVE, NEXT = CLOCK - timedelta(days=1), CLOCK + timedelta(days=1)


def test_a_customer_was_one_who_had_joined_by_then_and_had_not_left(
    con: DuckDBPyConnection,
) -> None:
    stay = stay_of(
        con,
        Customer(101, joined=CLOCK, left=NEXT, value=12.5),
        Customer(102, joined=NEXT),
        Customer(103, left=CLOCK),
        Customer(104, joined=EVE),
    )

    assert stay.known.tolist() == [True, False, False, True, False]
    assert stay.gone_before.tolist() == [False, False, True, False, False]
    assert stay.came_after.tolist() == [False, True, False, False, False]
    assert stay.left_day.tolist() == [1, np.inf, 0, np.inf, np.inf]
    assert stay.value[0] == 12.5
    assert np.isnan(stay.value[1:]).all()


def test_who_joined_and_left_before_is_gone_and_not_to_come(con: DuckDBPyConnection) -> None:
    stay = stay_of(con, Customer(101, joined=NEXT, left=EVE), Customer(102, joined=EVE, left=EVE))

    assert stay.gone_before.tolist()[:2] == [True, True]
    assert not stay.came_after.any()
    assert not stay.known.any()


def test_a_number_of_two_customers_is_nobodys_and_contradictions_say_nothing(
    con: DuckDBPyConnection,
) -> None:
    stay = stay_of(
        con,
        Customer(201, "number"),  # of customers 1 and 2
        Customer(103),
        Customer(203, "number"),  # says the same again
        Customer(104, value=1.0),
        Customer(204, "number", value=2.0),  # says another thing
        Customer(999),
    )

    assert stay.known.tolist() == [False, False, True, False, False]
