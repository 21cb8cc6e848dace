"""The planted figures equal a plain count over the detail, and each knob plants what it says."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from willet.core.simulator import Scenario, Truth, simulate_scenario
from willet.core.simulator.solving import SOLVED, chance
from willet.core.simulator.story import story_of
from willet.core.simulator.world import world_of

Row = dict[str, Any]


@pytest.fixture(scope="module")
def detail(run: Truth) -> list[Row]:
    with duckdb.connect() as con:
        found = con.execute(
            f"SELECT * FROM '{run.folder / 'truth' / 'contacts.parquet'}' ORDER BY contact_no"
        )
        names = [d[0] for d in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def cases(detail: list[Row]) -> list[list[Row]]:
    grouped: dict[int, list[Row]] = {}
    for row in detail:
        grouped.setdefault(row["case_no"], []).append(row)
    return [case for case in grouped.values() if case[0]["shown"]]


def solved_at_last(case: list[Row]) -> bool:
    handled = [c for c in case if c["handled"]]
    return bool(handled) and handled[-1]["solved"]


def test_call_resolution_is_cases_solved_at_their_last_handled_contact(
    run: Truth, cases: list[list[Row]]
) -> None:
    first = sum(len(case) == 1 and solved_at_last(case) for case in cases)

    assert run.planted("call_resolution") == sum(map(solved_at_last, cases)) / len(cases)
    assert run.planted("fcr_case") == first / len(cases)


def test_causes_are_those_of_the_last_try(run: Truth, cases: list[list[Row]]) -> None:
    names = ("complexity", "information", "turnover", "authority")
    counted: dict[str, int] = {}
    for case in (c for c in cases if not solved_at_last(c)):
        handled = [c for c in case if c["handled"]]
        cause = names[handled[-1]["verdict"]] if handled else "never_reached"
        counted[cause] = counted.get(cause, 0) + 1

    assert run.document["planted"]["causes_of_unsolved_cases"] == counted


@pytest.mark.proof
@pytest.mark.parametrize("days", [1, 7, 30])
@pytest.mark.parametrize(("of", "key"), [("same_case", "case_no"), ("same_customer", "customer")])
def test_no_further_contact_looks_on_past_the_last_day_shown(
    run: Truth, detail: list[Row], days: int, of: str, key: str
) -> None:
    following: dict[int, int] = {}
    alone, of_all = 0, 0
    for row in reversed(detail):
        if row["shown"] and row["handled"]:
            of_all += 1
            alone += following.get(row[key], 10**12) - row["arrived"] > days * 86_400
        following[row[key]] = row["arrived"]

    assert run.document["planted"]["no_further_contact"][str(days)][of] == alone / of_all


def test_feeling_is_known_of_all_and_written_by_few(run: Truth, detail: list[Row]) -> None:
    shown = [r for r in detail if r["shown"] and r["handled"]]
    written = [r["csat"] for r in shown if r["csat"] >= 0]

    assert run.planted("csat_mean_of_all_handled") == pytest.approx(
        np.mean([r["feeling"] for r in shown])
    )
    assert run.planted("csat_mean_of_those_who_answered") == pytest.approx(np.mean(written))
    assert run.planted("csat_mean_of_those_who_answered") == pytest.approx(
        run.observable("table", "csat_mean")
    )
    assert run.planted("csat_top2_of_all_handled") == np.mean([r["feeling"] >= 4 for r in shown])
    assert run.planted("csat_top2_of_those_who_answered") == np.mean([c >= 4 for c in written])


def test_a_verdict_is_as_likely_as_its_planted_chance() -> None:
    story = story_of(Scenario(days=60, contacts_per_day=800, seed=21))
    tried = ~np.isnan(story.journal.chances) & (story.journal.chances > 0)
    chances, solved = story.journal.chances[tried], story.journal.contacts[tried, 7] == SOLVED

    for low in np.arange(0.3, 0.95, 0.05):
        some = (chances >= low) & (chances < low + 0.05)
        n, expected = some.sum(), chances[some].mean()
        assert abs(solved[some].mean() - expected) < 4.5 * np.sqrt(expected * (1 - expected) / n)


@pytest.mark.proof
def test_the_article_raises_its_topic_alone(tmp_path: Path) -> None:
    scenario = Scenario(days=40, contacts_per_day=400, seed=2, first_day=date(2026, 5, 4))
    planted = simulate_scenario(tmp_path, scenario).document["planted"]["article"]
    world = world_of(story := story_of(scenario).centre, story_of(scenario).demand)
    before, after = world.article_from - 1, world.article_from
    gained = [
        chance(world, t, 0, after) - chance(world, t, 0, before) for t in range(len(world.topics))
    ]

    assert planted["first_day"] == "2026-05-24"
    assert planted["expected_after"] - planted["expected_before"] > 0.25
    assert planted["solved_after"] - planted["solved_before"] > 0.2
    assert [t for t, g in enumerate(gained) if abs(g) > 1e-4] == [world.article_topic]
    assert story.axis.date_of(scenario.lead_days + 20) == date(2026, 5, 24)


def test_honest_agents_write_what_is_true(tmp_path: Path) -> None:
    honest = Scenario(days=10, contacts_per_day=100, over_report=0, under_report=0, undisposed=0)
    planted = simulate_scenario(tmp_path, honest).document["planted"]

    assert planted["disposition_sensitivity"] == 1
    assert planted["disposition_specificity"] == 1


@pytest.mark.proof
def test_knobs_plant_what_they_say(tmp_path: Path) -> None:
    knobs = Scenario(
        days=30,
        contacts_per_day=600,
        over_report=0.3,
        under_report=0.1,
        survey_if_solved=0.5,
        survey_if_unsolved=0.2,
    )
    planted = simulate_scenario(tmp_path, knobs).document["planted"]

    assert planted["disposition_sensitivity"] == pytest.approx(0.9, abs=0.02)
    assert planted["disposition_specificity"] == pytest.approx(0.7, abs=0.08)
    assert planted["response_if_solved"] == pytest.approx(0.5, abs=0.03)
    assert planted["response_if_unsolved"] == pytest.approx(0.2, abs=0.03)


def test_numbers_hide_and_are_shared(rows: list[dict[str, str]], detail: list[Row]) -> None:
    voice = [r for r in rows if r["channel"] == "voice"]
    hidden = sum(r["customer_number"] == "anonymous" for r in voice) / len(voice)
    owners: dict[int, set[int]] = {}
    for row in detail:
        owners.setdefault(row["number"], set()).add(row["customer"])

    assert hidden == pytest.approx(0.06, abs=0.02)
    assert max(len(people) for people in owners.values()) in range(3, 13)
    assert {r["customer_number"][:4] for r in voice if r["customer_number"]} == {
        "+316",
        "0031",
        "anon",
    } | {r["customer_number"][:4] for r in voice if r["customer_number"].startswith("06-")}
