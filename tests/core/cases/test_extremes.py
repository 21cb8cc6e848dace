"""The ends of what may be asked, from a file to the curve: windows of 0 and 10,000 days, and a test line."""

import csv
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from willet.core.ask import ask
from willet.core.cases.curve import CURVED, Curve, curve, points
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.metrics import Question

START = datetime(2024, 1, 1)
LINE = 50_000
"""Contacts of the test line, one every ten minutes: the last on the 348th day, which ends at minute 501,120."""
WINDOWS = (0, 1, 7, 10_000)


def calls(line: int = LINE) -> Iterator[tuple[str, datetime, str]]:
    """The test line; a caller who comes once, one who comes back after two days, one at the same instant."""
    for i in range(line):
        yield f"line{i}", START + timedelta(minutes=10 * i), "line"
    yield "once", START + timedelta(days=1, minutes=1), "once"
    yield "again1", START + timedelta(days=10, minutes=1), "again"
    yield "again2", START + timedelta(days=12, minutes=1), "again"
    yield "twice1", START + timedelta(days=20, minutes=1), "twice"
    yield "twice2", START + timedelta(days=20, minutes=1), "twice"


def imported(folder: Path, line: int = LINE) -> Lake:
    with (folder / "calls.csv").open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["contact_id", "arrived_at", "customer_id", "outcome"])
        out.writerows(
            [name, f"{at:%Y-%m-%d %H:%M:%S}", who, "answered"] for name, at, who in calls(line)
        )
    import_files(folder / "lake", "table", [folder / "calls.csv"], zone="UTC")
    return Lake.at(folder / "lake")


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The lake with the test line, imported once."""
    return imported(tmp_path_factory.mktemp("extremes"))


@pytest.fixture(scope="module")
def drawn(lake: Lake) -> Curve:
    """Its curve at the extremes."""
    return curve(lake.snapshot(), Question.of("fcr_case"), WINDOWS)


def told(drawn: Curve, metric: str) -> list[tuple[float | None, int, int]]:
    return [(p.value, p.n, p.pending) for p in drawn[metric]]


def share(hits: int, n: int) -> float:
    """A share with the twelve digits that answers keep."""
    return float(f"{hits / n:.12g}")


def test_cases_at_the_extremes_by_hand(drawn: Curve) -> None:
    #      0 days: every contact a case, but the two of one instant are one case of two
    #       1 day: the test line is one case that may have begun before the record; once, again1, again2 in one
    #              contact; twice in two
    #      7 days: once came within 7 days of the beginning too; again is one case of two contacts
    # 10,000 days: four cases, all pending
    assert told(drawn, "fcr_case") == [
        (share(LINE + 3, LINE + 4), LINE + 4, 0),
        (0.75, 4, 0),
        (0.0, 2, 0),
        (None, 0, 4),
    ]


def test_contacts_at_the_extremes_by_hand(drawn: Curve) -> None:
    # A contact of the line is old enough for d days up to minute 501,120 - 1,440 d: 49,969 and 49,105 of them.
    # Each is repeated after ten minutes. Of the other five, again1 is repeated within 7 days, twice1 at once.
    assert told(drawn, "next_contact_avoidance") == [
        (share(LINE + 4, LINE + 5), LINE + 5, 0),
        (share(4, 49_968 + 1 + 5), 49_969 + 5, LINE - 49_969),
        (share(3, 49_104 + 1 + 5), 49_105 + 5, LINE - 49_105),
        (None, 0, LINE + 5),
    ]


def test_contacts_watched_on_both_sides_at_the_extremes_by_hand(drawn: Curve) -> None:
    #  1 day: of the line those from minute 1,440 to 499,680 (49,825), the last 31 wait; all five others
    # 7 days: of the line those from minute 10,080 to 491,040 (48,097), the last 895 wait; all others but once
    assert told(drawn, "one_and_done_share") == [
        (share(LINE + 3, LINE + 5), LINE + 5, 0),
        (share(3, 49_825 + 5), 49_825 + 5, 31),
        (0.0, 48_097 + 4, 895),
        (None, 0, LINE + 5),
    ]


@pytest.mark.parametrize("place", range(len(WINDOWS)))
def test_asking_gives_the_same_at_the_extremes(lake: Lake, drawn: Curve, place: int) -> None:
    answer = ask(lake, Question.of(CURVED, params={"window_days": WINDOWS[place]}))

    points = {name: drawn[name][place] for name in CURVED}
    assert {row.metric: (row.value, row.n, row.low, row.high) for row in answer.rows} == {
        name: (p.value, p.n, p.low, p.high) for name, p in points.items()
    }


@pytest.mark.proof
def test_time_grows_with_the_contacts_of_one_customer_and_not_with_their_square(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds: list[float] = []
    whole = points._all_sums

    def timed(*given: object) -> object:
        began = time.process_time()
        found = whole(*given)  # type: ignore[arg-type]
        seconds.append(time.process_time() - began)
        return found

    monkeypatch.setattr(points, "_all_sums", timed)
    for each in (imported(tmp_path, LINE // 10), lake):
        for _ in range(3):
            curve(each.snapshot(), Question.of("fcr_case"))

    # Ten times the contacts: ten times the time, where a square would be a hundred times.
    assert min(seconds[3:]) < 40 * min(seconds[:3])
