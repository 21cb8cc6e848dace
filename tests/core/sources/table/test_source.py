"""The source as the registry sees it."""

import gzip
from pathlib import Path

import pytest

from willet.core.sources import hints_of, recognise, source_named
from willet.core.sources.table import SOURCE


def test_it_stands_in_the_registry() -> None:
    assert source_named("table") is SOURCE


def test_its_rows_name_their_contact_and_may_move() -> None:
    hints = hints_of(SOURCE)

    assert (hints.contact_id, hints.moves, hints.context_days, hints.zone_per_row) == (
        "contact_id",
        True,
        0,
        True,
    )


@pytest.mark.parametrize(
    ("head", "seen"), [(b"id,at\n1,2\n", True), (b"%PDF-1.7", False), (b"", False)]
)
def test_recognises_tables(tmp_path: Path, head: bytes, seen: bool) -> None:
    path = tmp_path / "f"
    path.write_bytes(head)

    assert SOURCE.recognises(path, head) is seen


def test_recognises_a_workbook_and_an_archive(shared_data: Path, tmp_path: Path) -> None:
    book = shared_data / "pwc_call_centre/01_Call-Center-Dataset.xlsx"
    packed = tmp_path / "c.csv.gz"
    packed.write_bytes(gzip.compress(b"id,at\n1,2\n"))

    assert SOURCE.recognises(book, book.read_bytes()[:65_536])
    assert recognise(packed, b"id,at\n1,2\n") == "table"
