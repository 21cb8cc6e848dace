"""Who agents are, brought in by a system that knows: the same lines as a table's, answered line by line."""

from datetime import date

from tests.api.callers import program_of
from tests.scaffold.cast import Cast
from willet.people.agents.verbs import agent_meant
from willet.people.models import KnownAgent

ANNA = {
    "spelling": "a.weber",
    "source": "asterisk",
    "name": "Anna Weber",
    "team": "North",
    "from": "2026-01-01",
    "until": "2026-03-31",
    "hired": "2025-06-01",
    "languages": "de en",
}


def test_lines_come_in_and_once_more_change_nothing(cast: Cast) -> None:
    program = program_of(cast.manager)

    answers = [program.post("agents", {"lines": [ANNA]}) for _ in range(2)]

    assert [(a.status_code, a.json()) for a in answers] == [(200, {"kept": 1, "wrong": []})] * 2
    (agent,) = KnownAgent.objects.filter(name="Anna Weber")
    assert agent_meant("a.weber", "asterisk") == agent
    assert agent_meant("a.weber", "genesys") is None
    assert (agent.hired, agent.left, agent.languages) == (date(2025, 6, 1), None, ["de", "en"])
    (stretch,) = agent.stretches.all()
    assert (stretch.team.name, stretch.first, stretch.last) == (
        "North",
        date(2026, 1, 1),
        date(2026, 3, 31),
    )


def test_a_bad_line_is_named_and_loses_none_of_the_others(cast: Cast) -> None:
    program = program_of(cast.administrator)
    lines = [
        {"spelling": "nobody"},
        {"name": "Ben Mulder", "hired": "1 June"},
        {"name": "Trần Thị Linh", "spelling": "linhtt"},
        {},
    ]

    answer = program.post("agents", {"lines": lines}).json()

    assert answer["kept"] == 1
    assert [wrong["line"] for wrong in answer["wrong"]] == [1, 2, 4]
    assert "“1 June” in hired is no day. Write it as 2026-03-31." in answer["wrong"][1]["why"]
    assert agent_meant("linhtt") is not None
    assert agent_meant("Ben Mulder") is None


def test_unknown_columns_and_too_many_lines_are_refused_whole(cast: Cast) -> None:
    program = program_of(cast.manager)
    bodies = [
        {"lines": [{"name": "Ann", "salary": "3000"}]},
        {"lines": [{"name": f"A{n}"} for n in range(1001)]},
        {"lines": [{"name": "A" * 201}]},
        {},
    ]

    assert [program.post("agents", body).status_code for body in bodies] == [422] * 4
    assert KnownAgent.objects.filter(name="Ann").count() == 0
    assert program.post("agents", {"lines": []}).json() == {"kept": 0, "wrong": []}
