"""Corrections follow a contact that a later file shows to be part of another."""

from pathlib import Path
from typing import Any

import pytest

from willet.core import cases
from willet.core.intake import import_files, rebuild
from willet.core.lake import Lake
from willet.core.records import UnknownNameError

T = 1772442000
FIRST, SECOND, LATER = f"{T + 10}.709", f"{T + 10}.711", f"{T + 5000}.900"
HALF = [
    f"{T + 26}|{SECOND}|400|NONE|ENTERQUEUE||0205550101|1",
    f"{T + 42}|{SECOND}|400|NONE|ABANDON|1|1|16",
    f"{T + 5000}|{LATER}|400|NONE|ENTERQUEUE||0205550101|1",
    f"{T + 5010}|{LATER}|400|NONE|ABANDON|1|1|10",
    f"{T + 6000}|{T + 6000}.901|400|NONE|ENTERQUEUE||0205550999|1",
    f"{T + 6010}|{T + 6000}.901|400|NONE|ABANDON|1|1|10",
]
REST = [
    f"{T - 900}|{T - 900}.700|400|NONE|ENTERQUEUE||0205550101|1",
    f"{T - 890}|{T - 900}.700|400|NONE|ABANDON|1|1|10",
    f"{T + 10}|{FIRST}|400|NONE|ENTERQUEUE||0205550101|1",
    f"{T + 11}|{FIRST}|400|Local/31@agents/n|CONNECT|1|{T + 10}.710|1",
    f"{T + 42}|{FIRST}|400|Local/31@agents/n|COMPLETECALLER|1|31|1",
]


def brought(tmp_path: Path, name: str, lines: list[str]) -> None:
    file = tmp_path / name
    file.write_text("\n".join(lines) + "\n")
    import_files(tmp_path / "lake", "asterisk", [file], zone="Europe/Amsterdam", region="NL")


def places(lake: Lake) -> dict[str, str]:
    with lake.snapshot().connect() as con:
        return dict(con.execute("SELECT contact_id, case_id FROM links").fetchall())


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A log whose first half has not come: the second half of a transfer stands as a call of its own."""
    brought(tmp_path, "half", HALF)
    return Lake.at(tmp_path / "lake")


@pytest.mark.journey("history")
def test_a_split_follows_the_call_into_its_contact(lake: Lake, tmp_path: Path) -> None:
    cases.split(lake, f"asterisk:{SECOND}", by="lea")

    brought(tmp_path, "rest", REST)

    found = places(lake)
    assert found[f"asterisk:{T - 900}.700"] == f"case:asterisk:{T - 900}.700"
    assert found[f"asterisk:{FIRST}"] == found[f"asterisk:{LATER}"] == f"case:asterisk:{FIRST}"
    assert f"asterisk:{SECOND}" not in found


def test_a_join_follows_it_too(lake: Lake, tmp_path: Path) -> None:
    cases.join(lake, f"asterisk:{SECOND}", f"asterisk:{T + 6000}.901", by="lea")

    brought(tmp_path, "rest", REST)

    found = places(lake)
    assert found[f"asterisk:{T + 6000}.901"] == found[f"asterisk:{FIRST}"]


@pytest.mark.journey("history")
def test_a_correction_may_name_the_second_id(lake: Lake, tmp_path: Path) -> None:
    brought(tmp_path, "rest", REST)

    cases.split(lake, f"asterisk:{SECOND}", by="lea")

    assert places(lake)[f"asterisk:{FIRST}"] == f"case:asterisk:{FIRST}"
    with pytest.raises(UnknownNameError):
        cases.split(lake, "asterisk:1.1", by="lea")


@pytest.mark.proof
def test_two_halves_joined_by_hand_are_one_contact_with_nothing_left_to_join(
    tmp_path: Path,
) -> None:
    brought(tmp_path, "half", [*HALF, *REST[2:3]])
    lake = Lake.at(tmp_path / "lake")
    cases.join(lake, f"asterisk:{SECOND}", f"asterisk:{FIRST}", by="lea")

    brought(tmp_path, "rest", REST)

    assert len(cases.edits(lake)) == 1
    assert f"asterisk:{SECOND}" not in places(lake)


@pytest.mark.proof
@pytest.mark.parametrize("kind", ["split", "join"])
def test_what_follows_is_what_a_rebuild_would_find(lake: Lake, tmp_path: Path, kind: Any) -> None:
    if kind == "split":
        cases.split(lake, f"asterisk:{SECOND}", by="lea")
    else:
        cases.join(lake, f"asterisk:{SECOND}", f"asterisk:{T + 6000}.901", by="lea")

    brought(tmp_path, "rest", REST)

    assert rebuild(lake.path) is False
