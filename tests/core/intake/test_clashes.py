"""Ids that the lake knows with another arrival are said; corrections, repetitions and legs are not.

| lake: id 1 at 09:00 on 2 March, sales, Ann, 100 s of talk |
"""

from pathlib import Path

import pytest

from willet.core.intake import import_files
from willet.core.records import ImportReport

HEAD = "contact_id,arrived_at,queue,agent,outcome,talk_s"
KNOWN = "1,2026-03-02 09:00:00,sales,Ann,answered,100"


def came(place: Path, *rows: str, head: str = HEAD, mapping: Path | None = None) -> ImportReport:
    file = place / "calls.csv"
    file.write_text("\n".join([head, *rows]) + "\n")
    return import_files(place / "lake", "table", [file], zone="Europe/Berlin", mapping=mapping)


def said(report: ImportReport) -> list[str]:
    return [note for note in report.notes if "known already" in note]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("row", "days"),
    [
        ("1,2026-04-02 09:00:00,sales,Ann,answered,100", 1),
        ("1,2026-03-03 09:01:40,help,Bob,answered,100", 1),
        ("1,2026-03-02 12:00:00,help,Bob,answered,100", 0),
        ("1,2026-03-02 09:00:07,sales,Ann,answered,100", 0),
        ("1,2026-03-02 10:00:00,sales,Ann,answered,100", 0),
    ],
    ids=["next month", "next day", "afternoon", "seconds later", "another zone"],
)
def test_another_arrival_is_said(tmp_path: Path, row: str, days: int) -> None:
    came(tmp_path, KNOWN)

    (note,) = said(came(tmp_path, row))

    assert note.startswith(f"1 contact id is known already with another arrival, {days} on")


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "rows",
    [
        (KNOWN,),
        ("1,2026-03-02 09:00:00,help,Bob,answered,50",),
        ("1,2026-03-02 09:01:40,help,Bob,answered,50",),
        (KNOWN, "1,2026-03-02 09:01:40,help,Bob,answered,50"),
        ("2,2026-04-02 09:00:00,sales,Ann,answered,100",),
    ],
    ids=["the same", "changed", "a leg", "both legs", "another id"],
)
def test_the_same_call_is_not(tmp_path: Path, rows: tuple[str, ...]) -> None:
    came(tmp_path, KNOWN)

    assert said(came(tmp_path, *rows)) == []
    assert said(came(tmp_path, *rows)) == []


def test_nothing_is_said_of_a_first_import(tmp_path: Path) -> None:
    assert said(came(tmp_path, KNOWN)) == []


@pytest.mark.journey("history")
def test_a_row_that_says_when_it_was_changed_is_a_correction(tmp_path: Path) -> None:
    head = HEAD + ",revised_at"
    came(tmp_path, KNOWN + ",2026-03-02 10:00:00", head=head)

    assert (
        said(came(tmp_path, "1,2026-03-05 09:00:00,sales,Ann,answered,100,2026-03-06", head=head))
        == []
    )
