"""Simulator -> import -> ask: what is observable comes back exactly, in both forms and in every split."""

from pathlib import Path

import pytest

import willet
from willet.core.ask import Session
from willet.core.intake import import_files
from willet.core.metrics import catalogue
from willet.core.simulator import Truth

pytestmark = pytest.mark.journey("world")

LANGUAGES = {"nl", "en", "de", "es", "vi"}


@pytest.fixture(scope="module")
def table(run: Truth, tmp_path_factory: pytest.TempPathFactory) -> Session:
    lake: Path = tmp_path_factory.mktemp("table") / "lake"
    report = import_files(
        lake, "table", [run.folder / "contacts.csv.gz"], mapping=run.folder / "mapping.toml"
    )

    assert report.rejects.total == 0
    assert report.contacts_new == run.observable("table", "received")
    return willet.open(lake)


@pytest.fixture(scope="module")
def asterisk(run: Truth, tmp_path_factory: pytest.TempPathFactory) -> Session:
    lake: Path = tmp_path_factory.mktemp("asterisk") / "lake"
    report = import_files(lake, "asterisk", [run.folder / "queue_log"], zone="Europe/Amsterdam")

    assert report.rejects.total == 0
    assert report.rows_read == report.rows_folded + report.rows_kept
    return willet.open(lake)


AT_ONCE = {"window_days": 0}
"""The truth knows how every case ended; under no window all of them stand, and are linked by their ids."""


def asked(session: Session, metric: str) -> float | None:
    params = AT_ONCE if metric == "call_resolution" else {}
    (row,) = session.ask(metric, params=params).rows
    return row.value


EXACT_IN_TABLE = [
    *"received answered abandoned call_resolution service_level".split(),
    *"answer_rate abandonment_rate blocked_rate average_speed_of_answer longest_wait".split(),
    *"average_talk_time average_hold_time after_call_work average_handle_time".split(),
    *"transfer_rate csat_mean csat_top2 ces nps conversion unanswered_offer_rate".split(),
]
EXACT_IN_LOG = [
    *"received answered visits_entered visits_answered visits_abandoned service_level".split(),
    *"abandonment_rate average_speed_of_answer longest_wait average_talk_time".split(),
    *"after_call_work average_handle_time csat_mean unanswered_offer_rate".split(),
]


@pytest.mark.parametrize("metric", EXACT_IN_TABLE)
def test_the_table_form_gives_back_what_is_planted(run: Truth, table: Session, metric: str) -> None:
    assert asked(table, metric) == pytest.approx(run.observable("table", metric), rel=1e-9)


@pytest.mark.parametrize("metric", EXACT_IN_LOG)
def test_the_asterisk_form_gives_back_what_is_planted(
    run: Truth, asterisk: Session, metric: str
) -> None:
    assert asked(asterisk, metric) == pytest.approx(run.observable("asterisk", metric), rel=1e-9)


def test_every_figure_of_the_truth_that_is_a_metric_is_held_against_it(run: Truth) -> None:
    observable = run.document["observable"]

    # Of each case the metric counts the contacts of one window only, the truth those of all its time.
    assert {*EXACT_IN_TABLE, "contacts_per_case"} == set(observable["table"]) & set(catalogue())
    assert set(EXACT_IN_LOG) == set(observable["asterisk"]) & set(catalogue())


@pytest.mark.parametrize("form", ["table", "asterisk"])
@pytest.mark.parametrize("split", ["queue", "agent"])
@pytest.mark.parametrize("metric", ["service_level", "average_handle_time", "csat_mean"])
def test_splits_come_back_exactly(
    run: Truth, request: pytest.FixtureRequest, form: str, split: str, metric: str
) -> None:
    session: Session = request.getfixturevalue(form)
    planted = run.document["by"][form][split]

    answer = session.ask(metric, by=split)

    found = {row.keys[split]: row.value for row in answer.rows if row.keys[split] is not None}
    assert set(found) >= set(planted)
    for name, figures in planted.items():
        expected = figures[metric]["value"]
        assert found[name] == (None if expected is None else pytest.approx(expected, rel=1e-9)), (
            name
        )


@pytest.mark.parametrize("split", ["queue", "topic"])
def test_call_resolution_comes_back_by_queue_and_topic(
    run: Truth, table: Session, split: str
) -> None:
    planted = run.document["by"]["table"][split]

    answer = table.ask("call_resolution", by=split, params=AT_ONCE)

    assert {row.keys[split]: row.value for row in answer.rows} == {
        name: pytest.approx(figures["call_resolution"]["value"], rel=1e-9)
        for name, figures in planted.items()
    }


def test_both_passes_of_the_repeated_hour_are_counted(
    table: Session, rows: list[dict[str, str]]
) -> None:
    passes = [
        sum(
            r["arrived_at"].startswith("2026-10-25 02:") and r["arrived_at"].endswith(o)
            for r in rows
        )
        for o in ("+02:00", "+01:00")
    ]

    answer = table.ask("received", by="hour", first="2026-10-25", last="2026-10-25")

    # Hours are those of the clock on the wall: the one that came twice is one row.
    found = {row.keys["hour"]: row.value for row in answer.rows}
    assert min(passes) > 0
    assert found[2] == sum(passes)
    assert sum(v for v in found.values() if v) == sum(
        r["arrived_at"].startswith("2026-10-25") for r in rows
    )


def test_the_article_shows_on_its_topic(run: Truth, table: Session) -> None:
    article = run.document["planted"]["article"]
    about = f"topic = '{article['topic']}'"

    before = table.ask("call_resolution", where=about, to="2026-10-21").rows[0]
    after = table.ask("call_resolution", where=about, from_=article["first_day"]).rows[0]

    assert article["first_day"] == "2026-10-22"
    assert before.high is not None
    assert after.low is not None
    assert before.high < after.low


def test_what_the_log_cannot_show_is_said_and_not_zero(asterisk: Session) -> None:
    blocked, hold = asterisk.ask(["blocked_rate", "average_hold_time"]).rows

    assert (blocked.value, hold.value) == (None, None)
    assert blocked.reason
    assert hold.reason


def test_languages_come_back(table: Session) -> None:
    answer = table.ask("received", by="language")

    assert {row.keys["language"] for row in answer.rows} == LANGUAGES
