"""Counting what was held: on runs made by hand, and on one that is really simulated, imported and asked."""

import json
from pathlib import Path

import pytest

from benchmarks.planted import AS_PLANTED, DEFINITIONS, Run, held, run, runs_of
from willet.core.simulator import Scenario


def made(value: float, low: float, high: float, above: float, **more: float | None) -> Run:
    """One run of one definition, of a hundred contacts."""
    known = {"above": above, "below": 100.0, "in_the_records": value - 0.01}
    bounds = {"bound_low": 0.5, "bound_high": 0.9}
    return {"fcr_case": {"value": value, "low": low, "high": high, **known, **bounds, **more}}


def test_held_counts_intervals_against_the_sums_of_all_runs() -> None:
    # Planted is three quarters: 300 of four times a hundred.
    runs = [
        made(0.72, 0.70, 0.74, 70),
        made(0.78, 0.75, 0.81, 80),
        made(0.74, 0.71, 0.77, 72),
        made(0.80, 0.76, 0.84, 78),
    ]

    found = held(runs, "fcr_case")

    assert found.planted == 0.75
    assert found.inside == 0.5
    assert found.error == pytest.approx(0.01)
    assert found.edges == pytest.approx(0.0)
    assert found.half_width == pytest.approx(0.03)
    assert found.spread == pytest.approx((0.004 / 3) ** 0.5)
    assert found.enclosed == 1


def test_bounds_are_held_against_records_that_know_everybody() -> None:
    runs = [
        made(0.7, 0, 1, 70, bound_low=0.695, bound_high=0.9),
        made(0.7, 0, 1, 70, bound_low=0.6, bound_high=0.68, known=0.65),
        made(0.7, 0, 1, 70, bound_low=0.5, bound_high=0.69),
        made(0.7, 0, 1, 70, bound_low=0.5, bound_high=0.68),
    ]

    # 0.69 is under the first's bounds and over the last's; the second names its own; the third just touches.
    assert held(runs, "fcr_case").enclosed == 0.5


def test_a_definition_without_bounds_says_so() -> None:
    runs = [made(0.7, 0, 1, 70, bound_low=None, bound_high=None)] * 2

    assert held(runs, "fcr_case").enclosed is None


def test_runs_that_were_kept_are_not_run_again(tmp_path: Path) -> None:
    kept = [made(0.7, 0.6, 0.8, 70), made(0.8, 0.7, 0.9, 80)]
    file = tmp_path / f"{AS_PLANTED}.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in kept))

    assert runs_of(AS_PLANTED, 2, tmp_path) == kept
    assert runs_of(AS_PLANTED, 1, tmp_path) == kept[:1]


@pytest.mark.proof
def test_a_run_answers_every_definition_and_knows_its_own_world() -> None:
    found = run(Scenario(days=28, contacts_per_day=40, seed=3))

    assert set(found) == set(DEFINITIONS)
    for name, row in found.items():
        assert row["low"] is not None, name
        assert row["high"] is not None, name
        assert row["low"] <= (row["value"] or 0) <= row["high"], name
        assert row["below"], name
