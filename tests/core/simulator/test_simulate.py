"""What a run writes: the same bytes for the same seed, other callers for another, and clear refusals."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.core.simulator import Scenario, Truth, simulate, simulate_scenario

FILES = ["contacts.csv.gz", "mapping.toml", "queue_log", "truth", "truth.json"]
SMALL = {"days": 3, "contacts_per_day": 30, "first_day": date(2026, 5, 4)}


def digests(folder: Path) -> dict[str, str]:
    files = (f for f in sorted(folder.rglob("*")) if f.is_file())
    return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_a_run_writes_its_files_and_nothing_else(run: Truth) -> None:
    assert sorted(p.name for p in run.folder.iterdir()) == FILES
    assert sorted(p.name for p in (run.folder / "truth").iterdir()) == [
        "cases.parquet",
        "contacts.parquet",
        "visits.parquet",
    ]


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    scenario = Scenario(days=3, contacts_per_day=30, seed=5)

    simulate_scenario(tmp_path / "one", scenario)
    simulate_scenario(tmp_path / "two", scenario)

    assert len(digests(tmp_path / "one")) == 7
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


@pytest.mark.journey("world")
def test_another_seed_is_another_sample_of_the_same_centre(tmp_path: Path) -> None:
    one = simulate_scenario(tmp_path / "one", Scenario(days=30, contacts_per_day=60, seed=5))
    two = simulate_scenario(tmp_path / "two", Scenario(days=30, contacts_per_day=60, seed=6))

    assert one.observable("table", "received") != two.observable("table", "received")
    assert set(one.document["by"]["table"]["agent"]) == set(two.document["by"]["table"]["agent"])


def test_a_run_over_an_old_one_leaves_nothing_of_it(tmp_path: Path) -> None:
    simulate_scenario(tmp_path / "one", Scenario(days=3, contacts_per_day=30, seed=5))
    (tmp_path / "one" / "truth" / "stale.parquet").write_bytes(b"")

    simulate_scenario(tmp_path / "one", Scenario(days=3, contacts_per_day=30, seed=5))

    assert not (tmp_path / "one" / "truth" / "stale.parquet").exists()


def test_without_case_refs_no_case_can_be_read_off(tmp_path: Path) -> None:
    truth = simulate(tmp_path, days=3, contacts_per_day=30, with_case_refs=False)

    assert "case_ref" not in (tmp_path / "mapping.toml").read_text()
    assert "call_resolution" not in truth.document["observable"]["table"]
    assert "call_resolution" not in truth.document["by"]["table"]["queue"]["Billing"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"days": 0}, "days is 0; it must lie between 1 and 1100."),
        ({"contacts_per_day": 0}, "contacts_per_day is 0"),
        ({"over_report": 1.5}, "over_report is 1.5; it must lie between 0 and 1."),
        ({"zone": "Europe/Amsterdm"}, "Did you mean 'Europe/Amsterdam'"),
    ],
)
def test_a_knob_out_of_range_is_named(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(RequestError) as error:
        Scenario(**wrong)  # type: ignore[arg-type]

    assert says in str(error.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(RequestError, match="Name another folder"):
        simulate(tmp_path / "file" / "out", days=1, contacts_per_day=5)


def test_progress_is_told_from_beginning_to_end(tmp_path: Path) -> None:
    told: list[tuple[str, float | None]] = []

    simulate(
        tmp_path,
        days=1,
        contacts_per_day=5,
        progress=lambda step, share: told.append((step, share)),
    )

    assert told[0] == ("simulating the centre", 0.0)
    assert told[-1] == ("simulated", 1.0)
