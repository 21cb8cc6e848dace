"""What of a question's filter is asked of a contact, and what of a case's topic."""

from datetime import date

import pytest

from willet.core.cases.curve.filter import filter_of
from willet.core.metrics import Question
from willet.core.records import RequestError


def test_no_filter_lets_everything_through() -> None:
    found = filter_of(Question.of("fcr_case"))

    assert (found.plain, found.topic, dict(found.bound)) == ("TRUE", "TRUE", {})


def test_conditions_on_the_topic_stand_apart() -> None:
    where = "queue = 'sales' and (topic = 'a' or topic is null) and hour >= 9"

    found = filter_of(Question.of("fcr_case", where=where, first="2024-03-01"))

    assert found.topic == "((topic = $literal_2) OR (topic IS NULL))"
    assert found.plain == (
        "local_date >= $first AND (queue = $literal_1) AND (((wall_interval // 4)) >= $literal_3)"
    )
    assert dict(found.bound) == {
        "first": date(2024, 3, 1),
        "literal_1": "sales",
        "literal_2": "a",
        "literal_3": 9,
    }


@pytest.mark.parametrize("where", ["handled = 1", "decided_by = 'audit'", "linked_by = 'single'"])
def test_what_only_a_linked_case_has_is_refused_with_what_can_be_asked(where: str) -> None:
    with pytest.raises(RequestError, match="local_date") as refused:
        filter_of(Question.of("fcr_case", where=where))

    assert where.split(maxsplit=1)[0] in str(refused.value)


def test_a_topic_tied_to_something_else_is_refused() -> None:
    with pytest.raises(RequestError, match="stands with queue"):
        filter_of(Question.of("fcr_case", where="not (topic = 'a' and queue = 'b')"))


def test_refusals_name_columns_as_a_filter_asks_for_them() -> None:
    with pytest.raises(RequestError, match=r"source, tag, team") as refused:
        filter_of(Question.of("fcr_case", where="handled = 1"))
    with pytest.raises(RequestError, match=r"stands with tag\."):
        filter_of(Question.of("fcr_case", where="tag = 'a' or topic = 'b'"))

    assert "tags" not in str(refused.value)
