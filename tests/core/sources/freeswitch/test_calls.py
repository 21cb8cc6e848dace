"""The legs of FreeSWITCH as contacts, visits and ids; every expected value is worked out by hand from the drawing."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest

from tests.core.sources.freeswitch.drawn import T, lines, records
from willet.core.records import TABLES
from willet.core.sources import Landing, ReadOptions, source_named

SOURCE = source_named("freeswitch")
Row = tuple[Any, ...]


def folded(folder: Path, *texts: str, zone: str | None = "Europe/Amsterdam") -> "Folded":
    """The source over files with these texts."""
    paths = [folder / f"cdr{n}" for n in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    con, options = duckdb.connect(), ReadOptions(customer_key=b"k" * 32, zone=zone, region="NL")
    landing = SOURCE.read(con, paths, options)
    for name in ("contacts", "visits", "call_ids"):
        con.execute(TABLES[name].ddl())
    SOURCE.fold(con, options)
    return Folded(con, landing)


class Folded:
    """What came of some files."""

    def __init__(self, con: duckdb.DuckDBPyConnection, landing: Landing) -> None:
        self.con, self.landing = con, landing

    def rows(self, columns: str, table: str = "contacts") -> dict[str, Row]:
        """The columns of each call by its uuid."""
        rows = self.con.execute(f"SELECT contact_id, {columns} FROM {table}").fetchall()
        return {name.removeprefix("freeswitch:"): tuple(row) for name, *row in rows}


def one(folder: Path, columns: str, **changed: str) -> Row:
    """One call alone: leg `g` of the drawing with some variables changed."""
    plain = next(r for r in records() if r["uuid"] == "g")
    return folded(folder, json.dumps({**plain, **changed})).rows(columns)["g"]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Folded:
    """The whole drawing."""
    return folded(tmp_path_factory.mktemp("day"), "\n".join(lines()))


def test_each_call_is_one_contact_with_its_fate(day: Folded) -> None:
    assert day.rows("direction, outcome, agent") == {
        "a": ("inbound", "answered", "ann"),
        "b": ("inbound", "abandoned", None),
        "c": ("inbound", "timed_out", None),
        "d": ("inbound", "left_by_key", None),
        "e": ("inbound", "timed_out", None),
        "f": ("inbound", "unknown", None),
        "g": ("inbound", "answered", "101"),
        "h": ("inbound", "abandoned", None),
        "i": ("inbound", "blocked", None),
        "j": ("inbound", "voicemail", None),
        "k": ("outbound", "answered", "101"),
        "l": ("outbound", "unknown", None),
        "m": ("internal", "answered", "101"),
        "n": ("inbound", "answered", "ann"),
    }


def test_times_are_those_of_the_caller_and_of_the_leg_that_took_the_call(day: Folded) -> None:
    times = day.rows("ivr_s, wait_s, ring_s, talk_s, hold_s, acw_s")

    assert times["a"] == (9.75, 20, 8, 57.5, 12.5, None)
    assert times["b"] == (5, 40, None, None, None, None)
    assert times["c"] == (2, 60, None, None, None, None)
    assert times["g"] == (None, 12, 8, 60, 0, None)
    assert times["h"] == (None, 20, None, None, None, None)
    assert times["k"] == (None, 10, None, 55, 5, None)
    assert times["n"] == (5, 25, 9, 60, 0, None)


def test_only_what_entered_a_queue_is_a_visit(day: Folded) -> None:
    """An offer that ended with the caller is none that an agent missed; without legs nobody knows of offers."""
    assert day.rows("queue, offers, unanswered_offers, wait_s", "visits") == {
        "a": ("sales@default", 2, 1, 20),
        "b": ("sales@default", 1, 0, 40),
        "c": ("sales@default", None, None, 60),
        "d": ("sales@default", None, None, 15),
        "e": ("help@default", None, None, 30),
        "f": ("help@default", None, None, 40),
        "n": ("sales@default", 1, 0, 25),
    }


def test_a_call_lies_on_the_day_of_its_caller(day: Folded) -> None:
    arrived = datetime.fromtimestamp(T + 50390, UTC).replace(tzinfo=None)

    assert day.rows("local_date, wall_interval, arrived_at")["n"] == (date(2026, 3, 2), 95, arrived)


def test_customers_are_who_called_or_was_called_and_no_colleague(day: Folded) -> None:
    people = day.rows("customer_key, identity")

    assert people["a"] == people["c"] == (people["a"][0], "number")
    assert people["k"] == people["l"] == (people["k"][0], "number")
    assert len({people[call][0] for call in "abghkn"} - {None}) == 5
    assert [people[call] for call in "dem"] == [(None, "withheld"), (None, None), (None, None)]


def test_who_hung_up(day: Folded) -> None:
    ended = {call: by for call, (by,) in day.rows("ended_by").items() if by}

    assert ended == {"a": "customer", "g": "agent", "k": "agent", "m": "agent", "n": "agent"}


def test_every_leg_is_an_id_of_its_call(day: Folded) -> None:
    ids = day.con.execute("SELECT call_id, leg, contact_id FROM call_ids ORDER BY 1").fetchall()

    assert ids[:4] == [
        ("a", None, "freeswitch:a"),
        ("a0", "a0", "freeswitch:a"),
        ("a1", "a1", "freeswitch:a"),
        ("b", None, "freeswitch:b"),
    ]
    assert len(ids) == 22


def test_every_leg_is_accounted_for(day: Folded) -> None:
    landing = day.landing

    assert (landing.rows_read, landing.rows_folded, landing.rejects.total) == (23, 23, 0)


def in_mod_json_cdr() -> str:
    """As mod_json_cdr writes it: among other things, and each value as in an address."""
    encoded = [{name: quote(value) for name, value in r.items()} for r in records()]
    return "\n".join(
        json.dumps({"core-uuid": "0", "channel_data": {"state": "CS_REPORTING"}, "variables": v})
        for v in encoded
    )


def as_csv(folder: Path) -> str:
    """As an export of a table of records."""
    path, rows = folder / "written.csv", records()
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path.read_text("utf-8")


@pytest.mark.parametrize("form", ["mod_json_cdr", "csv"])
def test_the_form_of_the_file_changes_nothing(day: Folded, tmp_path: Path, form: str) -> None:
    text = as_csv(tmp_path) if form == "csv" else in_mod_json_cdr()

    found = folded(tmp_path, text)

    assert found.rows("COLUMNS(*)") == day.rows("COLUMNS(*)")


@pytest.mark.parametrize("factor", [1, 1_000, 1_000_000])
def test_a_moment_is_read_in_seconds_milliseconds_and_microseconds(
    tmp_path: Path, factor: int
) -> None:
    arrived = one(tmp_path, "arrived_at", start_uepoch=str(T * factor))

    assert arrived == (datetime(1970, 1, 1) + timedelta(seconds=T),)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"call_direction": "outbound"}, "outbound"),
        ({"call_direction": "local"}, "internal"),
        ({"user_name": "101"}, "internal"),
        ({"user_name": "101", "destination_number": "0201230004"}, "outbound"),
        ({"user_name": "101", "cc_queue": "help@default"}, "inbound"),
        ({"direction": "outbound"}, "outbound"),
        ({}, "inbound"),
    ],
)
def test_who_placed_the_call(tmp_path: Path, changed: dict[str, str], expected: str) -> None:
    assert one(tmp_path, "direction", **changed) == (expected,)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        ("ORIGINATOR_CANCEL", "abandoned"),
        ("NO_ANSWER", "timed_out"),
        ("CALL_REJECTED", "blocked"),
        ("NORMAL_CLEARING", "unknown"),
    ],
)
def test_the_fate_of_a_call_that_nobody_took(tmp_path: Path, cause: str, outcome: str) -> None:
    assert one(tmp_path, "outcome", bridge_uepoch="0", hangup_cause=cause) == (outcome,)


def test_without_the_agents_legs_the_call_is_there_and_hold_is_unknown(tmp_path: Path) -> None:
    callers = [line for line in lines() if '"cc_side": "agent"' not in line]

    found = folded(tmp_path, "\n".join(callers))

    assert found.rows("outcome, wait_s, talk_s, hold_s, ring_s")["a"] == (
        *("answered", 20, 70),
        *(None, None),
    )
    assert found.rows("offers", "visits")["a"] == (None,)


def test_a_leg_told_twice_counts_once_and_its_last_word_holds(tmp_path: Path) -> None:
    early = next(line for line in lines() if '"uuid": "g"' in line)
    late = {**json.loads(early), "end_uepoch": str((T + 782) * 1_000_000)}

    for texts in ([early, json.dumps(late)], [json.dumps(late), early]):
        assert folded(tmp_path, *texts).rows("talk_s") == {"g": (70.0,)}


def test_without_a_zone_days_are_those_of_utc_and_it_is_said(tmp_path: Path) -> None:
    found = folded(tmp_path, "\n".join(lines()), zone=None)

    assert found.landing.notes == ["No time zone was told: days are those of UTC."]
    assert found.rows("local_date, wall_interval")["n"] == (date(2026, 3, 2), 91)
