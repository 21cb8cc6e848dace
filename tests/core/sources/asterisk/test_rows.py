"""The table form: its names for columns, its delimiters, its one data column or five."""

from typing import Any

import pytest

from willet.core.sources.asterisk.rows import header_of

LINES = (
    "1795466309|1795466309.0|sales|NONE|ENTERQUEUE||31264370893|1",
    "1795466315|1795466309.0|sales|Müller, Jörg|CONNECT|6|1795466309.1|5",
    "1795466335|1795466309.0|sales|Müller, Jörg|COMPLETECALLER|6|20|1",
    "1795466335|NONE|sales|Müller, Jörg|PAUSE|ACW",
    "1795466345|NONE|sales|Müller, Jörg|UNPAUSE|ACW",
)


def quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def exported(header: str, *, delimiter: str, numbered: bool, one_column: bool) -> list[str]:
    rows = []
    for n, line in enumerate(LINES, 1):
        fields = line.split("|")
        data = ["|".join(fields[5:])] if one_column else [*fields[5:], *[""] * (10 - len(fields))]
        rows.append(
            delimiter.join(map(quoted, [*([str(n)] if numbered else []), *fields[:5], *data]))
        )
    return [header.replace(",", delimiter), *rows]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("header", "numbered", "one_column"),
    [
        ("time,callid,queuename,agent,event,data1,data2,data3,data4,data5", False, False),
        ("id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5", True, False),
        ("time,callid,queuename,agent,event,data", False, True),
        ("ID,Time,CallId,QueueName,Agent,Event,Data", True, True),
        ("time_id,call_id,queue,agent,verb,data1,data2,data3,data4,data5", False, False),
    ],
)
def test_every_layout_lands_the_rows_of_the_file_form(
    fold: Any, log: Any, delimiter: Any, header: Any, numbered: Any, one_column: Any
) -> None:
    want = fold(log(*LINES))
    lines = exported(header, delimiter=delimiter, numbered=numbered, one_column=one_column)
    found = fold(log(*lines, name="export.csv"))
    assert sorted(found.rows("FROM landed"), key=repr) == sorted(want.rows("FROM landed"), key=repr)
    assert found.tables() == want.tables()
    assert found.value("SELECT acw_s FROM visits") == 10


def test_null_words_of_a_database_are_no_text(fold: Any, log: Any) -> None:
    path = log(
        "time,callid,queuename,agent,event,data1,data2,data3",
        "1795466309,1795466309.0,sales,NULL,ENTERQUEUE,\\N,31264370893,1",
        "1795466316,1795466309.0,sales,NULL,ABANDON,1,1,7",
        name="export.csv",
    )
    folded = fold(path)
    assert folded.row("SELECT outcome, agent, wait_s FROM visits") == ("abandoned", None, 7)
    assert folded.rows("SELECT DISTINCT agent FROM landed") == [(None,)]


def test_a_header_of_something_else_is_none(fold: Any) -> None:
    assert header_of(b"accountcode,src,dst,dcontext,clid,channel\n") is None
    assert header_of(b"1795466309|1795466309.0|sales|NONE|ENTERQUEUE||1|1\n") is None
    assert header_of(b"time;callid;queuename;agent;event;data\r\n") == (
        ("time", "callid", "queuename", "agent", "event", "data"),
        ";",
    )


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "sep=;;;;"])
def test_a_line_that_says_the_delimiter_is_no_header(fold: Any, log: Any, first: Any) -> None:
    header = "time,callid,queuename,agent,event,data1,data2,data3,data4,data5"
    lines = exported(header, delimiter=";", numbered=False, one_column=False)

    plain = fold(log(*lines, "x", name="plain.csv"))
    led = fold(log(first, *lines, "x", name="led.csv"))

    assert led.tables() == plain.tables()
    assert [r.line for r in plain.landing.rejects.first] == [7]
    assert [r.line for r in led.landing.rejects.first] == [8]
