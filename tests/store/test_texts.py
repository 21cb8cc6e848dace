"""Texts that one of the two databases refuses: NUL, and half a surrogate pair. This file is run on both."""

import pytest
from django.db import connection
from django.test import Client

from tests.scaffold.cast import Cast
from willet.imports.models import SavedMapping, Upload
from willet.store.texts import json_sent, readable

HALF = "\ud83d"


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("plain é 字", "plain é 字"),
        ("a\x00b", "a�b"),
        (f"a{HALF}b", "a�b"),
        ({"k\x00": ["\x00", 1, None, {"x": HALF}]}, {"k�": ["�", 1, None, {"x": "�"}]}),
        (("\x00", 2.5), ["�", 2.5]),
        (b"\x00", b"\x00"),
        (7, 7),
    ],
)
def test_readable_leaves_all_but_what_is_refused(value: object, held: object) -> None:
    assert readable(value) == held


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 5000])
def test_json_that_is_none_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        json_sent(body)


def test_json_of_any_depth_that_is_read_is_held() -> None:
    for depth in (10, 200, 800, 990, 1500, 30_000):
        try:
            value = json_sent(b"[" * depth + b'"\\ud83d"' + b"]" * depth)
        except ValueError:
            continue
        for _level in range(depth):
            (value,) = value
        assert value == "\N{REPLACEMENT CHARACTER}"


@pytest.mark.django_db
def test_table_holds_a_text_with_nul() -> None:
    SavedMapping.objects.create(name="daily", text="a\x00b")

    kept = SavedMapping.objects.get(name="daily").text

    assert kept == ("a�b" if connection.vendor == "postgresql" else "a\x00b")


@pytest.mark.django_db
def test_report_holds_whatever_a_file_brought(cast: Cast) -> None:
    report = {"rejects": [{"value": f"\x00{HALF}", "line": 3}], "é": "字"}

    upload = Upload.objects.create(source="table", uploaded_by=cast.manager, report=report)

    kept = Upload.objects.get(pk=upload.pk).report
    assert kept == (readable(report) if connection.vendor == "postgresql" else report)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/imports/runs/a%00b/", "/cases/%00/", "/calls/%00/", "/undo/%00/", "/people/99999999999999999999/"],
)  # fmt: skip
def test_address_with_nul_leads_nowhere(cast: Cast, address: str) -> None:
    roles = {cast.client(role).get(address).status_code for role in ("manager", "administrator")}

    assert roles <= {403, 404, 405}


@pytest.mark.django_db
def test_stranger_who_sends_nul_gets_a_page() -> None:
    client = Client(SERVER_NAME="localhost")
    client.cookies["willet_session"] = "\x00" * 12

    answers = [
        client.get("/"),
        client.post("/account/login/", {"login": "a\x00b", "password": "x\x00"}),
        client.get("/account/login/?next=%00"),
    ]

    assert [answer.status_code for answer in answers] == [302, 200, 200]
