"""PostgreSQL has its limits: a crowd does not break it, and when it sends everybody away all go on by themselves."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.scaffold.postgres import Postgres, in_postgres
from tests.scaffold.served import Beside, Listen, serving

SENT_AWAY = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
ASK = """
from django.db import connection
connection.close()
from willet.jobs.domain.asking import ask
from willet.jobs.models import Job
from willet.jobs.tasks import FORGET
job = ask(FORGET)
"""
STATE = "job.refresh_from_db(); answer = job.state"


@pytest.mark.proof
def test_a_crowd_is_answered_and_all_goes_on_when_the_database_is_back(
    postgres: Postgres, tmp_path: Path, listen: Listen
) -> None:
    address = postgres.prepared()
    rooms, name = in_postgres(address, tmp_path), address.rpartition("/")[2]
    beside = Beside(rooms)
    session = beside.sign_in("ann", "administrator")
    worker = subprocess.Popen([sys.executable, "-m", "willet", "work"], env=rooms)
    with serving(rooms, beside=beside) as server:
        stream = listen(server, session)
        stream.next()
        # More than the server of the tests takes connections.
        with ThreadPoolExecutor(150) as crowd:
            answers = list(crowd.map(_status, [f"{server.address}/healthz"] * 300))
        assert set(answers) == {200}

        away = sum(_sent_away(postgres, name) for _ in range(3))
        assert away > 0

        beside.do(ASK)

        assert _ends_as(beside) == "done"
        assert stream.news(1) != []
        assert _status(f"{server.address}/account/login/") == 200
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    beside.stop()


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def _sent_away(postgres: Postgres, name: str) -> int:
    time.sleep(0.5)
    return int(postgres.ask(name, SENT_AWAY))


def _ends_as(beside: Beside) -> object:
    until = time.monotonic() + 60
    while (state := beside.do(STATE)) in {"waiting", "running"} and time.monotonic() < until:
        time.sleep(0.5)
    return state
