"""Messages: English text to whoever prints it, code and values to whoever asks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.records import (
    ImportReport,
    LakeError,
    Message,
    Reject,
    RejectLog,
    RequestError,
    UnknownNameError,
    Unsupported,
    counted,
    kinds,
    lines_below,
    message_of,
    messages_in,
    saying,
)
from willet.core.records.messages import MOST, Value

CUT = counted("test.cut", "%(n)s row of %(file)s is cut", "%(n)s rows of %(file)s are cut")
LOW = saying("test.low", "a number from %(low)s; 100 %% is the most")
WHOLE = saying("test.whole", "must be 100 % whole")


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (CUT(n=1, file="a.csv"), "1 row of a.csv is cut"),
        (CUT(n=0, file="a.csv"), "0 rows of a.csv are cut"),
        (CUT(n=1234, file="a.csv"), "1,234 rows of a.csv are cut"),
        (LOW(low=0.5), "a number from 0.5; 100 % is the most"),
        (LOW(low=1.0), "a number from 1; 100 % is the most"),
        (WHOLE(), "must be 100 % whole"),
    ],
)
def test_a_saying_is_a_text_like_any_other(message: Message, text: str) -> None:
    assert message == text
    assert json.dumps([message]) == json.dumps([text])


def test_a_saying_remembers_its_code_and_values_even_within_another() -> None:
    outer = saying("test.outer", "%(file)s: %(why)s")(file="b.csv", why=LOW(low=2))

    assert outer == "b.csv: a number from 2; 100 % is the most"
    assert outer.as_json() == {
        "code": "test.outer",
        "values": {"file": "b.csv", "why": LOW(low=2).as_json()},
        "english": "b.csv: a number from 2; 100 % is the most",
    }


def test_two_sayings_never_share_a_code() -> None:
    with pytest.raises(AssertionError, match=r"two sayings under test\.whole"):
        saying("test.whole", "another text")


def test_an_error_tells_its_saying_and_one_without_tells_its_text() -> None:
    assert RequestError(LOW(low=2)).message.code == "test.low"
    assert (LakeError("out of luck").message, LakeError("out of luck").message.code) == (
        "out of luck",
        "",
    )
    assert UnknownNameError(kinds.RUN, "x", ()).message.values == {
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
        "2 rows of a.csv are cut": CUT(n=2, file="a.csv").as_json(),
        "must be 100 % whole": WHOLE().as_json(),
        "a number from 0; 100 % is the most": LOW(low=0).as_json(),
    }


def test_a_file_of_many_different_mistakes_does_not_swell_its_record() -> None:
    assert len(messages_in(LOW(low=n) for n in range(MOST + 5))) == MOST


VALUES = st.one_of(
    st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.just(LOW(low=2))
)


@given(st.text(), st.text(), st.dictionaries(st.text(), VALUES, max_size=4))
def test_a_message_comes_back_from_the_database_as_it_was(
    english: str, code: str, values: dict[str, Value]
) -> None:
    message = Message(english, code, values)

    kept = json.loads(json.dumps(message.as_json()))
    back = Message.from_json(kept)

    assert (back, back.code, back.values) == (message, code, values)
    assert back.as_json() == message.as_json()


def test_a_message_kept_without_its_english_takes_the_text_beside_it() -> None:
    """As reports of earlier versions keep them: English -> code and values."""
    kept = {"2 rows are cut": {"code": "test.cut", "values": {"n": 2}}}

    message = message_of("2 rows are cut", kept)

    assert (message, message.code, message.values) == ("2 rows are cut", "test.cut", {"n": 2})
    assert (message_of("plain", kept), message_of("plain", kept).code) == ("plain", "")


def test_a_message_is_one_of_its_own_sayings_only() -> None:
    message = CUT(n=2, file="a.csv")

    assert (message.is_one_of(CUT), message.is_one_of(WHOLE, CUT)) == (True, True)
    assert (message.is_one_of(WHOLE), message.is_one_of()) == (False, False)
    assert not Message(str(message)).is_one_of(CUT)


def test_lines_stand_below_what_goes_before_and_stay_messages() -> None:
    lines = lines_below([CUT(n=2, file="a"), "…"])

    assert lines == "\n2 rows of a are cut\n…"
    assert isinstance(lines, Message)
    kept = Message.from_json(json.loads(json.dumps(lines.as_json())))
    assert kept.values["line"] == "…"
    above = kept.values["above"]
    assert isinstance(above, Message)
    assert above.values["line"] == CUT(n=2, file="a")
    assert lines_below([]) == ""
