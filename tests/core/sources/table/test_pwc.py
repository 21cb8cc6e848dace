"""The PwC case: three files, one mapping, and the figures published about it."""

import csv
import gzip
from datetime import datetime
from pathlib import Path
from statistics import fmean
from zoneinfo import ZoneInfo

import duckdb
import pytest

from willet.core.records import CONTACTS
from willet.core.sources import ReadOptions
from willet.core.sources.table import SOURCE

MAPPING = Path(__file__).parents[4] / "examples/mappings/pwc_call_centre.toml"
FILES = (
    "call_center_dataset.csv.gz",
    "01_Call-Center-Dataset.xlsx",
    "01_Call-Center-Dataset_excel-serial-times.xlsx",
)
PUBLISHED_AGENTS = {
    "Martha": (638, 514, 461, 69.49, 3.47),
    "Dan": (633, 523, 471, 67.28, 3.45),
    "Diane": (633, 501, 452, 66.27, 3.41),
    "Greg": (624, 502, 455, 68.44, 3.40),
    "Stewart": (582, 477, 424, 66.18, 3.40),
    "Jim": (666, 536, 485, 66.34, 3.39),
    "Becky": (631, 517, 462, 65.33, 3.37),
    "Joe": (593, 484, 436, 70.99, 3.33),
}


def imported(path: Path) -> duckdb.DuckDBPyConnection:
    con, options = duckdb.connect(), ReadOptions(customer_key=b"k" * 32, mapping=MAPPING)
    landing = SOURCE.read(con, [path], options)
    assert (landing.rows_read, landing.rows_folded, landing.rejects.total) == (5000, 5000, 0)
    SOURCE.fold(con, options)
    return con


@pytest.fixture(scope="module")
def pwc(shared_data: Path) -> duckdb.DuckDBPyConnection:
    return imported(shared_data / "pwc_call_centre" / FILES[0])


@pytest.fixture(scope="module")
def oracle(shared_data: Path) -> list[dict[str, str]]:
    """The file as Python's own csv module reads it."""
    with gzip.open(
        shared_data / "pwc_call_centre" / FILES[0], "rt", encoding="utf-8", newline=""
    ) as f:
        return list(csv.DictReader(f))


def test_published_totals(pwc: duckdb.DuckDBPyConnection) -> None:
    found = pwc.execute(
        "SELECT count(*), count_if(outcome = 'answered'), count_if(outcome = 'abandoned'), "
        "count_if(resolved), round(avg(wait_s), 2), round(avg(talk_s), 1) FROM contacts"
    ).fetchall()

    assert found == [(5000, 4054, 946, 3646, 67.52, 224.9)]


def test_published_satisfaction_leaves_blanks_out(pwc: duckdb.DuckDBPyConnection) -> None:
    found = pwc.execute(
        "SELECT count(*), round(avg(score), 2) FROM answers WHERE instrument = 'csat'"
    )

    assert found.fetchall() == [(4054, 3.40)]


def test_published_agent_table(pwc: duckdb.DuckDBPyConnection) -> None:
    found = pwc.execute(
        "SELECT c.agent, count(*), count_if(c.outcome = 'answered'), count_if(c.resolved), "
        "round(avg(c.wait_s), 2), round(avg(a.score), 2) "
        "FROM contacts c LEFT JOIN answers a USING (contact_id) GROUP BY c.agent"
    ).fetchall()

    assert {agent: tuple(rest) for agent, *rest in found} == PUBLISHED_AGENTS


def test_published_months_and_topics(pwc: duckdb.DuckDBPyConnection) -> None:
    months = pwc.execute(
        "SELECT month(local_date), count(*), count_if(resolved) FROM contacts GROUP BY 1 ORDER BY 1"
    ).fetchall()
    topics = pwc.execute("SELECT count(*) FROM contacts GROUP BY topic ORDER BY 1 DESC").fetchall()

    assert months == [(1, 1772, 1311), (2, 1616, 1161), (3, 1612, 1174)]
    assert [n for (n,) in topics] == [1022, 1019, 1007, 976, 976]


def test_published_hours_and_weekdays(pwc: duckdb.DuckDBPyConnection) -> None:
    hours = dict(
        pwc.execute("SELECT local_interval // 4, count(*) FROM contacts GROUP BY 1").fetchall()
    )
    days = dict(
        pwc.execute("SELECT isodow(local_date), count(*) FROM contacts GROUP BY 1").fetchall()
    )

    assert (hours[16], hours[17], hours[18]) == (566, 583, 14)
    assert (days[1], days[6], days[2]) == (770, 768, 675)


def test_every_contact_equals_the_oracle(
    pwc: duckdb.DuckDBPyConnection, oracle: list[dict[str, str]]
) -> None:
    found = pwc.execute(
        "SELECT contact_id, arrived_at, agent, topic, outcome, wait_s, talk_s, resolved "
        "FROM contacts ORDER BY contact_id"
    ).fetchall()

    assert found == sorted(expected(row) for row in oracle)


def expected(row: dict[str, str]) -> tuple[object, ...]:
    local = datetime.fromisoformat(f"{row['Date']} {row['Time']}").replace(tzinfo=ZoneInfo("UTC"))
    talk = row["AvgTalkDuration"]
    hours, minutes, seconds = (int(part) for part in talk.split(":")) if talk else (0, 0, 0)
    wait = row["Speed of answer in seconds"]
    return (
        f"pwc_call_centre:{row['Call Id']}",
        local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None),
        row["Agent"],
        row["Topic"],
        {"Y": "answered", "N": "abandoned"}[row["Answered (Y/N)"]],
        float(wait) if wait else None,
        float(hours * 3600 + minutes * 60 + seconds) if talk else None,
        row["Resolved"] == "Y",
    )


def test_oracle_agrees_with_what_is_published(oracle: list[dict[str, str]]) -> None:
    waits = [float(w) for row in oracle if (w := row["Speed of answer in seconds"])]

    assert round(fmean(waits), 2) == 67.52


@pytest.mark.journey("world", but_first=True)
@pytest.mark.parametrize("other", FILES[1:])
def test_workbooks_give_the_same_contacts_as_the_csv(
    pwc: duckdb.DuckDBPyConnection, shared_data: Path, other: str
) -> None:
    con = imported(shared_data / "pwc_call_centre" / other)
    columns = ", ".join(CONTACTS.names)
    for query in (
        f"SELECT {columns} FROM contacts ORDER BY contact_id",
        "FROM answers ORDER BY contact_id",
    ):
        assert con.execute(query).fetchall() == pwc.execute(query).fetchall()


def test_the_agents_own_word_is_evidence(pwc: duckdb.DuckDBPyConnection) -> None:
    found = pwc.execute(
        "SELECT kind, resolved, count(*) FROM outcomes GROUP BY ALL ORDER BY 2"
    ).fetchall()

    assert found == [("disposition", False, 1354), ("disposition", True, 3646)]
