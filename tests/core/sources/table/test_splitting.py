"""Lines into fields: whatever Python's csv module makes of a text, the columns make the same."""

import csv
import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from willet.core.sources.table.batches import RAW
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.splitting import load_lines, open_lines, split_blanks, split_lines
from willet.core.sources.table.streams import opened
from willet.core.sources.table.text_reader import TextReader

CON = duckdb.connect()

FIELD = st.text(st.sampled_from("ab ,;\"\n\té€ '"), max_size=6)
LINE = st.text(st.sampled_from('ab,"; '), min_size=1, max_size=12)


def split(lines: list[str], delimiter: str = ",") -> list[list[str]]:
    load_lines(CON, "\n".join(lines), 1)
    split_lines(CON, delimiter)
    return [f for (f,) in CON.execute(f"SELECT f FROM {RAW} ORDER BY line").fetchall()]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("a,b,c", ["a", "b", "c"]),
        (",,", ["", "", ""]),
        ('"a","b,c",""', ["a", "b,c", ""]),
        ('a,"b ""x"" c",d', ["a", 'b "x" c', "d"]),
        ('5" pipe,b', ['5" pipe', "b"]),
        ('"a"b"c,d', ['ab"c', "d"]),
        ('""', [""]),
        ('"","a"', ["", "a"]),
        ('"a"","b","c"', ['a",b"', "c"]),
    ],
)
def test_one_line(line: str, fields: list[str]) -> None:
    assert next(csv.reader([line])) == fields

    assert split([line]) == [fields]


@pytest.mark.journey("law")
@given(st.lists(LINE, min_size=1, max_size=8), st.sampled_from(",;|\t"))
@settings(deadline=None, max_examples=150)
def test_whole_lines_split_as_the_csv_module_splits_them(lines: list[str], delimiter: str) -> None:
    load_lines(CON, "\n".join(lines), 1)
    still_open = set(open_lines(CON, delimiter))
    whole = [
        line for n, line in enumerate(lines, 1) if n not in still_open and line.strip(" \t\r") != ""
    ]

    found = split(whole, delimiter) if whole else []

    assert found == [next(csv.reader([line], delimiter=delimiter)) for line in whole]


@given(LINE)
@settings(deadline=None, max_examples=150)
def test_a_line_is_open_where_the_csv_module_asks_for_another(line: str) -> None:
    load_lines(CON, line, 1)
    asked = []

    def feed() -> object:
        yield line
        asked.append(True)

    next(csv.reader(feed()))  # type: ignore[arg-type]

    assert bool(open_lines(CON, ",")) == bool(asked)


def test_blanks_of_any_number_part_the_fields() -> None:
    load_lines(CON, "  a   b\tc  ", 1)

    split_blanks(CON)

    assert CON.execute(f"FROM {RAW}").fetchall() == [(1, ["a", "b", "c"])]


@pytest.mark.proof
@given(
    st.lists(st.lists(FIELD, min_size=3, max_size=3), min_size=1, max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.integers(8, 64),
)
@settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_the_csv_module_writes_is_read_back_in_blocks_of_any_size(
    tmp_path: Path, rows: list[list[str]], end: str, quoting: int, block: int
) -> None:
    rows = [["x", *row] for row in rows]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["p", "q", "r", "s"])
    writer.writerows(rows)
    path = tmp_path / "t.csv"
    path.write_bytes(text.getvalue().encode())
    limits, found = FileLimits(block_bytes=max(block, 16)), []

    with opened(path, limits) as stream:
        reader = TextReader(CON, stream, FileForm(delimiter=","), (), limits)
        for batch in reader.batches():
            assert batch.rejects.total == 0
            found += CON.execute(f"FROM {RAW}").fetchall()

    expected = list(csv.reader(io.StringIO(text.getvalue(), newline="")))[1:]
    assert [f for _, f in sorted(found)] == expected == rows
