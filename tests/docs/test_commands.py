"""Every command that a page shows is run, in order, and prints what the page says it prints.

A fenced block marked ```console is a session: lines that start with `$ ` are run, the lines up to the
next one are what must appear (`> ` continues a command). `...` stands for anything. A page is one
session in one empty folder, and what a command sets in the shell holds for those after it. An output that
ends in `^C` is one of a command that goes on: it is interrupted once the output is there.

The README is read as by a stranger, in a folder like a fresh clone: no home is named, nothing is on PATH.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey("process")

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NEEDS_REAL_DATA = "$WILLET_SHARED"


def sessions(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a page with the output the page shows for it."""
    for block in _BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            while command.endswith("\\"):
                more, _, shown = shown.partition("\n")
                command = command[:-1] + more.lstrip()
            while shown.startswith("> "):
                more, _, shown = shown[2:].partition("\n")
                command += "\n" + more
            yield command, shown.rstrip()


def matches(shown: str, printed: str) -> bool:
    """Whether the output is what the page shows, blanks aside; `...` on the page stands for anything."""
    pattern = ".*?".join(re.escape(_squeezed(piece)) for piece in shown.split("..."))
    return re.search(pattern, _squeezed(printed), re.DOTALL) is not None


def _squeezed(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text)


WITH_COMMANDS = [p for p in PAGES if p.exists() and _BLOCK.search(p.read_text())]


README = ROOT / "README.md"
INTERRUPTED = "^C"
WAIT_S = 300


def _runs(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints; what it sets in the shell is in the environment afterwards."""
    state = folder / ".environment"
    done = subprocess.run(
        ["bash", "-c", f"{command}\nenv -0 > {state}"],
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=WAIT_S,
    )
    pairs = (pair.partition("=") for pair in state.read_text().split("\0") if pair)
    environment.clear()
    environment |= {name: value for name, _sign, value in pairs}
    return done.stdout + done.stderr


def _goes_on(command: str, shown: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command that does not end prints; interrupted like by Ctrl+C once that is what the page shows."""
    output = folder / ".output"
    with output.open("w") as file:
        running = subprocess.Popen(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_hear_interrupts,  # noqa: PLW1509 -- no thread runs here
        )
    until = time.monotonic() + WAIT_S
    while not matches(shown, output.read_text()) and time.monotonic() < until:
        if running.poll() is not None:
            break
        time.sleep(0.2)
    assert running.poll() is None, f"it ended by itself: {output.read_text()}"
    os.killpg(running.pid, signal.SIGINT)
    running.wait(timeout=60)
    return output.read_text()


def _hear_interrupts() -> None:
    """Whoever runs the tests in the background may have them ignored, and what is started inherits that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _like_a_clone(folder: Path) -> None:
    """What a clone holds after `make setup`, which took its packages from the network."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "src", "examples"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (folder / ".venv" / ".ready").touch()


def _environment(page: Path, folder: Path) -> dict[str, str]:
    here = str(Path(sys.executable).parent)
    if page != README:
        path = f"{here}:{os.environ['PATH']}"
        return os.environ | {"WILLET_HOME": str(folder / "home"), "WILLET": str(ROOT), "PATH": path}
    _like_a_clone(folder)
    path = os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if p != here)
    settled = {name: value for name, value in os.environ.items() if not name.startswith("WILLET_")}
    return settled | {"PATH": path, "WILLET_PORT": str(_free_port())}


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda p: str(p.relative_to(ROOT)))
def test_page_shows_what_its_commands_print(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = page.read_text()
    environment = _environment(page, tmp_path)
    if NEEDS_REAL_DATA in text:
        environment["WILLET_SHARED"] = str(request.getfixturevalue("shared_data").parent)
    port = environment.get("WILLET_PORT", "8000")

    for command, page_shows in sessions(text.replace("127.0.0.1:8000", f"127.0.0.1:{port}")):
        shown = page_shows.removesuffix(INTERRUPTED)
        goes_on = shown != page_shows
        printed = (
            _goes_on(command, shown, tmp_path, environment)
            if goes_on
            else _runs(command, tmp_path, environment)
        )
        assert "Traceback" not in printed, printed
        assert matches(shown, printed), f"$ {command}\n-- shown:\n{shown}\n-- printed:\n{printed}"


def test_readme_leads_from_the_demo_to_own_calls_in_homes_of_their_own() -> None:
    commands = [command.split("\n")[0] for command, _shown in sessions(README.read_text())]

    assert commands[0] == "make demo"
    assert commands[1] == ". .venv/bin/activate"
    assert [c.split()[:2] for c in commands[3:]] == [
        ["willet", "import"],
        ["willet", "ask"],
        ["willet", "ask"],
    ]


def test_session_reader_joins_lines_and_keeps_what_is_shown() -> None:
    page = "text\n```console\n$ willet ask received \\\n    --by month\nreceived 5\n\n$ true\n```\n"

    assert list(sessions(page)) == [("willet ask received --by month", "received 5"), ("true", "")]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [("a ... c", "a b\n c", True), ("a c", "a b c", False), ("", "anything", True)],
)
def test_dots_stand_for_anything(shown: str, printed: str, *, same: bool) -> None:
    assert matches(shown, printed) is same
