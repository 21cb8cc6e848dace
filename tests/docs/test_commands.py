"""Every command that a page shows is run, in order, and prints what the page says it prints.

A fenced block marked ```console is a session: lines that start with `$ ` are run, the lines up to the
next one are what must appear (`> ` continues a command). `...` stands for anything. A page is one
session in one empty folder.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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


def _runs(
    command: str, folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda p: str(p.relative_to(ROOT)))
def test_page_shows_what_its_commands_print(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = page.read_text()
    environment = {**os.environ, "WILLET_HOME": str(tmp_path / "home"), "WILLET": str(ROOT)}
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    if NEEDS_REAL_DATA in text:
        environment["WILLET_SHARED"] = str(request.getfixturevalue("shared_data").parent)

    for command, shown in sessions(text):
        done = _runs(command, tmp_path, environment)
        printed = done.stdout + done.stderr
        assert "Traceback" not in printed, printed
        assert matches(shown, printed), f"$ {command}\n-- shown:\n{shown}\n-- printed:\n{printed}"


def test_session_reader_joins_lines_and_keeps_what_is_shown() -> None:
    page = "text\n```console\n$ willet ask received \\\n    --by month\nreceived 5\n\n$ true\n```\n"

    assert list(sessions(page)) == [("willet ask received --by month", "received 5"), ("true", "")]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [("a ... c", "a b\n c", True), ("a c", "a b c", False), ("", "anything", True)],
)
def test_dots_stand_for_anything(shown: str, printed: str, *, same: bool) -> None:
    assert matches(shown, printed) is same
