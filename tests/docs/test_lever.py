"""A lever in the sketch: a folder of under 200 lines and its name in the list of rooms, in a copy of the house."""

import shutil
from pathlib import Path

import pytest

from tests.docs.test_recipes import ROOT, _replace, _run, copy

pytestmark = pytest.mark.journey("process")

__all__ = ["copy"]

SKETCH = Path(__file__).with_name("lever")
GERMAN = '\nmsgid "No target yet"\nmsgstr "Noch kein Ziel"\n'
VISIT = """
from willet.site.starting import boot
boot()
from django.test import Client
from django.utils import translation
from tests.scaffold.small_lake import TABLE, csv_of
from willet.core.intake import import_files
from willet.figures.domain.whole import lake_path
from willet.people.domain import add_person
from willet.people.models import Role
from willet.jobs.domain.asking import ask
from willet.jobs.domain.working import work_once
from willet.jobs.models import Schedule
from willet.notices.models import Notice
from pathlib import Path
Path("calls.csv").write_text(csv_of(TABLE))
import_files(lake_path(), "table", [Path("calls.csv")], zone="Europe/Amsterdam")

def reader(name, role):
    client = Client(SERVER_NAME="localhost")
    client.force_login(add_person(name, email=f"{name}@example.org", role=role))
    return client

stranger, manager, agent = Client(SERVER_NAME="localhost"), reader("ma", Role.MANAGER), reader("ag", Role.AGENT)
form = {"name_de": "Schneller", "metric": "average_talk_time", "share": "80 %", "days_from": "2026-03-01"}
print("stranger", stranger.get("/targets/").status_code, stranger.post("/targets/new/", form).status_code)
print("german", "Noch kein Ziel" in manager.get("/targets/", headers={"accept-language": "de"}).content.decode())
print("agent", agent.get("/targets/").status_code, agent.get("/targets/new/").status_code)
print("wrong", manager.post("/targets/new/", form | {"share": "180 %"}).status_code)
print("new", manager.post("/targets/new/", form).status_code)
shown = manager.get("/targets/").content.decode()
print("list", "Schneller" in shown, "80.0" in shown)
board = manager.get("/?period=all").content.decode()
tile = board.partition("Average talk time")[2].partition("</article>")[0]
print("tile", len(tile) > 0, "How is this computed?" in tile, "/calls/" in tile)
print("menu", "/targets/" in manager.get("/metrics/").content.decode())
print("change", manager.post("/targets/1/", form | {"share": "85"}).status_code)
changed = manager.get("/targets/1/").content.decode()
print("history", "Share: 0.8 → 0.85" in changed, "added" in changed)
over = form | {"days_from": "2026-01-01", "days_to": "2026-01-31"}
manager.post("/targets/new/", over)
for _twice in range(2):
    ask("targets.over")
    work_once()
told = manager.get("/notices/").content.decode()
print("told", told.count("is over."), 'class="count">1<' in told, "A target’s period is over" in told)
print("leads", manager.get(f"/notices/{Notice.objects.filter(kind='targets.ended').first().pk}/")["Location"][:9])
print("due", Schedule.objects.filter(kind="targets.over").exists())
print("ask", manager.get("/targets/1/remove/").status_code, manager.post("/targets/1/remove/").status_code)
gone = manager.get("/targets/").content.decode()
token = gone.partition('action="/undo/')[2].partition('"')[0]
manager.post(f"/undo/{token}")
print("back", "85.0" in manager.get("/targets/").content.decode())
"""


LINT = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"


@pytest.fixture
def house(copy: Path) -> Path:
    """A copy of the house with the lever in it, and its name in the list of rooms."""
    folder = copy / "src/willet/levers/targets"
    shutil.copytree(SKETCH, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "src/willet/levers/__init__.py").write_text('"""The levers, a room each."""\n')
    _replace(
        copy / "src/willet/site/rooms.py",
        '    "willet.resolution": "",\n',
        '    "willet.levers.targets": "",\n    "willet.resolution": "",\n',
    )
    words = copy / "src/willet/locale/de/LC_MESSAGES/django.po"
    words.write_text(words.read_text("utf-8") + GERMAN, "utf-8")
    return copy


def test_the_sketch_is_under_200_lines() -> None:
    lines = [len(path.read_text("utf-8").splitlines()) for path in SKETCH.glob("*.py")]

    assert 0 < sum(lines) < 200


def test_a_lever_is_its_folder_and_its_name_in_the_list_of_rooms(house: Path) -> None:
    made = _run(
        house, "-m", "django", "makemigrations", "targets", "--settings=willet.site.settings"
    )
    visited = _run(house, "-c", VISIT)

    assert made.returncode == 0, made.stderr
    assert visited.stdout.splitlines() == [
        "stranger 302 302",
        "german True",
        "agent 200 403",
        "wrong 422",
        "new 302",
        "list True True",
        "tile True True True",
        "menu True",
        "change 302",
        "history True True",
        "told 1 True True",
        "leads /targets/",
        "due True",
        "ask 200 302",
        "back True",
    ], visited.stderr


def test_the_floors_hold_with_the_lever_in_the_house(house: Path) -> None:
    shutil.copy(ROOT / ".importlinter", house / ".importlinter")

    linted = _run(house, "-c", LINT)

    assert "0 broken" in linted.stdout, linted.stdout + linted.stderr
