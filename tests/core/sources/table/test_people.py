"""Customers: one key for one person, none for nobody, nothing in clear."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from willet.core.sources.identity import email_key, id_key, keyed

KEY = b"k" * 32
Importer = Callable[..., Any]
MAPPING = """
name = "desk"
zone = "UTC"
region = "DE"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.customer_id]
from = "customer"
null = "0"
[columns.customer_number]
from = "phone"
[columns.customer_email]
from = "mail"
"""
HEAD = "id,at,customer,phone,mail\n"


def row(number: int, customer: str = "", phone: str = "", mail: str = "") -> str:
    return f"{number},2021-03-01,{customer},{phone},{mail}\n"


def test_one_number_in_three_spellings(importer: Importer) -> None:
    found = importer(
        HEAD
        + row(1, phone="+49 30 123456")
        + row(2, phone="0049 30 123456")
        + row(3, phone="030/123456"),
        mapping=MAPPING,
    )

    key = keyed("number:+4930123456", KEY)
    assert (
        found.column("(customer_key, number_key, id_key, identity)")
        == [(key, key, None, "number")] * 3
    )


def test_the_customers_own_id_comes_first(importer: Importer) -> None:
    found = importer(HEAD + row(1, "C7", "+4930123456", "A@B.de"), mapping=MAPPING)

    assert found.column("(customer_key, id_key, number_key, email_key, identity)") == [
        (
            id_key("C7", KEY),
            id_key("C7", KEY),
            keyed("number:+4930123456", KEY),
            email_key("a@b.de", KEY),
            "customer_id",
        )
    ]


def test_withheld_and_unknown_are_two_things(importer: Importer) -> None:
    found = importer(HEAD + row(1, phone="anonymous") + row(2) + row(3, "0"), mapping=MAPPING)

    assert found.column("(customer_key, identity)") == [
        (None, "withheld"),
        (None, None),
        (None, None),
    ]


def test_id_or_address_that_says_anonymous_is_nobodys(importer: Importer) -> None:
    found = importer(
        HEAD + row(1, "unknown") + row(2, "Unknown") + row(3, mail="anonymous@anonymous.invalid")
        + row(4, "unknown", "+4930123456"),
        mapping=MAPPING,
    )  # fmt: skip

    key = keyed("number:+4930123456", KEY)
    assert found.column("(customer_key, identity)") == [
        (None, "withheld"),
        (None, "withheld"),
        (None, "withheld"),
        (key, "number"),
    ]


def test_internal_extension_is_known_as_one(importer: Importer) -> None:
    found = importer(HEAD + row(1, phone="6001") + row(2, "C7", "6001"), mapping=MAPPING)

    key = keyed("number:ext:6001", KEY)
    assert found.column("(number_key, identity)") == [(key, "extension"), (key, "customer_id")]


def test_one_address_in_three_spellings(importer: Importer) -> None:
    spellings = ("ann@b.de", "Ann@B.de", "Ann Smith <ann@b.de>")
    found = importer(
        HEAD + "".join(row(n, mail=m) for n, m in enumerate(spellings)), mapping=MAPPING
    )

    assert found.column("(customer_key, identity)") == [(email_key("ann@b.de", KEY), "email")] * 3


def test_numbers_cut_by_a_spreadsheet_never_merge_two_customers(importer: Importer) -> None:
    found = importer(HEAD + row(1, phone="6.02701E+11") + row(2, "6.02701E+11"), mapping=MAPPING)

    assert found.column("customer_key") == [None, None]
    assert [n[:40] for n in found.landing.notes[:2]] == [
        "1 value of customer could not be read an",
        "1 value of phone could not be read and i",
    ]


def test_what_is_no_address_is_no_identity(importer: Importer) -> None:
    found = importer(HEAD + row(1, mail="none"), mapping=MAPPING)

    assert found.column("identity") == [None]


def test_nothing_of_a_person_is_landed(importer: Importer, tmp_path: Path) -> None:
    found = importer(HEAD + row(1, "C7", "+4930123456", "ann@example.org"), mapping=MAPPING)

    shown = str(found.rows("SELECT CAST(landed AS VARCHAR) FROM landed"))
    assert not any(text in shown for text in ("C7", "4930123456", "ann@"))
