"""A real PostgreSQL, started for the tests in a folder of its own; without one they are left out, a failure in CI."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from signal import SIGINT
from tempfile import TemporaryDirectory

import pytest

from tests.scaffold.prepared import prepare, prepare_static, start

PASSWORD = "not easily guessed"
_NUMBERS = count(1)
_MISSING = (
    "LEFT OUT: no PostgreSQL. Install Debian's postgresql; the tests start a server themselves."
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what needs the server in one worker: one server is enough. A run within PostgreSQL starts no second one."""
    needs = [
        item
        for item in items
        if {"postgres", "rooms", "new_rooms"} & set(getattr(item, "fixturenames", ()))
    ]
    if os.environ.get("WILLET_DATABASE"):
        items[:] = [item for item in items if item not in needs]
        config.hook.pytest_deselected(items=needs)
    for item in needs:
        item.add_marker(pytest.mark.xdist_group("postgres"))


@dataclass(frozen=True)
class Postgres:
    """A server on loopback, and the databases that tests make in it."""

    port: int
    programs: Path

    def fresh(self, encoding: str = "UTF8") -> str:
        """The address of a new database, without a password."""
        name = f"rooms_{os.getpid()}_{next(_NUMBERS)}"
        self.ask(
            "postgres",
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'",
        )
        return f"postgresql://willet@127.0.0.1:{self.port}/{name}"

    def prepared(self) -> str:
        """The address of a new database that has the tables of the rooms already."""
        name = f"rooms_{os.getpid()}_{next(_NUMBERS)}"
        self.ask("postgres", f"CREATE DATABASE {name} TEMPLATE {self._template}")
        return f"postgresql://willet@127.0.0.1:{self.port}/{name}"

    @cached_property
    def _template(self) -> str:
        address = self.fresh()
        with TemporaryDirectory(prefix="willet-template-") as folder:
            prepare_static(Path(folder))
            start(in_postgres(address, Path(folder)))
        return address.rpartition("/")[2]

    def ask(self, database: str, statement: str) -> str:
        """What the server answers to a statement."""
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "willet", "-d", database]
        command = [str(self.programs / "psql"), *place, "-X", "-q", "-t", "-A", "-c", statement]
        known = os.environ | {"PGPASSWORD": PASSWORD}
        done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server, from before the first test that wants it until the end of all tests."""
    programs = installed()
    if programs is None and os.environ.get("CI"):
        pytest.fail(_MISSING)
    if programs is None:
        pytest.skip(_MISSING)
    with (
        TemporaryDirectory(prefix="willet-postgres-", ignore_cleanup_errors=True) as folder,
        served(programs, Path(folder)) as server,
    ):
        yield server


@contextmanager
def served(programs: Path, folder: Path) -> Iterator[Postgres]:
    """A server with its data in this folder, until the block ends."""
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    if os.getuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres")
    made = ["initdb", "-D", f"{folder}/data", "-U", "willet", "--pwfile", f"{folder}/password"]
    rules = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(_as_nobody(programs, *made, *rules), check=True, capture_output=True, cwd=folder)
    server = Postgres(_free_port(), programs)
    settings = {"listen_addresses": "127.0.0.1", "port": server.port, "fsync": "off",
                "unix_socket_directories": folder, "max_connections": 60}  # fmt: skip
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder / "server.log").open("w") as log:
        start = _as_nobody(programs, "postgres", "-D", f"{folder}/data", *words)
        process = subprocess.Popen(start, cwd=folder, stdout=log, stderr=log)
    try:
        _wait_for(server, process, folder / "server.log")
        yield server
    finally:
        process.send_signal(SIGINT)  # a fast shutdown: whoever is connected is sent away
        process.wait(timeout=30)


def installed() -> Path | None:
    """Where the server's programs are: Debian keeps them out of the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    found = [*folders[::-1], *(Path(p).parent for p in [shutil.which("postgres")] if p)]
    return next((folder for folder in found if (folder / "postgres").exists()), None)


def _as_nobody(programs: Path, program: str, *words: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    command = [str(programs / program), *words]
    if os.getuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(server: Postgres, process: "subprocess.Popen[bytes]", log: Path) -> None:
    ready = [str(server.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(server.port)]
    until = time.monotonic() + 60
    while subprocess.run(ready, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > until:
            pytest.fail(f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.1)


@pytest.fixture(params=["sqlite", "postgres"])
def rooms(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a prepared home, its rooms in SQLite and, the second time, in PostgreSQL."""
    home = tmp_path / "home"
    if request.param == "sqlite":
        return os.environ | {"WILLET_HOME": str(prepare(home)), "WILLET_DATABASE": ""}
    server: Postgres = request.getfixturevalue("postgres")
    prepare_static(home)
    return in_postgres(server.prepared(), home)


postgres_as_a_proof = pytest.mark.parametrize(
    "rooms", ["sqlite", pytest.param("postgres", marks=pytest.mark.proof)], indirect=True
)
"""For long tests of what the databases have in common; what could differ between them is run on both each time."""


@pytest.fixture(params=["sqlite", "postgres"])
def new_rooms(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The same of a home that nobody has started yet: it is not there, and its database is empty."""
    home = tmp_path / "home"
    if request.param == "sqlite":
        return os.environ | {"WILLET_HOME": str(home), "WILLET_DATABASE": ""}
    server: Postgres = request.getfixturevalue("postgres")
    return in_postgres(server.fresh(), home)


def in_postgres(address: str, home: Path) -> dict[str, str]:
    """The environment of a home whose rooms are at this address."""
    return os.environ | {
        "WILLET_HOME": str(home),
        "WILLET_DATABASE": address,
        "WILLET_DATABASE_PASSWORD": PASSWORD,
    }
