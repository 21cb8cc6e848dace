"""A table of agents: good lines land, each bad one is named by its line, and the same table again changes nothing."""

from datetime import date

import pytest

from willet.people.agents.keeping import NOBODY
from willet.people.agents.table import TableError, take_in
from willet.people.agents.verbs import add_agent
from willet.people.models import KnownAgent, Spelling, Team, TeamStretch

pytestmark = pytest.mark.django_db

TABLE = """spelling,name,team,from,until,hired,left,languages
a.weber,Anna Weber,North,2026-01-01,2026-03-31,2025-06-01,,de en
Weber A,Anna Weber,South,2026-04-01,,,,
linh,Trần Thị Linh,,,,2026-05-01,2026-04-01,vi
,Otto,North,2026-02-30,,,,
bo,,,,,,,
a.weber,Otto Kern,,,,,,
,Otto Kern,North,2026-01-01,,2026-01-01,,xx
,Anna Weber,East,2026-03-31,2026-04-01,,,
alias,a.weber,,,,,,

,Otto Kern,,2026-01-01,,,,
"""
WRONG = {
    4: "cannot leave on 2026-04-01 before being hired on 2026-05-01",
    5: "“2026-02-30” in from is no day",
    6: "“bo” means nobody yet, and no name is given",
    7: "“a.weber” means Anna Weber already",
    8: "“xx” is no language here",
    9: "Anna Weber is in North from 2026-01-01 to 2026-03-31",
    12: "There are days of a team, and no team",
}


def state() -> list[object]:
    return [
        sorted(KnownAgent.objects.values_list("name", "hired", "left")),
        sorted(Spelling.objects.values_list("spelt", "source", "agent__name")),
        sorted(TeamStretch.objects.values_list("team__name", "first", "agent__name")),
    ]


def test_good_lines_land_and_bad_ones_are_named() -> None:
    report = take_in(TABLE.encode(), by=NOBODY)

    assert report.kept == 3
    assert {line: why for line, why in report.wrong if WRONG[line] in why}.keys() == WRONG.keys()
    assert state() == [
        [("Anna Weber", date(2025, 6, 1), None)],
        [
            ("Weber A", "", "Anna Weber"),
            ("a.weber", "", "Anna Weber"),
            ("alias", "", "Anna Weber"),
        ],
        [("North", date(2026, 1, 1), "Anna Weber"), ("South", date(2026, 4, 1), "Anna Weber")],
    ]
    assert KnownAgent.objects.get().languages == ["de", "en"]


def test_the_same_table_again_changes_nothing() -> None:
    take_in(TABLE.encode(), by=NOBODY)
    before = state()

    take_in(TABLE.encode("utf-16-le"), by=NOBODY)

    assert state() == before


def test_a_line_with_another_end_corrects_the_stretch() -> None:
    take_in(b"name;team;from;until\nAnna;North;2026-01-01;\n", by=NOBODY)

    report = take_in(b"name;team;from;until\nAnna;North;2026-01-01;2026-02-01\n", by=NOBODY)

    assert report.wrong == []
    assert [s.last for s in TeamStretch.objects.all()] == [date(2026, 2, 1)]


def test_one_spelling_in_two_sources_is_two_people() -> None:
    table = "spelling,source,name\nanna,asterisk@north,Anna A\nanna,asterisk@south,Anna B\n"

    assert take_in(table.encode(), by=NOBODY).wrong == []
    assert [s.agent.name for s in Spelling.objects.order_by("source")] == ["Anna A", "Anna B"]


def test_a_source_longer_than_any_is_named_and_costs_no_other_line() -> None:
    """PostgreSQL would refuse the whole table for it."""
    long = "s" * 81
    table = f"spelling,source,name\nanna,{long},Anna\notto,{long[1:]},Otto\n"

    report = take_in(table.encode(), by=NOBODY)

    assert (report.kept, report.wrong) == (1, [(2, f"“{long[:30]}…” is longer than 80 letters.")])


def test_a_team_longer_than_any_is_named_not_cut_and_a_day_is_written_one_way() -> None:
    long = "T" * 81
    rows = [
        f"Anna,{long},2026-01-01",
        f"Otto,{long[1:]},2026-01-01",
        "Mai,North,20260101",
        "Ben,North,2026-W01-1",
        "Kim,North,2026-1-1",
        "Lea,North,2026-02-30",
    ]

    report = take_in("\n".join(["name,team,from", *rows]).encode(), by=NOBODY)

    assert report.kept == 1
    assert report.wrong[0] == (2, f"“{long[:30]}…” is longer than 80 letters.")
    assert [why for _, why in report.wrong[1:]] == [
        f"“{text}” in from is no day. Write it as 2026-03-31."
        for text in ("20260101", "2026-W01-1", "2026-1-1", "2026-02-30")
    ]
    assert [team.name for team in Team.objects.all()] == [long[1:]]


def test_letters_composed_in_two_ways_are_one_agent() -> None:
    composed, apart = "Zoë", "Zoe\u0308"
    add_agent(composed, by=NOBODY)

    report = take_in(f"spelling,name\nzoe1, {apart} \n".encode(), by=NOBODY)

    assert (report.kept, KnownAgent.objects.count()) == (1, 1)


@pytest.mark.parametrize("before", ["", "\n", ",Otto\n"])
@pytest.mark.parametrize(
    ("rest", "line"), [('"bo,Bo\n,Cy\n,Di\n', 0), (',Cy\n"bo,', 1), ('"a""b","Bo\n', 0)]
)
def test_quotation_mark_that_never_closes_is_said_with_its_line(
    before: str, rest: str, line: int
) -> None:
    named = 2 + before.count("\n") + line

    with pytest.raises(TableError, match=f"table of agents, line {named}: a quotation mark opens"):
        take_in(f"spelling,name\n{before}{rest}".encode(), by=NOBODY)

    assert KnownAgent.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "The first line must name the columns"),
        (b"who,when\n", "The first line must name the columns"),
        (b"name,colour\n", "“colour” is no column"),
        (b"PK\3\4\x14\0name\n", "The table of agents cannot be read as a table"),
    ],
)
def test_what_is_no_table_is_refused_whole(data: bytes, why: str) -> None:
    with pytest.raises(TableError, match=why):
        take_in(data, by=NOBODY)
    assert KnownAgent.objects.count() == 0
