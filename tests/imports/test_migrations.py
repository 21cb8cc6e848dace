"""Jobs of an earlier installation are shown after the step to messages, as far as what was kept says."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import override

from willet.imports.domain.jobs import STOPPED
from willet.imports.models import Job

TEXTS, MESSAGES = [("imports", "0001_moved_in")], [("imports", "0002_messages")]


def migrate(to: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def earlier(transactional_db: None) -> Iterator[Any]:
    """The jobs' model as it was when it kept texts."""
    yield migrate(TEXTS).get_model("imports", "Job")
    migrate(MESSAGES)


def test_what_earlier_jobs_kept_is_shown(earlier: Any) -> None:
    """step    | error                            | said  | shown in German
    folding    | The worker stopped 2 times ...   | coded | translated
    -          | Something of before              | -     | in English
    -          | -                                | -     | nothing
    """
    said = {"code": "worker_stopped", "values": {"n": 2}}
    rows = [
        ("folding", str(STOPPED(n=2)), said),
        ("", "Something of before", None),
        ("", "", None),
    ]
    for number, (step, error, kept) in enumerate(rows):
        earlier.objects.create(kind="undo", run_id=f"r{number}", step=step, error=error, said=kept)

    migrate(MESSAGES)

    coded, plain, nothing = Job.objects.order_by("run_id")
    assert (coded.step, coded.error, coded.error.code) == ("folding", rows[0][1], "worker_stopped")
    assert (plain.error, plain.error.code, plain.step) == ("Something of before", "", None)
    assert (nothing.error, nothing.step) == (None, None)
    with override("de"):
        assert coded.failure not in {"", rows[0][1]}
        assert (plain.failure, nothing.failure) == ("Something of before", "")
