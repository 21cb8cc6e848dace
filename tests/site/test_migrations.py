"""The rooms' tables: their migrations are whole, and what rested in a table outlives its move to another room."""

import os
import sqlite3
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.journey("process")


@pytest.mark.django_db
def test_no_room_lacks_a_migration() -> None:
    heard = StringIO()

    call_command("makemigrations", dry_run=True, stdout=heard)

    assert heard.getvalue() == "No changes detected\n"


def test_a_mapping_saved_before_the_move_is_there_after_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    _django(home, "migrate", "calls", "0003")
    with sqlite3.connect(home / "rooms.sqlite3") as database:
        database.execute(
            "INSERT INTO calls_savedmapping (name, text, saved_at) VALUES (?, ?, ?)",
            ("daily", "[columns]", "2026-03-01 09:00:00"),
        )

    _django(home, "migrate")

    kept = _django(home, "shell", "--no-imports", "-c", SHOW)
    assert kept.splitlines() == ["daily [columns]"]


SHOW = """
from willet.imports.models import SavedMapping
for mapping in SavedMapping.objects.all():
    print(mapping.name, mapping.text)
"""


def _django(home: Path, *words: str) -> str:
    environment = {**os.environ, "WILLET_HOME": str(home)}
    command = [sys.executable, "-m", "django", *words, "--settings=willet.site.settings"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
