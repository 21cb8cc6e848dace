"""The server of a desk killed while somebody types in a real browser: what became of each draft.

Every round a page of the desk is open in Chromium and a sentence is typed into its note, a key every few hundredths of
a second. At a random moment the server gets `kill -9`, typing goes on, and a new server starts on the same port. Two
things must hold: the draft that lies in the database while no server runs is at least the last one that the page was
told is kept; and the page by itself, untouched, brings the draft to what stands in the form.
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.rounds import RESULTS, write_results
from tests.scaffold.served import Beside, home_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

SEED, ROUNDS = 20_261_129, 200
SENTENCE = (
    "The customer wants the money back and was told that it takes five days; call back on Tuesday."
)
FLAGS, COOKIE = (
    ("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    "willet_session",
)
KEY_MS, LATEST_KILL_S, SENT_AGAIN_S = 30, 3.0, 30.0
LEG = """
from willet.desk.domain.events import read_event
from willet.desk.domain.taking import take_event
from willet.desk.models import PhoneLink
from willet.people.models import User
User.objects.filter(username="anna").update(agent="Anna W")
link = PhoneLink.objects.first() or PhoneLink.objects.create(name="PBX", source="asterisk", prefix="00000000")
event = read_event({{"call_id": {call!r}, "agent": "Anna W", "state": "connected"}})
answer = str(take_event(event, link).pk)
"""
DRAFT = """
from willet.desk.models import Draft
draft = Draft.objects.filter(leg_id={leg!r}).first()
answer = draft.words["note"] if draft else ""
"""


@dataclass(slots=True)
class Counts:
    """What became of the rounds."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    sent_again: int = 0
    missing: int = 0
    waits_s: list[float] = field(default_factory=list)


class Server:
    """A server on one port that can be killed and started again."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "willet", "serve", "--no-work", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                return
            time.sleep(0.05)
        raise TimeoutError("the server did not answer within a minute")

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def one_round(
    page: "Page", server: Server, beside: Beside, number: int, rng: random.Random, came: Counts
) -> None:
    """Type, kill, look, start, and wait for the page to send the rest."""
    leg = str(beside.do(LEG.format(call=f"{number}.1")))
    page.goto(f"{server.address}/desk/calls/{leg}/")
    acknowledged = [""]

    def hear(answer: "Response") -> None:
        if answer.url.endswith("/draft/") and answer.status == 200:
            sent = json.loads(answer.request.post_data or "{}")
            acknowledged.append(str(sent["words"]["note"]))

    page.on("response", hear)
    note = page.locator("textarea[name=note]")
    kill_at = time.monotonic() + rng.uniform(0.1, LATEST_KILL_S)
    killed = False
    for key in SENTENCE:
        note.press_sequentially(key, delay=KEY_MS)
        if not killed and time.monotonic() >= kill_at:
            server.kill()
            killed = True
    if not killed:
        server.kill()
    page.wait_for_timeout(50)
    known, draft = acknowledged[-1], str(beside.do(DRAFT.format(leg=leg)))
    came.rounds += 1
    came.acknowledged += len(acknowledged) - 1
    came.lost += not draft.startswith(known)
    server.start()
    began = time.monotonic()
    while time.monotonic() - began < SENT_AGAIN_S and draft != SENTENCE:
        page.wait_for_timeout(100)
        draft = str(beside.do(DRAFT.format(leg=leg)))
    came.waits_s.append(time.monotonic() - began)
    came.sent_again += draft == SENTENCE
    came.missing += draft != SENTENCE
    page.remove_listener("response", hear)


def lines(came: Counts) -> list[str]:
    """The result as a table."""
    longest = max(came.waits_s, default=0.0)
    return [
        "| kills | drafts acknowledged | of these gone | sent again by the page | not sent again | longest wait |",
        "|---|---|---|---|---|---|",
        f"| {came.rounds} | {came.acknowledged} | **{came.lost}** | {came.sent_again} | **{came.missing}** "
        f"| {longest:.1f} s |",
    ]


def main() -> int:
    """All rounds; 1 where a draft was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--results", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    rng, came = random.Random(SEED), Counts()
    with tempfile.TemporaryDirectory(prefix="desk-") as folder, sync_playwright() as driver:
        environment = home_of(Path(folder))
        server, beside = Server(environment), Beside(environment)
        browser = driver.chromium.launch(
            executable_path=os.environ.get("WILLET_CHROMIUM") or shutil.which("chromium"),
            args=list(FLAGS),
        )
        context = browser.new_context(locale="en")
        session = beside.sign_in("anna", "agent")
        context.add_cookies([{"name": COOKIE, "value": session, "url": server.address}])
        page = context.new_page()
        for number in range(wanted.rounds):
            one_round(page, server, beside, number, rng, came)
        browser.close()
        server.kill()
        beside.stop()
    write_results("Drafts of the desk", lines(came), wanted.results)
    return int(came.lost or came.missing)


if __name__ == "__main__":
    sys.exit(main())
