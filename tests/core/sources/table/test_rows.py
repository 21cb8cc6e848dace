"""Rows that are none, rows without their end, sums, the line of the delimiter, merged cells."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
import xlsxwriter

from tests.core.sources.table.conftest import MINIMAL, Importer
from willet.core.records import RequestError

Form = Literal["NFC", "NFD"]
QUEUED = MINIMAL + '[columns.queue]\nfrom = "queue"\n'
HEAD = "id,at,queue,note,spare\n"


def notes_on(found: object, word: str) -> list[str]:
    return [n for n in found.landing.notes if word in n]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "blank",
    [",,,,", " , ,\t,,", ",,", ",,,,,,,", "\u00a0,,,,", '"","","","",""', "--,-----,--,=,-"],
)
def test_rows_of_delimiters_are_passed_over(importer: Importer, blank: str) -> None:
    found = importer(f"{HEAD}{blank}\n1,2021-03-01,sales,,\n{blank}\n{blank}\n", mapping=QUEUED)

    assert (found.landing.rows_read, found.landing.rows_folded, found.rejects) == (1, 1, [])


@pytest.mark.parametrize(
    ("row", "queue"),
    [("1,2021-03-01", None), ("1,2021-03-01,sales", "sales"), ("1,2021-03-01,sales,x", "sales")],
)
def test_the_empty_end_of_a_row_may_be_missing(
    importer: Importer, row: str, queue: str | None
) -> None:
    found = importer(f"{HEAD}{row}\n2,2021-03-01,help,,\n", mapping=QUEUED)

    assert (found.rejects, found.column("queue")) == ([], [queue, "help"])
    assert len(notes_on(found, "row ends before the last columns")) == 1


def test_what_a_contact_needs_may_not_be_missing(importer: Importer) -> None:
    found = importer("queue,at,id\nsales\nsales,2021-03-01\nsales,2021-03-01,1\n", mapping=QUEUED)

    assert [(r[1], r[3], r[4]) for r in found.rejects] == [
        (2, "1 field", "the header has 3 fields"),
        (3, "2 fields", "the header has 3 fields"),
    ]
    assert (found.landing.rows_read, found.ids) == (3, ["1"])


def test_conditions_see_a_missing_end_as_blank(importer: Importer) -> None:
    mapping = QUEUED.replace('from = "queue"', 'from = "queue"\nunless = { note = "test" }')

    found = importer(f"{HEAD}1,2021-03-01,sales\n2,2021-03-01,help,test,\n", mapping=mapping)

    assert found.column("queue") == ["sales", None]


def test_a_row_and_its_short_form_have_the_same_content(importer: Importer) -> None:
    mapping = MINIMAL.replace('from = "id"', "from_content = true")

    whole = importer(f"{HEAD}1,2021-03-01,sales,,\n", mapping=mapping)
    short = importer(f"{HEAD}1,2021-03-01,sales\n", mapping=mapping)

    assert whole.ids == short.ids


SUMS = (
    "Total",
    "TOTAL:",
    "Gesamt",
    "Summe",
    "Totaal",
    "Tổng cộng",
    "Suma",
    "Total general",
    "Grand Total",
    "Average",
    "Gesamtergebnis",
    "Sum",
    "Tổng",
    *("Median", "Mediaan", "Mediana", "Trung vị", "Gemiddeld"),
    *("Maximum", "Maximaal", "Máximo", "Minimum", "Minimaal", "Mínimo"),
)


@pytest.mark.parametrize(
    "row", ["{},2021-03-01 23:59,sales,,", "{},,,3,", ",{},,3,", "{},3,,,", "3,{},,,"]
)
def test_rows_of_sums_are_kept_out(importer: Importer, row: str) -> None:
    """A row that is not known as a sum is a contact or a reject, and would stand in either list by its word."""
    sums = "".join(f"{row.format(word)}\n" for word in SUMS)

    found = importer(f"{HEAD}1,2021-03-01,sales,,\n{sums}", mapping=QUEUED)

    assert (found.ids, found.rejects, found.landing.rows_kept) == (["1"], [], len(SUMS))
    assert len(notes_on(found, "such as Total")) == 1


def test_one_row_of_a_sum_is_kept_out(importer: Importer) -> None:
    found = importer(f"{HEAD}1,2021-03-01,sales,,\nTotal,,,3,\n", mapping=QUEUED)

    assert (found.ids, found.rejects, found.landing.rows_kept) == (["1"], [], 1)


@pytest.mark.parametrize(
    "row",
    [
        "sales Total,2021-03-01,,,",
        "Totaal sales,2021-03-01,,5,",
        "sales Ergebnis,,,5,",
        "Tổng cộng sales,2021-03-01,,,",
        "Total calls: 3,2021-03-01 23:59,,,",
        "Total: 3,2021-03-01,,,",
        "Tagessumme,2021-03-01,,,",
        ",2021-03-01,sales Total,9,",
        "Gesamtanzahl,2021-03-01,,9,",
        "Anzahl Anrufe: 3,2021-03-01,,,",
        "Aantal gesprekken,2021-03-01,,9,",
        "Cantidad de llamadas,2021-03-01,,9,",
        "Số lượng cuộc gọi,2021-03-01,,9,",
        "Number of calls,2021-03-01,,9,",
    ],
)
def test_sums_of_groups_are_kept_out(importer: Importer, row: str) -> None:
    found = importer(f"{HEAD}1,2021-03-01,sales,,\n{row}\n", mapping=QUEUED)

    assert (found.ids, found.rejects, found.landing.rows_kept) == (["1"], [], 1)


@pytest.mark.parametrize(
    "row",
    [
        "sales Total,2021-03-01,sales,,",
        "2,2021-03-01,Total sales,,",
        "Totals-2,2021-03-01,,,",
        "2,2021-03-01,Number of calls,,",
        "Zahlung-2,2021-03-01,,,",
    ],
)
def test_a_call_with_such_a_word_is_a_call(importer: Importer, row: str) -> None:
    found = importer(f"{HEAD}1,2021-03-01,sales,,\n{row}\n", mapping=QUEUED)

    assert (found.landing.rows_folded, found.landing.rows_kept) == (2, 0)


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("id,at,queue,note,spare", 1),
        ("ID,At,Queue,,", 1),
        ("\ufeffid,at,queue,note,spare", 1),
        ('\ufeff"id","at","queue"', 1),
        ("\fid,at,queue,note,spare", 1),
        ("id,2021-03-01,queue,,", 0),
    ],
)
def test_a_header_within_the_rows_is_kept_out(importer: Importer, row: str, kept: int) -> None:
    found = importer(f"{HEAD}1,2021-03-01,sales,,\n{row}\n", mapping=QUEUED)

    assert (found.landing.rows_folded, found.landing.rows_kept) == (2 - kept, kept)
    assert len(notes_on(found, "repeats the names of the columns")) == kept


@pytest.mark.parametrize(
    "row", ["2,2021-03-01,Total,,", "Totalis,2021-03-01,x,,", "Summer,2021-03-01,x,,"]
)
def test_a_call_of_a_queue_called_total_is_a_call(importer: Importer, row: str) -> None:
    found = importer(f"{HEAD}1,2021-03-01,sales,,\n{row}\n", mapping=QUEUED)

    assert (found.landing.rows_folded, found.landing.rows_kept) == (2, 0)


LABELLED = "label,id,at,queue,agent\n"
NAMED = QUEUED + '[columns.agent]\nfrom = "agent"\n'


@pytest.mark.parametrize(
    "row",
    [
        "Total,9,2021-03-01,,",
        "Gesamt,9,,,",
        ",9,,Total,",
        ",9,,Totaal,x",
        "Tổng,9,2021-03-01,Tổng,",
    ],
)
def test_a_sum_that_bears_an_id_of_its_own_is_kept_out(importer: Importer, row: str) -> None:
    found = importer(f"{LABELLED},1,2021-03-01,sales,Ann\n{row}\n", mapping=NAMED)

    assert (found.ids, found.rejects, found.landing.rows_kept) == (["1"], [], 1)


@pytest.mark.parametrize(
    "row", [",9,2021-03-01,Total,Ann", "Total,9,2021-03-01,sales,Ann", "Media,9,2021-03-01,,Ann"]
)
def test_a_call_beside_a_word_for_sums_is_a_call(importer: Importer, row: str) -> None:
    found = importer(f"{LABELLED},1,2021-03-01,sales,Ann\n{row}\n", mapping=NAMED)

    assert (found.landing.rows_folded, found.landing.rows_kept) == (2, 0)


def test_a_sum_in_a_table_without_ids_is_kept_out(importer: Importer) -> None:
    mapping = MINIMAL.replace('from = "id"', "from_content = true")

    found = importer("agent,at,n\nAnn,2021-03-01,1\nTotal,2021-03-01,1\n", mapping=mapping)

    assert (found.landing.rows_folded, found.landing.rows_kept) == (1, 1)


@pytest.mark.parametrize(
    "first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;", "\ufeffsep=;", "sep=;\r"]
)
def test_the_line_of_the_delimiter_is_read_and_passed_over(importer: Importer, first: str) -> None:
    found = importer(f"{first}\nid;at;queue\n1;2021-03-01;a,b\n", mapping=QUEUED)

    assert (found.column("queue"), found.rejects) == (["a,b"], [])


def test_lines_keep_their_numbers_behind_the_line_of_the_delimiter(importer: Importer) -> None:
    found = importer("sep=,\nid,at,queue\n1,soon,x\n", mapping=QUEUED)

    assert [r[1] for r in found.rejects] == [3]


def test_a_mapping_that_skips_the_line_skips_it_once(importer: Importer) -> None:
    mapping = QUEUED + "[file]\nskip = 1\n"

    assert importer("sep=;\nid;at;queue\n1;2021-03-01;a\n", mapping=mapping).ids == ["1"]


def test_a_tab_may_be_the_delimiter_of_the_line(importer: Importer) -> None:
    assert importer("sep=\t\nid\tat\tqueue\n1\t2021-03-01\ta\n", mapping=QUEUED).ids == ["1"]
    assert importer("sep=\\t\nid\tat\tqueue\n1\t2021-03-01\ta\n", mapping=QUEUED).ids == ["1"]


def test_a_file_of_the_line_alone_has_no_header(importer: Importer) -> None:
    with pytest.raises(RequestError, match="no header line"):
        importer("sep=;\n", mapping=QUEUED)


def test_a_header_alone_holds_no_rows(importer: Importer) -> None:
    found = importer("id,at,queue\n,,\n", mapping=QUEUED)

    assert (found.landing.rows_read, found.rejects, found.ids) == (0, [], [])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_headers_values_and_mappings_are_one_word_in_either_form(
    importer: Importer, form: Form
) -> None:
    mapping = unicodedata.normalize(
        form,
        MINIMAL
        + '[columns.resolved]\nfrom = "Gelöst"\nvalues = { "Đã" = true, "Chưa" = false }\n'
        + '[[drop]]\nwhen = { "Hàng đợi" = "Thử" }\n[columns.queue]\nfrom = "Hàng đợi"\n',
    )
    forms: tuple[Form, ...] = ("NFC", "NFD")
    for other in forms:
        text = "id,at,Gelöst,Hàng đợi\n1,2021-03-01,Đã,Kỹ\n2,2021-03-01,Chưa,Kỹ\n3,2021-03-01,Chưa,Thử\n"
        found = importer(unicodedata.normalize(other, text), mapping=mapping)
        assert found.column("resolved") == [True, False]
        assert found.column("queue") == ["Kỹ", "Kỹ"]
        assert found.landing.rows_kept == 1


def test_no_break_blanks_are_blanks(importer: Importer) -> None:
    mapping = QUEUED.replace('from = "queue"', 'from = "the queue"\nvalues = { "a b" = "ab" }')

    found = importer(
        "id,at,the\u00a0queue\n1,2021-03-01,a\u00a0b\n2,2021-03-01,a\u202fb\u200b\n",
        mapping=mapping,
    )

    assert found.column("queue") == ["ab", "ab"]


def test_merges_fill_headings_and_rows_downwards_alone(importer: Importer, tmp_path: Path) -> None:
    """| A report over both            | title, merged to the right
    | id | at | queue | note         | headings, of which two reach over two rows
    |    |    |       |              |
    | 1  | .. | sales | x            | queue merged over rows 4 and 5, note over 4 to 6
    | 2  | .. |       |              |
    | 3  | .. | help  |              |
    """
    with xlsxwriter.Workbook(str(tmp_path / "m.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "A report over both")
        sheet.merge_range("A2:A3", "id")
        sheet.merge_range("C2:C3", "queue")
        sheet.write("B3", "at")
        sheet.write("D3", "note")
        for n in (1, 2, 3):
            sheet.write(n + 2, 0, n)
            sheet.write(n + 2, 1, "2021-03-01")
        sheet.merge_range("C4:C5", "sales")
        sheet.write("C6", "help")
        sheet.merge_range("D4:D8", "x")
    mapping = QUEUED + '[columns.topic]\nfrom = "note"\n[file]\nskip = 2\n'

    found = importer((tmp_path / "m.xlsx").read_bytes(), mapping=mapping, name="c.xlsx")

    assert found.column("queue") == ["sales", "sales", "help"]
    assert found.column("topic") == ["x", "x", "x"]
    assert (found.landing.rows_read, found.rejects) == (3, [])


def test_typed_numbers_are_read_whatever_the_decimal_sign(
    importer: Importer, tmp_path: Path
) -> None:
    mapping = MINIMAL + '[columns.talk_s]\nfrom = "talk"\n[file]\ndecimal = ","\n'
    with xlsxwriter.Workbook(str(tmp_path / "n.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "at", "talk"])
        sheet.write_row(1, 0, [1, "2021-03-01", 1.234])
        sheet.write_row(2, 0, [2, "2021-03-01", "1,5"])
        sheet.write_row(3, 0, [3, "2021-03-01", "1.234"])

    found = importer((tmp_path / "n.xlsx").read_bytes(), mapping=mapping, name="c.xlsx")

    assert found.column("talk_s") == [1.234, 1.5, 1234.0]


def test_thousands_are_counted_with_an_example(importer: Importer) -> None:
    mapping = MINIMAL + '[columns.talk_s]\nfrom = "talk"\n'

    found = importer(
        'id,at,talk\n1,2021-03-01,"1,234"\n2,2021-03-01,"2 000"\n3,2021-03-01,"12,5"\n',
        mapping=mapping,
    )

    assert found.column("talk_s") == [1234.0, 2000.0]
    assert [r[3] for r in found.rejects] == ["12,5"]
    assert notes_on(found, "thousands")[0].startswith(
        "2 values of talk are taken as thousands, such as 1,234"
    )


def test_a_guarded_cell_of_a_csv_is_read_as_the_text_within(importer: Importer) -> None:
    found = importer(
        'id,at,queue,note,spare\n"=""0044""",2021-03-01,\'=sales,,\n="0045",2021-03-01,="01",,\n',
        mapping=QUEUED,
    )

    assert (found.ids, found.column("queue")) == (["0044", "0045"], ["=sales", "01"])


@pytest.mark.parametrize("second", ["at (2)", "column 3"])
def test_a_heading_over_two_columns_names_both(
    importer: Importer, tmp_path: Path, second: str
) -> None:
    """| id | at, over two columns | queue |, with day and time beneath it."""
    with xlsxwriter.Workbook(str(tmp_path / "m.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "id")
        sheet.merge_range("B1:C1", "at")
        sheet.write_row("D1", ["queue"])
        sheet.write_row("A2", ["1", "2021-03-01", "09:30", "sales"])
    both = f'[columns.arrived_at]\ndate = "at"\ntime = "{second}"\n'
    mapping = QUEUED.replace('[columns.arrived_at]\nfrom = "at"\n', both)
    assert both in mapping

    found = importer((tmp_path / "m.xlsx").read_bytes(), mapping=mapping, name="c.xlsx")

    assert (found.rejects, found.column("queue")) == ([], ["sales"])
    assert [str(at) for at in found.column("arrived_at")] == ["2021-03-01 08:30:00"]


AGAIN = """
name = "desk"
zone = "Europe/Berlin"
[columns.contact_id]
from = "nr"
[columns.arrived_at]
from = "start time"
[columns.talk_s]
from = "Talk (2)"
[columns.queue]
from = "column 5"
"""


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ('Nr,"Start\ntime",Talk,Talk,', 1),
        ("NR,Start time,talk,TALK,", 1),
        ("2,Start time,Talk,Talk,", 0),
    ],
)
def test_a_header_is_known_again_as_the_file_spells_it(
    importer: Importer, row: str, kept: int
) -> None:
    """A repeated header knows nothing of the names that are made different, nor of those that the mapping gives."""
    text = 'Nr,"Start\ntime",Talk,Talk,\n1,2021-03-01,5,6,sales\n'

    found = importer(f"{text}{row}\n", mapping=AGAIN)

    assert (found.ids, found.column("talk_s"), found.landing.rows_kept) == (["1"], [6.0], kept)
    assert found.landing.rejects.total == 1 - kept


@pytest.mark.parametrize("mark", ["\ufeff", "\f", "\f\ufeff"])
def test_what_joined_files_and_pages_have_before_a_line_is_no_part_of_its_first_cell(
    importer: Importer, mark: str
) -> None:
    text = f'{mark}"id","at"\n"1","2021-03-01"\n{mark}"2","2021-03-02"\n'

    found = importer(text, text.encode("utf-16"))

    assert (found.ids, found.rejects) == (["1", "2"], [])


def test_a_sum_may_be_a_row_of_its_name_alone(importer: Importer) -> None:
    sums = "Total number of calls: 1\nSumme\nTotaal: 1\n"

    found = importer(f"{HEAD}1,2021-03-01,sales,,\n{sums}x\n", mapping=QUEUED)

    assert (found.ids, found.landing.rows_kept) == (["1"], 3)
    assert [(line, value) for _, line, _, value, _ in found.rejects] == [(6, "1 field")]
    assert notes_on(found, "before the last columns") == []


def test_a_rule_with_colons_is_no_row(importer: Importer) -> None:
    found = importer(":--|---:|:---:\n".join(["id|at|queue\n", "1|2021-03-01|sales\n"]))

    assert (found.ids, found.rejects) == (["1"], [])
