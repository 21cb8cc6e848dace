"""Logs in the encodings and with the line ends that editors and old machines leave."""

import codecs
import gzip
from pathlib import Path
from typing import Any

import pytest

from willet.core.sources.asterisk import SOURCE
from willet.core.sources.plain import encoding_of, plain, plain_head, plain_text

LINES = (
    "1772438400|1772438400.19|desk|NONE|ENTERQUEUE||+31205550122|1",
    "1772438420|1772438400.19|desk|Jörg|CONNECT|20|x|9",
    "",
    "broken",
    "1772438480|1772438400.19|desk|Jörg|COMPLETEAGENT|20|60|1",
)
UTF_8 = "\n".join([*LINES, ""]).encode()


def text(end: str) -> str:
    return end.join([*LINES, ""])


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    "written",
    [
        UTF_8,
        codecs.BOM_UTF8 + UTF_8,
        text("\r\n").encode(),
        text("\r").encode(),
        "{}\r\n{}\n{}\n{}\r{}\r".format(*LINES).encode(),
        text("\n").encode("cp1252"),
        text("\r").encode("cp1252"),
        codecs.BOM_UTF16_LE + text("\n").encode("utf-16-le"),
        codecs.BOM_UTF16_BE + text("\r\n").encode("utf-16-be"),
        text("\r\n").encode("utf-16-le"),
        text("\r").encode("utf-16-be"),
        gzip.compress(text("\r").encode("utf-16-le")),
        gzip.compress(text("\r\n").encode("cp1252")),
    ],
)
def test_every_way_of_writing_a_log_lands_the_same_rows(
    fold: Any, tmp_path: Path, written: bytes
) -> None:
    path = tmp_path / "queue_log"
    path.write_bytes(written)
    head = gzip.decompress(written) if written.startswith(b"\x1f\x8b") else written

    told = fold(path)

    assert SOURCE.recognises(path, head)
    assert told.row("SELECT outcome, agent, wait_s, talk_s FROM visits") == (
        *("answered", "Jörg", 20, 60),
    )
    assert [r.line for r in told.landing.rejects.first] == [4]
    assert (told.landing.rows_read, told.landing.rows_folded) == (4, 3)


@pytest.mark.journey("history")
def test_the_two_halves_of_a_log_may_be_written_in_two_ways(fold: Any, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes("\r\n".join(LINES[:2]).encode("utf-16"))
    second.write_bytes("\n".join(LINES[2:]).encode("cp1252"))

    assert fold([first, second]).tables()["visits"] == fold([second, first]).tables()["visits"]
    assert fold(first, second).row("SELECT agent, talk_s FROM visits") == ("Jörg", 60)


def test_letters_of_a_guess_are_said_in_the_report(fold: Any, tmp_path: Path) -> None:
    path = tmp_path / "queue_log"
    path.write_bytes(text("\n").encode("cp1252"))

    assert any(
        "no UTF-8, read as Windows-1252, first queue_log" in n for n in fold(path).landing.notes
    )


def test_utf8_and_utf16_are_no_guess(fold: Any, tmp_path: Path) -> None:
    path = tmp_path / "queue_log"
    for written in (UTF_8, text("\n").encode("utf-16")):
        path.write_bytes(written)
        assert not any("Windows-1252" in n for n in fold(path).landing.notes)


def test_a_byte_that_is_no_utf8_spoils_only_itself() -> None:
    """A caller's name cut within its last letter, beside an agent whose name is whole."""
    assert plain_text("Jörg|Zo".encode() + b"\xc3|1") == "Jörg|ZoÃ|1"
    assert plain_text(b"J\xf6rg \x80 \x81") == "Jörg € \x81"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"", "utf-8"),
        (b"1", "utf-8"),
        (UTF_8, "utf-8"),
        (codecs.BOM_UTF8 + UTF_8, "utf-8"),
        (b"\x00\x00\x00\x00", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        ("17724|an".encode("utf-16-le"), "utf-16-le"),
        ("17724|an".encode("utf-16-be"), "utf-16-be"),
        ("17724|an".encode("utf-16-be")[:-1], "utf-16-be"),
    ],
)
def test_an_encoding_shows_in_the_first_bytes(head: bytes, encoding: str) -> None:
    assert encoding_of(head) == encoding


def test_a_head_that_ends_within_a_letter_is_read_as_far_as_it_goes() -> None:
    assert plain_head("é1".encode("utf-16")[:-1]) == "é".encode()
    assert plain_head(b"a\xc3") == b"a"


def test_a_plain_file_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "queue_log"
    path.write_bytes(UTF_8)

    with plain(path) as found:
        assert (found.path, found.is_copy) == (str(path), False)


def test_an_export_of_the_table_may_be_utf16_with_cr(fold: Any, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = ["time,callid,queuename,agent,event,data1,data2,data3"]
    rows += [",".join(line.split("|")[:8]) for line in (LINES[0], LINES[1], LINES[4])]
    path.write_bytes("\r".join([*rows, ""]).encode("utf-16"))

    assert fold(path).row("SELECT agent, wait_s, talk_s FROM visits") == ("Jörg", 20, 60)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u2007", "\u202f", "\u3000", "\ufeff"])
def test_blanks_around_a_name_are_no_part_of_it(ask: Any, blank: str) -> None:
    told = ask(
        f"{LINES[0]}",
        f"1772438420{blank}|1772438400.19|{blank}desk{blank}|Ann Lee{blank}|CONNECT{blank}|20|x|9",
        "1772438480|1772438400.19 |desk|Ann Lee|COMPLETEAGENT|20|60|1",
    )

    assert told.row("SELECT queue, agent, wait_s, talk_s FROM visits") == (
        "desk",
        "Ann Lee",
        20,
        60,
    )


def test_a_blank_of_any_width_within_a_name_is_a_blank(ask: Any) -> None:
    told = ask(
        "1772438400|1772438400.1|sales|NONE|ENTERQUEUE||31264370893|1",
        "1772438405|1772438400.1|sales|Ann\u00a0Lee|CONNECT|5|x|4",
        "1772438409|1772438400.1|sales|A\u00adnn Lee|COMPLETEAGENT|5|4|1",
    )

    assert told.row("SELECT agent, talk_s FROM visits") == ("Ann Lee", 4)


def test_a_letter_written_in_two_parts_is_the_same_letter(ask: Any) -> None:
    told = ask(LINES[0], LINES[1].replace("ö", "o\u0308"), LINES[4])

    assert told.row("SELECT agent, talk_s FROM visits") == ("Jörg", 60)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("size", [(1 << 20) + 1, 3 << 20, 40 << 20])
@pytest.mark.parametrize("first", [True, False])
def test_a_line_of_any_length_is_refused_by_its_number(
    fold: Any, tmp_path: Path, size: int, first: bool
) -> None:
    """The engine's own reader skips a line of more than 32 MiB without a word."""
    good = b"1795466309|1795466309.1|sales|NONE|ENTERQUEUE||1|1\n"
    long = b"1795466311|" + b"x" * (size - 11) + b"\n"
    path = tmp_path / "queue_log"
    path.write_bytes(good + (long + good if first else good + long))

    landing = fold(path).landing

    assert [(r.line, r.field) for r in landing.rejects.first] == [(2 if first else 3, "line")]
    assert landing.rejects.first[0].rule == "a line has at most 1048576 bytes"
    assert (landing.rows_read, landing.rows_folded) == (3, 2)


@pytest.mark.parametrize("size", [131_073, 900_000])
def test_a_long_field_that_is_no_fault_hides_none(fold: Any, tmp_path: Path, size: int) -> None:
    head = "time,callid,queuename,agent,event,data1,data2,data3\n"
    path = tmp_path / "export.csv"
    path.write_text(
        f"{head}1795466300,1795466300.1,sales,NONE,ENTERQUEUE,{'x' * size},1,1\nnever,1.1,sales,NONE,INFO,,,\n"
    )

    landing = fold(path).landing

    assert [(r.line, r.field) for r in landing.rejects.first] == [(3, "time")]
    assert landing.rows_folded == 1


@pytest.mark.parametrize("field", ["x" * (2 << 20), '"' + "x" * (40 << 20) + '"'])
def test_a_long_row_of_a_table_takes_no_other_with_it(
    fold: Any, tmp_path: Path, field: str
) -> None:
    head = "time,callid,queuename,agent,event,data1,data2,data3\n"
    rows = [f"179546630{n},179546630{n}.1,sales,NONE,ENTERQUEUE,,1,1\n" for n in range(4)]
    path = tmp_path / "export.csv"
    path.write_text(head + rows[0] + f"1795466311,1.1,sales,{field},INFO,,,\n" + "".join(rows[1:]))

    landing = fold(path).landing

    assert (landing.rows_folded, landing.rejects.total, landing.rows_read) == (4, 1, 5)
