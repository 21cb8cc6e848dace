"""One bad file never blocks the others of a run."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from willet.core.records import RequestError

Importer = Callable[..., Any]
GOOD = b"id,at\n1,2026-03-02 09:00\n2,2026-03-02 09:01\nx,\n"
CUT = gzip.compress(b"id,at\n" + b"".join(b"%d,2026-03-02 10:00\n" % n for n in range(10, 9999)))[
    :-9
]
OTHER = b"number;when\n3;2026-03-02\n"


@pytest.mark.parametrize("bad", [CUT, OTHER, b"%PDF-1.4", b"PAR1" + b"\x00" * 99, b""])
@pytest.mark.parametrize("first", [True, False])
def test_the_good_file_is_in_and_the_bad_one_is_named(
    importer: Importer, bad: bytes, first: bool
) -> None:
    found = importer(*([bad, GOOD] if first else [GOOD, bad]))

    name = "calls.csv" if first else "1calls.csv"
    whole = [r for r in found.rejects if r[1] == 0]
    assert found.ids == ["1", "2"]
    assert [(r[0], r[2], r[3]) for r in whole] == [(name, "file", name)]
    assert (found.landing.rows_read, found.landing.rows_folded) == (4, 2)
    assert found.landing.rejects.total == 2


def test_the_rows_of_a_file_that_breaks_off_are_taken_out_again(importer: Importer) -> None:
    found = importer(GOOD, CUT, GOOD.replace(b"1,", b"7,"))

    assert found.ids == ["1", "2", "7"]
    assert found.landing.rows_read == found.landing.rows_folded + found.landing.rejects.total


def test_a_run_of_bad_files_alone_is_refused_with_the_first(importer: Importer) -> None:
    with pytest.raises(RequestError, match="PDF"):
        importer(b"%PDF-1.4", CUT)


def test_a_single_bad_file_is_refused_as_before(importer: Importer, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="the archive is damaged"):
        importer(CUT)
