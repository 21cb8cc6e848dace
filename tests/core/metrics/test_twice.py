"""Hours that the clock on the wall showed twice: found in rows of one night, and said of the last days."""

from datetime import date

import duckdb
import pytest

from willet.core.metrics import Question, reasons
from willet.core.metrics.twice import hours_twice_notes, hours_twice_sql, speaks_of_hours


@pytest.mark.parametrize(
    ("by", "where", "speaks"),
    [
        ((), None, False),
        (("hour",), None, True),
        (("interval",), None, True),
        (("queue", "hour"), None, True),
        (("day",), None, False),
        ((), "hour = 2", True),
        ((), "queue = 'a'", False),
    ],
)
def test_a_question_speaks_of_hours_where_it_splits_or_filters_by_them(
    by: tuple[str, ...], where: str | None, speaks: bool
) -> None:
    question = Question.of("answer_rate", by=by, where=where)

    assert speaks_of_hours(question, "visits") == speaks


NIGHT, OTHER = date(2024, 10, 27), date(2024, 10, 28)


def test_an_hour_came_twice_where_rows_of_both_are_there() -> None:
    """On the first night the wall shows quarters 8 to 11 twice: they are quarters 8 to 15 of the day."""
    rows = [
        (NIGHT, 8, 8), (NIGHT, 13, 9),  # at two and after, and an hour on at the same time
        (NIGHT, 16, 12), (NIGHT, 19, 15),  # three o'clock: late, but late all alike
        (OTHER, 8, 8), (OTHER, 11, 11),
    ]  # fmt: skip
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE visits (local_date DATE, local_interval USMALLINT, wall_interval USMALLINT,"
            " queue VARCHAR)"
        )
        con.executemany("INSERT INTO visits VALUES (?, ?, ?, 'a')", rows)
        found = {
            where: con.execute(*hours_twice_sql(question_of(where), "visits")).fetchall()
            for where in (None, "queue = 'a'", "queue = 'b'")
        }

    assert found == {None: [(NIGHT, 2)], "queue = 'a'": [(NIGHT, 2)], "queue = 'b'": []}


def question_of(where: str | None) -> Question:
    return Question.of("answer_rate", by="hour", where=where)


def test_each_hour_is_said_once_with_its_last_five_days() -> None:
    days = [date(2020 + n, 10, 25) for n in range(6)]
    given = [(day, 2) for day in reversed(days)] + [(days[3], 1), (days[3], 1)]

    notes = hours_twice_notes(given)

    shown = ", ".join(day.isoformat() for day in days[1:])
    assert notes == [
        reasons.HOUR_TWICE(hour="1", dates="2023-10-25"),
        reasons.HOUR_TWICE(hour="2", dates=shown),
    ]
    assert hours_twice_notes([]) == []
