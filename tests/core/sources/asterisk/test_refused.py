"""What bad lines get: a reject with file, line, field, value and rule, and the good lines in."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from willet.core.records import Reject

GOOD = "1795466309|1795466309.0|sales|NONE|ENTERQUEUE||31264370893|1"
END = "1795466316|1795466309.0|sales|NONE|ABANDON|1|1|7"


def only(landing: Any) -> Reject:
    assert landing.rejects.total == 1
    found: list[Reject] = landing.rejects.first
    return found[0]


@pytest.mark.parametrize(
    ("line", "field", "value", "rule"),
    [
        (
            "no log at all",
            "line",
            "•• ••• •• •ll",
            "a line has five fields: time|callid|queue|agent|event",
        ),
        (
            "1795466311|1795466309.0|sales|NONE",
            "line",
            "••••••••••|••••••••••.•|•••••|••NE",
            "a line has five fields: time|callid|queue|agent|event",
        ),
        (
            "17954x6311|1795466309.0|sales|NONE|ABANDON|1|1|7",
            "time",
            "17954x6311",
            "a time lies in the years 1990 to 2099, in seconds since 1970 or as YYYY-MM-DD HH:MM:SS",
        ),
        (
            "12|1795466309.0|sales|NONE|ABANDON|1|1|7",
            "time",
            "12",
            "a time lies in the years 1990 to 2099, in seconds since 1970 or as YYYY-MM-DD HH:MM:SS",
        ),
        (
            "0001-01-01 00:00:00|1795466309.0|sales|NONE|ABANDON|1|1|7",
            "time",
            "0001-01-01 00:00:00",
            "a time lies in the years 1990 to 2099, in seconds since 1970 or as YYYY-MM-DD HH:MM:SS",
        ),
        (
            "9999-12-31T23:59:59Z|1795466309.0|sales|NONE|ABANDON|1|1|7",
            "time",
            "9999-12-31T23:59:59Z",
            "a time lies in the years 1990 to 2099, in seconds since 1970 or as YYYY-MM-DD HH:MM:SS",
        ),
        (
            "1795466311|1795466309.0|sales|Ann|CONNECT|2|1.2|2147484",
            "ring",
            "•••••84",
            "a ring time is a whole number, 0 or more, below 24 days",
        ),
        (
            "nan|1795466309.0|sales|NONE|ABANDON|1|1|7",
            "time",
            "nan",
            "a time lies in the years 1990 to 2099, in seconds since 1970 or as YYYY-MM-DD HH:MM:SS",
        ),
        (
            "1795466311|NONE|sales|Ann|CONNECT|2|1.2|1",
            "callid",
            "••NE",
            "this event belongs to a call and needs its id",
        ),
        (
            "1795466311|1795466309.0|sales|Ann|CONNECT|two|1.2|1",
            "wait",
            "•wo",
            "a wait is a whole number of seconds, 0 or more, below 24 days",
        ),
        (
            "1795466311|1795466309.0|sales|Ann|COMPLETECALLER|2|3O|1",
            "talk",
            "3O",
            "a talk time is a whole number of seconds, 0 or more, below 24 days",
        ),
        (
            "1795466311|1795466309.0|sales|Ann|RINGNOANSWER|soon",
            "ring",
            "••on",
            "a ring time is a whole number, 0 or more, below 24 days",
        ),
        (
            "1795466311|1795466309.0|sales|NONE|SURVEY|CSAT|6",
            "score",
            "6",
            "an answer is a whole number on the scale of its question",
        ),
    ],
)
def test_each_rule_names_line_field_and_value(
    fold: Any, log: Any, line: Any, field: Any, value: Any, rule: Any
) -> None:
    folded = fold(log(GOOD, "", line, END, name="queue_log"))
    assert only(folded.landing) == Reject("queue_log", 3, field, value, rule)
    assert folded.row("SELECT outcome, wait_s FROM visits") == ("abandoned", 7)
    assert (folded.landing.rows_read, folded.landing.rows_folded) == (3, 2)


def test_an_answer_is_on_the_scale_of_its_question_to_both_ends(fold: Any, log: Any) -> None:
    """CSAT 1 to 5, CES 1 to 7, NPS 0 to 10, yes or no 0 and 1; of another question's scale only its start is known."""
    on = {"CSAT": (1, 5), "CES": (1, 7), "NPS": (0, 10), "RESOLVED": (0, 1), "MOOD": (0, 99)}
    off = {"CSAT": (0, 6), "CES": (0, 8), "NPS": (-1, 11), "RESOLVED": (-1, 2), "MOOD": (-1,)}
    asked = "1795466311|1795466309.0|sales|NONE|SURVEY|{}|{}"
    good = [asked.format(name, score) for name, scores in on.items() for score in scores]
    bad = [asked.format(name, score) for name, scores in off.items() for score in scores]

    landing = fold(log(GOOD, *good, *bad, END, name="queue_log")).landing

    lines = {reject.line for reject in landing.rejects.first}
    assert lines == set(range(2 + len(good), 2 + len(good) + len(bad)))
    assert {reject.field for reject in landing.rejects.first} == {"score"}


def test_a_shifted_number_is_masked(fold: Any, log: Any) -> None:
    landing = fold(
        log(GOOD, "1795466311|1795466309.0|sales|Ann|CONNECT|+31 6 1234 5678x|1.2|1")
    ).landing
    assert only(landing).value == "+•• • •••• •••8x"


@pytest.mark.parametrize(
    "cut",
    [
        "1795466316|1795466309.0|sales|NONE|ABANDON|1|1",
        "1795466316|1795466309.0|sales|NONE|ABANDON",
        "1795466316|1795466309.0|sales|NONE|ABAN",
        "1795466316|17954663",
        "17954",
        "1795466320|1795466320.1|sales|NONE|ENTERQUEUE||312643",
    ],
)
def test_a_last_line_that_is_not_whole_is_said_and_left_for_the_next_import(
    fold: Any, log: Any, cut: Any
) -> None:
    landing = fold(log(GOOD, END, cut, end="")).landing

    assert landing.rejects.total == 0
    assert (landing.rows_read, landing.rows_folded) == (2, 2)
    assert [note.code for note in landing.notes] == ["last_line_unfinished"]


def test_a_line_within_a_file_that_lacks_its_end_is_a_reject(fold: Any, log: Any) -> None:
    reject = only(fold(log(GOOD, "1795466316|17954663", END)).landing)

    assert (reject.line, reject.field) == (2, "line")


def test_a_whole_last_line_needs_no_line_end(fold: Any, log: Any) -> None:
    folded = fold(log(GOOD, END, end=""))
    assert folded.landing.rejects.total == 0
    assert folded.value("SELECT outcome FROM visits") == "abandoned"


def test_lines_keep_their_numbers_where_bytes_are_of_another_encoding(
    fold: Any, tmp_path: Path
) -> None:
    path = tmp_path / "queue_log"
    latin = "1795466310|1795466309.0|sales|Jörg|RINGNOANSWER|1000".encode("latin-1")
    path.write_bytes(b"\n".join([GOOD.encode(), b"", latin, END.encode(), b"x|y", b""]))

    folded = fold(path)

    assert [(r.line, r.rule) for r in folded.landing.rejects.first] == [
        (5, "a line has five fields: time|callid|queue|agent|event"),
    ]
    assert folded.rows("SELECT agent FROM landed WHERE agent IS NOT NULL") == [("Jörg",)]


def test_lines_are_counted_as_an_editor_does_with_mixed_line_ends(
    fold: Any, tmp_path: Path
) -> None:
    path = tmp_path / "queue_log"
    path.write_bytes(
        b"\r\n".join([GOOD.encode(), b"", b"", END.encode()]) + b"\nbroken\r\n\nbroken too\n"
    )
    assert [r.line for r in fold(path).landing.rejects.first] == [5, 7]


def test_a_line_too_long_to_be_one_is_a_reject(fold: Any, log: Any) -> None:
    landing = fold(log(GOOD, "1795466311|1|sales|NONE|INFO|" + "x" * (3 << 20), END)).landing
    assert only(landing).line == 2
    assert landing.rows_read == 3


def test_all_rejects_are_counted_and_a_hundred_are_shown(fold: Any, log: Any) -> None:
    rejects = fold(log(GOOD, *[f"broken {n}" for n in range(250)])).landing.rejects
    assert rejects.total == 250
    assert [r.line for r in rejects.first] == list(range(2, 102))


def test_rejects_of_several_files_name_their_file(fold: Any, log: Any) -> None:
    a, b = log(GOOD, "x|y", name="a"), log("z", END, name="b")
    rejects = fold([a, b]).landing.rejects
    assert [(r.file, r.line) for r in rejects.first] == [("a", 2), ("b", 1)]


def test_a_gzipped_log_has_line_numbers_too(fold: Any, tmp_path: Path) -> None:
    path = tmp_path / "queue_log.1.gz"
    path.write_bytes(gzip.compress(f"{GOOD}\n\nbroken\n{END}\n".encode()))
    assert only(fold(path).landing).line == 3


def test_a_table_has_the_lines_of_its_file(fold: Any, log: Any) -> None:
    header = "time,callid,queuename,agent,event,data1,data2,data3"
    landing = fold(
        log(
            header,
            "1795466309,1795466309.0,sales,NONE,ENTERQUEUE,,31264370893,1",
            "",
            '1795466311,1795466309.0,sales,"Ann ""Ace"", B",CONNECT,x,1.2,1',
            name="export.csv",
        )
    ).landing
    assert only(landing) == Reject(
        "export.csv",
        4,
        "wait",
        "x",
        "a wait is a whole number of seconds, 0 or more, below 24 days",
    )
