"""How guessing is slowed down: who is refused, and above all who is not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.scaffold.cast import Cast
from willet.people.models import SignInAttempt
from willet.people.signin import attempts
from willet.people.signin.attempts import Visitor, reserve, succeed

SIGN_IN = "/account/login/"
RIGHT, WRONG = "a long enough secret", "wrong"
HERE, THERE = "192.0.2.1", "192.0.2.2"

pytestmark = pytest.mark.django_db


def enter(login: str, password: str, *, address: str = HERE, browser: Client | None = None) -> str:
    """What becomes of one attempt: in, no (wrong), or later (too many)."""
    client = browser or Client(SERVER_NAME="localhost")
    answer = client.post(SIGN_IN, {"login": login, "password": password}, REMOTE_ADDR=address)
    if answer.status_code == 302:
        return "in"
    return "later" if "Too many failed" in answer.content.decode() else "no"


def fail(times: int, login: str = "anna", *, address: str = HERE) -> list[str]:
    return [enter(login, WRONG, address=address) for _ in range(times)]


def test_sixth_attempt_on_one_account_from_one_address_is_refused_even_if_right(cast: Cast) -> None:
    assert fail(5) == ["no"] * 5

    assert (enter("anna", WRONG), enter("anna", RIGHT)) == ("later", "later")


def test_name_and_address_of_one_person_are_one_account(cast: Cast) -> None:
    for login in ("anna", "ANNA", "anna@willet.example", "Anna@Willet.example", "anna"):
        assert enter(login, WRONG) == "no"

    assert enter("anna", RIGHT) == "later"


def test_others_at_the_same_address_and_the_account_elsewhere_go_on(cast: Cast) -> None:
    fail(6)

    assert enter("otto", RIGHT) == "in"
    assert enter("anna", RIGHT, address=THERE) == "in"


def test_right_password_forgets_the_failures_before_it(cast: Cast) -> None:
    fail(4)
    assert enter("anna", RIGHT) == "in"

    assert fail(5) == ["no"] * 5


def test_failures_are_forgotten_after_five_minutes(cast: Cast) -> None:
    fail(6)
    SignInAttempt.objects.update(at=timezone.now() - timedelta(minutes=5, seconds=1))

    assert enter("anna", RIGHT) == "in"


def test_slow_total_of_an_account_stops_who_changes_the_address(cast: Cast) -> None:
    results = [enter("anna", WRONG, address=f"198.51.100.{i}") for i in range(51)]

    assert results == ["no"] * 50 + ["later"]
    assert enter("otto", RIGHT, address="198.51.100.0") == "in"


@pytest.mark.journey("history")
def test_slow_total_of_an_address_stops_who_changes_the_account(cast: Cast) -> None:
    results = [enter(f"nobody{i}", WRONG) for i in range(101)]

    assert results == ["no"] * 100 + ["later"]
    assert enter("anna", RIGHT, address=THERE) == "in"


def test_browser_that_signed_in_before_is_not_shut_out_by_others(cast: Cast) -> None:
    known = Client(SERVER_NAME="localhost")
    enter("anna", RIGHT, browser=known)
    known.post("/account/logout/")
    fail(6)
    [enter("anna", WRONG, address=f"198.51.100.{i}") for i in range(51)]
    assert enter("anna", RIGHT) == "later"

    assert enter("anna", RIGHT, browser=known) == "in"


def test_known_browser_is_slowed_down_by_its_own_failures(cast: Cast) -> None:
    known = Client(SERVER_NAME="localhost")
    enter("anna", RIGHT, browser=known)
    known.post("/account/logout/")

    assert [enter("anna", WRONG, browser=known) for _ in range(6)] == ["no"] * 5 + ["later"]
    assert enter("anna", RIGHT, browser=known, address=THERE) == "later"
    assert enter("anna", RIGHT) == "in", "a browser's failures are its own"


def test_browser_known_for_one_account_is_a_stranger_to_another(cast: Cast) -> None:
    known = Client(SERVER_NAME="localhost")
    enter("anna", RIGHT, browser=known)
    known.post("/account/logout/")
    fail(6, "otto")

    assert enter("otto", RIGHT, browser=known) == "later"


def test_unknown_name_is_refused_as_a_known_one_is(cast: Cast) -> None:
    assert fail(6, "nobody") == fail(6, "anna") == ["no"] * 5 + ["later"]


def test_addresses_of_one_ipv6_network_are_one(cast: Cast) -> None:
    for i in range(5):
        enter("anna", WRONG, address=f"2001:db8:0:1::{i + 1}")

    assert enter("anna", RIGHT, address="2001:db8:0:1:ffff::9") == "later"
    assert enter("anna", RIGHT, address="2001:db8:0:2::1") == "in"


def test_proxy_that_names_nobody_does_not_make_strangers_one(cast: Cast) -> None:
    everybody = [reserve(Visitor(f"account {i}", "")) for i in range(120)]

    assert None not in everybody


def test_new_password_ends_the_wait(cast: Cast) -> None:
    fail(6)
    client = cast.client("agent")
    new = {
        "oldpassword": RIGHT,
        "password1": "another long secret",
        "password2": "another long secret",
    }
    client.post("/account/password/change/", new)

    assert enter("anna", "another long secret") == "in"


def test_table_tells_nobody_s_name_and_address(cast: Cast) -> None:
    enter("anna@willet.example", WRONG)

    (kept,) = SignInAttempt.objects.values_list("account", "address", "browser")
    assert [len(part) for part in kept] == [32, 32, 0]
    assert "anna" not in str(kept)
    assert HERE not in str(kept)


def test_attempts_of_yesterday_are_removed(cast: Cast) -> None:
    fail(3)
    SignInAttempt.objects.update(at=timezone.now() - timedelta(days=1, seconds=1))

    fail(1)

    assert SignInAttempt.objects.count() == 1


def test_success_leaves_what_others_did(cast: Cast) -> None:
    mine, theirs = Visitor("a", "x"), Visitor("a", "y")
    reserve(theirs)
    attempt = reserve(mine)
    assert attempt is not None

    succeed(attempt)

    assert list(SignInAttempt.objects.values_list("address", flat=True)) == ["y"]


def test_limits_are_what_the_handbook_says() -> None:
    limits = (attempts.TOGETHER, attempts.OF_ACCOUNT, attempts.OF_ADDRESS)

    assert [(limit.failures, limit.within.total_seconds()) for limit in limits] == [
        (5, 300),
        (50, 86_400),
        (100, 3_600),
    ]
