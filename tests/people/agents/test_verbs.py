"""Agents added, renamed, spelt, merged, put in teams: each rule with the sentence that refuses, and the lake told."""

from datetime import date
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast
from tests.scaffold.commits import Committed
from willet.core.ask import ask
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.metrics import Question
from willet.people.agents.confirming import TalkedTogetherError, confirm_one
from willet.people.agents.keeping import NOBODY, NamesError
from willet.people.agents.merging import merge, standing_for, take_apart
from willet.people.agents.stretches import end_stretch, overlap, put_in_team, take_out
from willet.people.agents.verbs import (
    add_agent,
    agent_meant,
    give_spelling,
    rename_agent,
    set_days,
)
from willet.people.models import KnownAgent, Spelling, Team

pytestmark = pytest.mark.django_db
D = date


def figures(lake: Path, by: str) -> dict[object, float | None]:
    rows = ask(Lake.at(lake), Question.of("answered", by=by)).rows
    return {row.keys[by]: row.value for row in rows if row.value}


def test_an_alias_is_in_every_figure_at_once(small_lake: Path, committed: Committed) -> None:
    assert figures(small_lake, "agent") == {"Anna W": 5, "Otto K": 3, "Tomás R": 1}

    with committed():
        anna = add_agent("Anna Weber", by=NOBODY, spellings=["Anna W"])
    assert figures(small_lake, "agent") == {"Anna Weber": 5, "Otto K": 3, "Tomás R": 1}

    with committed():
        give_spelling(anna, "Otto K", by=NOBODY)
    assert figures(small_lake, "agent") == {"Anna Weber": 8, "Tomás R": 1}

    with committed():
        Spelling.objects.get(spelt="Otto K").delete()
    assert figures(small_lake, "agent") == {"Anna Weber": 5, "Otto K": 3, "Tomás R": 1}


def test_a_new_name_keeps_the_one_of_before_as_a_spelling(
    small_lake: Path, committed: Committed
) -> None:
    with committed():
        anna = add_agent("Anna W", by=NOBODY)
        rename_agent(anna, "Anna Weber", by=NOBODY)
        rename_agent(anna, "Anna Kern", by=NOBODY)

    assert figures(small_lake, "agent")["Anna Kern"] == 5
    assert sorted(s.spelt for s in anna.spellings.all()) == ["Anna W", "Anna Weber"]


def test_composed_letters_and_blanks_are_one_spelling() -> None:
    linh = add_agent("Tra\u0302\u0300n  Thi\u0323 Linh ", by=NOBODY)

    assert linh.name == "Trần Thị Linh"
    with pytest.raises(NamesError, match="means Trần Thị Linh already"):
        add_agent(" Trần Thị\u00a0Linh", by=NOBODY)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 121])
def test_a_name_of_nothing_or_of_too_much_is_refused(name: str) -> None:
    with pytest.raises(NamesError):
        add_agent(name, by=NOBODY)
    assert KnownAgent.objects.count() == 0


def test_a_spelling_means_one_agent_per_source() -> None:
    anna, bea = add_agent("Anna", by=NOBODY), add_agent("Bea", by=NOBODY)
    give_spelling(anna, "ab", by=NOBODY)
    give_spelling(anna, "ab", by=NOBODY)
    give_spelling(bea, "ab", source="asterisk@south", by=NOBODY)

    with pytest.raises(NamesError, match="“ab” means Anna already"):
        give_spelling(bea, "ab", by=NOBODY)
    with pytest.raises(NamesError, match="Merge the two"):
        give_spelling(bea, "Anna", by=NOBODY)
    assert agent_meant("ab") == anna
    assert agent_meant("ab", "asterisk@south") == bea
    assert agent_meant("ab", "asterisk@north") == anna
    assert agent_meant("nobody") is None


def test_two_agents_merged_into_each_other_make_no_circle() -> None:
    anna, bea, carl = (add_agent(name, by=NOBODY) for name in ("Anna", "Bea", "Carl"))
    merge(anna, bea, by=NOBODY)
    merge(bea, carl, by=NOBODY)

    for target in (anna, bea):
        with pytest.raises(NamesError, match="counts as Carl already"):
            merge(carl, target, by=NOBODY)
    with pytest.raises(NamesError, match="itself"):
        merge(carl, carl, by=NOBODY)
    assert {standing_for(a).name for a in KnownAgent.objects.all()} == {"Carl"}


def test_a_merge_is_taken_back_with_all_spellings_where_they_were(
    small_lake: Path, committed: Committed
) -> None:
    before = figures(small_lake, "agent")
    with committed():
        anna, otto = add_agent("Anna W", by=NOBODY), add_agent("Otto K", by=NOBODY)
        merge(otto, anna, by=NOBODY)
        merge(otto, anna, by=NOBODY)
    assert figures(small_lake, "agent") == {"Anna W": 8, "Tomás R": 1}

    with committed():
        take_apart(otto, by=NOBODY)
    assert figures(small_lake, "agent") == before


def test_two_that_talked_at_once_are_not_merged_without_a_word(small_lake: Path) -> None:
    # c02 keeps Otto busy from 09:10:30 to 09:13:50 on 2 March; c13 has Bea talk from 09:13:49 on, c14 from 09:13:50.
    more = small_lake.parent / "more.csv"
    more.write_text(
        "contact_id,arrived_at,queue,agent,outcome,wait_s,talk_s,customer_id\n"
        "c13,2026-03-02 09:13:39,sales,Bea,answered,10,60,k21\n"
        "c14,2026-03-02 09:13:40,sales,Carl,answered,10,60,k22\n"
    )
    import_files(small_lake, "table", [more], zone="Europe/Amsterdam")

    with pytest.raises(TalkedTogetherError, match="Otto K and Bea talked at the same time 1 time"):
        confirm_one("Otto K", "Bea", by=NOBODY)
    assert KnownAgent.objects.count() == 0

    assert confirm_one("Otto K", "Carl", by=NOBODY).name == "Otto K"
    assert confirm_one("Otto K", "Bea", by=NOBODY, all_the_same=True).name == "Otto K"
    assert {s.spelt for s in Spelling.objects.all()} == {"Bea", "Carl"}


def test_left_before_hired_is_refused_and_the_same_day_is_not() -> None:
    anna = add_agent("Anna", by=NOBODY)

    with pytest.raises(NamesError, match="cannot leave on 2026-03-01 before being hired on 2026"):
        set_days(anna, hired=D(2026, 3, 2), left=D(2026, 3, 1), by=NOBODY)
    set_days(anna, hired=D(2026, 3, 2), left=D(2026, 3, 2), by=NOBODY)
    anna.refresh_from_db()
    assert (anna.hired, anna.left) == (D(2026, 3, 2), D(2026, 3, 2))


@pytest.mark.parametrize(
    ("given", "other", "shared"),
    [
        ((1, 5), (5, 9), True),
        ((1, 5), (6, 9), False),
        ((None, 5), (6, None), False),
        ((None, 5), (5, None), True),
        ((None, None), (3, 3), True),
        ((6, None), (None, 5), False),
        ((2, 3), (1, 9), True),
    ],
)
def test_stretches_share_a_day_or_do_not(
    given: tuple[int | None, int | None], other: tuple[int | None, int | None], shared: bool
) -> None:
    def days(ends: tuple[int | None, int | None]) -> tuple[date | None, date | None]:
        first, last = (D(2026, 3, n) if n else None for n in ends)
        return first, last

    assert overlap(days(given), days(other)) is shared
    assert overlap(days(other), days(given)) is shared


def test_a_team_moved_in_the_past_moves_the_figures(
    small_lake: Path, cast: Cast, committed: Committed
) -> None:
    assert figures(small_lake, "team") == {"North": 6, "South": 3}
    south = Team.objects.get(name="South")

    with committed():
        anna = add_agent("Anna W", by=cast.manager)
        moved = put_in_team(anna, south, first=None, last=D(2026, 3, 9), by=cast.manager)
    assert figures(small_lake, "team") == {"North": 3, "South": 6}

    with committed():
        end_stretch(moved, D(2026, 3, 8), by=cast.manager)
    assert figures(small_lake, "team") == {"North": 4, "South": 5}

    with committed():
        take_out(moved, by=cast.manager)
    assert figures(small_lake, "team") == {"North": 6, "South": 3}


def test_overlapping_stretches_are_refused_with_the_one_in_the_way(cast: Cast) -> None:
    anna = add_agent("Anna", by=NOBODY)
    north, south = Team.objects.get(name="North"), Team.objects.get(name="South")
    put_in_team(anna, north, first=D(2026, 3, 1), last=D(2026, 3, 31), by=NOBODY)
    put_in_team(anna, north, first=D(2026, 3, 1), last=D(2026, 3, 31), by=NOBODY)

    with pytest.raises(NamesError, match="Anna is in North from 2026-03-01 to 2026-03-31"):
        put_in_team(anna, south, first=D(2026, 3, 31), last=None, by=NOBODY)
    with pytest.raises(NamesError, match="ends before it begins"):
        put_in_team(anna, south, first=D(2026, 5, 2), last=D(2026, 5, 1), by=NOBODY)
    put_in_team(anna, south, first=D(2026, 4, 1), last=None, by=NOBODY)
    assert anna.stretches.count() == 2


def test_a_renamed_team_is_in_the_figures(
    small_lake: Path, cast: Cast, committed: Committed
) -> None:
    north = Team.objects.get(name="North")
    with committed():
        put_in_team(add_agent("Otto K", by=NOBODY), north, first=None, last=None, by=NOBODY)
    assert figures(small_lake, "team") == {"North": 9}

    with committed():
        north.name = "Polar"
        north.save()
    assert figures(small_lake, "team") == {"North": 6, "Polar": 3}
