"""The real help-desk log, as a file and as the table it was exported from."""

import csv
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ZONE = "America/New_York"


@pytest.fixture
def lines(shared_data: Path) -> Path:
    return shared_data / "telephony_logs" / "voip_queue_log_part1.queue_log"


@pytest.fixture
def table(shared_data: Path) -> Path:
    return shared_data / "telephony_logs" / "voip_queue_log_mysql_part1.csv"


@pytest.fixture(params=["lines", "table"])
def either(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


def test_the_published_figures(fold: Any, either: Any) -> None:
    helpdesk = fold(either, zone=ZONE, region="US")
    assert helpdesk.row(
        """SELECT count(*), count(*) FILTER (outcome = 'answered'), count(*) FILTER (outcome = 'abandoned'),
        avg(wait_s) FILTER (outcome = 'abandoned'), avg(wait_s) FILTER (outcome = 'answered'),
        count(*) FILTER (outcome = 'answered' AND wait_s <= 20), sum(unanswered_offers) FROM visits"""
    ) == (34, 30, 4, 121.5, 23.5, 14, 68)
    assert helpdesk.value("SELECT sum(transfers) FROM contacts WHERE direction = 'inbound'") == 1


def test_every_event_is_accounted_for(fold: Any, either: Any) -> None:
    landing = fold(either, zone=ZONE).landing
    assert landing.rows_read == 339
    assert landing.rows_folded + landing.rows_kept + landing.rejects.total == 339
    assert (landing.rows_folded, landing.rows_kept) == (305, 34)


def test_both_forms_land_the_same_rows_and_fold_alike(fold: Any, lines: Any, table: Any) -> None:
    by_file, by_table = fold(lines, zone=ZONE), fold(table, zone=ZONE)
    columns = "at_s, callid, queue, agent, event, wait_s, talk_s, ring_ms, number_key, identity, said, score, part"
    assert sorted(by_file.rows(f"SELECT {columns} FROM landed"), key=repr) == sorted(
        by_table.rows(f"SELECT {columns} FROM landed"), key=repr
    )
    assert by_file.tables() == by_table.tables()


@pytest.mark.journey("history")
def test_importing_both_forms_changes_nothing(fold: Any, lines: Any, table: Any) -> None:
    assert fold(lines, table, zone=ZONE).tables() == fold(lines, zone=ZONE).tables()


def test_outbound_calls_are_contacts_that_nobody_received(fold: Any, lines: Any) -> None:
    helpdesk = fold(lines, zone=ZONE, region="US")
    with lines.open() as file:
        dialled = {line.split("|")[1] for line in file if line.split("|")[4].startswith("OUT")}
        file.seek(0)
        events = Counter(line.split("|")[4] for line in file)
    found = Counter(
        dict(
            helpdesk.rows(
                "SELECT outcome, count(*) FROM contacts WHERE direction = 'outbound' GROUP BY 1"
            )
        )
    )
    assert found.total() == len(dialled)
    assert found["answered"] == len(answered_callids(lines))
    assert events["OUTANSWER"] + events["OUTTRANSFER"] >= found["answered"]
    assert helpdesk.value("SELECT count(*) FROM visits WHERE direction <> 'inbound'") == 0


def answered_callids(lines: Path) -> set[str]:
    rows = [line.split("|") for line in lines.read_text().splitlines()]
    return {row[1] for row in rows if row[4] in ("OUTANSWER", "OUTTRANSFER")}


def test_the_numbers_called_and_calling_do_not_land(fold: Any, either: Any, lines: Any) -> None:
    numbers = {
        field
        for line in lines.read_text().splitlines()
        for field in line.split("|")[5:]
        if len(field) > 8 and field.lstrip("+").isdigit()
    }
    helpdesk = fold(either, zone=ZONE, region="US")
    assert len(numbers) > 30
    landed = " ".join(str(row) for row in helpdesk.rows("FROM landed"))
    assert not [n for n in numbers if n in landed]


@pytest.mark.journey("history")
def test_an_sqlite_file_of_the_table_is_the_same_log(
    fold: Any, table: Any, lines: Any, tmp_path: Path
) -> None:
    path = tmp_path / "asterisk.sqlite3"
    with table.open(newline="") as file, sqlite3.connect(path) as db:
        header, *rows = csv.reader(file)
        db.execute(f"CREATE TABLE queue_log ({', '.join(header)})")
        db.executemany(f"INSERT INTO queue_log VALUES ({', '.join('?' * len(header))})", rows)
    db.close()
    assert fold(path, zone=ZONE).tables() == fold(lines, zone=ZONE).tables()


def test_the_same_answers_without_a_zone_but_by_days_of_utc(fold: Any, either: Any) -> None:
    helpdesk = fold(either, zone=None)
    assert helpdesk.value("SELECT count(*) FROM visits") == 34
    assert "No time zone was told: days are those of UTC." in helpdesk.landing.notes
