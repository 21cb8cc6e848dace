"""Delimiters and headers found from the first lines."""

import pytest

from willet.core.sources.table.dialect import delimiter_of, folded, header_of, unique


@pytest.mark.parametrize(
    ("text", "expected", "delimiter"),
    [
        ("id,at\n", (), ","),
        ("id;at\n", (), ";"),
        ("id\tat\n", (), "\t"),
        ("id|at\n", (), "|"),
        ("only\n", (), ","),
        ('"a,b,c";at\n', (), ";"),
        ("name, first, second;at;id\n", ("at", "ID"), ";"),
    ],
)
def test_delimiter(text: str, expected: tuple[str, ...], delimiter: str) -> None:
    assert delimiter_of(text, expected) == delimiter


def test_header_over_two_lines_after_a_blank_one() -> None:
    assert header_of('\n"Call\nID",at\n1,2\n', ",") == (["Call\nID", "at"], 3)


def test_names_become_unique() -> None:
    assert unique(["Time", "", "time", "Time"]) == ("Time", "column 2", "time (2)", "Time (3)")


def test_folded() -> None:
    assert folded("  Call\u00a0 ID ") == "call id"
