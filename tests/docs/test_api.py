"""The commands of the page on the API are run against a server, and every address it names is offered."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.serving import served
from willet.api.domain.limits import OF_ADDRESS, OF_TOKEN
from willet.api.serving.mount import endpoints

PAGE = Path(__file__).resolve().parents[2] / "docs/analysts/api.md"
BLOCKS = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.skipif(shutil.which("curl") is None, reason="LEFT OUT: no curl")
def test_commands_of_the_page_do_what_they_say(made_lake: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(made_lake, home / "lake")
    shutil.copy(made_lake.with_name("lake.key"), home / "lake.key")
    blocks = BLOCKS.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) == 5

    with served(home) as server:
        given = {"WILLET_URL": server.url, "WILLET_TOKEN": server.token_of("manager")}
        for language, text in blocks:
            command = [sys.executable, "-c"] if language == "python" else ["bash", "-ec"]
            done = subprocess.run(
                [*command, text],
                cwd=tmp_path,
                env=server.environment | given,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, bool(done.stdout)) == (0, True), done.stdout + done.stderr


def test_every_address_stands_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    table = "\n".join(line for line in text.splitlines() if line.startswith("| `"))
    named = {"name": "NAME", "run_id": "RUN", "pk": "ID"}

    for endpoint in endpoints():
        path = re.sub(r"\{str:(\w+)\}", lambda part: named[part[1]], endpoint.path)
        assert re.search(rf"{endpoint.method}.*/{path}`.* \| {endpoint.scope} \|", table), path


def test_limits_on_the_page_are_those_that_hold() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert f"{OF_TOKEN.requests} requests a minute for a token" in text
    assert f"{OF_ADDRESS.requests} from one address" in text
