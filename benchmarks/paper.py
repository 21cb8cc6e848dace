"""Every page of the demo on A4, in five languages and from two widths of window: what its PDF lacks or cuts off."""

import argparse
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.scaffold.paper import cut, is_a4, printed
from willet.ui.languages import LANGUAGE_NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Page

ADDRESSES = {
    "manager": (
        *("/?queue=Moving", "/resolution/?queue=Moving", "/resolution/evidence/", "/causes/"),
        *("/comparison/", "/comparison/?by=team", "/calls/?queue=Moving", "/metrics/"),
        *("/metrics/call_resolution/", "/imports/", "/lists/queue/", "/agents/", "/notices/"),
        *("/resolution/cases/never_reached/", "/resolution/cases/contradictory/", "/inbox/"),
    ),
    "administrator": ("/jobs/", "/activity/", "/people/", "/profile/", "/lake/", "/kept/"),
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
WIDTHS = (1280, 1600)
_STANDS = "() => !document.querySelector('willet-chart:not([data-drawn], [data-failed])')"


@contextmanager
def served(home: Path, port: int) -> Iterator[str]:
    """The demo, served from a folder of its own."""
    command = [sys.executable, "-m", "willet", "demo", "--home", str(home), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    for _second in range(180):
        try:
            urllib.request.urlopen(f"{address}/healthz").close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("The demo did not start within three minutes.")


def sign_in(page: "Page", address: str, role: str, home: Path) -> None:
    """Sign in as the demo says."""
    line = re.search(rf"{role}\s+(\S+)\s+(\S+)", (home / "demo-sign-in.txt").read_text())
    assert line is not None
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", line[1])
    page.fill("input[name=password]", line[2])
    page.click("main button")
    page.wait_for_load_state()


def looked_at(page: "Page", address: str, language: str, path: str) -> list[str]:
    """What is wrong with one page on paper."""
    page.context.add_cookies([{"name": "willet_language", "value": language, "url": address}])
    page.goto(address + path)
    page.wait_for_function(_STANDS)
    sheet = printed(page)
    wrong = [f"cut: {text}" for text in cut(page, sheet)] + [f"outside: {w}" for w in sheet.outside]
    return wrong if is_a4(sheet) else [*wrong, f"no A4: {sorted(sheet.sizes)}"]


def main() -> None:
    """Print everything and say what is wrong; the exit status is 1 where anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--port", type=int, default=8859)
    given = parser.parse_args()
    wrong = pages = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        home = given.home or Path(folder) / "demo"
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        with served(home, given.port) as address:
            for role, paths in ADDRESSES.items():
                page = browser.new_context(locale="en-GB").new_page()
                sign_in(page, address, role, home)
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    for language in LANGUAGE_NAMES:
                        for path in paths:
                            pages += 1
                            for line in looked_at(page, address, language, path):
                                wrong += 1
                                sys.stdout.write(f"{language} {width} {path}: {line}\n")
    sys.stdout.write(f"{pages} pages printed, {wrong} things wrong\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
