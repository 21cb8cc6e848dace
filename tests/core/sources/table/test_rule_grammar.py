"""One field's table in a mapping file: which keys go together, and which with what field."""

from typing import Any

import pytest

from willet.core.sources.table.fields import FIELDS
from willet.core.sources.table.mapping import Rule
from willet.core.sources.table.rule_grammar import rule_from
from willet.core.sources.table.sections import Section

EXAMPLE = {
    "word": "outcome", "truth": "resolved", "count": "transfers", "money": "sale_amount",
    "moment": "arrived_at", "duration": "talk_s", "tags": "tags", "person": "customer_id",
    "text": "queue", "id": "contact_id",
}  # fmt: skip


def read(kind: str, **table: Any) -> tuple[Rule, list[str]]:
    """The rule of a field of this kind, and its mistakes without their place."""
    field = FIELDS[EXAMPLE[kind]]
    given = {key.rstrip("_"): value for key, value in table.items()}
    section = Section(f"columns.{field.name}", given, [])
    rule = rule_from(section, field)
    return rule, [m.removeprefix(f"columns.{field.name}") for m in section.mistakes]


def mistakes(kind: str, **table: Any) -> list[str]:
    return read(kind, **table)[1]


def test_what_stands_in_the_section_stands_in_the_rule() -> None:
    rule, wrong = read(
        "moment", from_=["a", "b"], join="", format="iso", null=["-"], when={"x": "1"},
        unless={"y": ["2", "3"]}, wrong="unknown",
    )  # fmt: skip

    assert wrong == []
    assert rule == Rule(
        columns=("a", "b"), join="", formats=("iso",), nulls=("-",), when=(("x", ("1",)),),
        unless=(("y", ("2", "3")),), wrong="unknown",
    )  # fmt: skip


def test_what_does_not_stand_there_is_as_usual() -> None:
    rule, wrong = read("tags", from_="a")

    assert wrong == []
    assert rule == Rule(columns=("a",))
    assert (rule.join, rule.separator, rule.unit, rule.wrong) == (" ", ";", "auto", None)
    assert (rule.between, rule.from_content) == (None, False)


def test_two_columns_of_time_are_read() -> None:
    dated, none = read("moment", date="d", time="t", format="%d.%m.%Y", time_format="h:m:s")
    span, nor = read("duration", between=["a", "b"], format="epoch_s")

    assert none == nor == []
    assert (dated.date, dated.time, dated.time_formats) == ("d", "t", ("h:m:s",))
    assert (span.between, span.formats) == (("a", "b"), ("epoch_s",))


@pytest.mark.parametrize("columns", ["a", ["a"], ["a", "b", "c"]])
def test_a_span_is_between_two_columns(columns: Any) -> None:
    rule, wrong = read("duration", between=columns)

    assert wrong == [".between: names the two columns between which the time passes"]
    assert rule.between is None


def test_a_value_comes_from_one_place() -> None:
    assert mistakes("text") == [': says not where the value stands; write from = "Column"']
    assert mistakes("text", from_="a", constant="b") == [
        ": takes one of from, constant, not 2 of them"
    ]
    assert mistakes("id", from_="a", constant="b", from_content=True) == [
        ": takes one of from, constant, from_content, not 3 of them"
    ]
    assert mistakes("id", from_content=True) == []


@pytest.mark.parametrize("alone", [{"date": "d"}, {"from_": "a", "time": "t"}])
def test_a_date_goes_with_a_time(alone: dict[str, Any]) -> None:
    expected = ": needs both `date` and `time`, or `from` with one column that holds both"

    assert mistakes("moment", **alone) == [expected]


@pytest.mark.parametrize(
    ("key", "value", "kinds"),
    [
        ("time_format", "h:m:s", {"moment"}),
        ("unit", "s", {"duration"}),
        ("separator", ",", {"tags"}),
        ("wrong", "keep", {"person"}),
    ],
)
def test_some_keys_go_with_some_fields_alone(key: str, value: str, kinds: set[str]) -> None:
    for kind in EXAMPLE:
        wrong = mistakes(kind, from_="a", **{key: value})
        assert (wrong == []) == (kind in kinds), (kind, wrong)
        assert all(m.startswith(f".{key}: ") for m in wrong)


def test_a_format_goes_with_moments_and_with_spans_between_them() -> None:
    field = "does not apply to queue, which is a"

    assert mistakes("moment", from_="a", format="iso") == []
    assert mistakes("duration", between=["a", "b"], format="iso") == []
    assert mistakes("duration", from_="a", format="iso") == [
        ".format: belongs to `between`; how a duration is written is said by `unit`"
    ]
    [wrong] = mistakes("text", from_="a", format="iso")
    assert wrong.startswith(f".format: {field}")


def test_only_a_contacts_id_comes_from_the_content() -> None:
    assert mistakes("text", from_content=True) == [".from_content: applies to contact_id alone"]


@pytest.mark.parametrize("key", ["values", "other", "otherwise"])
def test_words_do_not_go_with_two_columns_of_time(key: str) -> None:
    value: Any = {"a": "2024-01-01"} if key == "values" else "x"
    expected = [f".{key}: does not go with two columns of time; add a second rule instead"]

    assert mistakes("moment", date="d", time="t", **{key: value}) == expected
    assert mistakes("duration", between=["a", "b"], **{key: value}) == expected
    assert mistakes("moment", from_="a", **{key: value}) == []


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("%Y-%m-%d %H:%M:%S", None),
        ("%d/%m/%y %I:%M %p", None),
        ("%-d.%-m.%Y", None),
        ("%-j", None),
        ("%Y-%m-%dT%H:%M:%S%z", None),
        ("epoch_ms", None),
        ("100%%", None),
        ("%Q", "%Q in '%Q' is not known"),
        ("%-Y", "%-Y in '%-Y' is not known"),
        ("%Y %", "% in '%Y %' is not known"),
        ("%z %Y", "the offset %z must stand at the end of the pattern"),
    ],
)
def test_a_pattern_is_made_of_known_directives(pattern: str, wrong: str | None) -> None:
    expected = [] if wrong is None else [f".format: {wrong}"]

    assert mistakes("moment", from_="a", format=pattern) == expected


def test_a_word_that_is_no_pattern_is_answered_with_a_like_one_or_all() -> None:
    [like] = mistakes("moment", from_="a", format="epoch")
    [none] = mistakes("moment", from_="a", format="zzzz")
    [time] = mistakes("moment", date="d", time="t", time_format="iso")

    assert like.startswith(
        ".format: 'epoch' is no pattern such as '%Y-%m-%d %H:%M:%S'. Did you mean"
    )
    assert none.endswith("Known: iso, excel, epoch_s, epoch_ms.")
    assert time.endswith("Known: h:m:s, day_fraction.")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("word", "answered", "gone"),
        ("truth", "Yes", "maybe"),
        ("truth", "0", "2"),
        ("count", "12", "twelve"),
        ("count", "-1.5", "1.5.2"),
        ("money", "3.20", "3,20"),
        ("text", "whatever", None),
    ],
)
@pytest.mark.parametrize("key", ["constant", "other", "otherwise", "values"])
def test_a_value_written_in_the_mapping_must_be_one_of_its_field(
    key: str, kind: str, good: str, bad: str | None
) -> None:
    def of(value: str) -> list[str]:
        given: dict[str, Any] = {key: {"shown": value} if key == "values" else value}
        return mistakes(kind, **({} if key == "constant" else {"from_": "a"}), **given)

    place = ".values.shown: " if key == "values" else f".{key}: "
    assert of(good) == []
    if bad is not None:
        [wrong] = of(bad)
        assert wrong.startswith(f"{place}{bad!r} ")


def test_unknown_keys_are_mistakes_unless_more_of_the_section_is_read_later() -> None:
    section = Section("columns.queue", {"from": "a", "at": 1}, [])

    rule_from(section, FIELDS["queue"], finish=False)
    unread = list(section.mistakes)
    section.finish()

    assert unread == []
    assert len(section.mistakes) == 1
    assert mistakes("text", from_="a", at=1) != []
