"""The observed session of a real Asterisk against what its callers and phones saw."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

TOLERANCE_S = 1.5
NAMES = {
    "Alice Jansen": "6001",
    "Zoë O'Brien": "6002",
    "Müller, Jörg": "6003",
    "PJSIP/6004": "6004",
    "PJSIP/6005": "6005",
    "Nguyen Thi Hoa": "6006",
    "Ana Pérez": "6007",
    "Tom Backup": "6008",
}
QUEUES = ("support", "sales", "400")


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "asterisk"


@pytest.fixture
def expected(folder: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((folder / "expected.json").read_text())
    return figures


@pytest.fixture
def truth(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "truth.json").read_text())
    return told


@pytest.fixture
def session(fold: Any, folder: Path) -> Any:
    return fold([folder / "queue_log.0", folder / "queue_log"])


def split(path: Path, into: Path, every: int) -> list[Path]:
    lines = path.read_bytes().splitlines(keepends=True)
    pieces = [lines[n : n + every] for n in range(0, len(lines), every)]
    paths = [into / f"{path.name}.piece{n:03}" for n in range(len(pieces))]
    for piece, target in zip(pieces, paths, strict=True):
        target.write_bytes(b"".join(piece))
    return paths


@pytest.mark.parametrize("queue", QUEUES)
def test_counts_of_each_queue_are_exact(session: Any, expected: Any, queue: Any) -> None:
    want = expected["queues"][queue]
    found = Counter(
        dict(
            session.rows(f"SELECT outcome, count(*) FROM visits WHERE queue = '{queue}' GROUP BY 1")
        )
    )
    assert found.total() == want["entered"]
    assert found["answered"] == want["answered"]
    assert found["abandoned"] == want["abandoned"]
    assert found["timed_out"] == want["queue_timeout"]
    assert found["callback"] == want["callback_requested"]
    assert found["overflowed"] == want["leave_empty"]
    assert found["unknown"] == 0


@pytest.mark.parametrize("queue", QUEUES)
def test_contacts_of_each_queue_are_its_visits(session: Any, queue: Any) -> None:
    by_visit = session.rows(
        f"SELECT outcome, count(*) FROM visits WHERE queue = '{queue}' GROUP BY 1 ORDER BY 1"
    )
    by_contact = session.rows(
        f"SELECT outcome, count(*) FROM contacts WHERE queue = '{queue}' AND direction = 'inbound' "
        "GROUP BY 1 ORDER BY 1"
    )
    assert by_contact == by_visit


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("queue", QUEUES)
def test_averages_of_each_queue_are_within_the_tolerance(
    session: Any, expected: Any, queue: Any
) -> None:
    want = expected["queues"][queue]
    wait, gone, talk, in_time = session.row(
        f"""SELECT avg(wait_s) FILTER (outcome = 'answered'), avg(wait_s) FILTER (outcome = 'abandoned'),
        avg(talk_s), count(*) FILTER (outcome = 'answered' AND wait_s <= {want["service_level_seconds"]})
        FROM visits WHERE queue = '{queue}'"""
    )
    assert wait == pytest.approx(want["avg_wait_answered"], abs=TOLERANCE_S)
    assert gone == pytest.approx(want["avg_wait_abandoned"], abs=TOLERANCE_S)
    assert talk == pytest.approx(want["avg_talk_first_leg"], abs=TOLERANCE_S)
    assert abs(in_time - want["answered_within_sl"]) <= 1


def test_wait_talk_ring_and_acw_of_every_call_agree_with_the_phones(
    session: Any, truth: Any
) -> None:
    told = {
        row[0]: row[1:]
        for row in session.rows(
            "SELECT contact_id, wait_s, talk_s, ring_s, acw_s, agent FROM visits WHERE outcome = 'answered'"
        )
    }
    answered = [call for call in truth["calls"] if call["outcome"] == "answered"]
    assert len(told) == len(answered)
    with_acw = 0
    for call in answered:
        wait, talk, ring, acw, agent = told["asterisk:" + call["uniqueid"]]
        leg = call["legs"][0]
        assert wait == pytest.approx(call["wait"], abs=TOLERANCE_S)
        assert talk == pytest.approx(leg["talk"], abs=TOLERANCE_S)
        assert ring == pytest.approx(leg["t_connect"] - leg["t_ring"], abs=TOLERANCE_S)
        assert NAMES[agent] == leg["agent"]
        if leg.get("acw") is not None:
            with_acw += 1
            assert acw == pytest.approx(leg["acw"], abs=TOLERANCE_S)
    assert with_acw > 60


def test_dispositions_by_topic_cause_and_agent(session: Any, expected: Any) -> None:
    want = expected["resolution"]
    statements = session.rows(
        "SELECT stated_by, resolved, cause FROM outcomes WHERE kind = 'disposition'"
    )
    assert len(statements) == want["dispositioned"]
    assert sum(resolved for _, resolved, _ in statements) == want["resolved"]
    causes = Counter(cause for _, _, cause in statements if cause)
    blockers = dict(want["unresolved_by_blocker"])
    assert causes == {"turnover": blockers.pop("training"), **blockers}
    for agent, figures in expected["agents"].items():
        told = [resolved for by, resolved, _ in statements if NAMES[by] == agent]
        assert (len(told), sum(told)) == (figures["dispositions"], figures["resolved"])


def test_topics_of_contacts_are_those_of_the_last_leg(session: Any, truth: Any) -> None:
    want: Counter[Any] = Counter()
    for call in truth["calls"]:
        stated = [leg["disposition"] for leg in call["legs"] if leg.get("disposition")]
        if stated:
            want[stated[-1]["topic"], stated[-1]["resolved"] == "yes"] += 1
    found = session.rows(
        "SELECT topic, resolved, count(*) FROM contacts WHERE topic IS NOT NULL GROUP BY ALL"
    )
    assert {(topic, resolved): n for topic, resolved, n in found} == want


def test_survey_answers(session: Any, truth: Any) -> None:
    sent = {
        "asterisk:" + call["uniqueid"]: float(call["csat_digit_sent"])
        for call in truth["calls"]
        if call["csat_digit_sent"]
    }
    found = session.rows("SELECT contact_id, score, instrument, scale FROM answers")
    assert {contact: score for contact, score, _, _ in found} == sent
    assert {(instrument, scale) for _, _, instrument, scale in found} == {("csat", "1-5")}


def test_repeat_callers_have_one_key_each(session: Any, expected: Any, truth: Any) -> None:
    numbers = {
        "asterisk:" + c["uniqueid"]: c["caller"] for c in truth["calls"] if c.get("queue_visits")
    }
    keys = dict(
        session.rows("SELECT contact_id, customer_key FROM contacts WHERE direction = 'inbound'")
    )
    by_number: dict[str, set[int]] = {}
    for contact, key in keys.items():
        by_number.setdefault(numbers[contact], set()).add(key)
    assert {len(found) for found in by_number.values()} == {1}
    assert len({key for found in by_number.values() for key in found}) == len(by_number)
    twice = Counter(numbers[contact] for contact in keys)
    assert {n for n, times in twice.items() if times > 1} <= set(expected["repeat_callers"])


def test_no_number_lands_in_clear(fold: Any, folder: Path, truth: Any) -> None:
    session = fold([folder / "queue_log.0", folder / "queue_log"])
    numbers = {c["caller"] for c in truth["calls"]} | {o["number"] for o in truth["outbound"]}
    texts = [
        str(row)
        for name in ("landed", "contacts", "visits", "answers", "outcomes", "agent_states")
        for row in session.rows(f'FROM "{name}"')
    ]
    assert not [n for n in numbers for text in texts if n in text]


def test_every_event_is_accounted_for(session: Any) -> None:
    landing = session.landing
    assert landing.rows_read == 949
    assert (landing.rows_folded, landing.rows_kept, landing.rejects.total) == (928, 21, 0)


@pytest.mark.proof
def test_any_order_and_split_and_repetition_gives_the_same_tables(
    fold: Any, folder: Path, tmp_path: Path, session: Any
) -> None:
    old, new = folder / "queue_log.0", folder / "queue_log"
    pieces = [*split(old, tmp_path, 97), *split(new, tmp_path, 97)]
    want = session.tables()
    assert fold([new, old]).tables() == want
    assert fold(new, old).tables() == want
    assert fold(*reversed(pieces)).tables() == want
    assert fold(*pieces[::2], *pieces[1::2], *pieces[::3], old).tables() == want


def test_a_gzipped_log_is_the_same_log(
    fold: Any, folder: Path, tmp_path: Path, session: Any
) -> None:
    zipped = tmp_path / "queue_log-20261123.gz"
    zipped.write_bytes(gzip.compress((folder / "queue_log.0").read_bytes()))
    misnamed = tmp_path / "queue_log.2"
    misnamed.write_bytes(gzip.compress((folder / "queue_log").read_bytes()))
    assert fold([zipped, misnamed]).tables() == session.tables()
