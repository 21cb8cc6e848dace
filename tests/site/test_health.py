"""The address a supervisor asks."""

import pytest
from django.test import Client

from willet.site.warming import WARMING, State


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.COLD, State.WARMING, State.READY])
def test_healthz_tells_a_stranger_that_and_how_far_it_is_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, state: State
) -> None:
    monkeypatch.setattr(WARMING, "state", state)

    answer = Client(SERVER_NAME="localhost").get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "figures": str(state)})
