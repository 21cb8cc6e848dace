"""The first and the last second of the years a call can be of, and their neighbours, in every source and spelling.

| moment on the centre's clock | |
|---|---|
| 1989-12-31 23:59:59 | refused |
| 1990-01-01 00:00:00 | read |
| 2099-12-31 23:59:59 | read |
| 2100-01-01 00:00:00 | refused |
"""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from willet.core.sources import ReadOptions
from willet.core.sources.contract import Landing

BEFORE, FIRST = datetime(1989, 12, 31, 23, 59, 59), datetime(1990, 1, 1)
LAST, AFTER = datetime(2099, 12, 31, 23, 59, 59), datetime(2100, 1, 1)
ZONES = ["UTC", "Europe/Amsterdam", "America/New_York", "Pacific/Auckland"]
ZERO = datetime(1899, 12, 30)
"""Day 0 of a spreadsheet."""


def utc(at: datetime, zone: str) -> datetime:
    return at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


SPELLED: dict[str, Callable[[datetime, str], str]] = {
    "iso": lambda at, _: f"{at:%Y-%m-%d %H:%M:%S}",
    "offset": lambda at, zone: f"{utc(at, zone):%Y-%m-%dT%H:%M:%S}Z",
    "epoch_s": lambda at, zone: str(int(utc(at, zone).timestamp())),
    "epoch_ms": lambda at, zone: str(int(utc(at, zone).timestamp()) * 1000),
    "excel": lambda at, _: f"{(at - ZERO).total_seconds() / 86_400:.10f}",
    "%d.%m.%Y %H:%M:%S": lambda at, _: f"{at:%d.%m.%Y %H:%M:%S}",
}
OF_A_LOG = ("iso", "offset", "epoch_s", "epoch_ms")


def read(source: str, path: Path, options: ReadOptions) -> tuple[list[datetime], Landing]:
    con = duckdb.connect()
    landing = import_module(f"willet.core.sources.{source}").SOURCE.read(con, [path], options)
    at = "make_timestamp(at_s * 1000000)" if source == "asterisk" else "arrived_at"
    return [
        when for (when,) in con.execute(f"SELECT {at} FROM landed ORDER BY 1").fetchall()
    ], landing


def table(folder: Path, texts: list[str], spelled: str, zone: str) -> tuple[Path, ReadOptions]:
    form = "" if spelled in ("iso", "offset") else f'format = "{spelled}"\n'
    mapping = folder / "desk.toml"
    mapping.write_text(
        f'name = "desk"\n[columns.contact_id]\nfrom = "id"\n[columns.arrived_at]\nfrom = "at"\n{form}'
    )
    path = folder / "calls.csv"
    path.write_text("id,at\n" + "".join(f"{n},{text}\n" for n, text in enumerate(texts)))
    return path, ReadOptions(b"k" * 32, zone=zone, mapping=mapping)


def log(folder: Path, texts: list[str], zone: str) -> tuple[Path, ReadOptions]:
    path = folder / "queue_log"
    lines = (f"{text}|1795466309.{n}|s|NONE|INFO|x\n" for n, text in enumerate(texts))
    # A log with one sound line is a log, whatever the times of the others are.
    path.write_text("".join([*lines, "1795466309|1795466309.9|s|NONE|INFO|x\n"]))
    return path, ReadOptions(b"k" * 32, zone=zone)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("spelled", SPELLED)
def test_of_a_table(tmp_path: Path, spelled: str, zone: str) -> None:
    texts = [SPELLED[spelled](at, zone) for at in (BEFORE, FIRST, LAST, AFTER)]

    found, landing = read("table", *table(tmp_path, texts, spelled, zone))

    assert found == [utc(at, zone).replace(tzinfo=None) for at in (FIRST, LAST)]
    assert [(r.line, r.field, r.value) for r in landing.rejects.first] == [
        (2, "at", texts[0]),
        (5, "at", texts[3]),
    ]
    assert all("in the years 1990 to 2099" in r.rule for r in landing.rejects.first)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("spelled", OF_A_LOG)
def test_of_a_log(tmp_path: Path, spelled: str, zone: str) -> None:
    texts = [SPELLED[spelled](at, zone) for at in (BEFORE, FIRST, LAST, AFTER)]

    found, landing = read("asterisk", *log(tmp_path, texts, zone))

    sound = datetime(2026, 11, 23, 20, 38, 29)
    first, last = (utc(at, zone).replace(tzinfo=None) for at in (FIRST, LAST))
    assert found == [first, sound, last]
    assert [(r.line, r.field, r.value) for r in landing.rejects.first] == [
        (1, "time", texts[0]),
        (4, "time", texts[3]),
    ]
    assert all("in the years 1990 to 2099" in r.rule for r in landing.rejects.first)


def test_a_log_without_a_zone_is_of_utc(tmp_path: Path) -> None:
    texts = [SPELLED["epoch_s"](at, "UTC") for at in (BEFORE, FIRST, LAST, AFTER)]
    path, _ = log(tmp_path, texts, "UTC")

    _, landing = read("asterisk", path, ReadOptions(b"k" * 32))

    assert [r.line for r in landing.rejects.first] == [1, 4]


def test_a_moment_beside_the_contact_costs_itself_alone(tmp_path: Path) -> None:
    mapping = tmp_path / "desk.toml"
    mapping.write_text(
        'name = "desk"\n[columns.contact_id]\nfrom = "id"\n[columns.arrived_at]\nfrom = "at"\n'
        '[[survey]]\ninstrument = "csat"\nfrom = "score"\nanswered_at = { from = "said" }\n'
    )
    path = tmp_path / "calls.csv"
    path.write_text("id,at,score,said\n1,2026-03-02 09:00,5,2100-01-01 00:00:00\n")

    found, landing = read("table", path, ReadOptions(b"k" * 32, zone="UTC", mapping=mapping))

    assert (found, landing.rejects.total) == ([datetime(2026, 3, 2, 9)], 0)


def test_the_years_of_the_shared_records_are_in(tmp_path: Path) -> None:
    """The calls of the Anonymous Bank are of 1999."""
    found, landing = read(
        "table", *table(tmp_path, ["1999-01-01 00:00:31"], "iso", "Asia/Jerusalem")
    )

    assert (found, landing.rejects.total) == ([datetime(1998, 12, 31, 22, 0, 31)], 0)
