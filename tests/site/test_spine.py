"""The whole spine in a real browser, in five languages: a call, the desk, a survey by mail, a no, an inbox, Causes.

One agent takes five calls, each of a customer who is asked in another language. For three the agent says it was not
solved and why, for two that it was; every customer answers no. Servers, mail and the listener of customers are real.
"""

import os
import re
import signal
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from tests.notices.post import Post, post_office
from tests.scaffold.postgres import Postgres, in_postgres
from tests.scaffold.prepared import prepare_static
from tests.scaffold.served import Served, free_port, home_of, serving
from willet.ui.languages import LANGUAGE_NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SET_UP = """
from willet.desk.domain.tokens import make_link
from willet.desk.models import PhoneLink
from willet.levers.surveys.domain.standard import put_standard_in
from willet.levers.surveys.domain.starting import start
from willet.levers.surveys.models import Wave
from willet.people.domain import add_person
from willet.people.models import Team, User
north = Team.objects.create(name="North")
for name, called in (("anna", "Anna W"), ("tomas", "")):
    User.objects.get(username=name).teams.add(north)
    User.objects.filter(username=name).update(agent=called)
put_standard_in()
wave = Wave.objects.create(name="Spring", company="Acme", owner=User.objects.get(username="marit"), delay_h=0)
start(wave)
answer = make_link(PhoneLink(name="PBX", source="pbx"), by=User.objects.get(username="daan"))
"""
IMPORT = """
from pathlib import Path
from django.conf import settings
from willet.core.intake import import_files
from tests.scaffold.vaulted import fill
home = Path(settings.WILLET_HOME)
report = import_files(home / "lake", "table", [home / {name!r}], mapping=home / "mapping.toml", keep=fill)
answer = [report.contacts_new, report.rejects.total]
"""
WORK = """
from willet.jobs.domain.asking import ask
from willet.jobs.domain.working import work_once
from willet.jobs.models import Job
jobs = [ask({kind!r})]
work_once()
answer = [Job.objects.get(pk=job.pk).state for job in jobs]
"""
VERDICTS = """
from willet.figures.domain.asking import read_lake
from willet.people.visibility import OPEN
sql = "SELECT resolved, decided_by FROM cases WHERE opened_at > $since ORDER BY ALL"
from datetime import datetime, timedelta, UTC
since = (datetime.now(UTC) - timedelta(days=1)).replace(tzinfo=None)
answer = [list(row) for row in read_lake(OPEN).whole.rows(sql, {"since": since})]
"""
MAPPING = """
name = "pbx"
zone = "UTC"
region = "NL"
[columns]
contact_id = { from = "id" }
arrived_at = { from = "when", format = "%Y-%m-%d %H:%M:%S" }
customer_number = { from = "phone" }
customer_email = { from = "mail" }
language = { from = "language" }
agent = { from = "agent" }
team = { from = "team" }
queue = { from = "queue" }
topic = { from = "topic" }
outcome = { from = "outcome", values = { answered = "answered" } }
[vault]
keep = ["email"]
ground = "consent"
"""
HEADING = "id,when,phone,mail,language,agent,team,queue,topic,outcome"
CALLS = list(enumerate(LANGUAGE_NAMES, 1))
UNSOLVED, SOLVED = ("en", "nl", "de"), ("es", "vi")
"""What the agent says of the call of each customer."""


@dataclass
class House:
    """An installation that runs: its two listeners, its mail server, and the token of its phone system."""

    home: Path
    served: Served
    public: str
    post: Post
    token: str

    def event(self, number: int, state: str) -> None:
        """The phone system tells of a call."""
        said = {"call_id": f"c{number}", "agent": "Anna W", "state": state, "queue": "support"}
        body = urlencode({**said, "number": number_of(number)}).encode()
        headers = {"Authorization": f"Bearer {self.token}"}
        sent = urllib.request.Request(f"{self.served.address}/desk/events/", body, headers)
        with urllib.request.urlopen(sent, timeout=20) as answer:
            assert answer.status == 200

    def bring(self, name: str, prefix: str, when: datetime) -> None:
        """Import the records of one call of each customer."""
        lines = [
            f"{prefix}{n},{when:%Y-%m-%d %H:%M:%S},{number_of(n)},c{n}@customers.example,{language},"
            "Anna W,North,support,invoice,answered"
            for n, language in CALLS
        ]
        (self.home / name).write_text("\n".join([HEADING, *lines]) + "\n")
        assert self.served.beside.do(IMPORT.format(name=name)) == [5, 0]

    def work(self, kind: str) -> None:
        """Let a worker carry out a job of this kind."""
        assert self.served.beside.do(WORK.format(kind=kind)) == ["done"]

    def kill_listener(self) -> None:
        """End the listener of customers as a fault would, and wait until the next one answers."""
        (keeper,) = children_of(self.served.process.pid)
        (listener,) = children_of(keeper)
        os.kill(listener, signal.SIGKILL)
        until = time.monotonic() + 60
        while not answers_at(self.public + "/style.css"):
            assert time.monotonic() < until, "the listener did not come again"
            time.sleep(0.2)

    def verdicts(self) -> object:
        """Of each case of today: whether it is solved, and by which evidence."""
        return self.served.beside.do(VERDICTS)


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def answers_at(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except OSError:
        return False
    return True


def number_of(number: int) -> str:
    return f"+3161234500{number}"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with opened(home_of(tmp_path)) as house:
        yield house


@pytest.fixture
def house_in_postgres(tmp_path: Path, postgres: Postgres) -> Iterator[House]:
    prepare_static(tmp_path)
    with opened(in_postgres(postgres.prepared(), tmp_path)) as house:
        yield house


@contextmanager
def opened(environment: Mapping[str, str]) -> Iterator[House]:
    """The installation of a prepared home, with people, a wave that runs and a phone system."""
    port, home = free_port(), Path(environment["WILLET_HOME"])
    public = f"http://127.0.0.1:{port}"
    with post_office() as post:
        mail = {"WILLET_SMTP_HOST": "127.0.0.1", "WILLET_SMTP_PORT": str(post.port)}
        reached = {**mail, "WILLET_SMTP_TLS": "0", "WILLET_PUBLIC_ADDRESS": public}
        with serving({**environment, **reached}, "--public", str(port)) as served:
            for name, role in PEOPLE.items():
                served.beside.sign_in(name, role)
            (home / "mapping.toml").write_text(MAPPING)
            yield House(home, served, public, post, str(served.beside.do(SET_UP)))


PEOPLE = {"anna": "agent", "tomas": "team_lead", "marit": "manager", "daan": "administrator"}


@contextmanager
def at_work(
    browser: "Browser", house: House, name: str, language: str
) -> "Iterator[BrowserContext]":
    """A browser in which somebody signed in, whose language is this one; scripts that fail fail the test."""
    problems: list[str] = []
    context = browser.new_context(locale=language, base_url=house.served.address)
    session = house.served.beside.sign_in(name, PEOPLE[name])
    known = {"willet_session": session, "willet_language": language}
    cookies: Any = [
        {"name": name, "value": value, "url": house.served.address} for name, value in known.items()
    ]
    context.add_cookies(cookies)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    yield context
    context.close()
    assert problems == []


def spoken(page: "Page") -> str | None:
    return page.locator("html").get_attribute("lang")


def say_how_it_ended(browser: "Browser", house: House, number: int, language: str) -> None:
    """The desk opens the call by itself, shows who calls, and takes what the agent says."""
    with at_work(browser, house, "anna", language) as context:
        page = context.new_page()
        page.goto("/desk/")
        house.event(number, "connected")
        page.wait_for_url("**/desk/calls/*/")
        assert spoken(page) == language
        assert f"0{number}" in page.locator("h1").inner_text()
        # What the records know of the caller: the call of before.
        page.locator("main table tbody tr").first.wait_for()
        assert page.locator("main table tbody tr").count() == 1
        if language in UNSOLVED:
            page.check("input[name=resolved][value=no]")
            page.select_option("select[name=cause]", "authority")
        else:
            page.check("input[name=resolved][value=yes]")
        page.click("form.desk-form button.button-main")
        page.wait_for_url("**/desk/?saved=*")
        house.event(number, "ended")


def answer_no(browser: "Browser", house: House, mail: EmailMessage, language: str) -> None:
    """A customer opens the link of the mail, sees their language and the no chosen, and presses the button."""
    (text,) = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
    (link,) = re.findall(rf"{house.public}/s/[\w-]+/\?a=0", text.get_content())
    context = browser.new_context(locale="fr")
    page = context.new_page()
    page.goto(link)
    assert spoken(page) == language
    assert page.locator("input[type=radio][value='0']").is_checked()
    page.locator("form").first.locator("button").click()
    page.wait_for_url("**/thanks/*")
    assert context.cookies() == []
    context.close()


def take_up(browser: "Browser", house: House, language: str) -> None:
    """The lead of the team finds five lines in the inbox; one of them leads to Causes, which has all five."""
    with at_work(browser, house, "tomas", language) as context:
        page = context.new_page()
        page.goto("/inbox/")
        assert spoken(page) == language
        lines = page.locator("main a[href^='/surveys/unsolved/']")
        assert lines.count() == len(CALLS)
        lines.first.click()
        page.locator("main a[href^='/causes/']").click()
        page.locator(".causes-list tbody tr").nth(len(CALLS) - 1).wait_for()
        assert page.locator(".causes-list tbody tr").count() == len(CALLS)


def test_spine_from_a_call_to_its_cause(chromium: "Browser", house: House) -> None:
    walk(chromium, house)

    assert house.verdicts() == [[False, "customer"]] * len(CALLS)


@pytest.mark.proof
def test_spine_where_the_rooms_rest_in_postgres(
    chromium: "Browser", house_in_postgres: House
) -> None:
    walk(chromium, house_in_postgres)

    assert house_in_postgres.verdicts() == [[False, "customer"]] * len(CALLS)


def walk(chromium: "Browser", house: House) -> None:
    """From a call of each customer over the desk, the mail and the no to the inbox and Causes."""
    now = datetime.now(UTC)
    house.bring("before.csv", "b", now - timedelta(days=20))

    for number, language in CALLS:
        say_how_it_ended(chromium, house, number, language)
    house.bring("calls.csv", "c", datetime.now(UTC))
    house.work("imports.facts")
    assert house.verdicts() == [[False, "disposition"]] * 3 + [[True, "disposition"]] * 2

    house.work("surveys.draw")
    house.work("surveys.send")
    mails = {str(mail["To"]): mail for mail in house.post.taken}
    assert sorted(mails) == [f"c{number}@customers.example" for number, _language in CALLS]
    house.kill_listener()
    for number, language in CALLS:
        answer_no(chromium, house, mails[f"c{number}@customers.example"], language)
    house.work("imports.facts")
    assert house.verdicts() == [[False, "customer"]] * 5

    for language in LANGUAGE_NAMES:
        take_up(chromium, house, language)
