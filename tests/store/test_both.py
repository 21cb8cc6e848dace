"""What touches locks, limits, claims, caches and pages is run once more, on PostgreSQL."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.scaffold.postgres import Postgres, in_postgres

pytestmark = pytest.mark.journey("process")

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [
    "tests/api/domain/test_limits.py",
    "tests/lists/test_verbs.py",
    "tests/activity/domain/test_verifying.py",
    "tests/desk/domain/test_disposing.py",
    "tests/desk/domain/test_drafts.py",
    "tests/desk/domain/test_taking.py",
    "tests/imports/domain/test_uploads.py",
    "tests/jobs/domain/test_asking.py",
    "tests/jobs/domain/test_claiming.py",
    "tests/jobs/domain/test_lanes.py",
    "tests/live/domain",
    "tests/site/test_health.py",
    "tests/site/test_migrations.py::test_no_room_lacks_a_migration",
    "tests/store/test_texts.py",
    "tests/store/test_turns.py",
]
"""Tests, and folders of tests, of locks, claims and texts, in which databases differ."""
PAGES = [
    "tests/activity/domain/test_recording.py",
    "tests/imports/test_migrations.py",
    "tests/levers/surveys/public/test_pages.py",
    "tests/notices/domain/test_telling.py",
    "tests/people/signin",
    "tests/people/test_domain.py",
    "tests/site/test_walk.py::test_each_role_meets_what_the_table_draws",
    "tests/ui/pages",
]
"""Those of whole rooms, of which the database is part."""


@pytest.mark.parametrize(
    "again", [LOCKS, pytest.param(PAGES, marks=pytest.mark.proof)], ids=["locks", "pages"]
)
def test_what_leans_on_the_database_holds_on_postgres(
    postgres: Postgres, tmp_path: Path, again: list[str]
) -> None:
    environment = in_postgres(postgres.fresh(), tmp_path)
    words = ["-q", "-p", "no:cacheprovider", "-n0", *again]
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(name, None)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-6000:]
    assert "skipped" not in done.stdout.splitlines()[-1]
