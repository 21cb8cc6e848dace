"""What one import did: when too much of it is refused, how it ends, and how it is printed and kept."""

from datetime import date

import pytest

from willet.core.records.imports import (
    ImportReport,
    Unsupported,
    messages_of_silence,
    silence_from,
    too_many_refused,
)
from willet.core.records.messages import Message, saying
from willet.core.records.rejects import LISTED, Reject, RejectLog

NOTE = saying("doctest.a_note", "a note of %(file)s")


@pytest.mark.parametrize(
    ("refused", "rows", "many"),
    [
        (0, 0, False),
        (19, 19, False),
        (2, 20, False),
        (3, 20, True),
        (10, 100, False),
        (11, 100, True),
        (20, 20, True),
    ],
)
def test_more_than_one_row_in_ten_is_too_many_of_twenty_or_more(
    refused: int, rows: int, many: bool
) -> None:
    assert too_many_refused(refused, rows) == many


def rejects(rows: int, files: int = 0) -> RejectLog:
    log = RejectLog()
    for n in range(files):
        log.refuse_file(f"gone{n}.csv", "cannot be read")
    for n in range(rows):
        log.add(Reject("a.csv", n + 2, "outcome", "x", "must be a word"))
    return log


@pytest.mark.parametrize(
    ("rows", "files", "read", "many"),
    [(2, 0, 20, False), (3, 0, 20, True), (3, 5, 24, False), (3, 5, 25, True), (2, 9, 29, False)],
)
def test_files_that_could_not_be_read_say_nothing_of_the_rows_of_others(
    rows: int, files: int, read: int, many: bool
) -> None:
    report = ImportReport("t", rows_read=read, rejects=rejects(rows, files))

    assert report.refused_rows == rows
    assert report.many_refused == many


@pytest.mark.parametrize(
    ("refused", "rows", "status"), [(False, 0, 0), (False, 1, 1), (True, 1, 2), (True, 0, 2)]
)
def test_an_import_ends_well_with_rejects_or_not_at_all(
    refused: bool, rows: int, status: int
) -> None:
    assert ImportReport("t", rejects=rejects(rows), refused=refused).exit_status == status


def test_a_report_is_printed_field_by_field_with_the_first_hundred_rejects() -> None:
    report = ImportReport(
        "t", ["a.csv"], 150, 20, 10, 7, 5, 8, 1, rejects(LISTED + 1), [date(2024, 3, 4)],
        [Unsupported("fcr_case", Message("why"))], ["note"], "run",
    )  # fmt: skip

    printed = report.as_dict()

    shown = printed.pop("rejects")
    assert isinstance(shown, list)
    assert len(shown) == LISTED
    assert shown[0] == {
        "file": "a.csv", "line": 2, "field": "outcome", "value": "x", "rule": "must be a word",
    }  # fmt: skip
    assert printed == {
        "source": "t",
        "files": ["a.csv"],
        "rows_read": 150,
        "rows_folded": 20,
        "rows_kept": 10,
        "contacts_new": 7,
        "contacts_revised": 5,
        "contacts_unchanged": 8,
        "contacts_removed": 1,
        "rejected": LISTED + 1,
        "refused": False,
        "days_changed": ["2024-03-04"],
        "unsupported": [{"metric": "fcr_case", "why": "why"}],
        "notes": ["note"],
        "run_id": "run",
    }


def test_an_empty_report_counts_nothing() -> None:
    printed = ImportReport("t").as_dict()

    numbers = [value for value in printed.values() if type(value) is int]
    assert numbers == [0] * 8
    assert (printed["run_id"], printed["refused"]) == (None, False)
    assert ImportReport("t").exit_status == 0


def test_beside_a_kept_report_stands_every_message_of_it() -> None:
    log = RejectLog()
    log.add(Reject("a.csv", 2, "outcome", NOTE(file="v"), NOTE(file="r")))
    report = ImportReport(
        "t", rejects=log, unsupported=[Unsupported("x", NOTE(file="u"))],
        notes=[NOTE(file="n"), "plain"],
    )  # fmt: skip

    record = report.as_record()

    said = record.pop("said")
    assert isinstance(said, dict)
    assert set(said) == {f"a note of {name}" for name in "vrun"}
    assert record == report.as_dict()


def test_a_silence_is_read_back_with_its_messages_and_an_old_one_stays_english() -> None:
    silence = {"t": {"wait_s": NOTE(file="w"), "topic": Message("old words")}}
    plain = {"t": {"wait_s": "a note of w", "topic": "old words"}}

    kept = messages_of_silence(silence)
    again = silence_from(plain, kept)
    old = silence_from(plain, {})

    assert set(kept) == {"a note of w"}
    assert again == silence
    assert (again["t"]["wait_s"].code, again["t"]["wait_s"].values) == (NOTE.code, {"file": "w"})
    assert old == silence
    assert old["t"]["wait_s"].code == ""
