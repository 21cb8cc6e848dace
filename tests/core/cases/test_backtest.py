"""The estimate of past days, against what became of them: in a drawn world, a simulated centre and a real bank."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.core.cases.test_recent import WORLD, shown
from willet.core.cases.backtest import Backtest, backtest, matured_shares
from willet.core.cases.recent import recent_cohorts
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.simulator import simulate

MAPPINGS = Path(__file__).resolve().parents[3] / "examples/mappings"
LEAST_INSIDE = 0.85
"""Of some 30 days in a row, whose errors go together, an honest 95 % interval may well lose four."""


def test_matured_shares_count_only_days_whose_windows_closed() -> None:
    with shown(WORLD) as con:
        found = matured_shares(con, window_days=7)

    expected = WORLD[WORLD["observed_s"] >= 7 * 86_400].groupby("local_date")["next_gap_s"]
    whole = expected.count() == 120
    shares = expected.apply(lambda gaps: float((gaps > 7 * 86_400).mean()))[whole]
    assert found == pytest.approx(shares.to_dict())


@pytest.mark.proof
def test_days_without_history_before_or_maturity_after_are_left_out() -> None:
    with shown(WORLD) as con:
        found = backtest(con, window_days=14, ages_days=(1, 3, 7, 14))

    assert [(b.age_days, b.cohorts) for b in found] == [(1, 42), (3, 42), (7, 42)]


@pytest.mark.proof
def test_errors_are_those_of_looking_from_each_day() -> None:
    """Day by day, the lake looked at from midnight, as a person would have then."""
    with shown(WORLD) as con:
        found = backtest(con, window_days=30, ages_days=(3,))
        matured = matured_shares(con, window_days=30)
        cohorts = {}
        for day in list(matured)[30:]:
            moment = datetime.combine(day, datetime.min.time()) + timedelta(days=4)
            cohorts[day] = recent_cohorts(con, window_days=30, as_of=moment, days=4)[0]

    assert list(cohorts) == [c.day for c in cohorts.values()]
    errors = [abs(c.estimate - matured[day]) for day, c in cohorts.items()]
    assert found[0].error == pytest.approx(sum(errors) / len(errors), abs=2e-3)


def _short_of(found: list[Backtest]) -> list[Backtest]:
    return [b for b in found if b.ratio > 0.5 or b.inside < LEAST_INSIDE]


@pytest.mark.proof
def test_estimate_is_at_most_half_as_wrong_as_no_repeat_yet() -> None:
    with shown(WORLD) as con:
        found = backtest(con, window_days=14)

    assert _short_of(found) == []
    assert all(b.error < 1.5 * b.chance for b in found)


@pytest.mark.proof
def test_estimate_is_at_most_half_as_wrong_on_the_bank(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "anonymous_bank"
    mapping = MAPPINGS / "anonymous_bank.toml"
    import_files(tmp_path / "lake", "table", sorted(folder.glob("0*.txt.gz")), mapping=mapping)

    with Lake.at(tmp_path / "lake").snapshot().connect() as con:
        month, week = (backtest(con, window_days=days) for days in (30, 7))

    assert [(b.age_days, b.cohorts) for b in month] == [(1, 30), (3, 30), (7, 30), (14, 30)]
    assert [(b.age_days, b.cohorts) for b in week] == [(1, 74), (3, 74)]
    assert _short_of(month + week) == []


@pytest.mark.proof
def test_estimate_is_at_most_half_as_wrong_in_a_simulated_centre(tmp_path: Path) -> None:
    """72 days, storm and article among them. So many contacts a day that chance leaves the 14th day room for it."""
    simulate(tmp_path / "files", days=72, contacts_per_day=2500, with_case_refs=False)
    files, mapping = [tmp_path / "files/contacts.csv.gz"], tmp_path / "files/mapping.toml"
    import_files(tmp_path / "lake", "table", files, mapping=mapping)

    with Lake.at(tmp_path / "lake").snapshot().connect() as con:
        found = backtest(con)

    assert [(b.age_days, b.cohorts) for b in found] == [(1, 12), (3, 12), (7, 12), (14, 12)]
    assert [b for b in found if b.ratio > 0.5] == []
    assert sum(b.inside for b in found) / len(found) >= LEAST_INSIDE
