"""The same calls under the name of another mapping are said before anything is written; other calls are not.

| lake, as `old`: id C-00001 at 09:00 on 2 March, Ann, number …01, 100 s; id 7 at 10:00, nobody, number …02 |
"""

from pathlib import Path

import pytest

from willet.core.intake import import_files, preview
from willet.core.intake.overlaps import overlaps
from willet.core.lake import Lake
from willet.core.lake.engine import open_engine
from willet.core.sources import source_named

HEAD = "id,at,agent,number,talk"
KNOWN = ("C-00001,2026-03-02 09:00:00,Ann,+31612345601,100", "7,2026-03-02 10:00:00,,+31612345602,")


def mapping(place: Path, name: str) -> Path:
    """A mapping of these columns under a name."""
    pairs = {
        "contact_id": "id",
        "arrived_at": "at",
        "agent": "agent",
        "customer_number": "number",
        "talk_s": "talk",
    }
    path = place / f"{name}.toml"
    columns = "".join(f'[columns.{field}]\nfrom = "{c}"\n' for field, c in pairs.items())
    path.write_text(f'name = "{name}"\nregion = "NL"\n{columns}')
    return path


def calls(place: Path, *rows: str) -> Path:
    """A file of these rows."""
    file = place / "calls.csv"
    file.write_text("\n".join([HEAD, *rows]) + "\n")
    return file


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lake that has the two calls."""
    folder = tmp_path_factory.mktemp("overlap")
    file = calls(folder, *KNOWN)
    import_files(
        folder / "lake", "table", [file], zone="Europe/Amsterdam", mapping=mapping(folder, "old")
    )
    return folder


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("rows", "n"),
    [
        (KNOWN, 2),
        (("C-00001,2026-03-02 10:00:00,Ann,,100",), 1),
        (("other-id,2026-03-02 09:00:00,Ann,0612345601,60",), 1),
        (("other-id,2026-03-02 10:00:00,,0612345602,",), 1),
        (("7,2026-03-02 10:00:30,Bob,+31612345699,50",), 1),
        (("7,2026-03-02 12:00:00,Bob,+31612345699,50",), 0),
        (("C-00002,2026-03-02 09:00:00,Bob,+31612345601,100",), 0),
        (("C-00002,2026-03-02 09:00:01,Ann,+31612345601,100",), 0),
        (("C-00001,2026-03-04 09:00:00,Ann,,100",), 0),
    ],
    ids=[
        "the same file",
        "a telling id in another zone",
        "time, agent and number",
        "time and number of nobody",
        "a running number at the same minute",
        "a running number two hours later",
        "another agent",
        "another second",
        "an id of another day",
    ],
)
def test_calls_under_another_name_are_said(place: Path, rows: tuple[str, ...], n: int) -> None:
    file, other = calls(place, *rows), mapping(place, "new")

    report = preview(place / "lake", "table", [file], mapping=other).report

    assert [
        note.split(" contact")[0] for note in report.notes if "seem" in note and "as old" in note
    ] == ([str(n)] if n else [])


def test_the_same_name_overlaps_with_nothing(place: Path) -> None:
    report = preview(
        place / "lake", "table", [calls(place, *KNOWN)], mapping=mapping(place, "old")
    ).report

    assert [note for note in report.notes if "count twice" in note] == []


@pytest.mark.journey("history")
def test_only_the_days_around_those_that_came_are_read(place: Path) -> None:
    lake, name = place / "far", mapping(place, "old")
    far = "C-00009,2024-01-02 09:00:00,Ann,+31612345609,100"
    import_files(lake, "table", [calls(place, *KNOWN, far)], zone="Europe/Amsterdam", mapping=name)
    for file in (lake / "tables" / "contacts").rglob("2024*.parquet"):
        spoiled = bytearray(file.read_bytes())
        spoiled[4:600] = bytes(596)  # What the views look at, its end, stays whole.
        file.write_bytes(spoiled)
    came = (
        "SELECT 'new:C-00001' contact_id, 'new' AS source, TIMESTAMP '2026-03-02 08:00:00' arrived_at, "
        "'Ann' AS agent, NULL::VARCHAR number_key, 100 talk_s"
    )

    with Lake.at(lake).writing() as tx, open_engine() as con:
        con.execute(f"CREATE TABLE landed AS {came}")
        notes = overlaps(tx, con, source_named("table"))

    assert [message.values for message in notes] == [{"n": 1, "source": "old"}]
