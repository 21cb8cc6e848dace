"""One small run over the autumn change of the clock, and its files read back in plain Python.

The readers here are the oracle's eyes: they share no code with the simulator or the product.
"""

import csv
import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from willet.core.simulator import Truth, simulate

AUTUMN = date(2026, 10, 12)
ENDS_OF_TALK = ("COMPLETECALLER", "COMPLETEAGENT", "BLINDTRANSFER")


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    """Three weeks of a small centre; the clock goes back on its fourteenth day."""
    folder: Path = tmp_path_factory.mktemp("simulated")
    return simulate(folder, days=21, contacts_per_day=200, seed=3, first_day=AUTUMN)


@pytest.fixture(scope="session")
def rows(run: Truth) -> list[dict[str, str]]:
    """The rows of contacts.csv.gz."""
    with gzip.open(run.folder / "contacts.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def events(run: Truth) -> list[list[str]]:
    """The lines of queue_log, parted at the bars."""
    return [line.split("|") for line in (run.folder / "queue_log").read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def visits(events: list[list[str]]) -> list[dict[str, Any]]:
    """The visits a reader notes on walking through the log line by line."""
    noted: list[dict[str, Any]] = []
    current: dict[str, dict[str, Any]] = {}
    finished: dict[str, dict[str, Any]] = {}
    paused: dict[str, int] = {}
    for at, call, queue, agent, event, *data in events:
        if event == "ENTERQUEUE":
            current[call] = {"call": call, "queue": queue, "entered": int(at), "end": None}
            noted.append(current[call])
        elif event in ("CONNECT", "ABANDON", "EXITWITHTIMEOUT"):
            current[call] |= {"end": event, "wait": int(data[0] if event == "CONNECT" else data[2])}
        elif event in ENDS_OF_TALK:
            talk = int(data[3] if event == "BLINDTRANSFER" else data[1])
            current[call] |= {"talk": talk, "agent": agent, "until": int(at)}
            finished[agent] = current[call]
        elif event == "PAUSEALL":
            paused[agent] = int(at)
        elif event == "UNPAUSEALL":
            finished[agent]["acw"] = int(at) - paused[agent]
    return noted
