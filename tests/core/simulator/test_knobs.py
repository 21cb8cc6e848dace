"""Each knob of hiding, sharing, second thoughts and second levels plants what it says, and at zero nothing."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from willet.core.simulator import Scenario, simulate_scenario
from willet.core.simulator.callers import Callers
from willet.core.simulator.papers import NEVER_BACK
from willet.core.simulator.plan import TOPICS
from willet.core.simulator.story import WholeStory, _back, story_of

DAY_S = 86_400
CASE, ARRIVED = 0, 2


def story(**knobs: Any) -> WholeStory:
    return story_of(Scenario(**{"days": 30, "contacts_per_day": 300, "seed": 9, **knobs}))


def by_contact(of: WholeStory, column: str) -> np.ndarray:
    values: np.ndarray = getattr(of.callers, column)[of.journal.contacts[:, CASE]]
    return values


def test_who_hides_a_number_hides_it_on_every_call() -> None:
    one = story(withheld=0.2)
    customer, hidden = by_contact(one, "customer"), one.callers.withheld
    always = np.zeros(customer.max() + 1, dtype=bool)
    always[customer[hidden]] = True

    assert hidden.tolist() == always[customer].tolist()
    assert always[np.unique(customer)].mean() == pytest.approx(0.2, abs=0.03)


def test_a_number_hidden_at_times_is_hidden_now_and_then() -> None:
    one = story(withheld=0.0, withheld_at_times=0.2)
    customer, hidden = by_contact(one, "customer"), one.callers.withheld
    calls, hid = np.bincount(customer), np.bincount(customer, hidden)

    assert hidden.mean() == pytest.approx(0.2, abs=0.02)
    assert ((hid > 0) & (hid < calls)).sum() > 100


def test_hiding_changes_nobodys_luck() -> None:
    plain, hiding = story(withheld=0.0), story(withheld=0.5, withheld_at_times=0.5)

    assert plain.journal.contacts.tolist() == hiding.journal.contacts.tolist()
    assert plain.callers.written.tolist() == hiding.callers.written.tolist()
    assert plain.papers.word.tolist() == hiding.papers.word.tolist()


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_offices_give_ids_by_a_knob_of_their_own(share: float) -> None:
    callers: Callers = story(office=0.5, known_by_id=0.9, office_known_by_id=share).callers

    assert callers.has_id[callers.office].mean() == pytest.approx(share, abs=0.03)
    assert callers.has_id[~callers.office].mean() == pytest.approx(0.9, abs=0.03)


@pytest.mark.journey("world")
def test_an_id_keyed_in_at_the_menu_shows_on_lost_calls_too(tmp_path: Path) -> None:
    found = {}
    for keyed in (0.0, 1.0):
        folder = tmp_path / str(keyed)
        knobs = Scenario(days=10, contacts_per_day=200, known_by_id=1.0, office=0, id_at_menu=keyed)
        simulate_scenario(folder, knobs)
        with duckdb.connect() as con:
            found[keyed] = con.execute(
                "SELECT count(*) > 50, avg((customer_id IS NOT NULL)::INT)"
                f" FROM read_csv('{folder / 'contacts.csv.gz'}', all_varchar = true)"
                " WHERE outcome <> 'answered' AND channel = 'voice'"
            ).fetchall()

    assert found == {0.0: [(True, 0.0)], 1.0: [(True, 1.0)]}


def test_who_copies_writes_what_the_customer_answered() -> None:
    papers = story(copies=1.0, survey_errs=0.3, over_report=0.3).papers
    answered = (papers.says_solved >= 0) & (papers.word >= 0)

    assert answered.sum() > 500
    assert papers.word[answered].tolist() == papers.says_solved[answered].tolist()


def test_customers_err_as_often_as_told() -> None:
    one = story(survey_errs=0.3)
    solved = one.journal.contacts[:, 7] == -1
    spoke = one.papers.says_solved >= 0
    wrong = (one.papers.says_solved == 1)[spoke] != solved[spoke]

    assert wrong.mean() == pytest.approx(0.3, abs=0.03)


def test_solved_is_struck_out_when_the_same_case_is_back_within_a_week() -> None:
    plain, amended = story(amends=0.0), story(amends=1.0)
    back = _back(*(plain.journal.contacts[:, c].astype(np.int64) for c in (CASE, ARRIVED)))
    struck = plain.papers.word != amended.papers.word

    assert struck.tolist() == ((plain.papers.word == 1) & (back <= 7 * DAY_S)).tolist()
    assert set(amended.papers.word[struck]) == {0}
    assert struck.sum() > 50


def test_the_next_contact_of_a_case_is_found_past_those_of_others() -> None:
    case, arrived = np.array([1, 2, 1, 2, 1, 3]), np.array([10, 11, 15, 30, 40, 50])

    assert _back(case, arrived).tolist() == [5, 19, 25, NEVER_BACK, NEVER_BACK, NEVER_BACK]


def test_agents_without_a_spread_flatter_alike() -> None:
    alike = story(over_report=0.2, over_report_spread=0.0).centre.agents.over_reports
    apart = story(over_report=0.2).centre.agents.over_reports

    assert set(alike) == {0.2}
    assert len(set(apart)) == len(apart)


def test_only_hard_topics_go_to_the_second_level() -> None:
    demand = story(second_level=0.5).demand
    marked = {TOPICS[t].name for t in np.unique(demand.topic[demand.second_level])}
    hard = {t.name for t in TOPICS if t.complexity + t.authority >= 1}

    assert marked == hard
    among = np.isin(demand.topic, [i for i, t in enumerate(TOPICS) if t.name in hard])
    assert demand.second_level[among].mean() == pytest.approx(0.5, abs=0.04)
    assert not story().demand.second_level.any()
