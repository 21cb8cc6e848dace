"""Which teams are open to a reader: large enough, or all of them theirs to see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scaffold.cast import EVERYONE, NORTH, SOUTH
from willet.people.visibility import OPEN, Agent, Crews, Group, Visibility, open_groups, open_teams

ANNA = Visibility(centre=True, agent="Anna", individuals=True)
LEAD = Visibility(centre=True, teams=frozenset({NORTH}), agent="Tom", individuals=True)
OF_ONE, OF_TWO = frozenset({"Otto"}), frozenset({"Anna", "Tom"})
OF_THREE, OF_FOUR = frozenset({"P", "Q", "R"}), frozenset({"W", "X", "Y", "Z"})


@pytest.mark.parametrize(
    ("visibility", "crew", "open_to_reader"),
    [
        (ANNA, frozenset(), False),  # nobody knows how many
        (ANNA, OF_TWO, False),
        (ANNA, frozenset({"Anna"}), True),
        (ANNA, OF_ONE, False),
        (ANNA, OF_THREE, True),
        (LEAD, OF_TWO, True),
        (LEAD, frozenset(), True),
        (OPEN, OF_TWO, False),
        (OPEN, OF_THREE, True),
        (EVERYONE, OF_ONE, True),
        (EVERYONE, frozenset(), True),
    ],
)
def test_one_team_is_open_by_its_size(
    visibility: Visibility, crew: frozenset[str], open_to_reader: bool
) -> None:
    teams = open_teams(visibility, {NORTH: crew}, smallest=3)

    assert (teams.closed(NORTH) is None) is open_to_reader


def test_a_team_nothing_is_known_of_is_closed() -> None:
    assert open_teams(ANNA, {SOUTH: OF_FOUR}, smallest=3).closed(NORTH) == "few"
    assert open_teams(ANNA, {}, smallest=3).closed(None) == "few"


@pytest.mark.parametrize(
    ("crews", "closed"),
    [
        # One alone follows from the whole less the others: the next smallest goes with it, no more.
        ({SOUTH: OF_ONE, "West": OF_THREE, "East": OF_FOUR}, {SOUTH: "few", "West": "follows"}),
        # Two closed teams of three people together cannot be told apart.
        ({SOUTH: OF_ONE, NORTH: OF_TWO, "East": OF_FOUR}, {SOUTH: "few", NORTH: "few"}),
        ({"West": OF_THREE, "East": OF_FOUR}, {}),
        # The same person in two teams is one person.
        ({SOUTH: OF_ONE, NORTH: OF_ONE, "East": OF_FOUR}, {SOUTH: "few", NORTH: "few", "East": "follows"}),
    ],
)  # fmt: skip
def test_closed_teams_do_not_follow_from_the_whole(crews: Crews, closed: dict[str, str]) -> None:
    teams = open_teams(OPEN, crews, smallest=3)

    assert {team: why for team in crews if (why := teams.closed(team))} == closed


def crew(*names: str, team: str = SOUTH) -> frozenset[Agent]:
    return frozenset(Agent(name, team) for name in names)


@pytest.mark.parametrize(
    ("visibility", "agents", "closed"),
    [
        (ANNA, crew("Otto"), "few"),
        (ANNA, crew("Anna", "Otto"), "few"),
        (ANNA, crew("Anna"), None),  # her own alone
        (ANNA, crew("Anna", "Otto", "Tom"), None),
        (LEAD, crew("P", "Q", team=NORTH), None),  # wholly of the own team
        (LEAD, crew("P", team=NORTH) | crew("Otto"), "few"),
        (OPEN, crew("P", "Q"), "few"),
        (OPEN, crew("P", "Q", "R"), None),
        (EVERYONE, crew("Otto"), None),
    ],
)
def test_a_group_is_open_by_how_many_took_its_contacts(
    visibility: Visibility, agents: frozenset[Agent], closed: str | None
) -> None:
    groups = open_groups(visibility, {("sales",): agents}, smallest=3)

    assert groups.closed(("sales",)) == closed


def test_a_group_of_which_nobody_took_a_contact_is_open() -> None:
    assert open_groups(ANNA, {("sales",): crew("Otto")}, smallest=3).closed(("night",)) is None


def test_one_person_of_two_teams_is_one_in_a_group() -> None:
    twice = crew("Otto") | crew("Otto", team=NORTH) | crew("Tom")

    assert open_groups(ANNA, {(): twice}, smallest=3).closed(()) == "few"


def test_a_closed_group_does_not_follow_from_the_whole() -> None:
    crews: dict[Group, frozenset[Agent]] = {
        ("a",): crew("Otto"),
        ("b",): crew("P", "Q", "R"),
        ("c",): crew("P", "Q", "R", "S"),
    }

    groups = open_groups(OPEN, crews, smallest=3)

    assert [groups.closed((name,)) for name in "abc"] == ["few", "follows", None]


UNDER_A_BAN = Visibility(centre=True, everyone=True, teams=frozenset({NORTH}), agent="Anna")


def test_where_figures_of_individuals_are_shown_to_nobody_small_ones_are_closed_to_all() -> None:
    crews: Crews = {NORTH: OF_TWO, SOUTH: OF_THREE, "East": OF_FOUR}
    groups: dict[Group, frozenset[Agent]] = {
        ("sales",): crew("Anna"),
        ("help",): crew("P", "Q", "R"),
    }

    teams = open_teams(UNDER_A_BAN, crews, smallest=3)
    open_to_all = open_groups(UNDER_A_BAN, groups, smallest=3)

    assert [teams.closed(t) for t in crews] == ["few", "follows", None]
    assert [open_to_all.closed(g) for g in groups] == ["few", "follows"]


def test_what_a_filter_leaves_out_of_a_group_does_not_follow() -> None:
    four = crew("P", "Q", "R", "S")
    narrow: dict[Group, frozenset[Agent]] = {("a",): four, ("b",): four, ("c",): four}

    # Otto's calls alone are filtered out of a, those of three out of b.
    groups = open_groups(
        OPEN, narrow, smallest=3, differ=[{("a",): crew("Otto"), ("b",): crew("X", "Y", "Z")}]
    )
    alone = open_groups(OPEN, narrow, smallest=3, differ=[{("a",): crew("Otto")}])

    assert [groups.closed((name,)) for name in "abc"] == ["follows", "follows", None]
    # Nothing else is left out: however many are closed beside it, Otto is what the whole was cut by.
    assert [alone.closed((name,)) for name in "abc"] == ["follows"] * 3


@pytest.mark.parametrize(("strangers", "closed"), [(("Otto",), "few"), (("Otto", "Ulf"), None)])
def test_whom_a_lead_may_see_hide_no_stranger_within_a_split(
    strangers: tuple[str, ...], closed: str | None
) -> None:
    own = crew("P", "Q", "R", team=NORTH)

    split = open_groups(LEAD, {("a",): own | crew(*strangers)}, smallest=3)
    within = open_groups(LEAD, {("a",): own}, smallest=3, differ=[{("a",): crew(*strangers)}])

    assert (split.closed(("a",)), within.closed(("a",))) == (closed, None)


def test_the_whole_of_a_small_centre_stays_open_to_a_lead() -> None:
    """Without it a lead beside a team of one would have no page at all."""
    own = crew("P", "Q", "R", team=NORTH)

    assert open_groups(LEAD, {(): own | crew("Otto")}, smallest=3).closed(()) is None
    two = crew("P", team=NORTH) | crew("Otto")
    assert open_groups(LEAD, {(): two}, smallest=3).closed(()) == "few"


ROWS = st.lists(
    st.tuples(st.sampled_from("PQRSTUV"), st.sampled_from("abcd"), st.booleans()), max_size=40
)


@given(ROWS)
def test_no_shown_figure_less_others_is_that_of_too_few(rows: list[tuple[str, str, bool]]) -> None:
    """A page cut by a filter and the same page without it: cells, wholes, and every difference of the two."""

    def who(groups: set[str], *, within: bool | None) -> frozenset[Agent]:
        return crew(*{name for name, g, inside in rows if g in groups and within in (None, inside)})

    names = {group for _, group, _ in rows}
    narrow: dict[Group, frozenset[Agent]]
    outside: dict[Group, frozenset[Agent]]
    wide: dict[Group, frozenset[Agent]]
    narrow = {(g,): a for g in names if (a := who({g}, within=True))}
    outside = {(g,): a for g in names if (a := who({g}, within=False))}
    wide = {(g,): who({g}, within=None) for g in names}
    here = open_groups(OPEN, narrow, smallest=3, differ=[outside])
    there = open_groups(OPEN, wide, smallest=3)
    whole = open_groups(
        OPEN, {(): who(names, within=True)}, smallest=3, differ=[{(): who(names, within=False)}]
    )

    closed = {g for g in names if here.closed((g,))}
    hidden = {g for g in names if there.closed((g,))}
    both = names - closed - hidden
    worked_out = [who({g}, within=True) for g in names - closed]
    worked_out += [who({g}, within=False) for g in both]
    if whole.closed(()) is None:
        worked_out.append(who(closed, within=True))
    if len(who(names, within=None)) >= 3:
        worked_out.append(who(hidden, within=None))
    assert [agents for agents in worked_out if 0 < len(agents) < 3] == []
