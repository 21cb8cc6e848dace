"""Lines taken apart: JSON or CSV, each with its number, and what is wrong with one that is no record."""

import gzip
import json
from pathlib import Path

import pytest

from willet.core.sources.kit.records import Record, header_of, records_of
from willet.core.sources.long_lines import LONGEST_LINE


def read(folder: Path, content: str | bytes) -> list[Record]:
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(records_of(path))


def test_an_object_a_line_with_its_number_and_blank_lines_between(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a": "1"}\n\n  \n{"a": 2, "b": null, "c": [3], "d": true}\n')

    assert [(r.line, dict(r.values)) for r in found] == [
        (1, {"a": "1"}),
        (4, {"a": "2", "b": "", "c": "", "d": ""}),
    ]


def test_values_under_variables_are_written_as_in_an_address(tmp_path: Path) -> None:
    text = json.dumps({"core-uuid": "x", "variables": {"cc_queue": "sales%40default", "n": "50%"}})

    assert dict(read(tmp_path, text)[0].values) == {"cc_queue": "sales@default", "n": "50%"}


def test_values_elsewhere_stay_as_they_are(tmp_path: Path) -> None:
    assert dict(read(tmp_path, '{"a": "50%20"}')[0].values) == {"a": "50%20"}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("[1]", "this line is no JSON object"),
        ("{", "this line is no JSON object"),
        ('{"a": 1} x', "this line is no JSON object"),
        ('{"a":' * 100_000, "this line is no JSON object"),
        ('{"a": "' + "x" * LONGEST_LINE + '"}', f"a record has at most {LONGEST_LINE:,} bytes"),
    ],
)
def test_a_line_that_is_no_record_says_why_and_the_next_is_read(
    tmp_path: Path, line: str, rule: str
) -> None:
    amid = read(tmp_path, '{"a": 1}\n' + line + '\n{"a": 3}\n')
    first = read(tmp_path, line + '\n{"a": 2}\n')

    assert [(r.line, str(r.fault or "")) for r in amid] == [(1, ""), (2, rule), (3, "")]
    assert [(r.line, str(r.fault or "")) for r in first] == [(1, rule), (2, "")]


def test_csv_stands_under_its_header(tmp_path: Path) -> None:
    found = read(tmp_path, 'a,"b c"\n1,"x, y"\n2\n3,"open\n4,z\n')

    assert [(r.line, dict(r.values)) for r in found if not r.fault] == [
        (2, {"a": "1", "b c": "x, y"}),
        (5, {"a": "4", "b c": "z"}),
    ]
    assert [(r.line, str(r.fault)) for r in found if r.fault] == [
        (3, "this line has 1 fields where the header has 2"),
        (4, "a quote of this line is not closed, or stands amid a field"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        '{"a": "J\u00f6rg"}\r\n'.encode("utf-8-sig"),
        '{"a": "J\u00f6rg"}\n'.encode("utf-16"),
        '{"a": "J\u00f6rg"}\n'.encode("cp1252"),
        '{"a": " Jo\u0308rg "}'.encode(),
        gzip.compress('{"a": "J\u00f6rg"}\n'.encode()),
    ],
    ids=["utf-8 with CR", "utf-16", "windows", "letter in two parts", "gzip"],
)
def test_a_name_is_the_same_however_it_was_written(tmp_path: Path, content: bytes) -> None:
    assert [dict(r.values) for r in read(tmp_path, content)] == [{"a": "J\u00f6rg"}]


def test_what_no_table_can_hold_is_taken_out(tmp_path: Path) -> None:
    assert dict(read(tmp_path, r'{"a": "x\u0000\ud800y"}')[0].values) == {"a": "x?y"}


def test_the_header_of_a_file() -> None:
    assert header_of(b'uuid,"start epoch"\n1,2') == ("uuid", "start epoch")
    assert header_of(b'{"uuid": 1}') == ()
