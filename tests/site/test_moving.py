"""The rooms move from SQLite to PostgreSQL: every row, every time, every key, and what cannot be moved is said."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.postgres import Postgres, in_postgres
from tests.scaffold.racing import run

FILL = """
import datetime
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from willet.core.records import steps
from willet.imports.models import SavedMapping, Upload
from willet.jobs.models import Job
from willet.people.domain import add_person
from willet.people.models import Role, Team, User

north = Team.objects.create(name="Nörd")
ann = add_person("ann", email="ann@willet.example", role=Role.MANAGER, teams=[north], password="a long enough secret")
gone = add_person("gone", email="gone@willet.example")
gone.delete()
upload = Upload.objects.create(source="table", uploaded_by=ann, report={"rejects": [{"value": "\\0"}]}, files=[{"name": "a.csv", "size": 1}])
job = Job.objects.create(kind="imports.check", about=str(upload.pk), asked_by=ann, step=steps.FOLDING, share=0.25)
long_ago = timezone.now() - datetime.timedelta(days=400)
Job.objects.update(asked_at=long_ago)
SavedMapping.objects.create(name="daily", text="[columns]", saved_by=ann)
session = SessionStore(); session["seen"] = "é"; session.save()
"""  # noqa: E501 -- rows
SHOW = """
import json
from django.apps import apps
from django.core import serializers
for model in apps.get_models(include_auto_created=True):
    if model._meta.app_label not in {"auth", "contenttypes"}:
        rows = serializers.serialize("json", model._base_manager.order_by("pk"))
        print(model._meta.db_table, json.dumps(json.loads(rows), sort_keys=True, ensure_ascii=False))
"""


def move(environment: dict[str, str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "willet", "move"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.mark.proof
def test_rooms_move_whole_once_or_not_at_all(tmp_path: Path, postgres: Postgres) -> None:
    """A home is filled, with one name that is too long for PostgreSQL; moved in vain, mended, moved, moved again."""
    before, address = in_postgres("", tmp_path / "home"), postgres.fresh()
    after = before | {"WILLET_DATABASE": address}
    people = (address.rpartition("/")[2], "SELECT count(*) FROM people_user")
    run(before, FILL + "Team.objects.create(name='x' * 81)")

    status, printed = move(after)
    assert (status, "people_team does not go into the new database" in printed) == (3, True)
    assert postgres.ask(*people) == "0"

    mended = "from willet.people.models import Team; Team.objects.get(name='x' * 81).delete()"
    was = run(before, mended + SHOW)
    status, printed = move(after)
    assert (status, printed.startswith("Moved ")) == (0, True), printed
    *shown, last = run(after, SHOW + NEXT).splitlines()
    assert shown == was.replace("\\u0000", "\N{REPLACEMENT CHARACTER}").splitlines()
    assert '"username": "ann"' in was
    # Keys go on after the last one that is there; times are those of before; the chain of the activity holds.
    assert last == "2 True True True"

    status, printed = move(after)
    assert (status, "is in use" in printed) == (2, True)
    assert postgres.ask(*people) == "2"


NEXT = """
from django.utils import timezone
from willet.activity.domain.verifying import verify
from willet.jobs.models import Job
from willet.people.domain import add_person
from willet.people.models import User
new = add_person("new", email="new@willet.example")
ann = User.objects.get(username="ann")
waits = timezone.now() - Job.objects.get().asked_at
print(new.pk, ann.check_password("a long enough secret"), waits.days == 400, verify().holds)
"""


def test_move_without_where_to_or_where_from_is_refused(tmp_path: Path) -> None:
    nowhere = in_postgres("", tmp_path / "home")
    run(nowhere, "")

    answers = [move(nowhere), move(nowhere | {"WILLET_HOME": str(tmp_path / "empty")})]

    assert [status for status, _sentence in answers] == [2, 2]
    assert "names no PostgreSQL" in answers[0][1]
    assert "nothing is to be moved" in answers[1][1]
