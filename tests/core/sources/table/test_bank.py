"""The Anonymous Bank: every figure of the reference file that contacts can give, by month and in all."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from willet.core.sources import Landing, ReadOptions
from willet.core.sources.table import SOURCE

pytestmark = pytest.mark.journey("world")

MAPPING = Path(__file__).parents[4] / "examples/mappings/anonymous_bank.toml"
MONTHS = ("January", "February", "March")
Figures = dict[str, Any]


@pytest.fixture(scope="module")
def bank(shared_data: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Landing]]:
    con, options = duckdb.connect(), ReadOptions(customer_key=b"k" * 32, mapping=MAPPING)
    landing = SOURCE.read(con, sorted((shared_data / "anonymous_bank").glob("*.txt.gz")), options)
    SOURCE.fold(con, options)
    yield con, landing
    con.close()


@pytest.fixture(scope="module")
def reference(shared_data: Path) -> Figures:
    """The reference figures by month, the whole span under `span`."""
    text = (shared_data / "anonymous_bank/reference.json").read_text("utf-8")
    tables = json.loads(text)
    (span,) = tables["spans"].values()
    return {**tables["months"], "span": span}


Bank = tuple[duckdb.DuckDBPyConnection, Landing]
PERIODS = (*MONTHS, "span")


def figures(con: duckdb.DuckDBPyConnection, period: str, select: str) -> tuple[Any, ...]:
    month = MONTHS.index(period) + 1 if period in MONTHS else 0
    where = f"WHERE month(local_date) = {month}" if month else ""
    row: tuple[Any, ...] = con.execute(f"SELECT {select} FROM contacts {where}").fetchall()[0]
    return row


def test_every_row_is_accounted_for(bank: Bank, reference: Figures) -> None:
    landing = bank[1]

    assert (landing.rows_read, landing.rows_folded, landing.rows_kept, landing.rejects.total) == (
        reference["span"]["records"],
        reference["span"]["offered"],
        reference["span"]["phantom"],
        0,
    )


@pytest.mark.parametrize("period", PERIODS)
def test_counts(bank: Bank, reference: Figures, period: str) -> None:
    want = reference[period]
    found = figures(
        bank[0],
        period,
        "count(*), count_if(outcome = 'answered'), count_if(outcome = 'abandoned'), "
        "count_if(outcome = 'answered' AND agent IS NULL), "
        "count_if(outcome = 'answered' AND agent IS NOT NULL), count_if(ivr_s IS NULL)",
    )

    names = """
        offered
        answered_agent
        abandoned_hang
        answered_but_no_server_name
        answered_with_named_server
        negative_vru_time_records_excluding_phantom
    """
    assert found == tuple(want[name] for name in names.split())


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("target", [10, 20, 30, 60])
def test_service_level_numerators(bank: Bank, reference: Figures, period: str, target: int) -> None:
    found = figures(
        bank[0],
        period,
        f"count_if(outcome = 'answered' AND wait_s <= {target}), "
        f"count_if(outcome = 'abandoned' AND wait_s <= {target})",
    )

    want = reference[period]
    assert found == (want[f"sl{target}_answered_within"], want[f"sl{target}_short_abandons"])


@pytest.mark.parametrize("period", PERIODS)
def test_times(bank: Bank, reference: Figures, period: str) -> None:
    found = figures(
        bank[0],
        period,
        "avg(wait_s) FILTER (outcome = 'answered'), avg(wait_s), max(wait_s), "
        "median(wait_s) FILTER (outcome = 'answered'), "
        "quantile_cont(wait_s, 0.9) FILTER (outcome = 'answered'), "
        "avg(talk_s), avg(talk_s) FILTER (agent IS NOT NULL)",
    )

    names = """
        asa_s_mean_q_time_answered
        mean_q_time_all_offered
        max_q_time
        median_q_time_answered
        p90_q_time_answered_linear
        aht_s_all_agent
        aht_s_named_server
    """
    assert [round(value, 6) for value in found] == [
        reference[period][name] for name in names.split()
    ]


@pytest.mark.parametrize("period", PERIODS)
def test_by_type(bank: Bank, reference: Figures, period: str) -> None:
    month = MONTHS.index(period) + 1 if period in MONTHS else 0
    where = f"WHERE month(local_date) = {month}" if month else ""
    found = bank[0].execute(
        "SELECT topic, count(*), count_if(outcome = 'answered'), count_if(outcome = 'abandoned'), "
        "round(avg(wait_s) FILTER (outcome = 'answered'), 6) "
        f"FROM contacts {where} GROUP BY topic ORDER BY topic"
    )

    want = reference[period]["by_type"]
    keys = ("offered", "answered", "abandoned", "asa_s")
    assert found.fetchall() == [(t, *(want[t][k] for k in keys)) for t in sorted(want)]


def test_agents(bank: Bank, reference: Figures) -> None:
    found = bank[0].execute(
        "SELECT agent, count(*), round(avg(talk_s), 6) FROM contacts "
        "WHERE outcome = 'answered' AND agent IS NOT NULL GROUP BY agent ORDER BY agent"
    )

    want = reference["span"]["agents"]
    assert found.fetchall() == [(a, want[a]["answered"], want[a]["aht_s"]) for a in sorted(want)]


def test_hours_and_weekdays(bank: Bank, reference: Figures) -> None:
    hours = (
        bank[0]
        .execute(
            "SELECT count(*) FROM contacts GROUP BY local_interval // 4 ORDER BY local_interval // 4"
        )
        .fetchall()
    )
    days = (
        bank[0]
        .execute("SELECT dayname(local_date), count(*) FROM contacts GROUP BY dayname(local_date)")
        .fetchall()
    )

    span = reference["span"]
    assert [n for (n,) in hours] == span["offered_by_hour_of_vru_entry"]
    assert dict(days) == span["offered_by_weekday"]


def test_identities_are_those_of_the_reference(bank: Bank, reference: Figures) -> None:
    found = figures(bank[0], "span", "count(customer_key), count(DISTINCT customer_key)")

    names = """
        identified_records_customer_id_nonzero
        distinct_identified_customers
    """
    assert found == tuple(reference["span"][name] for name in names.split())
    assert any("75 values of customer_id" in note and "kept" in note for note in bank[1].notes)


def test_without_the_word_keep_no_cut_id_names_anybody(
    shared_data: Path, reference: Figures, tmp_path: Path
) -> None:
    mapping = tmp_path / "bank.toml"
    mapping.write_text(MAPPING.read_text("utf-8").replace('wrong = "keep"\n', ""), "utf-8")
    con, options = duckdb.connect(), ReadOptions(customer_key=b"k" * 32, mapping=mapping)
    landing = SOURCE.read(con, sorted((shared_data / "anonymous_bank").glob("*.txt.gz")), options)

    (found,) = con.execute("SELECT count(customer_key) FROM landed").fetchall()
    assert found[0] == reference["span"]["identified_records_customer_id_nonzero"] - 75
    assert any(n.startswith("75 values of customer_id could not be read") for n in landing.notes)


def test_negative_menu_times_keep_the_row_and_are_counted(bank: Bank) -> None:
    assert any(note.startswith("82 values of vru_time") for note in bank[1].notes)


def test_visits_are_the_contacts(bank: Bank) -> None:
    found = (
        bank[0]
        .execute(
            "SELECT count(*), count(DISTINCT contact_id), sum(wait_s), min(visit_no), max(visit_no) FROM visits"
        )
        .fetchall()
    )

    assert found == [(*figures(bank[0], "span", "count(*), count(*), sum(wait_s)"), 1, 1)]
