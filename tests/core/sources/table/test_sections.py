"""A table of a mapping file read key by key: what is taken, and each mistake with the place where it stands."""

from typing import Any

import pytest

from willet.core.sources.table.sections import Section, as_text


def section(where: str = "columns.queue", **table: Any) -> Section:
    return Section(where, table, [])


@pytest.mark.parametrize(
    ("value", "text"), [("A", "A"), (True, "true"), (False, "false"), (7, "7"), (1.5, "1.5")]
)
def test_a_value_is_the_text_that_a_file_would_show(value: Any, text: str) -> None:
    assert as_text(value) == text
    assert section(key=value).scalar("key") == text


@pytest.mark.parametrize(
    ("where", "key", "place"),
    [("a.b", "c", "a.b.c"), ("a.b", "", "a.b"), ("", "c", "c"), ("", "", "")],
)
def test_a_mistake_names_its_section_and_its_key(where: str, key: str, place: str) -> None:
    one = section(where)

    one.wrong("is wrong", key)

    assert one.mistakes == [f"{place}: is wrong"]


READERS = ("text", "number", "scalar")


def test_what_is_absent_is_none_and_no_mistake() -> None:
    one = section()

    assert [getattr(one, read)("key") for read in READERS] == [None] * 3
    assert (one.flag("key"), one.texts("key"), one.pairs("key")) == (False, (), ())
    assert (one.condition("key"), one.section("key"), one.sections("key")) == ((), None, [])
    assert one.word("key", ("a", "b"), "b") == "b"
    assert one.mistakes == []
    assert "key" not in one


@pytest.mark.parametrize(
    ("read", "value", "taken", "mistake"),
    [
        ("text", "a", "a", None),
        ("text", 1, None, "must be a text in quotes, not 1"),
        ("number", 0, 0, None),
        ("number", 7, 7, None),
        ("number", -1, None, "must be a whole number, 0 or more"),
        ("number", True, None, "must be a whole number, 0 or more"),
        ("number", 1.5, None, "must be a whole number, not 1.5"),
        ("flag", True, True, None),
        ("flag", False, False, None),
        ("flag", "yes", False, "must be true or false, not 'yes'"),
        ("scalar", ["a"], None, "must be a text, a number, true or false, not ['a']"),
        ("texts", "a", ("a",), None),
        ("texts", ["a", 1, True], ("a", "1", "true"), None),
        ("texts", [], (), None),
        ("texts", 1, (), "must be a text or a list of texts, not 1"),
        ("texts", ["a", ["b"]], (), "must be a text or a list of texts"),
        ("pairs", {"Y": True, "2": 2}, (("Y", "true"), ("2", "2")), None),
        ("pairs", "Y", (), "must be a table such as { Y = true, N = false }, not 'Y'"),
        ("condition", {"a": "x", "b": ["y", "z"]}, (("a", ("x",)), ("b", ("y", "z"))), None),
        ("condition", {}, (), 'names no column; write { column = "value" }'),
    ],
)
def test_a_value_is_taken_or_its_mistake_is_noted(
    read: str, value: Any, taken: Any, mistake: str | None
) -> None:
    one = section(key=value)

    assert getattr(one, read)("key") == taken
    assert one.mistakes == ([] if mistake is None else [f"columns.queue.key: {mistake}"])


def test_each_wrong_part_of_a_table_is_named_and_the_others_are_taken() -> None:
    one = section(values={"Y": True, "N": ["x"], "M": 0}, when={"a": {"b": 1}, "c": "x"})

    assert one.pairs("values") == (("Y", "true"), ("M", "0"))
    assert one.condition("when") == (("a", ()), ("c", ("x",)))
    assert one.mistakes == [
        "columns.queue.values.N: must be a text, a number, true or false",
        "columns.queue.when.a: must be a text or a list of texts",
    ]


def test_one_of_several_words_is_taken_and_a_like_one_is_offered_for_any_other() -> None:
    one, units = section(good="ms", bad="mn", other=1), iter(("s", "ms", "min"))

    assert one.word("good", units, "s") == "ms"
    assert one.word("bad", ("s", "ms", "min"), "s") == "s"
    assert one.word("other", ("s", "ms"), "ms") == "ms"
    assert len(one.mistakes) == 2
    assert one.mistakes[0].startswith("columns.queue.bad: 'mn' is not known. Did you mean")
    assert one.mistakes[1] == "columns.queue.other: must be a text in quotes, not 1"


def test_tables_inside_share_the_list_of_mistakes_and_know_their_place() -> None:
    one = section("", inner={"a": 1}, listed=[{"b": 1}, "x", {"c": 1}], single={"d": 1})

    inner, listed, single = one.section("inner"), one.sections("listed"), one.sections("single")
    assert inner is not None
    for part in (inner, *listed, *single):
        part.wrong("seen")

    assert one.mistakes == [
        "listed: must be a table or a list of tables",
        "inner: seen",
        "listed[1]: seen",
        "listed[3]: seen",
        "single: seen",
    ]
    assert [part.table for part in (inner, *listed, *single)] == [
        {"a": 1}, {"b": 1}, {"c": 1}, {"d": 1},
    ]  # fmt: skip


def test_a_table_inside_a_section_stands_behind_its_name() -> None:
    one = section("columns", inner={"a": 1}, listed=[{"b": 1}], bad=7)

    inner = one.section("inner")

    assert inner is not None
    assert (inner.where, one.sections("listed")[0].where) == ("columns.inner", "columns.listed[1]")
    assert (one.section("bad"), one.sections("bad")) == (None, [])
    assert len(one.mistakes) == 2


def test_keys_that_nobody_asked_for_are_mistakes_at_the_end() -> None:
    one = section(text="a", form="b", from_="c")
    one.text("text")
    one.text("format")

    one.finish()

    assert len(one.mistakes) == 2
    assert one.mistakes[0].startswith("columns.queue.form: is not a key known here. Did you mean")
    assert one.mistakes[1].startswith("columns.queue.from_: is not a key known here.")
