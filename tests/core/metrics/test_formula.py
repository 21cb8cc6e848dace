"""The closed grammar: what it reads, and that everything else is refused by name."""

import pytest

from willet.core.metrics.formula import Reader, kind_of_type
from willet.core.metrics.nodes import (
    EVERY_ROW,
    Aggregate,
    Binary,
    ColumnRef,
    Flag,
    IsUnknown,
    Not,
    OneOf,
    OrZero,
    Param,
    Term,
    Value,
    When,
)
from willet.core.records import RequestError, UnknownNameError

VISITS = Reader("visits", {"target_s": "number"})
ASKED = Reader("visits", bound=True)
WAIT = ColumnRef("wait_s", "number")
QUEUE = ColumnRef("queue", "text")


def number(value: float, *, bound: bool = False) -> Value:
    return Value(value, "number", bound)


def test_a_formula_is_terms_over_an_aggregate() -> None:
    formula = VISITS.formula("count_if(wait_s <= :target_s) / count(*)")

    condition = Binary("<=", WAIT, Param("target_s", "number"), "truth")
    assert formula.numerator == (Term(1.0, Aggregate("count", None, condition)),)
    assert formula.denominator == Aggregate("count", None, EVERY_ROW)


def test_scaled_and_subtracted_terms_keep_their_signs() -> None:
    formula = VISITS.formula("100 * (count_if(wait_s > 9) - 2 * count_if(wait_s < 7)) / count(*)")

    assert [term.factor for term in formula.numerator] == [100.0, -200.0]


def test_an_optional_part_is_marked() -> None:
    formula = VISITS.formula("avg_if(talk_s + or_zero(hold_s), answered)")

    value = formula.numerator[0].aggregate.value
    hold = ColumnRef("hold_s", "number")
    assert value == Binary("+", ColumnRef("talk_s", "number"), OrZero(hold), "number")


def test_a_flag_keeps_its_name_and_its_meaning() -> None:
    flag = VISITS.condition("offered")

    assert isinstance(flag, Flag)
    assert flag.name == "offered"
    assert flag.body == VISITS.condition(
        "inbound and outcome not in ('blocked', 'self_served', 'unknown')"
    )


def test_literals_of_a_request_are_bound_and_those_of_the_catalogue_are_not() -> None:
    assert ASKED.condition("wait_s > 20") == Binary(">", WAIT, number(20, bound=True), "truth")
    assert VISITS.condition("wait_s > 20") == Binary(">", WAIT, number(20), "truth")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("queue is null", IsUnknown(QUEUE)),
        ("queue is not null", Not(IsUnknown(QUEUE))),
        ("queue in ('a')", OneOf(QUEUE, (Value("a", "text", bound=False),))),
        ("queue like 's%'", Binary("like", QUEUE, Value("s%", "text", bound=False), "truth")),
        ("wait_s > -3", Binary(">", WAIT, number(-3), "truth")),
        ("(wait_s) = 1.5", Binary("=", WAIT, number(1.5), "truth")),
        (
            "if(queue is null, wait_s > 1)",
            When(IsUnknown(QUEUE), Binary(">", WAIT, number(1), "truth"), "truth"),
        ),
    ],
)
def test_a_condition_is_read(text: str, node: object) -> None:
    assert VISITS.condition(text) == node


def test_between_holds_both_ends() -> None:
    both = VISITS.condition("wait_s >= 5 and wait_s <= 20")

    assert VISITS.condition("wait_s between 5 and 20") == both


def test_is_true_is_never_unknown() -> None:
    resolved = Reader("cases").condition("resolved is true")

    told = Not(IsUnknown(ColumnRef("resolved", "truth")))
    assert resolved == Binary("and", told, ColumnRef("resolved", "truth"), "truth")


def test_a_quote_in_a_text_stays_in_the_text() -> None:
    node = ASKED.condition("queue = 'it''s; drop table visits'")

    assert node == Binary("=", QUEUE, Value("it's; drop table visits", "text", bound=True), "truth")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("wait_s in (select 1)", "IN (SELECT 1)"),
        ("exists(select 1)", "EXISTS"),
        ("(select true)", "SELECT"),
        ("read_csv('/etc/passwd') = 1", "READ_CSV"),
        ("pg_sleep(10) = 1", "PG_SLEEP"),
        ("length(queue) > 1", "LENGTH"),
        ("cast(wait_s as integer) = 1", "CAST"),
        ("wait_s::int = 1", "CAST"),
        ("visits.wait_s = 1", "visits.wait_s"),
        ("queue || 'x' = 'y'", "||"),
        ("wait_s / 2 > 1", "wait_s / 2"),
        ("case when true then true end", "CASE"),
        ("queue ilike 'a'", "ILIKE"),
        ("queue = null", "NULL"),
        ("count(*) > 1", "COUNT(*)"),
        ("queue in (topic)", "queue IN (topic)"),
        ("if(true, true, false)", "TRUE"),
        ("-wait_s > 1", "-wait_s"),
        ("wait_s is distinct from 1", "DISTINCT"),
        ("row_number() over () = 1", "OVER"),
    ],
)
def test_what_is_not_in_the_grammar_is_refused_by_name(text: str, part: str) -> None:
    with pytest.raises(RequestError, match="is not allowed in a formula or filter") as refused:
        ASKED.condition(text)

    assert part in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("queue = 3", "'queue = 3' compares text with number."),
        ("wait_s", "'wait_s' is of kind number; a condition is wanted here."),
        ("queue and true", "'queue' is of kind text; a condition is wanted here."),
        ("queue + 1 > 2", "'queue' is of kind text; a number is wanted here."),
        ("wait_s like 'a'", "'wait_s' is of kind number; a text is wanted here."),
        ("local_date = '1999-13-01'", "'1999-13-01' is not a date; write 1999-12-31."),
        ("queue = 'a'; drop table visits", "it must be one expression."),
        ("queue = ", "Cannot read"),
        ("", "it must be one expression."),
    ],
)
def test_a_condition_that_makes_no_sense_says_why(text: str, message: str) -> None:
    with pytest.raises(RequestError) as refused:
        ASKED.condition(text)

    assert message in str(refused.value)


def test_an_unknown_column_names_its_neighbour() -> None:
    with pytest.raises(UnknownNameError) as refused:
        ASKED.condition("que = 'a'")

    assert str(refused.value) == "Unknown column of visits 'que'. Did you mean 'queue'?"


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="Unknown parameter 'target'"):
        VISITS.formula("count_if(wait_s <= :target) / count(*)")


@pytest.mark.parametrize(
    "text", ["(" * 1500 + "answered" + ")" * 1500, "not " * 990 + "answered", "answered" * 600]
)
def test_a_monster_is_refused_without_a_stack_trace(text: str) -> None:
    with pytest.raises(RequestError) as refused:
        ASKED.condition(text)

    assert len(str(refused.value)) < 400


def test_a_number_too_long_for_an_engine_becomes_a_double() -> None:
    node = ASKED.condition("wait_s < 12345678901234567890123")

    assert node == Binary("<", WAIT, number(1.2345678901234568e22, bound=True), "truth")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("wait_s", "Known aggregates"),
        ("avg_if(wait_s)", "avg_if takes 2 argument(s)"),
        ("sum_if(queue, answered)", "a number is wanted here"),
        ("median(wait_s)", "Known aggregates"),
        ("quantile_if(wait_s, wait_s, answered)", "A number is wanted here"),
        ("avg_if(or_zero(wait_s + 1), answered)", "or_zero takes one column"),
        ("avg_if(coalesce(wait_s, 0), answered)", "is not allowed"),
        ("count(wait_s)", "Known aggregates"),
    ],
)
def test_a_formula_out_of_the_grammar_is_refused(text: str, message: str) -> None:
    with pytest.raises(RequestError) as refused:
        VISITS.formula(text)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("VARCHAR", "text"),
        ("DOUBLE", "number"),
        ("UTINYINT", "number"),
        ("DECIMAL(18,2)", "number"),
        ("BOOLEAN", "truth"),
        ("DATE", "date"),
        ("TIMESTAMP", "moment"),
        ("VARCHAR[]", "nothing"),
    ],
)
def test_a_column_type_has_a_kind(type_: str, kind: str) -> None:
    assert kind_of_type(type_) == kind
