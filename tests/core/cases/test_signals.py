"""The words that point at a cause, in five languages; how signals stand to each other is told in test_causes."""

import duckdb
import pytest

from willet.core.cases.signals import WORDS, judged


@pytest.mark.parametrize(
    ("said", "causes"),
    [
        ("Escalated to supervisor", {"authority"}),
        ("Wartet auf Freigabe der Leitung", {"authority"}),
        ("geen toestemming", {"authority"}),
        ("Falta autorización del jefe", {"authority"}),
        ("Chờ cấp trên phê duyệt", {"authority"}),
        ("customer file not found", {"information"}),
        ("Auskunft fehlt, unklar", {"information"}),
        ("informatie onduidelijk", {"information"}),
        ("falta de datos", {"information"}),
        ("thiếu thông tin", {"information"}),
        ("second-level needed", {"complexity"}),
        ("zu komplex", {"complexity"}),
        ("te ingewikkeld", {"complexity"}),
        ("caso difícil", {"complexity"}),
        ("lỗi kỹ thuật", {"complexity"}),
        ("CALLBACK AGREED", set()),
        ("", set()),
    ],
)
def test_words_of_a_disposition_point_at_a_cause(said: str, causes: set[str]) -> None:
    con = duckdb.connect()
    found = {
        cause
        for cause, pattern in WORDS.items()
        if con.execute("SELECT regexp_matches(lower($1), $2)", [said, pattern]).fetchone()
        == (True,)
    }
    assert found == causes


def test_the_condition_cuts_the_unsolved_cases_alone() -> None:
    """What is a hard topic is learned from the whole lake, whatever is looked at."""
    told = judged("queue = $queue")
    hard, rest = told.split("), unsolved AS (")
    assert ("queue = $queue" in hard, rest.count("queue = $queue")) == (False, 1)
