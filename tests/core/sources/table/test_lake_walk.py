"""Tables all the way into a lake: in pieces, shuffled, repeated and revised, it is one lake."""

import csv
import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from willet.core.intake import import_files, undo
from willet.core.lake import Lake

PWC = Path(__file__).parents[4] / "examples/mappings/pwc_call_centre.toml"
MAPPING = """
name = "desk"
zone = "UTC"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.agent]
from = "agent"
[columns.revised_at]
from = "rev"
"""
HEAD = "id,at,agent,rev\n"
LONG = [pytest.param(order, marks=pytest.mark.proof) for order in ((0, 1, 2), (1, 0, 2))]


def contacts(lake: Path) -> list[tuple[Any, ...]]:
    con = Lake.at(lake).snapshot().connect()
    query = "SELECT contact_id, local_date::VARCHAR, agent, * FROM contacts ORDER BY contact_id"
    return con.execute(query).fetchall()


def pieces(folder: Path, source: Path) -> list[Path]:
    """The rows of the file dealt over three files, so that each day lies in all of them."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as stream:
        head, *rows = list(csv.reader(stream))
    paths = [folder / f"piece{n}.csv" for n in range(3)]
    for n, path in enumerate(paths):
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([head, *reversed(rows[n::3])])
    return paths


@pytest.mark.proof
def test_a_real_table_in_pieces_shuffled_and_repeated(shared_data: Path, tmp_path: Path) -> None:
    whole = shared_data / "pwc_call_centre/call_center_dataset.csv.gz"
    one, two, three = pieces(tmp_path, whole)
    import_files(tmp_path / "a", "table", [whole], mapping=PWC)
    for paths in ([three, one], [two, one], [three]):
        import_files(tmp_path / "b", "table", paths, mapping=PWC)

    again = import_files(tmp_path / "b", "table", [whole], mapping=PWC)

    assert (again.contacts_new, again.contacts_revised, again.contacts_unchanged) == (0, 0, 5000)
    assert contacts(tmp_path / "b") == contacts(tmp_path / "a")


VERSIONS = (
    "1,2021-03-01,ann,\n2,2021-03-01,ann,\n",
    "1,2021-03-02,bob,2021-03-05\n",
    "1,2021-03-03,cat,2021-03-04\n3,2021-03-03,cat,\n",
)


def lake_of(folder: Path, order: Sequence[int]) -> tuple[Path, list[str]]:
    (folder / "desk.toml").write_text(MAPPING, "utf-8")
    runs = []
    for n in order:
        (folder / f"{n}.csv").write_text(HEAD + VERSIONS[n], "utf-8")
        mapping = folder / "desk.toml"
        report = import_files(folder / "lake", "table", [folder / f"{n}.csv"], mapping=mapping)
        runs.append(str(report.run_id))
    return folder / "lake", runs


@pytest.mark.proof
@pytest.mark.parametrize(
    "order",
    [
        (2, 1, 0),
        (1, 2, 0),
        *(pytest.param(way, marks=pytest.mark.proof) for way in ((0, 1, 2), (1, 0, 2))),
    ],
)
def test_a_contact_revised_to_another_day_stands_once(tmp_path: Path, order: Sequence[int]) -> None:
    """
    | import | id | day    | agent | revised    |
    |--------|----|--------|-------|------------|
    | 0      | 1  | 1st    | ann   |            |
    | 1      | 1  | 2nd    | bob   | 2021-03-05 | the newest: counts
    | 2      | 1  | 3rd    | cat   | 2021-03-04 |
    """
    lake, _ = lake_of(tmp_path, order)

    found = [c[:3] for c in contacts(lake)]

    assert found == [
        ("desk:1", "2021-03-02", "bob"),
        ("desk:2", "2021-03-01", "ann"),
        ("desk:3", "2021-03-03", "cat"),
    ]


@pytest.mark.proof
def test_undoing_the_newest_version_brings_the_one_before_back(tmp_path: Path) -> None:
    lake, runs = lake_of(tmp_path, (0, 1, 2))

    undo(lake, runs[1])

    first = contacts(lake)[0]
    assert first[:3] == ("desk:1", "2021-03-03", "cat")
