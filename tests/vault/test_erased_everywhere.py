"""A customer and an employee, planted wherever a home keeps something and then erased, stand nowhere in it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scaffold.postgres import postgres_as_a_proof
from tests.scaffold.racing import run

NUMBER, MAIL, ID, TICKET = "+31612345678", "ann.smith@b.example", "cust-4711", "TICK-8150"
AGENT, ACCOUNT = "Wilma Zandstra", "wzandstra@willet.example"
OF_CUSTOMER = ("612345678", "ann.smith", "cust-4711", "TICK-8150", "Mrs Smith")
OF_EMPLOYEE = ("Zandstra", "wzandstra", "Wilma")
CALLS = f"""contact_id,arrived_at,queue,agent,customer_id,phone,email,outcome,talk_s,case_ref
c01,2026-03-02 09:00:00,sales,{AGENT},{ID},{NUMBER},{MAIL},answered,100,{TICKET}
c02,2026-03-03 09:00:00,sales,Otto K,k2,+31699999999,,answered,80,T2
"""
PLANT = f"""
import json, sys
from datetime import datetime, UTC
from pathlib import Path
from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core import cases, intake
from willet.core.lake import Lake
from willet.core.records import saying
from willet.core.sources.rooms import About, RoomRow
from willet.dashboards.models import SavedView
from willet.figures.models import Annotation
from willet.imports.models import Upload
from willet.jobs.models import Job
from willet.levers.surveys.models import Invitation, Reply, SurveyQuestion, Wave
from willet.notices.models import Notice
from willet.reports.models import Report
from willet.people.agents.keeping import NOBODY
from willet.people.agents.verbs import add_agent
from willet.people.domain import add_person
from willet.people.models import Role

home = Path(settings.WILLET_HOME)
lake = home / "lake"
(home.parent / "calls.csv").write_text({CALLS!r})
intake.import_files(lake, "table", [home.parent / "calls.csv"], zone="Europe/Amsterdam", region="NL")
at = datetime(2026, 3, 3, tzinfo=UTC)
rows = [
    RoomRow("desk", "outcomes", "1", 1, at, {{"kind": "customer", "resolved": True, "stated_by": {AGENT!r}}},
        About(contact_id="table:c01")),
    RoomRow("desk", "uses", "2", 1, at, {{"kind": "article", "agent": {AGENT!r}}}, About(contact_id="table:c02")),
    RoomRow("desk", "outcomes", "3", 1, at, {{"kind": "customer", "resolved": False}}, About(case_ref="table:{TICKET}")),
    RoomRow("desk", "outcomes", "4", 1, at, {{"kind": "customer"}},
        About(source="asterisk", call_id="77.1", agent={AGENT!r}, at=at)),
    RoomRow("learn", "learned", "5", 1, at, {{"agent": {AGENT!r}, "course": "moving", "local_date": at.date()}}),
]
landed = intake.land_rows(lake, rows)
assert not landed.rejects.total, landed.rejects.first
cases.split(Lake.at(lake), "table:c01", by={AGENT!r}, note="Mrs Smith called")
cases.split(Lake.at(lake), "table:c02", by="Otto K", note="asked {AGENT} about {NUMBER}, {TICKET}")

kim = add_person("kim", email="kim@willet.example", role=Role.ADMINISTRATOR, password="a long enough secret")
wilma = add_person("wzandstra", email={ACCOUNT!r}, name={AGENT!r}, role=Role.AGENT, agent={AGENT!r}, password="a long enough secret")
add_agent({AGENT!r}, by=NOBODY)
wave = Wave.objects.create(name="Asked about {AGENT}", company="Acme", owner=kim)
for contact in ("table:c01", "table:c02"):
    asked = Invitation.objects.create(wave=wave, contact_id=contact, agent={AGENT!r}, arrived_at=at, due_at=at, language="en", inclusion_p=1)
    Reply.objects.create(invitation=asked, instrument=SurveyQuestion.objects.get_or_create(code="own")[0], revision=1, source="mail", text="{AGENT}, ask {MAIL} or {NUMBER}")
SAID = saying("planted", "%(what)s")
Job.objects.create(kind="resolution.correct", payload={{"contact_id": "table:c01", "note": "Mrs Smith"}}, state="done")
Job.objects.create(kind="imports.check", payload={{"x": "call {NUMBER} or {MAIL}"}}, state="failed", error=SAID(what="{AGENT} was here"))
Notice.objects.create(reader=kim, kind="imports.finished", text=SAID(what="{AGENT}: 06 1234 5678, {ID}"), key="1")
Notice.objects.create(reader=wilma, kind="imports.finished", text=SAID(what="yours"), key="2")
record(Act.CHANGED, Subject("contact", "table:c01"), fields=[FieldChange("note", "note", None, "Mrs Smith")])
record(Act.CHANGED, Subject("imports.upload", "9", "calls of {AGENT}.csv"), fields=[FieldChange("note", "note", None, "see {MAIL}")])
for name, text in (("named.csv", {CALLS!r}), ("other.csv", "contact_id,phone\\nc09,+31699999999\\n"), ("book.xlsx", "PK\\0\\1")):
    upload = Upload.objects.create(source="table", region="NL", uploaded_by=kim, preview={{"columns": ["contact_id", "agent"], "rows": [["table:c01", "x"], ["table:c02", {AGENT!r}]]}},
        report={{"rejects": [{{"value": {AGENT!r}, "line": 3}}], "notes": ["{AGENT} of {NUMBER}"]}}, files=[{{"name": name, "kept_as": name, "size": 1}}])
    folder = home / "uploads" / upload.pk.hex
    folder.mkdir(parents=True)
    (folder / name).write_text(text)
    (home / "rejects").mkdir(exist_ok=True)
    (home / "rejects" / f"{{upload.pk.hex}}.csv").write_text('a.csv,3,agent,{AGENT},"not known, says {AGENT}"\\n')
imported = Upload.objects.create(source="table", run_id="r1", report={{"rejects": [{{"value": {AGENT!r}}}]}}, files=[])
(home / "rejects" / f"{{imported.pk.hex}}.csv").write_text('a.csv,3,agent,{AGENT},"not known"\\n')
Annotation.objects.create(day=at.date(), words="{AGENT} is ill; {NUMBER} calls", author=kim)
SavedView.objects.create(name="Week of {AGENT}", address="/?agent=Wilma+Zandstra&q=cust-4711&period=all", owner=kim)
Report.objects.create(owner=kim, name="Mail for {AGENT}", filters={{"team": {AGENT!r}, "topic": "about {MAIL}"}})
cache.set("answer", {{"agent": {AGENT!r}}})
send_mail("Welcome", "Dear {AGENT}", None, [{ACCOUNT!r}])
send_mail("Hello", "Dear Kim", None, ["kim@willet.example"])
"""  # noqa: E501 -- rows
SEEN = """
from django.db import connection
with connection.cursor() as cursor:
    tables = connection.introspection.table_names(cursor)
    for table in tables:
        cursor.execute(f'SELECT * FROM "{table}"')
        for row in cursor.fetchall():
            print(table, [bytes(v) if isinstance(v, memoryview) else v for v in row])
from django.conf import settings
from willet.core.lake import Lake
from willet.core.records import TABLES
with Lake.at(settings.WILLET_HOME / "lake").snapshot().reading() as con:
    for table in TABLES:
        print(table, con.execute(f'FROM "{table}"').fetchall())
import duckdb
for path in (settings.WILLET_HOME / "lake" / "landed").rglob("*.parquet"):
    print(path.parent, duckdb.sql(f"FROM '{path}'").fetchall())
"""
ERASE = f"""
from willet.core.intake import SoughtPerson
from willet.vault.domain.persons import erase, forget_in_rooms
erase(SoughtPerson(number={NUMBER!r}))
erase(SoughtPerson(agent={AGENT!r}))
print(sum(forget_in_rooms().values()))
from willet.activity.domain.verifying import verify
from willet.activity.models import ActivityEntry
from willet.imports.models import Upload
from willet.jobs.models import Job
from willet.notices.models import Notice
print(verify().holds, ActivityEntry.objects.filter(act="erased", kind="person").count())
print([u.files[0]["name"] for u in Upload.objects.filter(run_id="")])
print(sorted(str(j.payload) for j in Job.objects.filter(kind__in=["resolution.correct", "imports.check"])))
print(sorted(str(n.text) for n in Notice.objects.filter(kind="imports.finished")))
"""


def texts(home: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the home and what was put beside it, as it stands on the disk."""
    for path in sorted(home.rglob("*")):
        if path.is_file() and "static" not in path.parts:
            yield str(path.relative_to(home)), path.read_bytes()


def named(environment: dict[str, str], words: tuple[str, ...]) -> set[str]:
    """Where any of these words stands: tables of rooms and lake, and bytes of files."""
    home = Path(environment["WILLET_HOME"])
    seen = [(line.split(" ")[0], line.encode()) for line in run(environment, SEEN).splitlines()]
    return {place for place, data in [*seen, *texts(home)] for w in words if w.encode() in data}


@pytest.mark.proof
@postgres_as_a_proof
def test_nobody_who_was_erased_stands_anywhere(rooms: dict[str, str]) -> None:
    environment = rooms | {"WILLET_CHECK_HOURS": "0"}
    run(environment, PLANT)
    before = {words: named(environment, words) for words in (OF_CUSTOMER, OF_EMPLOYEE)}
    assert {"jobs_job", "notices_notice", "activity_activityentry", "edits"} <= before[OF_CUSTOMER]
    assert {"room_rows", "people_user", "calls_upload", "visits"} <= before[OF_EMPLOYEE]
    kept = {"figures_annotation", "dashboards_savedview", "reports_report"}
    assert kept <= before[OF_CUSTOMER] & before[OF_EMPLOYEE]

    again, chain, uploads, jobs, notices = run(environment, ERASE).splitlines()

    assert {words: named(environment, words) for words in before} == {
        words: set() for words in before
    }
    assert (again, chain) == ("0", "True 2")
    assert uploads == "['other.csv']"
    assert "call … or …" in jobs
    assert "{}" in jobs
    assert json.loads(notices.replace("'", '"'))[0].endswith(": …, …")
