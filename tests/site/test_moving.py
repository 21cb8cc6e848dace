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


@pytest.fixture
def before(tmp_path: Path) -> dict[str, str]:
    """A home whose rooms rest in SQLite, with something in them."""
    environment = in_postgres("", tmp_path / "home")
    run(environment, FILL)
    return environment


def test_every_row_is_there_after_the_move(before: dict[str, str], postgres: Postgres) -> None:
    after = before | {"WILLET_DATABASE": postgres.fresh()}
    was = run(before, SHOW)

    status, printed = move(after)

    assert (status, printed.startswith("Moved ")) == (0, True), printed
    assert run(after, SHOW) == was.replace("\\u0000", "\N{REPLACEMENT CHARACTER}")
    assert '"username": "ann"' in was
    # Keys go on after the last one that was ever given and is still there; times are those of before.
    assert run(after, NEXT) == "2 True True True\n"


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


def test_second_move_is_refused_and_changes_nothing(
    before: dict[str, str], postgres: Postgres
) -> None:
    after = before | {"WILLET_DATABASE": postgres.fresh()}
    move(after)
    was = run(after, SHOW)

    status, printed = move(after)

    assert (status, "is in use" in printed) == (2, True)
    assert run(after, SHOW) == was


def test_move_without_where_to_or_where_from_is_refused(
    before: dict[str, str], tmp_path: Path
) -> None:
    nothing = before | {"WILLET_HOME": str(tmp_path / "empty"), "WILLET_DATABASE": ""}

    assert move(before)[0] == 2
    assert "names no PostgreSQL" in move(before)[1]
    assert "nothing is to be moved" in move(nothing)[1]


def test_row_that_does_not_fit_moves_nothing(before: dict[str, str], postgres: Postgres) -> None:
    run(before, "from willet.people.models import Team; Team.objects.create(name='x' * 81)")
    after = before | {"WILLET_DATABASE": postgres.fresh()}

    status, printed = move(after)

    assert (status, "people_team does not go into the new database" in printed) == (3, True)
    assert run(after, "from willet.people.models import User; print(User.objects.count())") == "0\n"
