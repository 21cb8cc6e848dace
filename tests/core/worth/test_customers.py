"""The file of customers: every way to name one, and every fault with its line."""

from datetime import date
from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.core.sources.identity import email_key, id_key, keyed
from willet.core.worth import Customer, CustomerFaultsError, read_customers

SECRET = b"s" * 32


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "customers.csv"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "way", "key"),
    [
        ("customer,left\nk1,2026-03-31\n", "customer", id_key("k1", SECRET)),
        ("\ufeffmail;left\r\nAnn@B.de;2026-03-31\r\n", "mail", email_key("ann@b.de", SECRET)),
        (
            "Number\tLeft\n+31612345678\t2026-03-31\n",
            "number",
            keyed("number:+31612345678", SECRET),
        ),
    ],
)
def test_customer_is_known_by_id_number_or_address(
    tmp_path: Path, text: str, way: str, key: int
) -> None:
    assert read_customers(written(tmp_path, text), SECRET, None) == (
        Customer(key, way, None, date(2026, 3, 31), None),
    )


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_customer_is_one_in_whatever_encoding_a_spreadsheet_saved_it(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes("customer;left\r\nkäthe-1;\r\n".encode(encoding))

    assert read_customers(path, SECRET, None) == (Customer(id_key("käthe-1", SECRET)),)


def test_empty_cells_are_not_known_and_empty_lines_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "customer,joined,left,value\nk1,,,\n\nk2,2026-01-01,2026-01-01,0\n")

    first, other = read_customers(path, SECRET, None)

    assert (first.joined, first.left, first.value) == (None, None, None)
    assert (other.joined, other.left, other.value) == (date(2026, 1, 1), date(2026, 1, 1), 0.0)


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    text = (
        "customer,joined,left,value\n,,2026-01-01,\nk1,,31-01-2026,\nk2,2026-02-01,2026-01-31,\n"
        "k3,,,much\nk4,,,nan\nk5,,,\nk5,,,\nk6,,,1e308\nk7,,,-1e13\nk8,,,-1e12\n"
    )

    with pytest.raises(CustomerFaultsError) as caught:
        read_customers(written(tmp_path, text), SECRET, None)

    assert [str(fault).partition(": ")[0].rpartition(" ")[2] for fault in caught.value.faults] == [
        str(n) for n in (2, 3, 4, 5, 6, 8, 9, 10)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "here they are –"),
        ("customer,left\n", "names no customer"),
        ("customer,joined\nk,\n", "the columns are one of customer, number and mail, then left"),
        ("customer,mail,left\nk,a@b.de,\n", "the columns are one of"),
        ("customer,left,left\nk,,\n", "the columns are one of"),
        ("customer,left,nickname\nk,,x\n", "the columns are one of"),
        ("mail,left\nann,\n", "'ann' is no phone number"),
        ("number,left\nann,\n", "'ann' is no phone number"),
        ("customer,left,value\nann,,12,50\n", "line 2: the line has more cells than the first"),
    ],
)
def test_wrong_file_is_said(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_customers(written(tmp_path, text), SECRET, None)

    assert expected in str(caught.value)


def test_missing_and_unreadable_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="There is no file"):
        read_customers(tmp_path / "none.csv", SECRET, None)
    (tmp_path / "bytes.csv").write_bytes(b"customer,left\n\0\xff,\n")
    with pytest.raises(RequestError, match="cannot be read as a table"):
        read_customers(tmp_path / "bytes.csv", SECRET, None)
