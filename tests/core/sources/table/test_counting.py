"""What the reader of a report is told of an import: each count in its words, the weightiest first."""

from dataclasses import replace

import pytest

from willet.core.records import Message
from willet.core.sources.table import counting
from willet.core.sources.table.counting import Tally
from willet.core.sources.table.day_orders import DayOrders
from willet.core.sources.table.fields import FIELDS
from willet.core.sources.table.mapping import Drop, FileForm, Rule, TableMapping
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.steps import HEADERS, TOTALS

MAPPING = TableMapping(
    name="t",
    file=FileForm(),
    rules={"direction": (Rule(constant="inbound"),)},
    drops=(Drop((), "test calls"), Drop((), "transfers")),
)
TALK = Slot("talk_s", FIELDS["talk_s"], Rule(columns=("Talk",)))
WHO = Slot("customer_id", FIELDS["customer_id"], Rule(columns=("Who",)))
KEPT = replace(WHO, rule=Rule(columns=("Who",), wrong="keep"))


def notes(tally: Tally, mapping: TableMapping = MAPPING) -> list[Message]:
    return tally.notes(mapping, "Europe/Berlin")


def test_an_import_of_which_there_is_nothing_to_say_says_nothing() -> None:
    assert notes(Tally()) == []


def test_a_mapping_without_a_direction_takes_every_contact_as_inbound() -> None:
    assert notes(Tally(), replace(MAPPING, rules={})) == [counting.INBOUND()]


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize(
    ("slot", "saying"),
    [
        (TALK, counting.AS_UNKNOWN),
        (WHO, counting.WITHOUT_IDENTITY),
        (KEPT, counting.CUT_BUT_KEPT),
    ],
)
def test_what_could_not_be_read_is_told_by_what_became_of_it(
    slot: Slot, saying: object, n: int
) -> None:
    tally = Tally()
    tally.unknown[slot] += n
    tally.unknown[replace(TALK, name="other")] += 0

    [note] = notes(tally)

    assert note.is_one_of(saying)  # type: ignore[arg-type]
    assert note.values["n"] == n
    assert note.values["column"] == slot.column


def test_rows_kept_out_are_told_rule_by_rule() -> None:
    tally = Tally()
    for number, n in ((1, 3), (0, 2), (TOTALS, 4), (HEADERS, 1)):
        tally.dropped[number] += n

    assert notes(tally) == [
        counting.HEADINGS(n=1),
        counting.SUMS(n=4),
        counting.KEPT_OUT(n=2, why="test calls"),
        counting.KEPT_OUT(n=3, why="transfers"),
    ]


def test_a_rule_that_kept_nothing_out_is_not_told() -> None:
    tally = Tally()
    tally.dropped[0] += 0

    assert notes(tally) == []


def test_of_values_read_as_thousands_the_least_is_shown_whatever_came_first() -> None:
    tally = Tally()
    tally.count_grouped(TALK, 2, "1.500")
    tally.count_grouped(TALK, 3, "1.200")
    tally.count_grouped(TALK, 1, "9.000")
    tally.count_grouped(WHO, 0, "1.000")
    tally.count_grouped(WHO, 4, None)

    assert notes(tally) == [counting.GROUPED(n=6, column="Talk", shown="1.200")]


def test_orders_of_days_add_up_by_column() -> None:
    one, other = Tally(), Tally()
    first, second = DayOrders(), DayOrders()

    one.count_orders({"Start": first})
    one.count_orders({"Start": second, "End": first})

    assert list(one.orders) == ["Start", "End"]
    assert one.orders["Start"] is not first
    assert notes(one) == notes(other) == []


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        ({"more_unanswered": 2}, counting.MORE_UNANSWERED(n=2)),
        ({"other_days": 1}, counting.OTHER_DAYS(n=1)),
        ({"called": 2}, counting.CALLED(n=2)),
        ({"differing": 1}, counting.DIFFERING(n=1)),
        ({"repeated_hours": 1}, counting.TWICE(n=1, zone="Europe/Berlin")),
        ({"short_rows": 1}, counting.SHORT(n=1)),
        ({"fallback_lines": 1, "first_fallback": "a:3"}, counting.OTHER_ENCODING(n=1, first="a:3")),
        ({"sheets": {"a.xlsx": ("x", "y")}}, counting.SHEETS(n=2, file="a.xlsx", sheets="x, y")),
        ({"unused": {"A": None, "B": None}}, counting.UNUSED(columns="A, B")),
    ],
)
def test_each_count_is_told_where_it_is_not_nought(
    changed: dict[str, object], note: Message
) -> None:
    assert notes(replace(Tally(), **changed)) == [note]  # type: ignore[arg-type]


def test_a_mapping_of_legs_expects_calls_of_several_rows() -> None:
    legs = replace(MAPPING, row="legs")

    assert notes(Tally(called=3), legs) == [counting.LEGS(n=3)]


@pytest.mark.parametrize(("columns", "many"), [(20, False), (21, True)])
def test_of_more_than_twenty_unused_columns_twenty_are_named(columns: int, many: bool) -> None:
    unused = dict.fromkeys(f"c{n}" for n in range(columns))
    named = ", ".join(f"c{n}" for n in range(20))

    [note] = notes(Tally(unused=unused))

    assert note == (
        counting.MANY_UNUSED(n=21, columns=named) if many else counting.UNUSED(columns=named)
    )


def test_the_weightiest_is_told_first() -> None:
    tally = Tally(
        more_unanswered=1, other_days=1, called=1, differing=1, repeated_hours=1, short_rows=1
    )
    tally.unknown[TALK] += 1
    tally.dropped[0] += 1
    tally.count_grouped(TALK, 1, "1.000")

    told = [note.code for note in notes(tally, replace(MAPPING, rules={}))]

    assert told == [
        "values_unknown", "rows_kept_out", "values_grouped", "offers_fewer", "ids_of_other_days",
        "legs_of_a_call", "ids_differ", "rows_time_twice", "rows_short", "direction_assumed",
    ]  # fmt: skip
