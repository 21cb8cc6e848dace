"""What every test may lean on: the shared real data, or a loud skip where it is absent."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.scaffold.together",
    "tests.scaffold.journeys",
    "tests.scaffold.frozen",
    "tests.scaffold.in_memory",
    "tests.scaffold.dearest",
    "tests.scaffold.prepared",
    "tests.scaffold.site",
    "tests.scaffold.tables",
    "tests.scaffold.cast",
    "tests.scaffold.commits",
    "tests.scaffold.browser",
    "tests.scaffold.lent",
    "tests.scaffold.lakes",
    "tests.scaffold.shelf",
    "tests.scaffold.walk",
    "tests.scaffold.postgres",
    "tests.scaffold.proofs",
    "tests.scaffold.served",
    "tests.scaffold.unsynced",
    "tests.scaffold.parsed",
]

# Work is never timed here: a busy machine would fail tests that hold.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that may be read but not shipped."""
    folder = Path(os.environ.get("WILLET_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(
            f"LEFT OUT: no real data at {folder}; set WILLET_SHARED to the folder that has it"
        )
    return folder


@pytest.fixture(autouse=True)
def _every_test_begins_in_the_default_language() -> Iterator[None]:
    """A request leaves its reader's language behind on the thread."""
    yield
    translation.deactivate()
