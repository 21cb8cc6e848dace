"""The address a supervisor asks."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_healthz_answers_a_stranger_with_ok_and_nothing_else() -> None:
    answer = Client(SERVER_NAME="localhost").get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
