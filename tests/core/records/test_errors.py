"""Errors name the thing, offer the next step, and know their exit status."""

import pytest

from willet.core.records import (
    LakeError,
    RequestError,
    UnknownNameError,
    WilletError,
    did_you_mean,
    kinds,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RequestError("x"), 2),
        (UnknownNameError(kinds.METRIC, "x", []), 2),
        (LakeError("x"), 3),
        (WilletError("x"), 3),
    ],
)
def test_exit_status_follows_what_the_caller_can_do(error: WilletError, status: int) -> None:
    assert error.exit_status == status


def test_unknown_name_offers_the_nearest() -> None:
    error = UnknownNameError(kinds.METRIC, "call_resolutoin", ["ces", "call_resolution"])

    assert str(error) == "Unknown metric 'call_resolutoin'. Did you mean 'call_resolution'?"
    assert error.known == ("call_resolution", "ces")


@pytest.mark.parametrize(
    ("name", "known", "sentence"),
    [
        ("quue", ["queue", "agent"], " Did you mean 'queue'?"),
        ("Queue", ["queue", "agent"], " Did you mean 'queue'?"),
        ("zebra", ["queue", "agent"], " Known: queue, agent."),
        ("zebra", [], ""),
        ("zebra", [f"word{n}" for n in range(20)], ""),
    ],
)
def test_did_you_mean(name: str, known: list[str], sentence: str) -> None:
    assert did_you_mean(name, known) == sentence
