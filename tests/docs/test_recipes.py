"""The three recipes of CONTRIBUTING, followed to the letter in a copy of the house."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.prepared import prepare

pytestmark = pytest.mark.journey("process")

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns("node_modules")
"""What was compiled goes along: a process in the copy compiles only what the recipe changed."""

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

SOURCE = '''"""Reads a paper list: one line a call under `no,time,outcome,caller`, times in seconds since 1970."""

from willet.core.sources.kit import RecordSource, moment, not_recorded, number, text


class Paper(RecordSource):
    """A list kept by hand."""

    name, title, reads = "paper", "A paper list", "CSV under no,time,outcome,caller"
    cannot_tell = not_recorded("hold_s", "abandoned")
    arrived, contact = "time", "'paper:' || no"
    fields = {
        "no": text("no", needed=True),
        "time": moment("time", needed=True),
        "outcome": text("outcome"),
        "caller": number("caller"),
    }
    tables = {
        "contacts": "SELECT DISTINCT 'paper' AS source, contact_id, time AS arrived_at, part, outcome, "
        "local_date, local_interval, wall_interval, 'inbound' AS direction, caller_key AS number_key, "
        "caller_key AS customer_key, caller_identity AS identity FROM landed"
    }


SOURCE = Paper()
'''
SUITE = '''"""The standard suite for paper lists."""

from tests.core.sources.suite import Sample, SourceSuite


class TestPaper(SourceSuite):
    """Two calls."""

    name = "paper"
    sample = Sample(
        file="list.csv",
        header="no,time,outcome,caller",
        lines=("1,1772442000,answered,+31201230001", "2,1772442300,answered,+31201230002"),
        bad="3,tomorrow,answered,+31201230000",
        numbers=("+31201230001", "+31201230002"),
        contacts=2,
    )
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
boot(with_static=False)
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
    """A copy of the house in which a recipe may be followed, with a home that was started before."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=NOT_COPIED)
    shutil.copytree(ROOT / "tests/core/metrics", tmp_path / "tests/core/metrics", ignore=NOT_COPIED)
    shutil.copytree(ROOT / "tests/scaffold", tmp_path / "tests/scaffold", ignore=NOT_COPIED)
    for name in ("pytest.ini", "tests/conftest.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    prepare(tmp_path / "home")
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


def test_recipe_for_a_source_is_a_folder_one_line_and_the_suite(copy: Path) -> None:
    folder = copy / "src/willet/core/sources/paper"
    folder.mkdir()
    (folder / "__init__.py").write_text(SOURCE)
    registry = copy / "src/willet/core/sources/registry.py"
    _replace(
        registry,
        '    "table": ',
        '    "paper": "willet.core.sources.paper:SOURCE",\n    "table": ',
    )
    (copy / "list.csv").write_text("no,time,outcome,caller\n1,1772442000,answered,+31201230001\n")

    explained = _run(copy, "-m", "willet", "sources", "paper")
    imported = _run(copy, "-m", "willet", "import", "paper", "list.csv")
    again = _run(copy, "-m", "willet", "import", "paper", "list.csv")
    metrics = ("received", "abandonment_rate")
    asked = _run(copy, "-m", "willet", "ask", *metrics, "--by", "outcome", "--format", "csv")

    assert len(SOURCE.splitlines()) < 100
    why = "this source does not record callers who gave up"
    assert f"cannot tell abandonment_rate: {why}" in explained.stdout
    assert (imported.returncode, again.returncode) == (0, 0), imported.stderr + again.stderr
    assert "contacts: 1 new, 0 revised, 0 unchanged" in imported.stdout
    assert f"cannot tell abandonment_rate: {why}" in imported.stdout
    assert "contacts: 0 new, 0 revised, 1 unchanged; no day changed" in again.stdout
    rows = list(csv.DictReader(asked.stdout.splitlines()))
    assert [(r["metric"], r["outcome"], r["value"], r["reason"]) for r in rows] == [
        ("received", "answered", "1", ""),
        ("abandonment_rate", "answered", "", why),
    ]


@pytest.mark.proof
def test_a_source_without_the_suite_fails_and_one_with_it_inherits_its_laws(copy: Path) -> None:
    test_recipe_for_a_source_is_a_folder_one_line_and_the_suite(copy)
    shutil.copytree(ROOT / "tests/core/sources", copy / "tests/core/sources", ignore=NOT_COPIED)
    suites = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/core/sources/test_suites.py")

    without = _run(copy, *suites, "-k", "paper")
    (copy / "tests/core/sources/paper").mkdir()
    (copy / "tests/core/sources/paper/test_suite.py").write_text(SUITE)
    inherited = _run(
        copy, *suites, "tests/core/sources/paper/test_suite.py", "-k", "paper or Paper"
    )

    assert (without.returncode, inherited.returncode) == (1, 0), inherited.stdout
    assert re.search(r"^[0-9]+ passed", inherited.stdout, re.MULTILINE)


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
