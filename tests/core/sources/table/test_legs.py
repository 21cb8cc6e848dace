"""Rows of one id: legs of one call, versions of one contact, or an id that started again."""

from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.sources.table.conftest import Importer
from willet.core import intake
from willet.core.lake import Lake

MAPPING = """
name = "desk"
zone = "Europe/Berlin"
{rows}
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.queue]
from = "queue"
[columns.agent]
from = "agent"
[columns.outcome]
from = "outcome"
[columns.wait_s]
from = "wait"
[columns.talk_s]
from = "talk"
[columns.customer_id]
from = "who"
"""
UNSAID = MAPPING.format(rows="")
LEGS = MAPPING.format(rows='rows = "legs"')
CONTACTS = MAPPING.format(rows='rows = "contacts"')
HEAD = "id,at,queue,agent,outcome,wait,talk,who"
ROWS = (
    "A,2021-03-01 09:00:00,sales,Ann,answered,10,60,",
    "A,2021-03-01 09:01:10,help,Bob,answered,20,240,c7",
    "A,2021-03-01 09:05:30,tech,,abandoned,90,,",
)
"""| leg | queue | agent | wait | talk |
   | 1   | sales | Ann   | 10   | 60   | 09:00:00 to 09:01:10
   | 2   | help  | Bob   | 20   | 240  | 09:01:10 to 09:05:30
   | 3   | tech  |       | 90   |      | gave up; nobody took it
"""
CONTACT = "queue, agent, outcome, wait_s, talk_s, transfers, identity"
VISIT = "visit_no, queue, agent, outcome, wait_s, talk_s"


def table(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


@pytest.mark.parametrize("mapping", [UNSAID, LEGS])
def test_legs_are_one_contact_with_a_visit_each(importer: Importer, mapping: str) -> None:
    found = importer(table(*ROWS), mapping=mapping)

    assert found.rows(f"SELECT {CONTACT} FROM contacts") == [
        ("sales", "Bob", "answered", 10.0, 300.0, 2, "customer_id")
    ]
    assert found.rows(f"SELECT {VISIT} FROM visits ORDER BY visit_no") == [
        (1, "sales", "Ann", "answered", 10.0, 60.0),
        (2, "help", "Bob", "answered", 20.0, 240.0),
        (3, "tech", None, "abandoned", 90.0, None),
    ]
    assert found.arrival("A") == datetime(2021, 3, 1, 8)
    assert (found.landing.rows_read, found.landing.rows_folded) == (3, 3)


def test_every_visit_has_the_quarter_of_its_own_beginning(importer: Importer) -> None:
    later = (
        ROWS[0].replace("answered,10,60", "answered,10,1200"),
        ROWS[1].replace("09:01", "09:20"),
    )

    found = importer(table(*later), mapping=LEGS)

    assert found.rows("SELECT local_interval, wall_interval FROM visits ORDER BY visit_no") == [
        (36, 36),
        (37, 37),
    ]


def test_every_visit_knows_the_customer_of_its_call(importer: Importer) -> None:
    found = importer(table(*ROWS), mapping=LEGS)

    keys = found.rows("SELECT DISTINCT customer_key FROM visits")
    assert keys == found.rows("SELECT customer_key FROM contacts")
    assert keys[0][0] is not None


@pytest.mark.proof
@pytest.mark.parametrize("mapping", [UNSAID, LEGS])
def test_no_order_of_legs_or_files_matters(importer: Importer, mapping: str) -> None:
    """Each order of the three rows is a call with an id of its own; all orders are in at once."""
    orders = {f"A{n}": order for n, order in enumerate(permutations(ROWS))}
    calls = [[f"{id_}{row[1:]}" for row in order] for id_, order in orders.items()]
    files = [table(*rows) for rows in zip(*calls, strict=True)]
    twice = table(*(row for call in calls for row in (*call, *call)))

    whole = importer(table(*(row for call in calls for row in call)), mapping=mapping)
    apart = importer(*files, mapping=mapping)
    again = importer(twice, files[0], mapping=mapping)

    seen = set()
    for found in (whole, apart, again):
        for id_ in orders:
            of_it = f"WHERE contact_id = 'desk:{id_}' ORDER BY ALL"
            held = [
                found.rows(f"SELECT * EXCLUDE (contact_id) FROM {t} {of_it}")
                for t in ("contacts", "visits")
            ]
            assert all(held), "a call is a contact and a visit"
            seen.add(repr(held))
    assert len(seen) == 1


@pytest.mark.proof
def test_no_order_of_versions_or_files_matters(importer: Importer) -> None:
    """Which of versions that say no time is taken hangs on what they say, their id too: one id, in every order."""
    seen = set()
    for order in permutations(ROWS):
        whole = importer(table(*order), mapping=CONTACTS)
        seen.add(repr([whole.rows(f"FROM {t} ORDER BY ALL") for t in ("contacts", "visits")]))
    for order in (ROWS, ROWS[::-1]):
        apart = importer(*(table(row) for row in order), mapping=CONTACTS)
        again = importer(table(*order, *order), table(order[0]), mapping=CONTACTS)
        for found in (apart, again):
            seen.add(repr([found.rows(f"FROM {t} ORDER BY ALL") for t in ("contacts", "visits")]))

    assert len(seen) == 1


@pytest.mark.proof
def test_legs_in_files_of_two_days_are_one_call_over_midnight(tmp_path: Path) -> None:
    rows = (
        "A,2021-03-01 23:58:00,sales,Ann,answered,10,100,",
        "A,2021-03-02 00:00:10,help,Bob,answered,5,60,",
    )
    mapping = tmp_path / "m.toml"
    mapping.write_text(UNSAID)
    held: list[Any] = []
    for name, order in (("x", (0, 1)), ("y", (1, 0))):
        for n in order:
            file = tmp_path / f"{n}.csv"
            file.write_text(table(rows[n]))
            intake.import_files(tmp_path / name, "table", [file], mapping=mapping)
        lake = Lake.at(tmp_path / name).snapshot()
        con = lake.connect()
        held.append(lake.content)
        contacts = con.execute("SELECT local_date::VARCHAR, talk_s, transfers FROM contacts")
        assert contacts.fetchall() == [("2021-03-01", 160.0, 1)]
        visits = con.execute("SELECT visit_no, local_date::VARCHAR, agent FROM visits ORDER BY 1")
        assert visits.fetchall() == [(1, "2021-03-01", "Ann"), (2, "2021-03-02", "Bob")]

    assert held[0] == held[1]


def test_phones_that_ring_in_vain_in_one_queue_are_one_wait(importer: Importer) -> None:
    """| 09:00:00 | sales | Ann | not answered | 20 |
    | 09:00:20 | sales | Bob | answered     | 5  | so the caller waited 25 s for Bob
    """
    found = importer(
        table(
            "A,2021-03-01 09:00:00,sales,Ann,abandoned,20,,",
            "A,2021-03-01 09:00:20,sales,Bob,answered,5,100,",
        ),
        mapping=UNSAID,
    )

    assert found.rows(f"SELECT {VISIT} FROM visits") == [
        (1, "sales", "Bob", "answered", 25.0, 100.0)
    ]
    assert found.rows(f"SELECT {CONTACT} FROM contacts") == [
        ("sales", "Bob", "answered", 25.0, 100.0, 0, None)
    ]


def test_an_unanswered_leg_in_another_queue_is_a_visit_of_its_own(importer: Importer) -> None:
    found = importer(
        table(
            "A,2021-03-01 09:00:00,sales,,timed_out,60,,",
            "A,2021-03-01 09:01:00,help,Bob,answered,5,100,",
        ),
        mapping=UNSAID,
    )

    assert found.rows(f"SELECT {VISIT} FROM visits ORDER BY 1") == [
        (1, "sales", None, "timed_out", 60.0, None),
        (2, "help", "Bob", "answered", 5.0, 100.0),
    ]
    assert found.rows("SELECT wait_s, talk_s, transfers FROM contacts") == [(65.0, 100.0, 0)]


def test_legs_nobody_took_are_an_abandoned_contact(importer: Importer) -> None:
    found = importer(
        table(
            "A,2021-03-01 09:00:00,sales,,timed_out,60,,",
            "A,2021-03-01 09:01:00,help,,abandoned,30,,",
        ),
        mapping=UNSAID,
    )

    assert found.rows(f"SELECT {CONTACT} FROM contacts") == [
        ("sales", None, "abandoned", 90.0, None, 0, None)
    ]


def test_phones_that_ring_at_once_are_no_transfer(importer: Importer) -> None:
    rows = [f"A,2021-03-01 09:00:00,sales,Agent {n},abandoned,20,," for n in range(4)]

    found = importer(table(*rows, "A,2021-03-01 09:00:00,sales,Zoe,answered,20,100,"), mapping=LEGS)

    assert found.rows(f"SELECT {VISIT} FROM visits") == [
        (1, "sales", "Zoe", "answered", 20.0, 100.0)
    ]
    assert found.column("transfers") == [0]


def test_of_rows_of_one_moment_the_answered_one_counts(importer: Importer) -> None:
    """Phones that rang at once, or a call before and after it was answered: its content alone would choose."""
    calls = [
        f"{n},2021-03-01 09:00:00,sales,{agent},{outcome},20,{talk},"
        for n in range(6)
        for agent, outcome, talk in (
            ("Ann", "abandoned", ""),
            ("Bob", "answered", n),
            ("Cid", "unknown", ""),
        )
    ]

    for mapping in (UNSAID, CONTACTS):
        found = importer(table(*calls), mapping=mapping)
        assert found.rows("SELECT agent, outcome, count(*) FROM contacts GROUP BY ALL") == [
            ("Bob", "answered", 6)
        ]


def test_a_later_row_counts_though_it_was_not_answered(importer: Importer) -> None:
    rows = (
        "A,2021-03-01 09:00:00,sales,Ann,answered,20,60,,2021-03-01 10:00",
        "A,2021-03-01 09:00:00,sales,Ann,abandoned,20,,,2021-03-01 11:00",
    )
    mapping = UNSAID + '[columns.revised_at]\nfrom = "rev"\n'

    assert importer("\n".join([HEAD + ",rev", *rows]), mapping=mapping).column("outcome") == [
        "abandoned"
    ]


def test_a_sum_of_some_talk_is_no_talk(importer: Importer) -> None:
    found = importer(
        table(
            "A,2021-03-01 09:00:00,sales,Ann,answered,10,60,",
            "A,2021-03-01 09:01:10,help,Bob,answered,20,,",
        ),
        mapping=UNSAID,
    )

    assert found.rows("SELECT talk_s, transfers FROM contacts") == [(None, 1)]


def test_where_rows_are_legs_a_call_of_one_row_was_not_handed_on(importer: Importer) -> None:
    row = "B,2021-03-01 10:00:00,sales,Ann,answered,10,60,"

    assert importer(table(row), mapping=LEGS).column("transfers") == [0]
    assert importer(table(row), mapping=UNSAID).column("transfers") == [None]


@pytest.mark.parametrize(
    ("second", "mapping"),
    [
        ("A,2021-03-01 09:00:00,sales,Bob,answered,10,70,", UNSAID),
        ("A,2021-03-01 09:00:30,help,Bob,answered,10,70,", UNSAID),
        ("A,2021-03-01 09:01:10,sales,Ann,answered,10,70,", UNSAID),
        ("A,2021-03-01 09:30:00,help,Bob,answered,10,70,", UNSAID),
        ("A,2021-03-01 10:00:00,help,Bob,answered,10,70,", UNSAID),
        ("A,2021-03-02 09:01:00,help,Bob,answered,10,70,", LEGS),
        ("A,2021-03-01 09:01:10,help,Bob,answered,10,70,", CONTACTS),
    ],
    ids=["same moment", "while it goes on", "same agent", "later", "an hour", "a day", "said"],
)
def test_what_is_no_leg_is_one_contact_of_one_row(
    importer: Importer, second: str, mapping: str
) -> None:
    found = importer(table(ROWS[0], second), mapping=mapping)

    assert found.rows("SELECT count(*) FROM contacts") == [(1,)]
    assert found.rows("SELECT count(*) FROM visits") == [(1,)]
    assert found.column("talk_s")[0] in (60.0, 70.0)
    assert any("contact id stands on rows" in note for note in found.landing.notes)


@pytest.mark.journey("history")
def test_a_leg_changed_later_is_that_leg_still(importer: Importer) -> None:
    mapping = LEGS + '[columns.revised_at]\nfrom = "rev"\n'
    rows = (
        "A,2021-03-01 09:00:00,sales,Ann,answered,10,60,,2021-03-01 10:00",
        "A,2021-03-01 09:01:10,help,Bob,answered,20,240,,2021-03-01 10:00",
        "A,2021-03-01 09:01:10,help,Bob,answered,20,250,,2021-03-02 10:00",
    )

    for order in permutations(rows):
        found = importer("\n".join([HEAD + ",rev", *order]), mapping=mapping)
        assert found.rows("SELECT talk_s, transfers FROM contacts") == [(310.0, 1)]


def test_versions_with_a_date_of_change_are_no_legs(importer: Importer) -> None:
    mapping = UNSAID + '[columns.revised_at]\nfrom = "rev"\n'
    rows = (
        "A,2021-03-01 09:00:00,sales,Ann,answered,10,60,,2021-03-01 10:00",
        "A,2021-03-01 09:01:10,help,Bob,answered,20,240,,2021-03-02 10:00",
    )

    found = importer("\n".join([HEAD + ",rev", *rows]), mapping=mapping)

    assert found.rows("SELECT agent, talk_s FROM contacts") == [("Bob", 240.0)]


def test_ids_that_start_again_on_another_day_are_said(importer: Importer) -> None:
    found = importer(table(ROWS[0]), table(ROWS[0].replace("03-01", "04-01")), mapping=UNSAID)

    assert any("1 contact id stands on rows of another day too" in n for n in found.landing.notes)


def test_rows_may_only_be_legs_or_contacts(importer: Importer) -> None:
    with pytest.raises(Exception, match="rows: 'calls' is not known"):
        importer(table(ROWS[0]), mapping=MAPPING.format(rows='rows = "calls"'))


ROW = st.tuples(
    st.sampled_from("AB"),
    st.sampled_from([0, 60, 70, 130, 700, 5000, 90_000]),
    st.sampled_from(["sales", "help", ""]),
    st.sampled_from(["Ann", "Bob", ""]),
    st.sampled_from(["answered", "abandoned"]),
    st.sampled_from(["", "0", "60"]),
)


def line(row: tuple[str, int, str, str, str, str]) -> str:
    name, later_s, queue, agent, outcome, talk = row
    at = datetime(2021, 3, 1, 9) + timedelta(seconds=later_s)
    return f"{name},{at},{queue},{agent},{outcome},,{talk},"


@pytest.mark.proof
@given(rows=st.lists(ROW, min_size=2, max_size=7), data=st.data())
@settings(
    deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize("mapping", [UNSAID, LEGS])
def test_the_fold_is_a_function_of_the_set_of_rows(
    importer: Importer, mapping: str, rows: list[Any], data: st.DataObject
) -> None:
    lines = [line(row) for row in rows]
    order = data.draw(st.permutations(lines))
    cut = data.draw(st.integers(1, len(order)))
    parts = [table(*order[:cut]), table(*order[cut:], order[0])]

    whole, apart = importer(table(*lines), mapping=mapping), importer(*parts, mapping=mapping)

    for name in ("contacts", "visits"):
        query = f"FROM {name} ORDER BY ALL"
        assert whole.rows(query) == apart.rows(query)
    keys = "SELECT count(*) - count(DISTINCT (contact_id, visit_no)) FROM visits"
    assert whole.rows(keys) == [(0,)]
    assert whole.rows("SELECT count(*) FROM contacts") == [(len({row[0] for row in rows}),)]


def test_legs_of_a_table_without_outcomes_are_summed_up(importer: Importer) -> None:
    """Whoever talked has answered; what came of the call is not known for that."""
    mapping = UNSAID.replace('[columns.outcome]\nfrom = "outcome"\n', "")
    rows = ("A,2021-03-01 09:00:00,sales,Ann,,10,60,", "A,2021-03-01 09:01:10,help,Bob,,20,240,")

    found = importer(table(*rows), mapping=mapping)

    columns = "queue, agent, outcome, wait_s, talk_s, transfers"
    assert found.rows(f"SELECT {columns} FROM contacts") == [
        ("sales", "Bob", "unknown", 10.0, 300.0, 1)
    ]


def test_a_leg_without_talk_and_outcome_was_nobodys(importer: Importer) -> None:
    mapping = LEGS.replace('[columns.outcome]\nfrom = "outcome"\n', "")
    rows = ("A,2021-03-01 09:00:00,sales,Ann,,10,0,", "A,2021-03-01 09:00:10,help,Bob,,20,240,")

    found = importer(table(*rows), mapping=mapping)

    assert found.rows("SELECT talk_s, transfers FROM contacts") == [(240.0, 0)]
