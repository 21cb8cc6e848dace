"""No page rests in a cache."""

import pytest

from tests.scaffold.cast import ROLES, Cast


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "address", ["/", "/profile/", "/account/login/", "/no/such/page", "/healthz"]
)
def test_no_answer_may_be_stored(cast: Cast, role: str, address: str) -> None:
    words = cast.client(role).get(address)["Cache-Control"].split(", ")

    assert {"no-store", "private"} <= set(words)
