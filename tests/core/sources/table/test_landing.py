"""Tables as they come: what is read, what is refused and in which words."""

import gzip
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from willet.core.records import RequestError
from willet.core.sources.table import FileLimits

Importer = Callable[..., Any]
HEAD = "id,at\n"
MINIMAL = """
name = "desk"
zone = "Europe/Berlin"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
"""


def test_a_plain_table(importer: Importer) -> None:
    found = importer("id,at\n1,2021-03-01 09:30:00\n2,2021-03-01 10:00:00\n")

    assert (found.landing.rows_read, found.landing.rows_folded, found.landing.rows_kept) == (
        2,
        2,
        0,
    )
    assert found.ids == ["1", "2"]
    assert found.rows(
        "SELECT arrived_at, local_date::VARCHAR, local_interval, part::VARCHAR, source, outcome "
        "FROM contacts WHERE contact_id = 'desk:1'"
    ) == [(datetime(2021, 3, 1, 8, 30), "2021-03-01", 38, "2021-03-01", "desk", "unknown")]


# ── bad rows: each a reject, the good ones in ────────────────────────────────


def test_reject_names_file_line_field_value_and_rule(importer: Importer) -> None:
    found = importer("id,at\n1,2021-03-01 09:30\n2,yesterday\n3,2021-03-01 09:31\n")

    assert found.ids == ["1", "3"]
    (reject,) = found.rejects
    assert reject[:4] == ("calls.csv", 3, "at", "yesterday")
    assert "arrived_at must be a date and time as 2021-03-28 09:30:00" in reject[4]


def test_wrong_type(importer: Importer) -> None:
    mapping = MINIMAL + '[columns.wait_s]\nfrom = "w"\n[columns.transfers]\nfrom = "t"\n'

    found = importer(
        "id,at,w,t\n1,2021-03-01,long,0\n2,2021-03-01,5,two\n3,2021-03-01,-5,1\n4,2021-03-01,5,1\n",
        mapping=mapping,
    )

    assert found.ids == ["4"]
    assert [(line, field, value) for _, line, field, value, _ in found.rejects] == [
        (2, "w", "long"),
        (3, "t", "two"),
        (4, "w", "-5"),
    ]


def test_row_with_too_many_and_too_few_fields(importer: Importer) -> None:
    found = importer("id,at\n1,2021-03-01\n2,2021-03-01,x\n3\n4,2021-03-01,,\n")

    assert found.ids == ["1", "4"]
    assert [r[1:] for r in found.rejects] == [
        (3, "line", "3 fields", "the header has 2 fields"),
        (4, "line", "1 field", "the header has 2 fields"),
    ]


def test_unbalanced_quote(importer: Importer) -> None:
    found = importer('id,at,note\n1,2021-03-01,"open\n2,2021-03-01,x\n3,2021-03-01,"two\nlines"\n')

    assert found.ids == ["2", "3"]
    assert [(r[1], r[2]) for r in found.rejects] == [(2, "line")]
    assert found.landing.rows_read == 3


def test_a_file_broken_on_purpose(importer: Importer, shared_data: Path) -> None:
    """The Asterisk test suite's own file with an unbalanced quote, headerless."""
    path = shared_data / "telephony_logs/asterisk_testsuite/buggy.csv"
    names = ", ".join(f'"c{n}"' for n in range(1, 19))
    mapping = (
        MINIMAL.replace('"id"', '"c17"').replace('"at"', '"c10"') + f"[file]\nheader = [{names}]\n"
    )

    found = importer(path, mapping=mapping)

    assert found.ids == []
    assert found.landing.rows_read == found.landing.rejects.total == 1
    assert [(r[0], r[1], r[4]) for r in found.rejects] == [
        ("buggy.csv", 1, "a quote opens here and is never closed")
    ]


def test_missing_id_or_time(importer: Importer) -> None:
    found = importer("id,at\n,2021-03-01\n2,\n")

    assert [(r[1], r[2], r[4]) for r in found.rejects] == [
        (2, "id", "contact_id is missing; a contact needs it"),
        (3, "at", "arrived_at is missing; a contact needs it"),
    ]


def test_line_numbers_are_those_of_an_editor(importer: Importer) -> None:
    text = 'id,at,note\n\n1,2021-03-01,"a\nb\nc"\n\nx,bad,\n2,2021-03-01,"d"\n'

    found = importer(text)

    assert found.ids == ["1", "2"]
    assert [r[1] for r in found.rejects] == [7]


def test_personal_values_are_masked_in_rejects(importer: Importer) -> None:
    mapping = MINIMAL + '[columns.customer_number]\nfrom = "phone"\nwrong = "reject"\n'

    found = importer("id,at,phone\n1,2021-03-01,4.91701E+11\n", mapping=mapping)

    ((_, line, field, value, rule),) = found.rejects
    assert (line, field, value) == (2, "phone", "•.••••••+11")
    assert "a spreadsheet cut its digits" in rule


def test_ten_thousand_bad_rows_are_counted_and_a_hundred_shown(importer: Importer) -> None:
    found = importer(HEAD + "1,2021-03-01\n" + "x,never\n" * 10_000)

    assert (found.landing.rejects.total, len(found.rejects)) == (10_000, 100)


# ── what the mapping can say ─────────────────────────────────────────────────


def test_negative_duration_as_the_mapping_says(importer: Importer) -> None:
    lenient = MINIMAL + '[columns.ivr_s]\nfrom = "vru"\nwrong = "unknown"\n'

    found = importer("id,at,vru\n1,2021-03-01,-4\n2,2021-03-01,4\n", mapping=lenient)

    assert found.column("ivr_s") == [None, 4.0]
    assert found.landing.notes[0].startswith("1 value of vru could not be read")


def test_dropped_rows_are_kept_out_not_rejected(importer: Importer) -> None:
    mapping = MINIMAL + '[[drop]]\nwhen = { kind = ["TEST", "X"] }\nwhy = "tests"\n'

    found = importer("id,at,kind\n1,2021-03-01,TEST\n2,bad,X\n3,2021-03-01,call\n", mapping=mapping)

    landing = found.landing
    assert (landing.rows_read, landing.rows_folded, landing.rows_kept, landing.rejects.total) == (
        3,
        1,
        2,
        0,
    )
    assert "2 rows kept out: tests" in landing.notes


def test_values_other_null_when_and_otherwise(importer: Importer) -> None:
    """
    | st | w | outcome  | wait_s                  | queue |
    |----|---|----------|-------------------------|-------|
    | Y  | 5 | answered | 5                       | a     |
    | N  | 9 | unknown  | 0 (otherwise)           |       | `-` is unknown here
    |    | 9 | unknown  | 0                       | b     |
    """
    mapping = (
        MINIMAL
        + """
    [columns.outcome]
    from = "st"
    values = { Y = "answered" }
    other = "unknown"
    [columns.wait_s]
    from = "w"
    when = { st = "Y" }
    otherwise = 0
    [columns.queue]
    from = "q"
    null = "-"
    """
    )

    found = importer(
        "id,at,st,w,q\n1,2021-03-01,Y,5,a\n2,2021-03-01,N,9,-\n3,2021-03-01,,9,b\n", mapping=mapping
    )

    assert found.column("(outcome, wait_s, queue)") == [
        ("answered", 5.0, "a"),
        ("unknown", 0.0, None),
        ("unknown", 0.0, "b"),
    ]


def test_first_rule_that_gives_a_value_wins(importer: Importer) -> None:
    mapping = MINIMAL + '[[columns.agent]]\nfrom = "last"\n[[columns.agent]]\nfrom = "first"\n'

    found = importer("id,at,first,last\n1,2021-03-01,ann,bob\n2,2021-03-01,ann,\n", mapping=mapping)

    assert found.column("agent") == ["bob", "ann"]


def test_a_blank_may_have_a_meaning(importer: Importer) -> None:
    mapping = (
        MINIMAL
        + '[columns.outcome]\nfrom = "agent"\nvalues = { "" = "abandoned" }\nother = "answered"\n'
    )

    found = importer("id,at,agent\n1,2021-03-01,\n2,2021-03-01,ann\n", mapping=mapping)

    assert found.column("outcome") == ["abandoned", "answered"]


def test_every_other_field(importer: Importer) -> None:
    mapping = (
        MINIMAL
        + """
    [file]
    decimal = ","
    [columns.tags]
    from = ["t1", "t2"]
    separator = "/"
    [columns.sale_amount]
    from = "sale"
    [columns.case_ref]
    from = "ticket"
    [columns.agent_tenure_days]
    from = "days"
    [columns.transfers]
    from = "moved"
    values = { yes = 1, no = 0 }
    """
    )
    text = 'id;at;t1;t2;sale;ticket;days;moved\n1;2021-03-01;b / a;c;"1.234,50 €";T-7;30;yes\n'

    found = importer(text, mapping=mapping)

    assert found.column("(tags, sale_amount::VARCHAR, case_ref, agent_tenure_days, transfers)") == [
        (["a", "b", "c"], "1234.50", "desk:T-7", 30, 1)
    ]


def test_evidence_and_surveys(importer: Importer) -> None:
    mapping = (
        MINIMAL
        + """
    [columns.resolved]
    from = "ok"
    [columns.agent]
    from = "agent"
    [[evidence]]
    kind = "audit"
    from = "qa"
    values = { pass = true, fail = false }
    cause = { from = "why" }
    stated_by = { from = "who" }
    stated_at = { from = "when", format = "%d.%m.%Y" }
    [[survey]]
    instrument = "nps"
    from = "nps"
    delivered = { sent = "1" }
    """
    )
    text = (
        "id,at,ok,agent,qa,why,who,when,nps,sent\n"
        "1,2021-03-01,yes,ann,fail,authority,eve,05.03.2021,9,1\n"
        "2,2021-03-01,no,,,,,,,1\n"
        "3,2021-03-01,,,,,,,,0\n"
    )

    found = importer(text, mapping=mapping)

    assert found.rows(
        "SELECT contact_id, kind, resolved, cause, stated_at, stated_by FROM outcomes ORDER BY ALL"
    ) == [
        ("desk:1", "audit", False, "authority", datetime(2021, 3, 4, 23), "eve"),
        ("desk:1", "disposition", True, None, None, "ann"),
        ("desk:2", "disposition", False, None, None, None),
    ]
    assert found.rows(
        "SELECT contact_id, instrument, scale, score, agent FROM answers ORDER BY 1"
    ) == [
        ("desk:1", "nps", "0-10", 9.0, "ann"),
        ("desk:2", "nps", "0-10", None, None),
    ]


def test_a_word_of_the_file_that_is_an_outcome_itself_is_told(importer: Importer) -> None:
    """As in a call detail record: `ANSWERED` needs no translation, though `NO ANSWER` does."""
    mapping = MINIMAL + '[columns.outcome]\nfrom = "o"\nvalues = { "NO ANSWER" = "abandoned" }\n'

    found = importer("id,at,o\n1,2021-03-01,ANSWERED\n2,2021-03-01,NO ANSWER\n", mapping=mapping)

    assert found.column("outcome") == ["answered", "abandoned"]
    assert {"answered", "abandoned", "blocked"} & set(found.landing.cannot_tell) == {"blocked"}


def test_yes_and_no_are_the_ends_of_a_scale_from_0_to_1(importer: Importer) -> None:
    words = ("Ja", "yes", "SÍ", "có", "1", "Nee", "nein", "no", "Không", "0", "maybe")
    rows = "".join(f"{n:02},2021-03-01,{word}\n" for n, word in enumerate(words))
    survey = '[[survey]]\ninstrument = "{}"\nfrom = "s"\n'

    found = importer("id,at,s\n" + rows, mapping=MINIMAL + survey.format("resolved"))
    other = importer("id,at,s\n" + rows, mapping=MINIMAL + survey.format("nps"))

    assert (
        found.rows("SELECT score FROM answers ORDER BY contact_id") == [(1.0,)] * 5 + [(0.0,)] * 5
    )
    assert other.rows("SELECT score FROM answers ORDER BY contact_id") == [(1.0,), (0.0,)]


def test_score_off_the_scale_is_unknown_and_counted(importer: Importer) -> None:
    mapping = MINIMAL + '[[survey]]\ninstrument = "csat"\nfrom = "s"\n'

    found = importer("id,at,s\n1,2021-03-01,6\n2,2021-03-01,5\n", mapping=mapping)

    assert found.rejects == []
    assert found.rows("SELECT contact_id, score FROM answers") == [("desk:2", 5.0)]
    assert [n for n in found.landing.notes if "csat" in n] == [
        "1 value of s could not be read and is kept as unknown: csat must be a number from 1 to 5"
    ]


def test_unused_columns_are_named(importer: Importer) -> None:
    found = importer("id,at,fax,smell\n1,2021-03-01,,\n")

    assert "columns that the mapping does not use: fax, smell" in found.landing.notes


@pytest.mark.parametrize(
    ("columns", "begins", "last"),
    [
        (20, "columns that the mapping does not use: c0, c1,", "c19"),
        (21, "21 columns are not used, among them c0, c1,", "c19"),
        (994, "994 columns are not used, among them c0, c1,", "c19"),
    ],
)
def test_of_many_unused_columns_the_first_are_named(
    importer: Importer, columns: int, begins: str, last: str
) -> None:
    names = [f"c{n}" for n in range(columns)]
    found = importer(f"id,at,{','.join(names)}\n1,2021-03-01{',' * columns}\n")

    (note,) = [str(n) for n in found.landing.notes if "c0" in str(n)]
    assert note.startswith(begins)
    assert note.endswith(f", {last}")


def test_a_column_that_is_not_there(importer: Importer) -> None:
    with pytest.raises(RequestError) as caught:
        importer("ID number,at\n1,2021-03-01\n", mapping=MINIMAL.replace('"id"', '"ID numbr"'))

    assert "- 'ID numbr'. Did you mean 'ID number'?" in str(caught.value)
    assert "Its columns are: ID number, at." in str(caught.value)


def test_headers_are_met_without_case_and_blanks(importer: Importer) -> None:
    assert importer(" ID ,  At\n1,2021-03-01\n").ids == ["1"]


# ── ids ──────────────────────────────────────────────────────────────────────


def test_id_from_several_columns_needs_them_all(importer: Importer) -> None:
    mapping = MINIMAL.replace('from = "id"', 'from = ["line", "id"]\njoin = "-"')

    found = importer("line,id,at\nA,1,2021-03-01\n,2,2021-03-01\n", mapping=mapping)

    assert found.ids == ["A-1"]
    assert [(r[1], r[2]) for r in found.rejects] == [(3, "line + id")]


def test_id_from_content_counts_equal_rows_over_all_blocks(importer: Importer) -> None:
    mapping = MINIMAL.replace('from = "id"', "from_content = true")
    text = "id,at\n" + "1,2021-03-01\n" * 3 + "2,2021-03-01\n"

    once = importer(text, mapping=mapping)
    in_blocks = importer(text, mapping=mapping, limits=FileLimits(block_bytes=20))

    assert len(set(once.ids)) == 4
    assert in_blocks.ids == once.ids
    assert importer(text, text, mapping=mapping).ids == once.ids


@pytest.mark.parametrize(
    ("second", "note"),
    [
        ("2021-03-01 17:00", "1 contact id stands on rows that differ"),
        ("2021-03-02 09:00", "1 contact id stands on rows of another day too"),
    ],
)
def test_same_id_on_rows_that_differ_is_noted(importer: Importer, second: str, note: str) -> None:
    first = "1,2021-03-01 09:00\n"

    found = importer(f"id,at\n{first}1,{second}\n{first}")

    assert len(found.ids) == 1
    kept = [str(said) for said in found.landing.notes if str(said).startswith("1 contact id")]
    assert [said[: len(note)] for said in kept] == [note]


# ── times ────────────────────────────────────────────────────────────────────


def test_times_without_offset_need_a_zone(importer: Importer) -> None:
    with pytest.raises(RequestError, match=r"--zone"):
        importer(HEAD + "1,2021-03-01\n", mapping=MINIMAL.replace('zone = "Europe/Berlin"', ""))


def test_zone_of_the_request_where_the_mapping_has_none(importer: Importer) -> None:
    found = importer(
        HEAD + "1,2021-07-01 09:00\n",
        mapping=MINIMAL.replace('zone = "Europe/Berlin"', ""),
        zone="Asia/Ho_Chi_Minh",
    )

    assert found.arrival("1") == datetime(2021, 7, 1, 2)
    assert found.landing.zone == "Asia/Ho_Chi_Minh"


def test_the_hour_that_does_not_exist(importer: Importer) -> None:
    """2021-03-28 02:00-03:00 was skipped in Berlin."""
    found = importer(HEAD + "1,2021-03-28 01:59:59\n2,2021-03-28 02:30\n3,2021-03-28 03:00\n")

    assert found.ids == ["1", "3"]
    ((_, line, field, value, rule),) = found.rejects
    assert (line, field, value) == (3, "at", "2021-03-28 02:30")
    assert (
        rule == "this local time does not exist in Europe/Berlin: the clock was put forward over it"
    )


def test_the_hour_that_comes_twice(importer: Importer) -> None:
    """
    | local               | UTC taken | note          |
    |---------------------|-----------|---------------|
    | 2021-10-31 02:30    | 00:30     | repeated_hour |
    | ... 02:30 +01:00    | 01:30     | (it says so)  |
    | ... 03:30           | 02:30     |               |
    """
    found = importer(HEAD + "1,2021-10-31 02:30\n2,2021-10-31T02:30:00+01:00\n3,2021-10-31 03:30\n")

    assert found.column("(hour(arrived_at), clock_note, local_interval)") == [
        (0, "repeated_hour", 10),
        (1, None, 14),
        (2, None, 18),
    ]


def test_times_with_offset_are_honoured(importer: Importer) -> None:
    found = importer(HEAD + "1,2021-03-01T23:30:00Z\n2,2021-03-01 09:00:00-05:00\n")

    assert found.column("(arrived_at, local_date::VARCHAR)") == [
        (datetime(2021, 3, 1, 23, 30), "2021-03-02"),
        (datetime(2021, 3, 1, 14), "2021-03-01"),
    ]


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        ("03/04/2021 09:30", "%d/%m/%Y %H:%M, %m/%d/%Y %H:%M"),
        ("13/04/2021 09:30:00", "%d/%m/%Y %H:%M:%S"),
        ("1616923800", "epoch_s"),
        ("44283", "excel"),
    ],
)
def test_ambiguous_dates_are_asked_about(importer: Importer, shown: str, fits: str) -> None:
    with pytest.raises(RequestError) as caught:
        importer(HEAD + f"1,{shown}\n")

    assert f"at shows times such as '{shown}'" in str(caught.value)
    assert f"These would fit: {fits}." in str(caught.value)


def test_day_and_month_as_the_mapping_says(importer: Importer) -> None:
    for pattern, month in (("%d/%m/%Y", 4), ("%m/%d/%Y", 3)):
        found = importer(HEAD + "1,03/04/2021\n", mapping=MINIMAL + f'format = "{pattern}"\n')
        assert found.column("month(local_date)") == [month]


def test_hours_without_leading_zero_and_24_00_00(importer: Importer) -> None:
    mapping = MINIMAL.replace('from = "at"', 'date = "d"\ntime = "t"')

    found = importer(
        "id,d,t\n1,2021-03-01,9:05:00\n2,2021-03-01,24:00:00\n3,2021-03-01,25:00\n", mapping=mapping
    )

    assert found.column("(local_date::VARCHAR, local_interval)") == [
        ("2021-03-01", 36),
        ("2021-03-02", 0),
    ]
    assert [(r[1], r[2], r[3]) for r in found.rejects] == [(4, "d + t", "2021-03-01 25:00")]


def test_call_over_midnight(importer: Importer) -> None:
    mapping = (
        MINIMAL + '[columns.talk_s]\nbetween = ["from", "to"]\n[columns.ivr_s]\nfrom = "ivr"\n'
    )

    found = importer(
        "id,at,from,to,ivr\n1,2021-03-01 23:59:50,23:59:58,0:01:00,8\n", mapping=mapping
    )

    assert found.rows("SELECT talk_s, local_date::VARCHAR FROM contacts") == [(62.0, "2021-03-01")]
    assert found.rows("SELECT entered_at, local_date::VARCHAR FROM visits") == [
        (datetime(2021, 3, 1, 22, 59, 58), "2021-03-01")
    ]


TIMES = MINIMAL + '[columns.wait_s]\nbetween = ["from", "to"]\nformat = "{}"\n'


@pytest.mark.parametrize(
    ("pattern", "rows", "waits"),
    [
        ("%H:%M:%S", ("09:00:00,09:00:20", "23:59:50,00:00:10", "09:00:00,"), [20.0, 20.0, None]),
        ("%I:%M %p", ("9:00 AM,9:02 AM", "11:59 PM,12:01 AM", ",9:00 AM"), [120.0, 120.0, None]),
        ("%I:%M %p", ("9:00 SA,2:00 CH", "9:00 a. m.,9:01 a. m."), [18_000.0, 60.0]),
    ],
)
def test_a_span_between_times_of_day_may_have_a_pattern(
    importer: Importer, pattern: str, rows: tuple[str, ...], waits: list[float | None]
) -> None:
    lines = [f"{n},2021-03-01,{row}\n" for n, row in enumerate(rows)]

    found = importer("id,at,from,to\n" + "".join(lines), mapping=TIMES.format(pattern))

    assert (found.column("wait_s"), found.rejects) == (waits, [])


def test_a_pattern_of_times_refuses_what_is_none(importer: Importer) -> None:
    found = importer(
        "id,at,from,to\n1,2021-03-01,09:00:00,later\n", mapping=TIMES.format("%H:%M:%S")
    )

    assert [r[1:4] for r in found.rejects] == [(2, "from + to", "09:00:00 later")]


def test_span_between_moments_counts_true_time_over_a_clock_change(importer: Importer) -> None:
    """From 01:30 to 03:30 on the day without 02:xx one hour passes."""
    mapping = MINIMAL + '[columns.talk_s]\nbetween = ["a", "b"]\nformat = "%Y-%m-%d %H:%M"\n'

    found = importer(
        "id,at,a,b\n1,2021-03-28,2021-03-28 01:30,2021-03-28 03:30\n2,2021-03-28,2021-03-28 05:00,2021-03-28 04:00\n",
        mapping=mapping,
    )

    assert found.column("talk_s") == [3600.0]
    assert [r[1:4] for r in found.rejects] == [(3, "a + b", "2021-03-28 05:00 2021-03-28 04:00")]


# ── how files are written ────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(importer: Importer, encoding: str) -> None:
    mapping = MINIMAL + '[columns.agent]\nfrom = "who"\n'
    data = "id,at,who\r\n1,2021-03-01,Nguyễn Thị Ánh\r\n".encode(encoding)

    assert importer(data, mapping=mapping).column("agent") == ["Nguyễn Thị Ánh"]


def test_mixed_encodings(importer: Importer) -> None:
    mapping = MINIMAL + '[columns.agent]\nfrom = "who"\n'
    data = "id,at,who\n1,2021-03-01,Müller\n".encode() + "2,2021-03-01,Jürgen\n".encode("cp1252")

    found = importer(data, mapping=mapping)

    assert found.column("agent") == ["Müller", "Jürgen"]
    assert any("1 line is not UTF-8" in n and "calls.csv:3" in n for n in found.landing.notes)


def test_a_zero_byte_rejects_its_line(importer: Importer) -> None:
    good = "".join(f"{n},2021-03-01\n" for n in range(20))
    text = HEAD + good + "x\0,2021-03-01\nz,2021-03-01\n"

    found = importer(text)

    assert found.landing.rows_folded == 21
    assert [(r[1], r[4]) for r in found.rejects] == [(22, "holds a zero byte; text has none")]


@pytest.mark.parametrize("delimiter", [";", "\t", "|", ","])
def test_delimiters_are_found(importer: Importer, delimiter: str) -> None:
    text = f"id{delimiter}at\n1{delimiter}2021-03-01 09:30:00\n"

    assert importer(text).ids == ["1"]


def test_gzip(importer: Importer) -> None:
    assert importer(gzip.compress(b"id,at\n1,2021-03-01\n"), name="calls.csv.gz").ids == ["1"]


def test_gzip_cut_short(importer: Importer) -> None:
    with pytest.raises(RequestError, match="the archive is damaged"):
        importer(gzip.compress(b"id,at\n" + b"1,2021-03-01\n" * 9000)[:-40], name="calls.csv.gz")


@pytest.mark.journey("history")
def test_gzip_bomb(importer: Importer) -> None:
    limits = FileLimits(gzip_free_bytes=1000, gzip_ratio=50, block_bytes=4096)

    with pytest.raises(RequestError, match="unpacks to more than 50 times its size"):
        importer(gzip.compress(b"id,at\n" + b"1,2021-03-01\n" * 90_000), name="c.gz", limits=limits)


def test_headerless_and_skipped_lines(importer: Importer) -> None:
    headerless = MINIMAL + '[file]\nheader = ["id", "at"]\n'
    skipped = MINIMAL + "[file]\nskip = 2\n"

    assert importer("1;2021-03-01\n", mapping=headerless).ids == ["1"]
    assert importer("Report\nof March\nid,at\n1,2021-03-01\n", mapping=skipped).ids == ["1"]


def test_formula_in_a_csv_cell_is_text(importer: Importer) -> None:
    mapping = MINIMAL + '[columns.topic]\nfrom = "topic"\n'

    found = importer(
        'id,at,topic\n1,2021-03-01,"=HYPERLINK(""http://x"")"\n2,2021-03-01,-1+1\n', mapping=mapping
    )

    assert found.column("topic") == ['=HYPERLINK("http://x")', "-1+1"]


def test_a_large_file_is_read_in_blocks_of_bounded_size(importer: Importer) -> None:
    rows = "".join(f'{n},2021-03-01 09:30:00,"note {n}\nmore"\n' for n in range(900))

    found = importer("id,at,note\n" + rows, limits=FileLimits(block_bytes=4096))

    assert (found.landing.rows_read, found.landing.rows_folded, found.landing.rejects.total) == (
        900,
        900,
        0,
    )
    assert len(set(found.ids)) == 900


def test_preview_reads_no_further_than_it_must(importer: Importer) -> None:
    text = HEAD + "".join(f"{n},2021-03-01 09:30:00\n" for n in range(200_000))

    found = importer(text, preview_rows=20)

    assert 20 <= found.landing.rows_read < 100_000


# ── files that are no tables ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 x", "is a PDF document, not a table"),
        (b"", "is an empty file"),
        (b"1543855000|1543855000.12|IT|NONE|ENTERQUEUE||+49301|1\n", "`willet import asterisk`"),
        (b'{"calls": []}', "is a JSON file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
        (b"PK\x03\x04 x", "is a zip archive"),
        (b"\x00\x01\x02\x03" * 50, "bytes that are not text"),
    ],
)
def test_other_formats_are_named(importer: Importer, data: bytes, words: str) -> None:
    with pytest.raises(RequestError) as caught:
        importer(data)

    assert words in str(caught.value)


def test_no_such_file(importer: Importer, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="There is no file"):
        importer(tmp_path / "none.csv")


def test_no_file_at_all(importer: Importer) -> None:
    with pytest.raises(RequestError, match="no file to import"):
        importer()


def test_a_header_without_rows(importer: Importer) -> None:
    assert importer(HEAD).landing.rows_read == 0
