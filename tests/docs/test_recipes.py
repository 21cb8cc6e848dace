"""The three recipes of CONTRIBUTING, followed to the letter in a copy of the house."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules", "*.pyc")

METRIC = """
[long_talks]
level = "contact"
formula = "count_if(answered and talk_s > 60) / count_if(answered)"
unit = "share"
direction = "neither"
source = "Our own"
"""
WORDS = """
[long_talks.words.{language}]
title = "Long talks"
definition = "Share of answered contacts in which the talk took more than a minute."
limits = ""
"""

SOURCE = '''"""Reads a paper list: one line a call, `id;YYYY-MM-DD HH:MM;outcome`, times in UTC."""

from willet.core.records import CONTACTS
from willet.core.sources.contract import Landing, silent


class Paper:
    name, title, reads = "paper", "A paper list", "lines of id;time;outcome"
    landed = {"contact_id": "VARCHAR", "arrived_at": "TIMESTAMP", "outcome": "VARCHAR"}
    cannot_tell = {"average_hold_time": "a paper list has no hold time"}

    def recognises(self, path, head):
        return path.suffix == ".paper"

    def read(self, con, files, options, progress=silent):
        con.execute(
            "CREATE OR REPLACE TEMP TABLE landed AS SELECT 'paper:' || column0 AS contact_id, "
            "CAST(column1 AS TIMESTAMP) AS arrived_at, column2 AS outcome, CAST(column1 AS DATE) AS part "
            "FROM read_csv($files, delim=';', header=false, all_varchar=true)",
            {"files": [str(f) for f in files]},
        )
        rows = con.execute("SELECT count(*) FROM landed").fetchone()[0]
        return Landing(rows_read=rows, rows_folded=rows, zone="UTC")

    def parts_touched(self, con):
        return "SELECT DISTINCT part FROM landed"

    def fold(self, con, options):
        known = {
            "contact_id": "contact_id", "source": "'paper'", "arrived_at": "arrived_at", "outcome": "outcome",
            "local_date": "part", "direction": "'inbound'",
            "local_interval": "CAST(hour(arrived_at) * 4 + minute(arrived_at) // 15 AS UTINYINT)",
        }
        columns = ", ".join(f"CAST({known.get(c.name, 'NULL')} AS {c.type}) AS {c.name}" for c in CONTACTS.columns)
        con.execute(f"CREATE OR REPLACE TEMP TABLE contacts AS SELECT DISTINCT {columns}, part FROM landed")
        from willet.core.records import TABLES

        for name in ("visits", "outcomes", "answers", "agent_states"):
            con.execute(TABLES[name].ddl())
            con.execute(f"ALTER TABLE {name} ADD COLUMN part DATE")


SOURCE = Paper()
'''

VIEW = '''"""The page that says hello."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def greeted(request: HttpRequest) -> HttpResponse:
    """Greet the reader."""
    return render(request, "calls/hello.html")
'''

VISIT = """
import os
from willet.site.starting import boot
boot()
from django.test import Client
from willet.people.domain import add_person
from willet.people.models import Role
stranger = Client(SERVER_NAME="localhost").get("/hello/")
print("stranger", stranger.status_code)
lead = Client(SERVER_NAME="localhost")
lead.force_login(add_person("lena", email="lena@example.org", role=Role.TEAM_LEAD))
page = lead.get("/hello/")
menu = lead.get("/metrics/").content.decode()
print("lead", page.status_code, "Hello, centre" in page.content.decode(), "/hello/" in menu)
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the house in which a recipe may be followed."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=NOT_COPIED)
    shutil.copytree(ROOT / "tests/core/metrics", tmp_path / "tests/core/metrics", ignore=NOT_COPIED)
    shutil.copytree(ROOT / "tests/scaffold", tmp_path / "tests/scaffold", ignore=NOT_COPIED)
    for name in ("pytest.ini", "tests/conftest.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "WILLET_HOME": str(copy / "home")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, *words]
    return subprocess.run(
        command, check=False, cwd=copy, env=environment, capture_output=True, text=True, timeout=300
    )


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} has no {old!r}: the recipe no longer fits the house"
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_recipe_for_a_metric_is_one_block_and_one_golden_row(copy: Path) -> None:
    block = METRIC + "".join(WORDS.format(language=code) for code in ("en", "nl", "de", "es", "vi"))
    _append(copy / "src/willet/core/metrics/catalogue/handling.toml", block)

    explained = _run(copy, "-m", "willet", "metrics", "long_talks")
    golden = (
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/core/metrics/test_golden.py",
        "-k",
        "golden_row",
    )
    without_row = _run(copy, *golden)
    _replace(
        copy / "tests/core/metrics/golden.toml", "[figures]\n", "[figures]\nlong_talks = [0.5, 5]\n"
    )
    with_row = _run(copy, *golden)

    assert explained.returncode == 0, explained.stderr
    assert "formula     count_if(answered and talk_s > 60) / count_if(answered)" in explained.stdout
    assert (without_row.returncode, with_row.returncode) == (1, 0), with_row.stdout


def test_recipe_for_a_source_is_a_folder_and_one_line(copy: Path) -> None:
    folder = copy / "src/willet/core/sources/paper"
    folder.mkdir()
    (folder / "__init__.py").write_text(SOURCE)
    registry = copy / "src/willet/core/sources/registry.py"
    _replace(
        registry,
        "SOURCES: dict[str, str] = {\n",
        'SOURCES: dict[str, str] = {\n    "paper": "willet.core.sources.paper:SOURCE",\n',
    )
    (copy / "list.paper").write_text("1;1999-01-04 09:00;answered\n2;1999-01-04 09:05;abandoned\n")

    explained = _run(copy, "-m", "willet", "sources", "paper")
    imported = _run(copy, "-m", "willet", "import", "paper", "list.paper")
    again = _run(copy, "-m", "willet", "import", "paper", "list.paper")
    asked = _run(copy, "-m", "willet", "ask", "received", "--by", "outcome", "--format", "csv")

    assert "cannot tell average_hold_time: a paper list has no hold time" in explained.stdout
    assert (imported.returncode, again.returncode) == (0, 0), imported.stderr + again.stderr
    assert "contacts: 2 new, 0 revised, 0 unchanged" in imported.stdout
    assert "contacts: 0 new, 0 revised, 2 unchanged; no day changed" in again.stdout
    assert [line.split(",")[:3] for line in asked.stdout.splitlines()[1:]] == [
        ["received", "abandoned", "1"],
        ["received", "answered", "1"],
    ]


def test_recipe_for_a_page_is_a_view_an_address_and_a_menu_entry(copy: Path) -> None:
    room = copy / "src/willet/calls"
    (room / "views/hello.py").write_text(VIEW)
    (room / "templates/calls/hello.html").write_text(
        '{% extends "ui/base.html" %}{% block content %}<h1>Hello, centre</h1>{% endblock %}'
    )
    _replace(
        room / "urls.py",
        "urlpatterns = [\n",
        'urlpatterns = [\n    path("hello/", hello.greeted, name="hello"),\n',
    )
    _replace(
        room / "urls.py",
        "from willet.calls.views import ",
        "from willet.calls.views import hello, ",
    )
    _replace(
        room / "panels.py",
        "MENU = (",
        'MENU = (MenuEntry("Hello", "calls:hello", "phone", SEE_CALLS, order=11), ',
    )

    visited = _run(copy, "-c", VISIT)

    assert visited.stdout.splitlines() == ["stranger 302", "lead 200 True True"], visited.stderr
