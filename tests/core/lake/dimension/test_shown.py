"""Figures follow names, teams over time and hired days at once, and no file of facts is written for it.

| contact | day        | source of the file | agent   | team  | queue | topic   |
|---------|------------|--------------------|---------|-------|-------|---------|
| c1      | 2026-03-02 | table              | a.weber | North | sales | order   |
| c2      | 2026-03-09 | table              | Anna W  | North | sales | Order   |
| c3      | 2026-03-10 | table              | Otto    | South | help  | fault   |
| c4      | 2026-03-11 | table              |         |       | help  |         |
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from willet.core.ask import ask
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.lake.dimension import Dimension, Person, Spelt, Stretch, write_dimension
from willet.core.metrics import Question

CALLS = """contact_id,arrived_at,queue,agent,team,topic,outcome,customer_id,agent_tenure_days
c1,2026-03-02 09:00:00,sales,a.weber,North,order,answered,k1,40
c2,2026-03-09 09:00:00,sales,Anna W,North,Order,answered,k2,
c3,2026-03-10 09:00:00,help,Otto,South,fault,answered,k3,7
c4,2026-03-11 09:00:00,help,,,,abandoned,k4,
"""
ANNA = (Spelt("agent", "", "a.weber", "Anna Weber"), Spelt("agent", "", "Anna W", "Anna Weber"))


@pytest.fixture
def told(tmp_path: Path) -> Lake:
    calls = tmp_path / "calls.csv"
    calls.write_text(CALLS)
    import_files(tmp_path / "lake", "table", [calls], zone="Europe/Amsterdam")
    return Lake.at(tmp_path / "lake")


def answered(lake: Lake, by: str, where: str | None = None) -> dict[object, float | None]:
    answer = ask(lake, Question.of("answered", by=by, where=where))
    return {row.keys[by]: row.value for row in answer.rows}


def rows(lake: Lake, sql: str) -> Sequence[tuple[object, ...]]:
    with lake.snapshot().connect() as con:
        return con.execute(sql).fetchall()


def stamps(lake: Lake) -> dict[str, tuple[int, bytes]]:
    files = (p for p in lake.path.rglob("*") if p.is_file() and not p.name.startswith("dimension"))
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in files}


def test_an_alias_changes_figures_at_once_and_no_file_of_the_lake(told: Lake) -> None:
    assert answered(told, "agent") == {"a.weber": 1, "Anna W": 1, "Otto": 1, None: 0}
    before = stamps(told)

    write_dimension(told.layout, Dimension(ANNA))

    assert answered(told, "agent") == {"Anna Weber": 2, "Otto": 1, None: 0}
    assert answered(told, "agent", "agent = 'Anna Weber'") == {"Anna Weber": 2}
    assert answered(told, "agent", "agent = 'a.weber'") == {}
    assert stamps(told) == before


def test_every_table_with_an_agent_shows_the_name(told: Lake) -> None:
    write_dimension(told.layout, Dimension(ANNA))

    for table in ("contacts", "visits", "links", "cases"):
        shown = rows(told, f"SELECT DISTINCT agent FROM {table} WHERE agent IS NOT NULL")
        assert {agent for (agent,) in shown} <= {"Anna Weber", "Otto"}
        assert ("Anna Weber",) in shown or table == "visits"


def test_a_name_withdrawn_gives_the_answers_of_before(told: Lake) -> None:
    before = answered(told, "agent"), told.snapshot().content

    write_dimension(told.layout, Dimension(ANNA))
    write_dimension(told.layout, Dimension())

    assert (answered(told, "agent"), told.snapshot().content) == before


def test_a_team_moved_in_the_past_moves_the_past(told: Lake) -> None:
    moved = (
        Stretch("Anna Weber", date.min, date(2026, 3, 8), "West"),
        Stretch("Anna Weber", date(2026, 3, 9), date(2026, 3, 9), "East"),
    )
    write_dimension(told.layout, Dimension(ANNA, moved))

    assert answered(told, "team") == {"West": 1, "East": 1, "South": 1, None: 0}
    assert rows(told, "SELECT team FROM cases ORDER BY opened_at") == [
        ("West",),
        ("East",),
        ("South",),
        (None,),
    ]


def test_days_of_which_the_roster_says_nothing_keep_the_team_of_the_source(told: Lake) -> None:
    later = (Stretch("Anna Weber", date(2026, 3, 9), date.max, "East"),)
    write_dimension(told.layout, Dimension(ANNA, later))

    assert answered(told, "team") == {"North": 1, "East": 1, "South": 1, None: 0}


def test_tenure_follows_the_hired_day_else_the_source(told: Lake) -> None:
    sql = "SELECT agent_tenure_days FROM contacts ORDER BY arrived_at"
    assert rows(told, sql) == [(40,), (None,), (7,), (None,)]

    write_dimension(told.layout, Dimension(ANNA, (), (Person("Anna Weber", date(2026, 3, 9)),)))

    # Before the hired day nobody knows: what the source reckoned from was another day.
    assert rows(told, sql) == [(None,), (0,), (7,), (None,)]


@pytest.mark.journey("history")
def test_one_spelling_in_two_phone_systems_is_two_agents(tmp_path: Path) -> None:
    log = tmp_path / "queue_log"
    log.write_text(
        "1772438400|1.1|desk|NONE|ENTERQUEUE||+31205550400|1\n"
        "1772438410|1.1|desk|SIP/31|CONNECT|10|x|9\n"
        "1772438470|1.1|desk|SIP/31|COMPLETEAGENT|10|60|1\n"
    )
    for system in ("asterisk@north", "asterisk@south"):
        import_files(tmp_path / "lake", system, [log], zone="Europe/Amsterdam")
    lake = Lake.at(tmp_path / "lake")
    both = (Spelt("agent", "asterisk@south", "SIP/31", "Bo"), Spelt("agent", "", "SIP/31", "Ann"))

    write_dimension(lake.layout, Dimension(both))

    shown = [("asterisk@north", "Ann"), ("asterisk@south", "Bo")]
    for table in ("contacts", "visits", "links"):
        assert rows(lake, f"SELECT source, agent FROM {table} ORDER BY 1") == shown
    # The same customer twice: one case, of the agent of its first contact.
    assert rows(lake, "SELECT source, agent FROM cases") == shown[:1]


def test_queues_and_topics_have_names_too(told: Lake) -> None:
    names = (Spelt("queue", "", "sales", "Verkoop"), Spelt("topic", "", "Order", "order"))
    write_dimension(told.layout, Dimension(names))

    assert answered(told, "queue") == {"Verkoop": 2, "help": 1}
    assert answered(told, "topic") == {"order": 2, "fault": 1, None: 0}


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("by", ["day", "queue", "agent", "team"])
def test_a_name_of_nobody_in_the_lake_changes_no_answer(told: Lake, by: str) -> None:
    before = answered(told, by)
    write_dimension(
        told.layout,
        Dimension(
            (Spelt("agent", "", "nobody", "Somebody"), Spelt("queue", "", "none", "Some")),
            (Stretch("Somebody", date.min, date.max, "West"),),
            (Person("Somebody", date(2020, 1, 1)),),
        ),
    )

    assert answered(told, by) == before


def test_a_question_of_days_in_a_large_lake_is_shown_under_names(
    told: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("willet.core.ask.answering._MANY_FILES", 0)
    write_dimension(told.layout, Dimension(ANNA))

    asked = Question.of("answered", by="agent", first="2026-03-01", last="2026-03-09")
    by_queue = Question.of("answered", by="queue", first="2026-03-01", last="2026-03-09")

    assert [(r.keys["agent"], r.value) for r in ask(told, asked).rows] == [("Anna Weber", 2)]
    assert [(r.keys["queue"], r.value) for r in ask(told, by_queue).rows] == [("sales", 2)]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("columns", [set(), {"agent"}, {"team"}, {"queue", "agent"}, {"topic"}])
def test_only_the_columns_asked_for_are_under_names(told: Lake, columns: set[str]) -> None:
    names = (*ANNA, Spelt("queue", "", "sales", "Verkoop"), Spelt("topic", "", "Order", "order"))
    moved = (Stretch("Anna Weber", date.min, date.max, "West"),)
    sql = "SELECT {} FROM contacts ORDER BY arrived_at"
    spelt = {c: rows(told, sql.format(c)) for c in ("agent", "team", "queue", "topic")}
    write_dimension(told.layout, Dimension(names, moved))
    named = {c: rows(told, sql.format(c)) for c in spelt}

    for column, as_spelt in spelt.items():
        with told.snapshot().connect(shown=frozenset(columns)) as con:
            shown = con.execute(sql.format(column)).fetchall()
        # Whose team it is takes the name of the agent.
        needed = column in columns or (column == "agent" and "team" in columns)
        assert shown == (named[column] if needed else as_spelt)
        assert named[column] != as_spelt
