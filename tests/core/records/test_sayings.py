"""Sayings: English text to whoever prints it, code and values to whoever asks."""

import json

import pytest

from willet.core.records import (
    ImportReport,
    LakeError,
    Reject,
    RejectLog,
    RequestError,
    Told,
    UnknownNameError,
    Unsupported,
    counted,
    saying,
)
from willet.core.records.sayings import MOST, said_in

CUT = counted("test.cut", "%(n)s row of %(file)s is cut", "%(n)s rows of %(file)s are cut")
LOW = saying("test.low", "a number from %(low)s; 100 %% is the most")
WHOLE = saying("test.whole", "must be 100 % whole")


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (CUT(n=1, file="a.csv"), "1 row of a.csv is cut"),
        (CUT(n=0, file="a.csv"), "0 rows of a.csv are cut"),
        (CUT(n=1234, file="a.csv"), "1,234 rows of a.csv are cut"),
        (LOW(low=0.5), "a number from 0.5; 100 % is the most"),
        (LOW(low=1.0), "a number from 1; 100 % is the most"),
        (WHOLE(), "must be 100 % whole"),
    ],
)
def test_a_saying_is_a_text_like_any_other(told: Told, text: str) -> None:
    assert told == text
    assert json.dumps([told]) == json.dumps([text])


def test_a_saying_remembers_its_code_and_values_even_within_another() -> None:
    outer = saying("test.outer", "%(file)s: %(why)s")(file="b.csv", why=LOW(low=2))

    assert outer == "b.csv: a number from 2; 100 % is the most"
    assert outer.as_json() == {
        "code": "test.outer",
        "values": {"file": "b.csv", "why": {"code": "test.low", "values": {"low": 2}}},
    }


def test_two_sayings_never_share_a_code() -> None:
    with pytest.raises(AssertionError, match=r"two sayings under test\.whole"):
        saying("test.whole", "another text")


def test_an_error_tells_its_saying_and_one_without_tells_its_text() -> None:
    assert RequestError(LOW(low=2)).told.code == "test.low"
    assert (LakeError("out of luck").told, LakeError("out of luck").told.code) == (
        "out of luck",
        "",
    )
    assert UnknownNameError("run", "x", ()).told.values == {
        "kind": "run",
        "name": "'x'",
        "hint": "",
    }


def test_a_report_is_kept_with_what_a_page_needs_to_translate_it() -> None:
    """What is said         | in the record's `said`
    a note with a code      | code and values
    a note without          | nothing
    the same rule twice     | once
    """
    rejects = RejectLog()
    rejects.extend([Reject("a.csv", n, "wait_s", "x", LOW(low=0)) for n in (2, 3)])
    report = ImportReport("table", rejects=rejects, notes=[CUT(n=2, file="a.csv"), "plain"])
    report.unsupported = [Unsupported("nps", WHOLE())]

    record = report.as_record()

    assert {name: v for name, v in record.items() if name != "said"} == report.as_dict()
    assert record["said"] == {
        "2 rows of a.csv are cut": {"code": "test.cut", "values": {"n": 2, "file": "a.csv"}},
        "must be 100 % whole": {"code": "test.whole", "values": {}},
        "a number from 0; 100 % is the most": {"code": "test.low", "values": {"low": 0}},
    }


def test_a_file_of_many_different_mistakes_does_not_swell_its_record() -> None:
    assert len(said_in(LOW(low=n) for n in range(MOST + 5))) == MOST
