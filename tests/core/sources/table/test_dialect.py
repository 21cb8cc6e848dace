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


@pytest.mark.parametrize(
    ("text", "header", "lines"),
    [
        ("id,at", ["id", "at"], 1),
        ("id,at\n1,2\n", ["id", "at"], 1),
        ("id,at\r\n1,2\r\n", ["id", "at"], 1),
        ('\n"Call\nID",at\n1,2\n', ["Call\nID", "at"], 3),
        ('"Call\r\nID",at\r\n1,2\r\n', ["Call\r\nID", "at"], 2),
        ('"Call\rID",at\n1,2\n', ["Call\rID", "at"], 1),
        ('"Call\rID",at\r\n1,2\r\n', ["Call\rID", "at"], 1),
    ],
)
def test_a_header_and_the_lines_it_takes(text: str, header: list[str], lines: int) -> None:
    assert header_of(text, ",") == (header, lines)


def test_names_become_unique() -> None:
    assert unique(["Time", "", "time", "Time"]) == ("Time", "column 2", "time (2)", "Time (3)")


def test_folded() -> None:
    assert folded("  Call\u00a0 ID ") == "call id"
