"""A Willet asked over HTTP answers as the lake itself does: figures, reasons, and refusals."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import willet
from tests.scaffold.serving import ServedToPrograms, served
from willet.core.metrics import catalogue
from willet.core.metrics.condition import among
from willet.core.records import LakeError, RequestError, UnknownNameError

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"metrics": "received"},
    {"metrics": ["received", "answered", "service_level"], "by": ["queue", "day"]},
    {"metrics": "call_resolution", "by": "agent"},
    {"metrics": "call_resolution", "by": ["month", "topic"]},
    {"metrics": "average_handle_time", "where": "queue = 'sales' and wait_s > 5"},
    {"metrics": "service_level", "params": {"target_s": 10}},
    {"metrics": "service_level", "params": {"target_s": "12.5"}, "profile": "willet"},
    {"metrics": "received", "first": "2026-03-09", "last": "2026-03-10", "by": "hour"},
    {"metrics": "received", "from_": "2026-03-09", "to": "2026-03-10"},
    {"metrics": "received", "where": among("queue", ["sales", None])},
    {"metrics": "received", "first": "2031-01-01"},
    {"metrics": "received", "first": "2031-01-01", "by": "day"},
    {"metrics": sorted(catalogue()), "by": "queue"},
)
REFUSED: tuple[dict[str, Any], ...] = (
    {"metrics": "recieved"},
    {"metrics": []},
    {"metrics": "received", "by": "moon"},
    {"metrics": "received", "by": "visit_no"},
    {"metrics": "received", "where": "queue ="},
    {"metrics": "received", "where": "mood = 'good'"},
    {"metrics": "received", "first": "yesterday"},
    {"metrics": "received", "first": "2026-03-09", "last": "2026-03-08"},
    {"metrics": "received", "first": "2026-03-09", "from_": "2026-03-09"},
    {"metrics": "service_level", "params": {"target_s": "soon"}},
    {"metrics": "service_level", "params": {"target_m": "1"}},
    {"metrics": "received", "profile": "nobody"},
)


@pytest.fixture(scope="module")
def server(made_lake: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedToPrograms]:
    """The small lake, served."""
    home = tmp_path_factory.mktemp("served")
    shutil.copytree(made_lake, home / "lake")
    shutil.copy(made_lake.with_name("lake.key"), home / "lake.key")
    with served(home) as server:
        yield server


@pytest.fixture(scope="module")
def token(server: ServedToPrograms) -> str:
    return server.token_of("analyst")


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_answer_is_that_of_the_lake(
    server: ServedToPrograms, token: str, question: dict[str, Any]
) -> None:
    asked = dict(question)
    metrics = asked.pop("metrics")

    there = willet.connect(server.url, token).ask(metrics, **asked)
    here = willet.open(server.home / "lake").ask(metrics, **asked)

    assert there == here
    assert there.question.as_json() == here.question.as_json()
    assert there.rows == here.rows
    assert (there.dims, there.as_of, repr(there)) == (here.dims, here.as_of, repr(here))


def test_answer_goes_on_as_one_of_the_lake_does(server: ServedToPrograms, token: str) -> None:
    there = willet.connect(server.url, token).ask("received", by="queue")
    here = willet.open(server.home / "lake").ask("received", by="queue")

    assert there.to_pandas().equals(here.to_pandas())
    assert there != willet.open(server.home / "lake").ask("received")


@pytest.mark.parametrize("question", REFUSED, ids=str)
def test_refusal_is_that_of_the_lake(
    server: ServedToPrograms, token: str, question: dict[str, Any]
) -> None:
    asked = dict(question)
    metrics = asked.pop("metrics")

    with pytest.raises(RequestError) as there:
        willet.connect(server.url, token).ask(metrics, **asked)
    with pytest.raises(RequestError) as here:
        willet.open(server.home / "lake").ask(metrics, **asked)

    assert type(there.value) is type(here.value)
    assert str(there.value) == str(here.value)
    assert there.value.message.code == here.value.message.code
    if isinstance(here.value, UnknownNameError) and isinstance(there.value, UnknownNameError):
        assert there.value.known == here.value.known


def test_token_that_is_not_known_is_refused_in_words(server: ServedToPrograms) -> None:
    with pytest.raises(RequestError, match="not known") as refused:
        willet.connect(server.url, "wlt_00000000_" + "x" * 43).ask("received")

    assert refused.value.message.code == "no_such_token"


def test_lead_is_given_no_figure_of_a_stranger(server: ServedToPrograms) -> None:
    lead = willet.connect(server.url, server.token_of("team_lead", "lead"))

    answer = lead.ask("average_handle_time", by=["agent"])

    assert [row.keys["agent"] for row in answer.rows] == []
    with pytest.raises(RequestError, match="filter as the pages do"):
        lead.ask("average_handle_time", where="agent = 'Otto K' or wait_s > 1000000")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("willet.example.org", "not an address"),
        ("ftp://willet.example.org", "not an address"),
        ("https://", "not an address"),
        ("https://me:secret@willet.example.org", "not an address"),
        ("https://[::1", "not an address"),
        ("https://willet.example.org:x", "not an address"),
        ("https://willet.example.org?token=x", "not an address"),
        ("http://willet.example.org", "in clear"),
        ("http://127.0.0.1.example.org", "in clear"),
        ("http://192.168.0.7:8000", "in clear"),
    ],
)
def test_address_that_is_none_or_not_safe_is_refused(url: str, why: str) -> None:
    with pytest.raises(RequestError, match=why):
        willet.connect(url, "wlt_x")


@pytest.mark.parametrize("text", ["", "a b", "a\r\nX-More: 1", "\u00e9", "a\n"])
def test_text_that_cannot_be_a_token_is_never_sent(text: str) -> None:
    with pytest.raises(RequestError, match="not a token"):
        willet.connect("https://willet.example.org", text)


def test_token_is_in_no_text_of_a_connection() -> None:
    connection = willet.connect("http://127.0.0.1:1/", "wlt_secret")

    assert repr(connection) == "willet.connect('http://127.0.0.1:1', ...)"
    with pytest.raises(LakeError, match="cannot be reached") as failed:
        connection.ask("received")
    assert "wlt_secret" not in str(failed.value)
