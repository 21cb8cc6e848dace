"""What happens once a change stands, in tests whose own transaction never ends."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

Committed = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def committed(
    db: None, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]
) -> Committed:
    """A block at whose end what waits for its commit is done, and nothing that waited before it."""

    def block() -> AbstractContextManager[Any]:
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return block
