"""The rows of a table that a question is about."""

from datetime import date

import pytest

from willet.core.cases.within import EVERYTHING, rows_within
from willet.core.metrics import Question
from willet.core.records import RequestError


def test_everything_is_a_whole_table() -> None:
    assert rows_within(EVERYTHING, "cases") == ("FROM cases", {})


def test_what_a_person_typed_is_bound_and_never_pasted() -> None:
    asked = Question.of("fcr_case", first="2026-03-01", where="queue = 'o''clock'")
    sql, bound = rows_within(asked, "links", "handled")
    assert "clock" not in sql
    assert set(bound.values()) == {date(2026, 3, 1), "o'clock"}
    assert sql.startswith("FROM links\nWHERE handled AND local_date >= ")


def test_a_filter_on_what_the_table_lacks_is_refused() -> None:
    asked = Question.of("next_contact_avoidance", where="observed_s > 3")
    with pytest.raises(RequestError, match="observed_s"):
        rows_within(asked, "cases")
