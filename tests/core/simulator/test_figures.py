"""The truth beside the data equals what a plain reader counts in the written files."""

from collections import defaultdict
from statistics import fmean
from typing import Any

import pytest

from willet.core.simulator import Truth

Row = dict[str, str]


def by(rows: list[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def test_counts_of_contacts_equal_a_plain_count(run: Truth, rows: list[Row]) -> None:
    outcomes = {outcome: len(some) for outcome, some in by(rows, "outcome").items()}

    assert len(rows) > 2000
    assert run.observable("table", "received") == len(rows)
    assert {o: run.observable("table", o) for o in outcomes} == outcomes
    assert set(outcomes) == {"answered", "abandoned", "blocked", "timed_out"}


def test_service_level_counts_whole_seconds_up_to_the_target(run: Truth, rows: list[Row]) -> None:
    offered = [r for r in rows if r["outcome"] != "blocked"]
    within = [r for r in offered if r["outcome"] == "answered" and int(r["wait_s"]) <= 20]

    assert run.observable("table", "service_level") == len(within) / len(offered)


@pytest.mark.parametrize(
    ("figure", "columns"),
    [
        ("average_speed_of_answer", ("wait_s",)),
        ("average_handle_time", ("talk_s", "hold_s", "acw_s")),
        ("average_talk_time", ("talk_s",)),
        ("average_hold_time", ("hold_s",)),
        ("after_call_work", ("acw_s",)),
    ],
)
def test_mean_times_are_over_answered_contacts(
    run: Truth, rows: list[Row], figure: str, columns: tuple[str, ...]
) -> None:
    answered = by(rows, "outcome")["answered"]

    assert run.observable("table", figure) == pytest.approx(
        fmean(sum(int(r[c]) for c in columns) for r in answered), rel=1e-12
    )


def test_survey_means_are_over_those_who_answered(run: Truth, rows: list[Row]) -> None:
    scores = [int(r["csat"]) for r in rows if r["csat"]]
    loyal = [int(r["nps"]) for r in rows if r["nps"]]
    nps = 100 * (sum(s >= 9 for s in loyal) - sum(s <= 6 for s in loyal)) / len(loyal)

    assert run.observable("table", "csat_mean") == pytest.approx(fmean(scores), rel=1e-12)
    assert run.observable("table", "csat_top2") == fmean(s >= 4 for s in scores)
    assert run.observable("table", "nps") == pytest.approx(nps, rel=1e-12)
    assert all(r["surveyed"] == "yes" for r in rows if r["csat"])


def test_call_resolution_takes_the_customers_word_before_the_last_agents(
    run: Truth, rows: list[Row]
) -> None:
    cases = by(rows, "case_ref").values()
    solved = sum(_ladder(case) == "yes" for case in cases)

    assert run.observable("table", "cases") == len(cases)
    assert run.observable("table", "call_resolution") == solved / len(cases)
    assert run.observable("table", "contacts_per_case") == len(rows) / len(cases)


def _ladder(case: list[Row]) -> str | None:
    """The customer's answer, else the agent's word, on the last contact that was taken or on a later one."""
    taken = [n for n, row in enumerate(case) if row["outcome"] == "answered"]
    case = case[taken[-1] :] if taken else case
    said = [{"1": "yes", "0": "no"}[r["says_solved"]] for r in case if r["says_solved"]]
    written = [r["resolved"] for r in case if r["resolved"]]
    return said[-1] if said else written[-1] if written else None


@pytest.mark.parametrize("split", ["queue", "agent", "topic"])
def test_splits_equal_a_plain_count(run: Truth, rows: list[Row], split: str) -> None:
    expected = {
        name: (
            len(some),
            len(by(some, "outcome")["answered"]),
            sum(r["resolved"] == "yes" for r in some),
        )
        for name, some in by(rows, split).items()
        if name
    }
    table = run.document["by"]["table"][split]

    assert {
        name: (
            f["received"]["value"],
            f["answered"]["value"],
            f["resolved_by_disposition"]["above"],
        )
        for name, f in table.items()
    } == expected


def test_figures_of_the_log_equal_a_plain_walk_through_it(
    run: Truth, visits: list[dict[str, Any]]
) -> None:
    answered = [v for v in visits if v["end"] == "CONNECT"]
    within = sum(v["wait"] <= 20 for v in answered)

    assert run.observable("asterisk", "visits_entered") == len(visits)
    assert run.observable("asterisk", "visits_answered") == len(answered)
    assert run.observable("asterisk", "visits_abandoned") == sum(
        v["end"] == "ABANDON" for v in visits
    )
    assert run.observable("asterisk", "received") == len({v["call"] for v in visits})
    assert run.observable("asterisk", "service_level") == within / len(visits)
    assert run.observable("asterisk", "average_speed_of_answer") == fmean(
        v["wait"] for v in answered
    )
    assert run.observable("asterisk", "average_handle_time") == pytest.approx(
        fmean(v["talk"] + v["acw"] for v in answered), rel=1e-12
    )


def test_both_forms_tell_of_the_same_voice_calls(
    rows: list[Row], visits: list[dict[str, Any]]
) -> None:
    voice = [r for r in rows if r["channel"] == "voice" and r["outcome"] != "blocked"]

    assert {"c" + v["call"].split(".")[1].zfill(8) for v in visits} == {
        r["contact_id"] for r in voice
    }
