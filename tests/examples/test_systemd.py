"""The units for systemd: verified by systemd itself where it is there, and read word by word anywhere."""

import argparse
import configparser
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from willet.commands.parsing import Parser
from willet.commands.serving import configure as serving
from willet.commands.working import configure as working

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
PROGRAM = "/opt/willet/.venv/bin/willet"
SETTING = re.compile(r"^#?(WILLET_\w+)=", re.MULTILINE)


def read(unit: Path) -> configparser.ConfigParser:
    result = configparser.ConfigParser(interpolation=None, strict=True, delimiters=("=",))
    result.optionxform = str  # type: ignore[assignment,method-assign] # names keep their capitals
    result.read_string(unit.read_text(encoding="utf-8"))
    return result


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_finds_no_fault(unit: Path, tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("LEFT OUT: no systemd here, its units are read by the other tests alone")
    here = Path(sys.executable).parent / "willet"
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text("utf-8").replace(PROGRAM, str(here)), encoding="utf-8")

    done = subprocess.run(
        [verify, "verify", str(copy)], check=False, capture_output=True, text=True
    )

    said = [line for line in done.stderr.splitlines() if unit.name in line]
    assert said == []


@pytest.mark.parametrize(
    ("name", "command", "configure"),
    [("willet", "serve", serving), ("willet-worker", "work", working)],
)
def test_unit_starts_a_command_line_that_willet_understands(
    name: str, command: str, configure: Callable[[argparse.ArgumentParser], None]
) -> None:
    program, first, *rest = read(FOLDER / f"{name}.service")["Service"]["ExecStart"].split()
    parser = Parser(prog=f"willet {command}", description="")
    configure(parser)

    assert (program, first) == (PROGRAM, command)
    assert parser.read(rest)


def test_pages_leave_the_work_to_the_other_unit() -> None:
    (_program, *words) = read(FOLDER / "willet.service")["Service"]["ExecStart"].split()

    assert words == ["serve", "--no-work"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_unit_runs_as_an_account_of_its_own_and_writes_its_state_alone(unit: Path) -> None:
    service = read(unit)["Service"]
    environment = dict(pair.split("=", 1) for pair in service["Environment"].split())
    state = {f"/var/lib/{name}" for name in service["StateDirectory"].split()}

    assert (service["User"], service["ProtectSystem"]) == ("willet", "strict")
    # A restore puts the home together beside its place, where the account may write.
    assert {str(Path(environment["WILLET_HOME"]).parent), environment["WILLET_ERASED"]} == state


def test_both_units_stand_in_one_home_under_one_roof() -> None:
    pages, worker = (dict(read(unit)["Service"]) for unit in UNITS)
    differ = {name for name in pages if pages[name] != worker[name]}

    assert differ == {"ExecStart", "TimeoutStopSec"}


def test_settings_of_the_sample_are_documented_ones() -> None:
    documented = (ROOT / "docs/administrators/install.md").read_text(encoding="utf-8")
    named = SETTING.findall((FOLDER / "willet.env").read_text(encoding="utf-8"))

    assert len(named) >= 5
    assert [name for name in named if f"`{name}`" not in documented] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_pages_that_a_unit_names_are_there(unit: Path) -> None:
    page = read(unit)["Unit"]["Documentation"].removeprefix("file:///opt/willet/")

    assert (ROOT / page).is_file()
