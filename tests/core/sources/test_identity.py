"""One caller in many spellings has one key; a hidden caller has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.sources.identity import (
    email_key,
    id_key,
    is_withheld,
    normalised_number,
    number_keys,
)

KEY = bytes(32)


@pytest.mark.parametrize(
    "spelling", ["+49 30 123456", "0049 30 123456", "(030) 12-34-56", "030/123456"]
)
def test_spellings_of_one_number_are_one(spelling: str) -> None:
    assert normalised_number(spelling, "DE") == "+4930123456"


@pytest.mark.parametrize(
    "hidden", ["anonymous", "Anonymous", "unknown", "WITHHELD", "", "  ", "Unbekannt", "-1"]
)
def test_hidden_numbers_are_nobody(hidden: str) -> None:
    assert number_keys([hidden], KEY)[hidden] is None


def test_extension_is_not_a_subscriber() -> None:
    assert normalised_number("6001", "NL") == "ext:6001"


def test_withheld_is_told_from_absent() -> None:
    assert [is_withheld("anonymous"), is_withheld(""), is_withheld("0301234")] == [
        True,
        False,
        False,
    ]


def test_kinds_of_identity_never_share_a_key() -> None:
    assert (
        len(
            {
                number_keys(["+4930123456"], KEY)["+4930123456"],
                id_key("+4930123456", KEY),
                email_key("+4930123456", KEY),
            }
        )
        == 3
    )


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_key_of_the_installation_decides(one: bytes, other: bytes) -> None:
    same = id_key("4711", one) == id_key("4711", other)

    assert same == (one == other)
