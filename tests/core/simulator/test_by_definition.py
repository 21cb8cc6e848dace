"""What each definition plants: counted by hand on a drawn world, and given back by a lake that knows everybody."""

import csv
import gzip
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

import willet
from willet.core.intake import import_files
from willet.core.metrics import catalogue
from willet.core.simulator import Scenario, Truth, simulate_scenario
from willet.core.simulator.axis import Axis
from willet.core.simulator.by_definition import DEFINITIONS, by_definition

KNOWN: Mapping[str, Any] = {"withheld": 0.0, "office": 0.0, "known_by_id": 1.0, "id_at_menu": 1.0}
FOUR_WEEKS: Mapping[str, Any] = {
    "days": 28,
    "contacts_per_day": 60,
    "over_report": 0.2,
    "undisposed": 0.2,
    "second_level": 0.5,
}

# Nine calls of three customers; the records show days 20 to 59, W = 7 days.
#
# no | day | who | about   | handled | word | customer says | truly | shown
#  0 |  19 | A   | Wi-Fi   | yes     | yes  |               | no    | no
#  1 |  21 | A   | Wi-Fi   | yes     | yes  | yes           | yes   |          2 days after no 0
#  2 |  22 | A   | Invoice | no      |      |               |       |          lost
#  3 |  24 | A   | Invoice | yes     | yes  | no            | no    |          2 days after no 2
#  4 |  30 | B   | Wi-Fi   | yes     | yes  |               | no    |
#  5 |  37 | B   | Wi-Fi   | yes     | no   |               | yes   |          exactly 7 days after no 4
#  6 |  46 | B   | Wi-Fi   | yes     |      |               | yes   |          9 days after: a new case
#  7 |  59 | C   | Invoice | yes     | yes  |               | no    |
#  8 |  61 | C   | Invoice | yes     | no   |               | yes   | no       2 days after no 7
DRAWN = [
    (0, 19, "A", "Wi-Fi", True, 1, -1, False, False),
    (1, 21, "A", "Wi-Fi", True, 1, 1, True, True),
    (2, 22, "A", "Invoice", False, -1, -1, False, True),
    (3, 24, "A", "Invoice", True, 1, 0, False, True),
    (4, 30, "B", "Wi-Fi", True, 1, -1, False, True),
    (5, 37, "B", "Wi-Fi", True, 0, -1, True, True),
    (6, 46, "B", "Wi-Fi", True, -1, -1, True, True),
    (7, 59, "C", "Invoice", True, 1, -1, False, True),
    (8, 61, "C", "Invoice", True, 0, -1, True, False),
]

# The world's cases: {0, 1} opened before the days shown; {2, 3}; {4, 5}; {6}; {7, 8}, which ends after them.
# In the records alone: {1} and {2, 3}, opened less than a week after they begin; {4, 5}; {6}; {7}, less than a
# week before they end. Contacts 4, 5 and 6 are shown for a week on either side.
IN_THE_WORLD = {
    "fcr_case": (
        1,
        4,
    ),  # of {2, 3}, {4, 5}, {6} and {7, 8}: {6}, solved by silence; the customer denied {2, 3}
    "fcr_case_net": (1, 4),
    "next_contact_avoidance": (4, 6),  # of 1, 3, 4, 5, 6, 7: not 4, not 7
    "one_and_done_share": (1, 7),  # of 1 to 7: 6
    "fcr_strict": (0, 3),  # of 1, 2, 3, whose customer answered; none was alone in its case
    "repeat_rate": (3, 7),  # of 1 to 7: 1, 3, 5
    "reopen_rate": (2, 3),  # of {2, 3}, {4, 5}, {7, 8}, called solved: {4, 5} and {7, 8} went on
    "contacts_per_case": (7, 4),
    "call_resolution": (1, 4),
    "fcr_strict_if_all_answered": (1, 7),  # 6
    "truly_solved_contacts": (3, 6),  # of 1, 3, 4, 5, 6, 7: 1, 5, 6
    "truly_solved_cases": (3, 4),  # of {2, 3}, {4, 5}, {6}, {7, 8}: all but the first
}
IN_THE_RECORDS = {
    "fcr_case": 1 / 2,  # {6} of {4, 5}, {6}
    "fcr_case_net": 1 / 2,
    "next_contact_avoidance": 4 / 5,  # of 1, 3, 4, 5, 6: not 4
    "one_and_done_share": 1 / 3,  # 6, of 4 to 6
    "fcr_strict": None,  # none of 4 to 6 was asked
    "repeat_rate": 1 / 4,  # of 4, 5, 6, 7, seven days and more after the records began: 5
    "reopen_rate": 1 / 1,  # {4, 5}, the one case called solved a week from both ends
    "contacts_per_case": 3 / 2,  # of {4, 5}, {6}
    "call_resolution": 3 / 5,  # {1}, {6} and {7}; {2, 3} was denied, {4, 5} ended with a no
    "fcr_strict_if_all_answered": 1 / 3,
    "truly_solved_contacts": 3 / 6,
    "truly_solved_cases": 2 / 2,
}


@pytest.fixture(scope="module")
def drawn() -> Mapping[str, Any]:
    axis = Axis(Scenario(lead_days=20, days=40, tail_days=30))
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE contact (contact_no INT, arrived BIGINT, customer TEXT, topic TEXT, handled BOOL,"
            " word INT, says_solved INT, solved BOOL, shown BOOL, transfers INT, second_level BOOL)"
        )
        con.executemany(
            "INSERT INTO contact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, false)",
            [(no, day * 86_400, *rest) for no, day, *rest in DRAWN],
        )
        return by_definition(con, axis)


@pytest.mark.parametrize("name", IN_THE_WORLD)
def test_the_world_is_judged_as_by_hand(drawn: Mapping[str, Any], name: str) -> None:
    above, below = IN_THE_WORLD[name]

    assert (drawn[name]["above"], drawn[name]["below"]) == (pytest.approx(above), below)
    assert drawn[name]["value"] == pytest.approx(above / below)


@pytest.mark.parametrize("name", IN_THE_RECORDS)
def test_the_records_alone_are_judged_as_by_hand(drawn: Mapping[str, Any], name: str) -> None:
    assert drawn[name]["in_the_records"] == pytest.approx(IN_THE_RECORDS[name])


def test_every_definition_is_a_metric_and_says_why_it_is_not_the_truth() -> None:
    assert set(DEFINITIONS) <= set(catalogue())
    assert all(len(d.differs) > 20 for d in DEFINITIONS.values())


def asked(folder: Path, *files: Path) -> dict[str, float | None]:
    """Every definition of a lake into which these files were imported one by one."""
    for file in files:
        mapping = files[0].parent / "mapping.toml"
        import_files(folder / "lake", "table", [file], mapping=mapping)
    rows = willet.open(folder / "lake").ask(list(DEFINITIONS)).rows
    return {row.metric: row.value for row in rows}


def planted(truth: Truth) -> dict[str, float]:
    world = truth.document["planted_by_definition"]
    return {name: world[name]["in_the_records"] for name in DEFINITIONS}


@pytest.mark.proof
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_lake_that_knows_everybody_gives_back_every_definition_exactly(
    tmp_path: Path, seed: int
) -> None:
    truth = simulate_scenario(
        tmp_path, Scenario(seed=seed, **FOUR_WEEKS, **KNOWN), with_case_refs=False
    )

    found, known = asked(tmp_path, tmp_path / "contacts.csv.gz"), planted(truth)

    # Pending cases are estimated in one figure, and counted as they stand in the records.
    assert found.pop("call_resolution") == pytest.approx(known.pop("call_resolution"), abs=0.02)
    assert found == {name: pytest.approx(v, rel=1e-9) for name, v in known.items()}


def test_records_without_an_outside_are_the_world(tmp_path: Path) -> None:
    cut = Scenario(seed=4, lead_days=0, tail_days=0, **FOUR_WEEKS, **KNOWN)
    truth = simulate_scenario(tmp_path, cut, with_case_refs=False)

    assert {name: truth.by_definition(name) for name in DEFINITIONS} == planted(truth)


@pytest.mark.proof
def test_order_and_repetition_of_the_rows_change_no_definition(tmp_path: Path) -> None:
    made = tmp_path / "made"
    scenario = Scenario(seed=5, days=21, contacts_per_day=40, office=0.2, second_level=0.5)
    simulate_scenario(made, scenario, with_case_refs=False)
    straight = asked(tmp_path / "straight", made / "contacts.csv.gz")
    with gzip.open(made / "contacts.csv.gz", "rt", newline="") as read:
        head, *rows = list(csv.reader(read))
    random.Random(1).shuffle(rows)
    for name, some in (("one", rows[: len(rows) * 2 // 3]), ("two", rows[len(rows) // 3 :])):
        with (made / f"{name}.csv").open("w", newline="") as written:
            csv.writer(written).writerows([head, *some])

    shuffled = asked(tmp_path / "shuffled", made / "two.csv", made / "one.csv")
    shutil.rmtree(made)

    assert shuffled == straight


@pytest.mark.proof
def test_bounds_enclose_what_records_would_say_that_knew_everybody(tmp_path: Path) -> None:
    hidden = Scenario(seed=6, withheld=0.3, office=0.2, office_known_by_id=0.0, **FOUR_WEEKS)
    truth = simulate_scenario(tmp_path, hidden, with_case_refs=False)
    import_files(
        tmp_path / "lake",
        "table",
        [tmp_path / "contacts.csv.gz"],
        mapping=tmp_path / "mapping.toml",
    )
    answer = willet.open(tmp_path / "lake").ask(["fcr_case", "one_and_done_share", "repeat_rate"])

    known = planted(truth)
    assert [row.coverage is not None and row.coverage < 0.95 for row in answer.rows] == [True] * 3
    assert [
        row.bound_low is not None
        and row.bound_high is not None
        and row.bound_low < known[row.metric] < row.bound_high
        for row in answer.rows
    ] == [True] * 3
