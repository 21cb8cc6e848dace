"""Who hears of a job: whoever asked for it, whoever may ask for its kind, whoever sees all jobs."""

import pytest

from tests.scaffold.cast import Cast
from willet.imports.domain.importing import UNDO
from willet.jobs.tasks import FORGET
from willet.jobs.topics import may_hear


@pytest.mark.parametrize(
    ("asker", "kind", "hearing"),
    [
        ("", UNDO, ["manager", "administrator"]),
        ("analyst", UNDO, ["manager", "analyst", "administrator"]),
        ("agent", FORGET, ["agent", "administrator"]),
        ("", "of another version", ["administrator"]),
    ],
)
def test_job_is_heard_of(cast: Cast, asker: str, kind: str, hearing: list[str]) -> None:
    number = getattr(cast, asker).pk if asker else ""

    roles = ("manager", "team_lead", "agent", "analyst", "administrator")

    assert [r for r in roles if may_hear(cast.named(r), f"{number} {kind}")] == hearing
