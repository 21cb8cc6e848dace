"""How soon a request is on the lead's screen, and its verdict on the agent's: two real browser pages on loopback.

Run `python -m benchmarks.authority_screens [ROUNDS]`. Of each round it takes the time from the press of the agent's
button until the request stands on the lead's open page, and from the press of the lead's button until the verdict
stands beside the agent's call. Nothing is reloaded: both pages hear of it. It prints p50, p95 and the worst, each way.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.scaffold.served import Served, home_of, serving

ROUNDS = 50
PAUSE_S = 0.5
"""Between two requests: nobody asks while the lead's page still comes back from the one before."""
# Looked at whenever something on the page changes; a driver that looks by itself does so every half second at last.
SEEN = """([where, words]) => new Promise((seen) => {
  const stands = () => [...document.querySelectorAll(where)].some((one) => one.textContent.includes(words));
  const look = () => { if (stands()) { watch.disconnect(); seen(); } };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true, characterData: true });
  look();
})"""
SET_UP = """
from django.utils import timezone
from willet.desk.models import Leg, PhoneCall
from willet.levers.authority.models import GrantKind
from willet.people.models import Team, User
north = Team.objects.create(name="North")
for name in ("anna", "tomas"):
    User.objects.get(username=name).teams.add(north)
User.objects.filter(username="anna").update(agent="Anna W")
anna, now = User.objects.get(username="anna"), timezone.now()
call = PhoneCall.objects.create(source="pbx", call_id="1.1")
leg = Leg.objects.create(call=call, agent="Anna W", person=anna, connected_at=now)
answer = [str(leg.pk), str(GrantKind.objects.get(key="refund").pk)]
"""


def page_of(browser: object, served: Served, name: str, role: str, address: str) -> Page:
    """A page that somebody opened."""
    context = browser.new_context(base_url=served.address)  # type: ignore[attr-defined]
    session = served.beside.sign_in(name, role)
    context.add_cookies([{"name": "willet_session", "value": session, "url": served.address}])
    page: Page = context.new_page()
    page.goto(address)
    return page


def one_round(agent: Page, lead: Page, refund: str, number: int) -> tuple[float, float]:
    """Seconds until the lead sees the request, and until the agent sees the verdict."""
    amount = f"{100 + number}.00"
    agent.fill("input[name=wish-amount_amount]", amount)
    agent.fill("input[name=wish-reason]", f"round {number}")
    agent.select_option("select[name=wish-kind]", refund)
    begun = time.perf_counter()
    agent.click("button[value=ask]", no_wait_after=True)
    lead.evaluate(SEEN, ["main section h2", amount])
    seen = time.perf_counter()
    lead.fill("input[name=reason]", f"verdict {number}")
    pressed = time.perf_counter()
    with lead.expect_navigation():
        lead.locator("button[name=refuse]").click(no_wait_after=True)
        agent.evaluate(SEEN, [".desk-became", f"verdict {number}"])
        heard = time.perf_counter()
    time.sleep(PAUSE_S)
    return seen - begun, heard - pressed


def said(name: str, seconds: list[float]) -> str:
    """One way in a line, in milliseconds."""
    ordered = sorted(1000 * s for s in seconds)
    at = {share: ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95)}
    return f"{name}: p50 {at[0.5]:.0f} ms, p95 {at[0.95]:.0f} ms, worst {ordered[-1]:.0f} ms, n {len(ordered)}"


def main(rounds: int) -> None:
    """Serve an empty house, open both pages, and go round."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(home_of(Path(folder))) as served,
        sync_playwright() as driver,
    ):
        for name, role in (("anna", "agent"), ("tomas", "team_lead"), ("marit", "manager")):
            served.beside.sign_in(name, role)
        setup: Any = served.beside.do(SET_UP)
        leg, refund = str(setup[0]), str(setup[1])
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        agent = page_of(browser, served, "anna", "agent", f"/desk/calls/{leg}/")
        lead = page_of(browser, served, "tomas", "team_lead", "/authority/requests/")
        agent.locator("input[name=wish-reason]").wait_for()
        time.sleep(3)
        ways = [one_round(agent, lead, refund, number) for number in range(rounds + 3)][3:]
        browser.close()
    print(said("request to the lead's screen", [way[0] for way in ways]))
    print(said("verdict to the agent's screen", [way[1] for way in ways]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
