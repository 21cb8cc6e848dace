"""The file form: what a line looks like, where a file ends, and names that hold a bar."""

from pathlib import Path
from typing import Any

import pytest

from willet.core.sources.asterisk.lines import is_cut_off, looks_like_lines, numbered_lines
from willet.core.sources.plain import Plain

ENTER = "1795466309|1795466309.0|sales|NONE|ENTERQUEUE||31264370893|1"


@pytest.mark.parametrize(
    ("head", "looks"),
    [
        (ENTER.encode(), True),
        (b"\n\nbroken\n" + ENTER.encode(), True),
        (b"2026-11-23 21:38:29.731|1795466309.0|sales|NONE|ENTERQUEUE||1|1", True),
        (b"time|callid|queuename|agent|event|data", False),
        (b"a|b|c|d|e|f", False),
        (b"", False),
        (b"\x00\x01\x02", False),
    ],
)
def test_what_looks_like_queue_log(head: Any, looks: Any) -> None:
    assert looks_like_lines(head) is looks


@pytest.mark.parametrize(
    ("tail", "cut"),
    [
        ("", False),
        ("1795466310|1795466309.0|sales|NONE|ABANDON|1|1|7", False),
        ("1795466310|NONE|sales|Ann|PAUSE|", False),
        ("1795466310|NONE|sales|Ann|PAUSE", True),
        ("1795466310|1795466309.0|sales|NONE|ABANDON|1|1", True),
        ("1795466310|1795466309.0|sal", True),
    ],
)
def test_a_file_without_a_last_line_end(log: Any, tail: Any, cut: Any) -> None:
    assert is_cut_off(Plain(str(log(ENTER, tail, end="")))) is cut
    assert is_cut_off(Plain(str(log(ENTER, tail)))) is False


def test_a_last_line_in_another_encoding_that_is_not_whole_is_left_out(
    fold: Any, tmp_path: Path
) -> None:
    path = tmp_path / "queue_log"
    path.write_bytes(f"{ENTER}\n1795466310|NONE|sales|".encode() + b"J\xf6rg")
    landing = fold(path).landing
    assert landing.rejects.total == 0
    assert (landing.rows_read, landing.rows_folded) == (1, 1)


def test_a_byte_order_mark_is_no_part_of_the_first_time(fold: Any, tmp_path: Path) -> None:
    path = tmp_path / "queue_log"
    path.write_bytes(b"\xef\xbb\xbf" + ENTER.encode() + b"\n")
    landing = fold(path).landing
    assert (landing.rows_folded, landing.rejects.total) == (1, 0)


def test_lines_are_numbered_with_the_blank_ones(log: Any) -> None:
    path = log(ENTER, "", "", "x")
    assert list(numbered_lines(path)) == [(1, ENTER.encode()), (4, b"x")]


def test_a_field_that_is_an_events_name_is_no_reason_to_mend(fold: Any, log: Any) -> None:
    """A dialplan's own event, in capitals, keeps its place though its first field names another event."""
    landed = fold(log("1795466310|1795466309.0|sales|Ann|MY_EVENT|ABANDON|1|1|7"))
    assert landed.row("SELECT agent, event FROM landed") == ("Ann", "MY_EVENT")


def test_lines_of_blanks_and_delimiters_are_no_rows(fold: Any, log: Any) -> None:
    landing = fold(log(ENTER, "   ", "\t", "\f", " | | ||", "x", "")).landing
    assert (landing.rows_folded, landing.rejects.total) == (1, 1)
    assert [(r.line, r.value) for r in landing.rejects.first] == [(6, "x")]
