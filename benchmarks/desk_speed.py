"""How long a desk takes: from an event of the phone system to the page with the caller, and to save a disposition.

The server is `willet serve` over a simulated centre's lake; phone system and browser are this process, on loopback. A
browser that waits holds the stream of live events; when it hears of the call it fetches the page that the event leads
to, as the page's script does. The time is from the first byte of the event sent to the last byte of
the page that shows the masked number and the earlier contacts. Saving is the POST of the form until its redirect.

Then the same in Chromium, 390 pixels wide, by the browser's own clock: from the event sent to the frame in which the
masked number and the earlier contacts are drawn, wherever its own script showed them; and from the press on Save to the
answer that it was. Each call ends before it is saved, as calls do: one that never ends leads the desk back to it.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.rounds import RESULTS, write_results
from tests.scaffold.served import home_of, serving
from willet.core.intake import import_files
from willet.core.simulator import simulate

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEED, CALLS, DAYS, PER_DAY = 20_261_129, 200, 14, 500
COOKIE, CSRF = "willet_session", "willet_csrf"
READY = """
from willet.desk.domain.tokens import make_link
from willet.desk.models import PhoneLink
from willet.people.models import User
person = User.objects.get(username="anna")
person.agent = "Anna W"
person.save()
answer = make_link(PhoneLink(name="PBX", source="table"), by=person)
"""
KEYS = """
from willet.core.lake import Lake
from willet.figures.domain.whole import lake_path
with Lake.at(lake_path()).snapshot().reading() as con:
    sql = "SELECT customer_key FROM links WHERE customer_key IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 200"
    answer = [str(key) for (key,) in con.execute(sql).fetchall()]
"""
KNOWN = """
from willet.desk.models import PhoneCall
PhoneCall.objects.create(source="table", call_id={call!r}, customer_key={key!r}, number="+31 ** *** *12")
answer = True
"""


WATCH = """
const look = () => {
  const shown = document.querySelector("main")?.textContent.includes("+31 ** *** *12");
  if (!shown || !document.querySelector("main table")) return requestAnimationFrame(look);
  requestAnimationFrame(() => setTimeout(() => { window.drawnAt = performance.timeOrigin + performance.now(); }));
};
const begin = () => location.pathname.startsWith("/desk/calls/") && requestAnimationFrame(look);
const push = history.pushState;
history.pushState = function (...given) { push.apply(this, given); begin(); };
begin();
"""
STANDS = "() => import('/static/ui/stream.js').then((stream) => stream.isUp())"
SAVED = """() => {
  const [way] = performance.getEntriesByType("navigation");
  return way.redirectEnd - way.startTime;
}"""


class Browser:
    """A browser of one agent: one connection for pages, one for the stream of live events."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.headers = port, {"Cookie": f"{COOKIE}={session}", "Host": "127.0.0.1"}
        self.pages = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.heard, self.way = Event(), ""
        self._hearing = Thread(target=self._hear, daemon=True)
        self._hearing.start()

    def _hear(self) -> None:
        stream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        stream.request("GET", "/live/", headers=self.headers)
        for line in stream.getresponse():
            if line.startswith(b"data:") and b'"go"' in line:
                self.way = json.loads(line.removeprefix(b"data:"))["go"]
                self.heard.set()

    def get(self, path: str) -> tuple[http.client.HTTPResponse, str]:
        """One page."""
        self.pages.request("GET", path, headers=self.headers)
        answer = self.pages.getresponse()
        return answer, answer.read().decode()

    def save(self, path: str, page: str) -> int:
        """Save the form of a page as it stands, with a yes."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        cookie = f"{self.headers['Cookie']}; {CSRF}={token[1] if token else ''}"
        body = urlencode(
            {"csrfmiddlewaretoken": token[1] if token else "", "resolved": "yes", "known": 0}
        )
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        self.pages.request("POST", path, body, self.headers | kind)
        answer = self.pages.getresponse()
        answer.read()
        return answer.status


def ring(port: int, token: str, call: str, state: str = "connected") -> None:
    """The phone system tells of a call."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    event = {"call_id": call, "agent": "Anna W", "state": state, "number": "+31201234512"}
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": f"Bearer {token}"}
    line.request("POST", "/desk/events/", urlencode(event), kind)
    assert line.getresponse().read()
    line.close()


def one_call(browser: Browser, token: str, call: str) -> tuple[float, float]:
    """Seconds from the event to the page, and to save."""
    browser.heard.clear()
    began = time.perf_counter()
    ring(browser.port, token, call)
    assert browser.heard.wait(30), "the page heard nothing of its call"
    way = browser.way
    _answer, page = browser.get(way)
    shown = time.perf_counter() - began
    assert "+31 ** *** *12" in page
    assert "<table" in page
    ring(browser.port, token, call, "ended")
    began = time.perf_counter()
    status = browser.save(way, page)
    saved = time.perf_counter() - began
    assert status == 302, status
    return shown, saved


class Phone:
    """A phone of one agent: Chromium as narrow as one, its desk waiting for the next call."""

    def __init__(self, page: "Page", port: int) -> None:
        self.page, self.port = page, port

    def one_call(self, token: str, call: str) -> tuple[float, float]:
        """Seconds from the event to the drawn page, and to save."""
        self.page.goto(f"http://127.0.0.1:{self.port}/desk/", wait_until="load")
        self.page.wait_for_function(STANDS)
        time.sleep(0.5)
        began = time.time()
        ring(self.port, token, call)
        self.page.wait_for_url("**/desk/calls/**", wait_until="load")
        drawn = self.page.wait_for_function("() => window.drawnAt").json_value() / 1000
        ring(self.port, token, call, "ended")
        return drawn - began, self._save()

    def _save(self) -> float:
        self.page.locator("input[name=resolved][value=yes]").check()
        self.page.locator(".desk-form button.button-main").click()
        self.page.wait_for_url("**/desk/?saved=*", wait_until="load")
        saved: float = self.page.evaluate(SAVED)
        assert saved > 0, "no redirect was timed"
        return saved / 1000


@contextmanager
def phone(port: int, session: str) -> Iterator[Phone]:
    """Chromium, 390 pixels wide, signed in."""
    found = os.environ.get("WILLET_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(viewport={"width": 390, "height": 844})
        address = f"http://127.0.0.1:{port}"
        context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
        context.add_init_script(WATCH)
        yield Phone(context.new_page(), port)
        browser.close()


def measured(folder: Path, calls: int) -> tuple[np.ndarray, np.ndarray]:
    """Per call the two times, in seconds: of a client, and of a quarter as many calls in Chromium."""
    simulate(
        folder / "raw", days=DAYS, contacts_per_day=PER_DAY, seed=SEED, first_day=date(2026, 3, 2)
    )
    (folder / "home").mkdir()
    import_files(
        folder / "home" / "lake",
        "asterisk",
        [folder / "raw" / "queue_log"],
        zone="Europe/Amsterdam",
    )
    with serving(home_of(folder / "home")) as served:
        session = served.beside.sign_in("anna", "agent")
        browser = Browser(served.port, session)
        token = str(served.beside.do(READY))
        keys = served.beside.do(KEYS)
        assert isinstance(keys, list)
        browser.get("/desk/")
        time.sleep(1)
        times = []
        for number in range(calls):
            call = f"{number}.1"
            served.beside.do(KNOWN.format(call=call, key=keys[number % len(keys)]))
            times.append(one_call(browser, token, call))
        drawn = []
        with phone(served.port, session) as narrow:
            for number in range(calls // 4):
                call = f"{number}.2"
                served.beside.do(KNOWN.format(call=call, key=keys[number % len(keys)]))
                drawn.append(narrow.one_call(token, call))
    return np.array(times[5:]), np.array(drawn[5:])


def main() -> int:
    """Measure, and write the result down; 1 where a p95 is 300 ms or more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--results", type=Path, default=RESULTS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        times, drawn = (1000 * some for some in measured(Path(folder), wanted.calls))
    middle, late = np.percentile(times, [50, 95], axis=0)
    half, most = np.percentile(drawn, [50, 95], axis=0)
    lines = [
        f"{len(times)} calls over a lake of {DAYS} days with {PER_DAY} contacts each.",
        "",
        "| what | p50 | p95 |",
        "|---|---|---|",
        f"| event → page with the caller | {middle[0]:.0f} ms | **{late[0]:.0f} ms** |",
        f"| disposition saved | {middle[1]:.0f} ms | **{late[1]:.0f} ms** |",
        f"| {len(drawn)} calls in Chromium, 390 px wide: event → drawn | {half[0]:.0f} ms | **{most[0]:.0f} ms** |",
        f"| there: Save pressed → saved | {half[1]:.0f} ms | **{most[1]:.0f} ms** |",
    ]
    write_results("Speed of the desk", lines, wanted.results)
    return int(max(late.max(), most.max()) >= 300)


if __name__ == "__main__":
    sys.exit(main())
