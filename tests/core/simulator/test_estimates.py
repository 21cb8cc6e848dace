"""What can only be estimated lies inside its interval as often as the interval promises.

A hundred small centres stand in one file, told apart by the column of the language, and are imported once.

| estimated from                               | held against                               |
|----------------------------------------------|--------------------------------------------|
| csat of those who answered, at random        | the csat every customer would have given   |
| call resolution, a third of words missing    | call resolution had every agent written    |
"""

import csv
import gzip
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

import duckdb
import pytest

import willet
from willet.core.ask import Session
from willet.core.intake import import_files
from willet.core.metrics import AnswerRow
from willet.core.simulator import Scenario, Truth, simulate_scenario

CENTRES = 100
HALF = CENTRES // 2
KNOBS: Mapping[str, Any] = {
    "days": 10,
    "contacts_per_day": 50 * HALF,
    "sites": HALF,
    "lead_days": 0,
    "tail_days": 0,
    "survey_if_solved": 0.35,
    "survey_if_unsolved": 0.35,
}


NOBODY = {"customer_id": "", "customer_number": ""}


def centre_of(queue: str, half: int) -> int:
    """The number of a centre: 'Billing' is the first of its half, 'Billing 17' the seventeenth."""
    suffix = queue.rpartition(" ")[2]
    return half * HALF + (int(suffix) if suffix.isdigit() else 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two halves of fifty centres each, with words missing and, in `whole`, without."""
    place: Path = tmp_path_factory.mktemp("centres")
    for half in range(2):
        simulate_scenario(place / f"{half}", Scenario(seed=40 + half, undisposed=0.33, **KNOBS))
        simulate_scenario(place / f"{half}-whole", Scenario(seed=40 + half, **KNOBS))
    return place


@pytest.fixture(scope="module")
def session(folder: Path) -> Session:
    for half in range(2):
        rewritten(folder / f"{half}" / "contacts.csv.gz", folder / f"half{half}.csv", half)
        mapping = (folder / f"{half}" / "mapping.toml").read_text()
        named = mapping.replace('name = "simulated"', f'name = "half{half}"')
        (folder / f"half{half}.toml").write_text(named)
        import_files(
            folder / "lake",
            "table",
            [folder / f"half{half}.csv"],
            mapping=folder / f"half{half}.toml",
        )
    return willet.open(folder / "lake")


def rewritten(source: Path, target: Path, half: int) -> None:
    """The file with the number of the centre where the language stood, and without customers: silence says nothing."""
    with gzip.open(source, "rt", newline="") as read, target.open("w", newline="") as written:
        rows = csv.DictReader(read)
        writer = csv.DictWriter(written, rows.fieldnames or [])
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "language": str(centre_of(row["queue"], half)), **NOBODY})


def detail(folder: Path) -> dict[int, list[dict[str, Any]]]:
    """Every contact with its truth, by centre."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for half in range(2):
        with duckdb.connect() as con:
            rows = con.execute(
                "SELECT case_no, handled, word, says_solved, feeling, queue_name"
                f" FROM '{folder / f'{half}-whole' / 'truth' / 'contacts.parquet'}' ORDER BY contact_no"
            )
            names = [d[0] for d in rows.description]
            for row in rows.fetchall():
                contact = dict(zip(names, row, strict=True))
                found[centre_of(contact["queue_name"], half)].append(contact)
    return found


def felt(contacts: list[dict[str, Any]]) -> float:
    return fmean(c["feeling"] for c in contacts if c["handled"])


def resolved(contacts: list[dict[str, Any]]) -> float:
    cases: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for contact in contacts:
        cases[contact["case_no"]].append(contact)
    return fmean(ladder(case) for case in cases.values())


def ladder(case: list[dict[str, Any]]) -> bool:
    said = [c["says_solved"] for c in case if c["says_solved"] >= 0]
    written = [c["word"] for c in case if c["word"] >= 0]
    return bool((said or written or [0])[-1])


@pytest.mark.proof
def test_estimates_lie_inside_their_intervals_as_often_as_promised(
    folder: Path, session: Session
) -> None:
    contacts = detail(folder)
    # Nobody is known to come back, so nothing need be waited for.
    params = {"window_days": 0}
    answer = session.ask(["csat_mean", "call_resolution"], by="language", params=params)
    truths = {"csat_mean": felt, "call_resolution": resolved}

    inside: dict[str, list[bool]] = {metric: [] for metric in truths}
    for row in answer.rows:
        assert row.low is not None
        assert row.high is not None
        true = truths[row.metric](contacts[int(str(row.keys["language"]))])
        inside[row.metric].append(row.low <= true <= row.high)

    assert {metric: len(some) for metric, some in inside.items()} == dict.fromkeys(truths, CENTRES)
    assert {metric: sum(some) >= 93 for metric, some in inside.items()} == dict.fromkeys(
        truths, True
    )


def surveyed(folder: Path, **knobs: Any) -> tuple[Truth, AnswerRow]:
    """A centre of whose customers half answer or few, and what weights make of those who did."""
    scenario = Scenario(
        days=20, contacts_per_day=500, survey_if_solved=0.5, survey_if_unsolved=0.1, **knobs
    )
    truth = simulate_scenario(folder / "run", scenario)
    import_files(
        folder / "lake",
        "table",
        [folder / "run" / "contacts.csv.gz"],
        mapping=folder / "run" / "mapping.toml",
    )
    shutil.rmtree(folder / "run")
    return truth, willet.open(folder / "lake").ask("csat_top2", weights="dr").row


@pytest.mark.proof
def test_silence_that_depends_on_the_outcome_is_healed_by_no_weights(tmp_path: Path) -> None:
    truth, row = surveyed(tmp_path)

    assert row.weighted is not None
    assert row.weighted.raw == pytest.approx(truth.planted("csat_top2_of_those_who_answered"))
    assert row.low is not None
    assert truth.planted("csat_top2_of_all_handled") < row.low
    assert row.bound_low is not None
    assert row.bound_high is not None
    assert row.bound_low <= truth.planted("csat_top2_of_all_handled") <= row.bound_high


@pytest.mark.proof
def test_silence_that_follows_topic_and_wait_is_healed_by_weights(tmp_path: Path) -> None:
    truth, row = surveyed(tmp_path, answering="margins")

    everybody = truth.planted("csat_top2_of_all_handled")
    assert row.weighted is not None
    assert row.weighted.raw is not None
    assert row.value is not None
    assert row.weighted.raw - everybody > 0.01
    assert abs(row.value - everybody) < (row.weighted.raw - everybody) / 2
    assert row.low is not None
    assert row.high is not None
    assert row.low <= everybody <= row.high
