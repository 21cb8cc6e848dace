"""The backup of every night: the newest are kept, and one that could not be taken is told."""

from pathlib import Path

import pytest

from tests.scaffold.racing import run
from tests.scaffold.served import home_of

NIGHT = """
from willet.backups.domain.scheduled import take_by_the_clock
print(take_by_the_clock())
"""
FAILING = """
from django.conf import settings
from willet.jobs.domain.asking import ask
from willet.jobs.domain.working import work_once
from willet.notices.models import Notice
from willet.people.domain import add_person
from willet.people.models import Role
add_person("kim", email="kim@willet.example", role=Role.ADMINISTRATOR, password="a long enough secret")
add_person("ann", email="ann@willet.example", role=Role.AGENT, password="a long enough secret")
settings.WILLET_BACKUPS = str(settings.WILLET_HOME)
ask("backups.take", {})
work_once()
print([(n.reader.username, str(n)) for n in Notice.objects.filter(kind="backups.not_taken")])
settings.WILLET_BACKUPS = ""
print(take_by_the_clock())
"""


@pytest.mark.proof
def test_every_night_one_is_taken_and_the_newest_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    older = ["willet-20250101-013000.backup", "willet-20250102-013000.backup"]
    for name in (*older, "willet-by-hand.backup", "notes.txt"):
        (folder / name).write_text("x")
    home = tmp_path / "home"
    environment = home_of(home, WILLET_BACKUPS=str(folder), WILLET_BACKUPS_KEPT="2")

    taken, told, nothing = run(environment, NIGHT + FAILING).splitlines()

    names = {path.name for path in folder.iterdir()}
    assert names == {older[1], Path(taken).name, "willet-by-hand.backup", "notes.txt"}
    assert told.startswith("[('kim', 'The backup of this night was not taken.")
    assert "lies within the home" in told
    assert (told.count("kim"), nothing) == (1, "None")
