"""What a reader may see is the same by every face, and nothing where nobody said who reads."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scaffold.named_lake import AGENTS, TEAMS
from willet.core.cases.within import rows_within
from willet.core.lake import Lake
from willet.core.records import TABLES
from willet.figures.domain.asking import Reading
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.periods import Period
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection
from willet.figures.domain.whole import LakeState, Whole
from willet.people.visibility import NOBODY, OPEN, Visibility

ALL_DAYS = Selection(Period(date(2026, 3, 1), date(2026, 3, 31)))
ROWS = "select contact_id, agent, team from {table}"


def spellings(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Names of the lake, composed or not, and such as nobody has."""
    known = st.sampled_from(names)
    apart = known.map(lambda name: unicodedata.normalize("NFD", name))
    return st.one_of(known, apart, st.text(max_size=8).filter(lambda text: "\0" not in text))


visibilities = st.builds(
    Visibility,
    centre=st.just(True),
    everyone=st.sampled_from([False, False, False, True]),
    teams=st.frozensets(spellings(TEAMS).filter(bool), max_size=3),
    agent=spellings(AGENTS),
    individuals=st.just(True),
)


@pytest.fixture(scope="session")
def state(made_names: Path) -> LakeState:
    lake = Lake.at(made_names)
    return LakeState(lake, lake.snapshot())


@pytest.fixture(scope="session")
def whole(state: LakeState) -> Whole:
    return Whole(state.snapshot)


def seen_by_predicate(visibility: Visibility, whole: Whole, table: str) -> list[str]:
    rows = whole.rows(ROWS.format(table=table))
    return sorted(name for name, a, t in rows if visibility.sees(agent=a, team=t))


@pytest.mark.journey("law")
@given(visibility=visibilities)
def test_every_face_shows_the_same_rows(
    state: LakeState, whole: Whole, visibility: Visibility
) -> None:
    reading, (clause, bound) = Reading(state, visibility), visibility.sql()
    for table in ("contacts", "visits", "links", "answers", "agent_states"):
        key = "agent" if table == "agent_states" else "contact_id"
        asked = question_of(["fcr_case"], ALL_DAYS, also=[visibility.condition()])
        expected = seen_by_predicate(visibility, whole, table) if key == "contact_id" else []
        by_sql = whole.rows(f"select {key} from {table} where {clause}", bound)
        out = whole.rows(f"select count(*) from {table} where not {clause}", bound)[0][0]
        by_rows = reading.rows(f"select {key} from {table}")
        every = whole.rows(f"select count(*) from {table}")[0][0]

        assert sorted(row[0] for row in by_sql) == expected
        assert sorted(row[0] for row in by_rows) == expected
        assert out == every - len(expected)
        if table in {"contacts", "visits"}:
            rows, values = rows_within(asked, table)
            by_metrics = whole.rows(f"select {key} {rows}", values)
            assert sorted(row[0] for row in by_metrics) == expected


@pytest.mark.journey("law")
@given(visibility=visibilities)
def test_a_split_by_agent_counts_the_rows_that_the_predicate_shows(
    state: LakeState, whole: Whole, visibility: Visibility
) -> None:
    answer = Reading(state, visibility).ask(["received"], selection=ALL_DAYS, by=["agent"])

    rows = whole.rows("select agent, team from contacts")
    expected: dict[str | None, int] = {}
    for agent, team in rows:
        if visibility.sees(agent=agent, team=team):
            expected[agent] = expected.get(agent, 0) + 1
    assert {row.keys["agent"]: row.value for row in answer.rows if row.value} == expected


@pytest.mark.journey("law")
@given(visibility=visibilities)
def test_a_case_is_open_as_soon_as_one_of_its_contacts_is(
    state: LakeState, whole: Whole, visibility: Visibility
) -> None:
    links = whole.rows("select case_id, agent, team from links")
    expected = {case for case, a, t in links if visibility.sees(agent=a, team=t)}

    cases = Reading(state, visibility).rows("select case_id from cases")

    assert sorted(case for (case,) in cases) == sorted(expected)


def test_a_case_of_two_agents_is_open_to_both(state: LakeState) -> None:
    readers = (Visibility(centre=True, agent=name) for name in ("Anna", "O'Brien", "null"))
    sql = "select count(*) from cases where contacts = 2"

    assert [Reading(state, reader).rows(sql) for reader in readers] == [[(1,)], [(1,)], [(0,)]]


@pytest.mark.parametrize("visibility", [NOBODY, OPEN, Visibility(), Visibility(individuals=True)])
def test_who_sees_no_agent_gets_no_row_of_any_table(
    state: LakeState, visibility: Visibility
) -> None:
    reading = Reading(state, visibility)

    assert {t: reading.rows(f"select count(*) from {t}")[0][0] for t in TABLES} == dict.fromkeys(
        TABLES, 0
    )


def test_a_statement_in_steps_is_cut_down_like_any_other(state: LakeState) -> None:
    reading = Reading(state, Visibility(centre=True, agent="Anna", teams=frozenset({"Süd"})))
    steps = "with mine as (select * from CONTACTS) select count(*) from mine join links using (contact_id)"

    assert reading.rows(steps) == reading.rows("select count(*) from contacts")
    assert reading.rows("select $x + 1", {"x": 1}) == [(2,)]


def test_a_view_cannot_be_opened_without_a_reader(state: LakeState) -> None:
    with pytest.raises(TypeError, match="visibility"):
        Reading(state)  # type: ignore[call-arg]


@pytest.mark.parametrize("by", [(), ("queue",), ("agent",), ("team",), ("day",)])
def test_whoever_forgets_the_reader_gets_no_figure(state: LakeState, by: tuple[str, ...]) -> None:
    with pytest.raises(ClosedError):
        Reading(state, NOBODY).ask(["received"], selection=ALL_DAYS, by=by)


def test_what_is_open_to_all_are_figures_that_name_no_agent(state: LakeState, whole: Whole) -> None:
    reading = Reading(state, OPEN)

    every = whole.rows("select count(*) from contacts")[0][0]
    assert reading.ask(["received"], selection=ALL_DAYS).row.value == every
    assert reading.ask(["received"], selection=ALL_DAYS, by=["queue"]).row.value == every
    with pytest.raises(ClosedError):
        reading.ask(["received"], selection=ALL_DAYS, by=["agent"])
