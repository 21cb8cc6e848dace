"""A case's corrections follow a contact that a later file shows to be part of another."""

from pathlib import Path

import pytest

from tests.scaffold.cast import EVERYONE
from willet.core import cases
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.figures.domain.asking import Reading
from willet.figures.domain.whole import LakeState
from willet.resolution.case.query import case_file, edits_within

T = 1772442000
FIRST, SECOND, OTHER = f"{T + 10}.709", f"{T + 26}.711", f"{T + 6000}.901"
HALF = [
    f"{T + 26}|{SECOND}|400|NONE|ENTERQUEUE||0205550101|1",
    f"{T + 42}|{SECOND}|400|NONE|ABANDON|1|1|16",
    f"{T + 6000}|{OTHER}|400|NONE|ENTERQUEUE||0205550999|1",
    f"{T + 6010}|{OTHER}|400|NONE|ABANDON|1|1|10",
]
REST = [
    f"{T + 10}|{FIRST}|400|NONE|ENTERQUEUE||0205550101|1",
    f"{T + 11}|{FIRST}|400|Local/31@agents/n|CONNECT|1|{T + 26}.710|1",
    f"{T + 42}|{FIRST}|400|Local/31@agents/n|COMPLETECALLER|1|31|1",
]


def brought(tmp_path: Path, name: str, lines: list[str]) -> int:
    """How many contacts the import found unchanged."""
    file = tmp_path / name
    file.write_text("\n".join(lines) + "\n")
    report = import_files(
        tmp_path / "lake", "asterisk", [file], zone="Europe/Amsterdam", region="NL"
    )
    return report.contacts_unchanged


@pytest.mark.journey("history")
def test_a_correction_stands_at_the_contact_its_own_became_part_of(tmp_path: Path) -> None:
    brought(tmp_path, "half", HALF)
    lake = Lake.at(tmp_path / "lake")
    made = cases.join(lake, f"asterisk:{SECOND}", f"asterisk:{OTHER}", by="lea")
    split = cases.split(lake, f"asterisk:{SECOND}", by="lea")

    brought(tmp_path, "rest", REST)

    reading = Reading(LakeState(lake, lake.snapshot()), EVERYONE)
    assert edits_within(reading, f"case:asterisk:{FIRST}") == [made, split]
    file = case_file(reading, f"case:asterisk:{OTHER}")
    assert file is not None
    assert file.edits == [made, split]
    assert file.elsewhere == {f"asterisk:{SECOND}": f"case:asterisk:{FIRST}"}


def test_a_contact_named_by_its_second_id_counts_as_unchanged(tmp_path: Path) -> None:
    brought(tmp_path, "whole", [*HALF, *REST])

    assert brought(tmp_path, "again", HALF) == 2
    assert brought(tmp_path, "second", HALF[:2]) == 1
