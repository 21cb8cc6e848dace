"""A database that cannot be reached, or is not fit: a sentence and exit status 3; never its password or a trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.postgres import Postgres, in_postgres

WORK = [sys.executable, "-m", "willet", "work", "--once"]


def work(environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(WORK, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.proof
def test_right_address_works(postgres: Postgres, tmp_path: Path) -> None:
    assert work(in_postgres(postgres.fresh(), tmp_path)) == (0, "")


def test_wrong_password_is_named(postgres: Postgres, tmp_path: Path) -> None:
    environment = in_postgres(postgres.fresh(), tmp_path) | {"WILLET_DATABASE_PASSWORD": "guessed"}

    status, sentence = work(environment)

    assert status == 3
    assert 'password authentication failed for user "willet"' in sentence
    assert "Look at WILLET_DATABASE" in sentence
    assert "guessed" not in sentence


@pytest.mark.proof
def test_missing_database_and_missing_server_are_named(postgres: Postgres, tmp_path: Path) -> None:
    nowhere = f"postgresql://willet@127.0.0.1:{postgres.port}/nowhere"
    nobody = "postgresql://willet@127.0.0.1:1/rooms?connect_timeout=2"

    answers = [work(in_postgres(address, tmp_path)) for address in (nowhere, nobody)]

    assert [status for status, _sentence in answers] == [3, 3]
    assert 'database "nowhere" does not exist' in answers[0][1]
    assert "postgresql://willet@127.0.0.1:1/rooms" in answers[1][1]


def test_account_that_may_not_write_is_named(postgres: Postgres, tmp_path: Path) -> None:
    address = postgres.fresh()
    name = address.rpartition("/")[2]
    postgres.ask(name, f"CREATE ROLE guest_{name} LOGIN PASSWORD 'guest'")
    guest = address.replace("//willet@", f"//guest_{name}@")

    status, sentence = work(in_postgres(guest, tmp_path) | {"WILLET_DATABASE_PASSWORD": "guest"})

    assert (status, "permission denied for schema public" in sentence) == (3, True)


def test_database_without_unicode_is_refused(postgres: Postgres, tmp_path: Path) -> None:
    status, sentence = work(in_postgres(postgres.fresh("LATIN1"), tmp_path))

    assert (status, "is encoded as LATIN1" in sentence) == (3, True)


@pytest.mark.parametrize("address", ["mysql://a@b/c", "postgresql://db/rooms"])
def test_address_that_is_not_understood_is_a_wrong_request(address: str, tmp_path: Path) -> None:
    status, sentence = work(os.environ | {"WILLET_HOME": str(tmp_path), "WILLET_DATABASE": address})

    assert (status, sentence.startswith("willet: WILLET_DATABASE")) == (2, True)
