"""Cells that begin like a formula: the text inside the guard is read, and nothing is ever worked out."""

import duckdb
import pytest

from willet.core.records import harmless
from willet.core.sources.table.vocabulary.guards import bare


def read(text: str) -> str:
    found = duckdb.execute(f"SELECT {bare('t')} FROM (SELECT ? AS t)", [text]).fetchall()
    answer: str = found[0][0]
    return answer


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="0044"', "0044"),
        ('=""', ""),
        ('="a"b"', 'a"b'),
        ("'=1+1", "=1+1"),
        ("'+49 30 1234", "+49 30 1234"),
        ("'@sales", "@sales"),
        ("'-", "-"),
        ("'＝1", "＝1"),
        ("=1+1", "=1+1"),
        ('="0044', '="0044'),
        ("'t Hart", "'t Hart"),
        ("''=1", "''=1"),
        ("+49 30", "+49 30"),
        ("", ""),
    ],
)
def test_the_guard_of_a_cell_is_no_part_of_its_text(cell: str, text: str) -> None:
    assert read(cell) == text


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "@x", "-5", "－2", "sales", "'t Hart"]
)
def test_what_an_export_guards_is_read_back_as_it_was(text: str) -> None:
    assert read(str(harmless(text))) == text
