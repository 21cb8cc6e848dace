"""A lake opened in a notebook, and what its words mean."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import willet
from willet.core.lake import Lake
from willet.core.records import RequestError

Store = Callable[..., set[date]]

LINES = (
    "1;1;1999-01-04;7;sales;answered",
    "2;1;1999-01-05;8;sales;abandoned",
    "3;1;1999-02-04;9;help;answered",
)


@pytest.mark.parametrize(
    "window",
    [
        {"first": "1999-01-05", "last": "1999-02-03"},
        {"from_": date(1999, 1, 5), "to": date(1999, 2, 3)},
    ],
)
def test_window_is_inclusive_under_both_its_names(
    lake: Lake, store: Store, window: dict[str, Any]
) -> None:
    store("a", *LINES)

    assert willet.open(lake.path).ask("received", **window).row.value == 1


def test_one_bound_under_two_names_is_refused(lake: Lake) -> None:
    with pytest.raises(RequestError, match="first and from_ are the same bound; give one of them"):
        willet.open(lake.path).ask("received", first="1999-01-01", from_="1999-01-02")


def test_lake_of_the_home_folder_is_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Lake.create(tmp_path / "home" / "lake")
    monkeypatch.setenv("WILLET_HOME", str(tmp_path / "home"))

    assert willet.open().lake.path == tmp_path / "home" / "lake"


def test_importing_willet_loads_no_engine() -> None:
    script = "import sys, willet; print('duckdb' in sys.modules, 'numba' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert told.stdout == "False False\n"
