"""Changed limits in the address: the board, a metric's page, the calls behind and the files all follow.

Offered visits of the small lake and the seconds until they were answered (- never):

queue   | waits
sales   | 10 30 5 - 12 8
support | - 15 60 20 18
"""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import main_text_of
from willet.core.intake import import_files


@pytest.mark.parametrize(
    ("target", "share"),
    [("", "63.6"), ("target_s=10", "27.3"), ("target_s=30", "72.7"), ("target_s=86400", "81.8"), ("target_s=0", "0.0")],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/?period=all&", "/metrics/service_level/?period=all&"])
def test_the_service_level_follows_the_target(
    cast: Cast, lent_small_lake: Path, address: str, target: str, share: str
) -> None:
    said = main_text_of(cast.client("manager").get(address + target))
    assert f"Service level {share}" in re.sub(r"[\u202f\xa0]", " ", said)


def test_the_page_says_that_the_target_is_not_the_usual_one(
    cast: Cast, lent_small_lake: Path
) -> None:
    client = cast.client("manager")
    changed = client.get("/metrics/service_level/?period=all&target_s=30")
    usual = client.get("/metrics/service_level/?period=all&target_s=20")
    assert "target_s = 30" in main_text_of(changed)
    assert "target_s = 20" in main_text_of(usual)
    note = "Answer within (seconds): 30"
    assert [note in main_text_of(changed), note in main_text_of(usual)] == [True, False]
    assert b'name="target_s" value="30" min="0" max="86400"' in changed.content


def test_the_calls_behind_follow_the_target(cast: Cast, lent_small_lake: Path) -> None:
    client = cast.client("manager")
    board = client.get("/?period=all&target_s=10").content.decode()
    assert "/calls/?period=all&amp;target_s=10&amp;metric=service_level" in board
    rows: Any = client.get(
        "/calls/?period=all&target_s=10&metric=service_level&part=numerator&format=csv"
    )
    text = b"".join(rows.streaming_content).decode()
    found = sorted(row["contact_id"] for row in csv.DictReader(io.StringIO(text)))
    assert found == ["table:c01", "table:c05", "table:c12"]


def test_a_change_of_filter_on_the_list_of_calls_keeps_the_target(
    cast: Cast, lent_small_lake: Path
) -> None:
    page = cast.client("manager").get("/calls/?period=all&target_s=10&metric=service_level")
    assert b'<input type="hidden" name="target_s" value="10">' in page.content


@pytest.mark.parametrize(("target", "levels"), [("20", [4 / 6, 3 / 5]), ("10", [3 / 6, 0.0])])
def test_the_file_of_a_table_follows_the_target(
    cast: Cast, lent_small_lake: Path, target: str, levels: list[float]
) -> None:
    file: Any = cast.client("manager").get(f"/?period=all&target_s={target}&table=queue&format=csv")
    text = b"".join(file.streaming_content).decode()
    found = [float(r["service_level"]) for r in csv.DictReader(io.StringIO(text))]
    assert found == pytest.approx(levels)


@pytest.mark.parametrize("address", ["/", "/metrics/service_level/", "/calls/"])
@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
def test_a_wrong_target_is_told_in_a_sentence_and_the_usual_one_counts(
    cast: Cast, lent_small_lake: Path, address: str, language: str
) -> None:
    cast.manager.language = language
    cast.manager.save()
    page = cast.client("manager").get(address, {"period": "all", "target_s": "<script>"})
    assert page.status_code == 200
    assert "&lt;script&gt;" in page.content.decode()
    english = "is wanted, not" in main_text_of(page)
    assert english == (language == "en")


APART = """contact_id,arrived_at,customer_id,outcome
a,2026-03-01 09:00:00,k8,answered
b,2026-03-10 09:00:00,k1,answered
c,2026-03-13 09:00:00,k1,answered
d,2026-03-24 09:00:00,k9,answered
"""
"""k1 calls twice, three days apart, more than a week after the record begins and before it ends."""


@pytest.mark.journey("history")
def test_a_metric_of_cases_follows_the_rules_of_linking(cast: Cast, home: Path) -> None:
    """Under two days k1 has two cases of one contact each, under four days one of two."""
    (home / "calls.csv").write_text(APART, encoding="utf-8")
    import_files(home / "lake", "table", [home / "calls.csv"], zone="Europe/Amsterdam")
    client = cast.client("manager")
    page = "/metrics/contacts_per_case/?period=all&same_topic=ignored&window_days="
    short, long = (main_text_of(client.get(page + days)) for days in ("2", "4"))
    assert "window_days = 4" in long
    found = [re.search(r"Contacts per case ([\d.]+)", t) for t in (short, long)]
    assert [float(f[1]) for f in found if f] == [1.0, 2.0]
    wrong = client.get(page + "soon")
    assert (wrong.status_code, "A repeat window is a whole number" in main_text_of(wrong)) == (
        200,
        True,
    )


@pytest.mark.parametrize(
    ("role", "status"), [("stranger", 302), ("team_lead", 200), ("agent", 200), ("analyst", 200)]
)  # fmt: skip
def test_everybody_who_signed_in_may_change_a_limit(
    cast: Cast, lent_small_lake: Path, role: str, status: int
) -> None:
    client = cast.client(role)
    for address in ("/?target_s=30", "/metrics/service_level/?target_s=30"):
        assert client.get(address).status_code == status


def test_a_metric_without_parameters_shows_no_bar_for_them(
    cast: Cast, lent_small_lake: Path
) -> None:
    page = cast.client("manager").get("/metrics/received/?period=all&target_s=30")
    assert b'type="number"' not in page.content
    assert b'<input type="hidden" name="target_s" value="30">' in page.content


def test_without_a_lake_the_usual_values_are_told(cast: Cast, home: Path) -> None:
    said = main_text_of(cast.client("manager").get("/metrics/service_level/?target_s=30"))
    assert "target_s = 20" in said


def test_a_limit_costs_no_more_queries(cast: Cast, lent_small_lake: Path) -> None:
    client = cast.client("manager")
    client.get("/?period=all")
    counts = []
    for address in ("/?period=all", "/?period=all&target_s=30"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_metric_is_told_as_others_count_it_over_the_same_calls(
    cast: Cast, lent_small_lake: Path
) -> None:
    """Offered 11, answered 9, of these within 10 s 3; abandoned 2 (45 and 3 s).

    system  | within 10 s
    Amazon  | (3 answered + 1 abandoned) of 11 = 36.4 %
    app_queue | 3 of 9 answered = 33.3 %
    Genesys | 3 of 10, the hang-up within the target left out = 30.0 %
    """
    page = cast.client("manager").get("/metrics/service_level/?period=all&target_s=10")
    said = re.sub(r"[\u202f\xa0]", " ", main_text_of(page))
    table = said[said.index("How others count it") :]
    for system, share in (
        ("Amazon Connect", "36.4"),
        ("Asterisk app_queue", "33.3"),
        ("Genesys Cloud", "30.0"),
    ):
        assert f"{system} {share}%" in table
    assert "How others count it" not in main_text_of(
        cast.client("manager").get("/metrics/received/")
    )
