"""Records landed: a field that cannot be read, a file that holds none, a preview, a day at its edges."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from willet.core.records import RequestError
from willet.core.sources import Landing, ReadOptions
from willet.core.sources.kit import RecordSource, moment, number, seconds, text

HEAD = "no,at,spent,caller\n"


class Paper(RecordSource):
    """A list of four fields."""

    name, title, reads = "paper", "A paper list", "four fields"
    arrived, contact = "at", "'paper:' || no"
    fields = {
        "no": text("no", needed=True),
        "at": moment("at", needed=True),
        "spent_s": seconds("spent", per_second=1000),
        "caller": number("caller"),
    }
    tables: dict[str, str] = {}


def landed(folder: Path, *texts: str, **words: Any) -> tuple[Landing, list[tuple[Any, ...]]]:
    paths = [folder / f"{n}.csv" for n in range(len(texts))]
    for path, content in zip(paths, texts, strict=True):
        path.write_text(content, "utf-8")
    con, told = duckdb.connect(), {"zone": "Europe/Amsterdam", "region": "NL", **words}
    landing = Paper().read(con, paths, ReadOptions(customer_key=b"k" * 32, **told))
    return landing, con.execute("FROM landed ORDER BY contact_id").fetchall()


def rejects(landing: Landing) -> list[tuple[str, int, str, str]]:
    return [(r.file, r.line, r.field, str(r.rule)) for r in landing.rejects.first]


def test_a_field_that_cannot_be_read_costs_its_row_alone(tmp_path: Path) -> None:
    found, rows = landed(
        tmp_path, HEAD + "1,1772442000,1500,\n2,soon,,\n3,1772442000,-1,\n,1772442000,,\n"
    )

    assert rejects(found) == [
        (
            "0.csv",
            3,
            "at",
            "a time is counted since 1970, in seconds, milliseconds or microseconds",
        ),
        ("0.csv", 4, "spent_s", "a length of time is a number from 0, without a unit"),
        ("0.csv", 5, "no", "no is missing; every record has one"),
    ]
    assert [(row[1], row[3]) for row in rows] == [("1", 1.5)]


@pytest.mark.parametrize("spent", ["nan", "inf", "1e3", "0x10", "1,5", "one"])
def test_what_looks_like_a_number_to_a_machine_alone_is_none(tmp_path: Path, spent: str) -> None:
    found, _ = landed(tmp_path, HEAD + f'1,1772442000,"{spent}",\n2,1772442000,,\n')

    assert [r.field for r in found.rejects.first] == ["spent_s"]


def test_the_last_moment_of_a_day_and_the_first_of_the_next(tmp_path: Path) -> None:
    """22:59:59.999999 and 23:00 UTC are the two sides of midnight in Amsterdam in winter."""
    _, rows = landed(tmp_path, HEAD + "1,1772492399999999,,\n2,1772492400,,\n")

    assert [row[-1] for row in rows] == [date(2026, 3, 2), date(2026, 3, 3)]
    assert [row[-2] for row in rows] == [95, 0]


def test_a_file_of_another_kind_is_refused_whole_and_the_others_are_read(tmp_path: Path) -> None:
    found, rows = landed(tmp_path, "Dear diary\nit rained\n", HEAD + "1,1772442000,,\n")

    assert [(r.file, r.field) for r in found.rejects.first] == [("0.csv", "file")]
    assert (found.rows_read, found.rows_folded, len(rows)) == (2, 1, 1)


def test_where_no_file_holds_a_record_the_import_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"0\.csv holds no record with no, at\."):
        landed(tmp_path, "Dear diary\nit rained\n")


def test_a_preview_reads_only_the_first_rows(tmp_path: Path) -> None:
    text_of_many = HEAD + "".join(f"{n},1772442000,,\n" for n in range(90))

    assert landed(tmp_path, text_of_many, preview_rows=7)[0].rows_read == 7


def test_a_number_lands_as_a_key_and_what_it_is(tmp_path: Path) -> None:
    _, rows = landed(
        tmp_path, HEAD + "1,1772442000,,020 123 0001\n2,1772442000,,anonymous\n3,1772442000,,\n"
    )

    assert [(row[4] is None, row[5]) for row in rows] == [
        (False, "number"),
        (True, "withheld"),
        (True, None),
    ]
