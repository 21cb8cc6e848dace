"""One caller in many spellings has one key; a hidden caller has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.sources.identity import (
    callers,
    email_key,
    id_key,
    is_withheld,
    normalised_number,
)

KEY = bytes(32)


@pytest.mark.parametrize(
    "spelling",
    [
        *("+49 30 123456", "0049 30 123456", "(030) 12-34-56", "030/123456"),
        # Wide digits and a wide plus, one wide digit among others, Arabic and Devanagari digits.
        *("＋４９３０１２３４５６", "+49３0123456", "٠٣٠١٢٣٤٥٦", "००४९ ३० १२३४५६"),
    ],
)
def test_spellings_of_one_number_are_one(spelling: str) -> None:
    assert normalised_number(spelling, "DE") == "+4930123456"


@pytest.mark.parametrize(
    "spelling",
    [
        "+49(0)30 123456", "+49 (0) 30 / 123456", "49 30 123456", "tel:+49-30-123456", "<030123456>",
        "sip:+4930123456@provider.example", '"Ann 2" <sip:030123456@10.0.0.1:5060;user=phone>',
        "sip:%2B4930123456@provider.example", "*31#030123456", "030 123456 (mobil)",
    ],
)  # fmt: skip
def test_what_stands_around_a_number_is_not_part_of_it(spelling: str) -> None:
    assert normalised_number(spelling, "DE") == "+4930123456"


@pytest.mark.parametrize(
    "spelling",
    ["+4930123456 ext. 12", "030 123456 x12", "030123456, Durchwahl 12", "tel:+4930123456;ext=12",
     "+49 30 123456 máy lẻ 12"],
)  # fmt: skip
def test_extension_behind_a_number_is_somebody_else_than_the_number(spelling: str) -> None:
    assert normalised_number(spelling, "DE") == "+4930123456;ext=12"


@pytest.mark.parametrize("region", ["DE", "NL", "VN", "US", None])
@pytest.mark.parametrize("digits", ["6001", "110", "12", "601234"])
def test_short_internal_number_is_known_as_such_in_every_region(
    digits: str, region: str | None
) -> None:
    assert normalised_number(digits, region) == f"ext:{digits}"


def test_short_number_that_a_country_knows_is_its_own() -> None:
    assert normalised_number("201234", "FO") == "+298201234"


def test_number_without_its_country_stands_for_itself() -> None:
    assert normalised_number("030/123456") == "raw:030123456"
    assert normalised_number("+4930123456") == "+4930123456"


@pytest.mark.parametrize(
    "name", ["alice", "alice2", "Kunde 4711", "user6001", "SIP/6001-0001", "sip:alice2@example.org", "()", "+",
             "6.02701E+11"],
)  # fmt: skip
def test_name_with_digits_in_it_is_no_number(name: str) -> None:
    assert normalised_number(name, "DE") is None


@pytest.mark.parametrize(
    "spelling",
    ["Ann@Example.org", " ann@example.org ", "ann@EXAMPLE.ORG.", "mailto:ann@example.org",
     "Ann Smith <Ann@example.org>", "mailto:ann@example.org?subject=Hi"],
)  # fmt: skip
def test_spellings_of_one_address_are_one(spelling: str) -> None:
    assert email_key(spelling, KEY) == email_key("ann@example.org", KEY)


def test_host_in_letters_and_in_ascii_is_one() -> None:
    assert email_key("ann@münchen.example", KEY) == email_key("ann@xn--mnchen-3ya.example", KEY)


def test_two_mailboxes_of_one_host_are_two() -> None:
    assert email_key("ann@example.org", KEY) != email_key("ann+shop@example.org", KEY)


@pytest.mark.parametrize(
    "text", ["<" * 500_000 + ">>", "1" * 500_000, "anonymous " * 50_000, "1 " * 200_000]
)
def test_text_as_long_as_a_book_is_no_caller_and_takes_no_time(text: str) -> None:
    assert normalised_number(text, "DE") is None
    assert not is_withheld(text)


@given(st.text(max_size=30), st.sampled_from(["DE", "US", None]))
def test_any_text_has_a_number_or_none(text: str, region: str | None) -> None:
    number = normalised_number(text, region)

    assert number is None or number.startswith(("+", "ext:", "raw:"))
    assert not (is_withheld(text) and number)


@given(st.from_regex(r"[1-9][0-9]{6,11}", fullmatch=True))
def test_number_brought_to_its_form_stays_as_it_is(digits: str) -> None:
    assert normalised_number(f"+{digits}") in (f"+{digits}", None)


@pytest.mark.parametrize(
    "hidden", ["anonymous", "Anonymous", "unknown", "WITHHELD", "", "  ", "Unbekannt", "-1"]
)
def test_hidden_numbers_are_nobody(hidden: str) -> None:
    assert callers([hidden], KEY)[hidden].key is None


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
                callers(["+4930123456"], KEY)["+4930123456"].key,
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


@pytest.mark.parametrize(
    ("text", "identity", "has_key"),
    [
        ("030123456", "number", True),
        ("6001", "extension", True),
        ("Anonymous", "withheld", False),
        ("", None, False),
        ("Ann", None, False),
    ],
)
def test_each_caller_says_what_kind_it_is(text: str, identity: str | None, has_key: bool) -> None:
    caller = callers([text], KEY, "DE")[text]

    assert (caller.identity, caller.key is not None) == (identity, has_key)
