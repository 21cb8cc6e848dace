"""Jobs of an earlier installation are carried over, as far as what was kept says, and a database of before comes up."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import override

from willet.jobs.domain.asking import ask, same
from willet.jobs.domain.claiming import STOPPED
from willet.jobs.models import Job

pytestmark = pytest.mark.journey("process")

TEXTS, MOVED = [("imports", "0001_moved_in"), ("jobs", None)], [("imports", "0003_jobs_moved_out")]


def migrate(to: Sequence[tuple[str, str | None]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(list(to))
    named = [(room, name) for room, name in to if name is not None]
    return MigrationExecutor(connection).loader.project_state(named).apps


@pytest.fixture
def earlier(transactional_db: None) -> Iterator[Any]:
    """The room of the imports as it was when it kept jobs, and their texts."""
    yield migrate(TEXTS)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


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
    before = earlier.get_model("imports", "Job").objects
    for number, (step, error, kept) in enumerate(rows):
        before.create(
            kind="undo", run_id=f"r{number}", step=step, error=error, said=kept, state="failed"
        )

    migrate(MOVED)

    coded, plain, nothing = Job.objects.order_by("about")
    assert (coded.step, coded.error, coded.error.code) == ("folding", rows[0][1], "worker_stopped")
    assert (plain.error, plain.error.code, plain.step) == ("Something of before", "", None)
    assert (nothing.error, nothing.step) == (None, None)
    with override("de"):
        assert coded.failure not in {"", rows[0][1]}
        assert (plain.failure, nothing.failure) == ("Something of before", "")


def test_jobs_of_before_go_on_as_they_stood(earlier: Any) -> None:
    """kind    | what            | state   | becomes
    check      | an upload       | running | waits: no worker of before runs any more
    import     | an upload, yes  | waiting | waits
    correct    | ask             | done    | done
    undo       | run r1          | failed  | failed
    """
    upload = earlier.get_model("imports", "Upload").objects.create(source="table")
    before = earlier.get_model("imports", "Job").objects
    ask_of = {"verb": "split", "contact_id": "table:c1"}
    before.create(kind="check", upload=upload, state="running", attempts=1)
    before.create(kind="import", upload=upload, state="waiting", ask={"accept_rejects": "yes"})
    before.create(kind="correct", state="done", ask=ask_of)
    undo = before.create(kind="undo", state="failed", run_id="r1")

    migrate(MOVED)

    pk = str(upload.pk)
    carried = {j.kind: (j.payload, j.about, j.state, j.lane) for j in Job.objects.all()}
    assert carried == {
        "imports.check": ({"upload": pk}, pk, "waiting", "lake"),
        "imports.import": ({"upload": pk, "accept_rejects": "yes"}, pk, "waiting", "lake"),
        "resolution.correct": (ask_of, "table:c1", "done", "lake"),
        "imports.undo": ({"run_id": "r1"}, "r1", "failed", "lake"),
    }
    assert Job.objects.get(kind="imports.undo").pk == undo.pk
    assert ask("imports.check", {"upload": pk}) == Job.objects.get(kind="imports.check")
    assert same("imports.check", {"upload": pk}) == Job.objects.get(kind="imports.check").open_as
