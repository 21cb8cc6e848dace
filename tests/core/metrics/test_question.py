"""A question is checked whole before anything is read."""

from datetime import date

import pytest

from willet.core.metrics import Question
from willet.core.records import RequestError, UnknownNameError


def test_a_question_keeps_what_was_asked() -> None:
    question = Question.of(
        ["service_level", "received"],
        by="day",
        first="1999-01-04",
        last=date(1999, 1, 31),
        where=" queue = 'sales' ",
        params={"target_s": "30"},
        profile="asterisk",
    )

    assert question.as_json() == {
        "metrics": ["service_level", "received"],
        "by": ["day"],
        "from": "1999-01-04",
        "to": "1999-01-31",
        "where": "queue = 'sales'",
        "params": {"target_s": 30},
        "profile": "asterisk",
    }


def test_equal_questions_are_one_key() -> None:
    first = Question.of("received", by=["day", "queue"], params={"target_s": 20})

    assert first == Question.of(["received"], by=("day", "queue"), params={"target_s": "20.0"})
    assert len({first, Question.of("received", by=["queue", "day"])}) == 2


def test_a_metric_named_twice_is_asked_once() -> None:
    assert Question.of(["received", "received"]).metrics == ("received",)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"metrics": "servicelevel"},
            "Unknown metric 'servicelevel'. Did you mean 'service_level'?",
        ),
        (
            {"metrics": "call_resolutoin"},
            "Unknown metric 'call_resolutoin'. Did you mean 'call_resolution'?",
        ),
        ({"metrics": []}, "No metric was asked for; `willet metrics` lists them."),
        ({"by": "dya"}, "Unknown dimension 'dya'. Did you mean 'day'?"),
        ({"by": "contact_id"}, "Unknown dimension 'contact_id'."),
        ({"by": "customer_key"}, "Unknown dimension 'customer_key'."),
        (
            {"first": "31.12.1999"},
            "The first day '31.12.1999' is not a date; write it as 1999-12-31.",
        ),
        (
            {"last": "1999-02-30"},
            "The last day '1999-02-30' is not a date; write it as 1999-12-31.",
        ),
        (
            {"first": "1999-02-01", "last": "1999-01-01"},
            "The period ends (1999-01-01) before it begins (1999-02-01).",
        ),
        ({"params": {"targets": 3}}, "Unknown parameter 'targets'. Did you mean 'target_s'?"),
        ({"params": {"target_s": "soon"}}, "Parameter target_s is 'soon'; a number is wanted."),
        ({"params": {"target_s": -1}}, "Parameter target_s is -1; it must lie in 0..86400."),
        ({"params": {"target_s": "nan"}}, "Parameter target_s is nan; it must lie in 0..86400."),
        ({"profile": "asterix"}, "Unknown profile 'asterix'. Did you mean 'asterisk'?"),
        ({"where": "que = 'a'"}, "Unknown column of visits 'que'. Did you mean 'queue'?"),
    ],
)
def test_a_wrong_question_says_what_was_meant(asked: dict[str, object], message: str) -> None:
    words = {"metrics": "service_level", **asked}

    with pytest.raises(RequestError) as refused:
        Question.of(words.pop("metrics"), **words)  # type: ignore[arg-type]

    assert message in str(refused.value)
    assert refused.value.exit_status == 2


def test_a_filter_on_a_column_of_another_table_names_the_metric() -> None:
    with pytest.raises(RequestError) as refused:
        Question.of(["service_level", "csat_mean"], where="wait_s > 20")

    assert str(refused.value).startswith(
        "csat_mean is counted on answers, which have no column 'wait_s', so it cannot be filtered by it."
    )


def test_a_split_by_a_column_of_another_table_names_the_metric() -> None:
    with pytest.raises(RequestError) as refused:
        Question.of(["csat_mean", "service_level"], by="instrument")

    assert "service_level is counted on visits, which have no column 'instrument'" in str(
        refused.value
    )


def test_a_text_parameter_takes_one_of_its_choices() -> None:
    assert Question.of("fcr_case", params={"link": "fixed"}).params == (("link", "fixed"),)
    with pytest.raises(RequestError, match=r"Parameter link is 'loose'; it may be chain, fixed\."):
        Question.of("fcr_case", params={"link": "loose"})


def test_what_was_asked_beats_the_profile_and_the_default() -> None:
    assert Question.of("service_level").parameters()["target_s"] == 20
    assert Question.of("service_level", params={"target_s": 30}).parameters()["target_s"] == 30


def test_no_filter_and_an_empty_filter_are_the_same() -> None:
    assert Question.of("received", where="  ") == Question.of("received")


def test_unknown_names_are_unknown_name_errors() -> None:
    with pytest.raises(UnknownNameError):
        Question.of("nope")
