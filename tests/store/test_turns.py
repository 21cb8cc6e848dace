"""One at a time, proven by processes that race. The two at the end need a server; the rest is run on both."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from willet.store.turns import number_of, take_turn


def test_number_fits_into_what_the_database_takes() -> None:
    numbers = {number_of(f"turn {i}") for i in range(1000)}

    assert len(numbers) == 1000
    assert all(-(2**63) <= number < 2**63 for number in numbers)


@pytest.mark.django_db(transaction=True)
def test_turn_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(TransactionManagementError, match="'attempts'"):
        take_turn("attempts")


@pytest.mark.django_db(transaction=True)
def test_turn_may_be_taken_twice_and_ends_with_the_transaction() -> None:
    with transaction.atomic():
        take_turn("attempts")
        take_turn("attempts")
        held = _held()

    assert (held > 0) == (connection.vendor == "postgresql")
    assert _held() == 0


def _held() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        (count,) = cursor.fetchone()
    return int(count)
