"""What the log may hold of people: nothing."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.multipartparser import MultiPartParserError

from willet.site.logs import WithoutPersonalData, cleaned


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Not Found: /calls/?customer=ann&x=1", "Not Found: /calls/?…"),
        ("mail to ann.b+c@example.org failed", "mail to …@example.org failed"),
        ("number +49 30 1234567 twice", "number … twice"),
        ("number 0612345678.", "number …."),
        (f"Not Found: /s/{'aZ-_' * 11}/thanks/", "Not Found: /s/…/thanks/"),
        (f"Not Found: /start/MQ:{'aZ-_' * 10}:1vF/", "Not Found: /start/…/"),
        ("Not Found: /imports/mappings/new/", "Not Found: /imports/mappings/new/"),
        ("12 files, 345 rows in 7 s", "12 files, 345 rows in 7 s"),
    ],
)
def test_message_loses_what_points_at_a_person(message: str, kept: str) -> None:
    assert cleaned(message) == kept


def test_arguments_are_cleaned_too() -> None:
    record = logging.LogRecord("willet", logging.INFO, "f", 1, "for %s", ("ann@example.org",), None)

    assert WithoutPersonalData().filter(record) is True
    assert record.getMessage() == "for …@example.org"


def record_of(name: str, error: Exception) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__)
    return logging.LogRecord(name, logging.ERROR, "f", 1, "m", (), info)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("django.security.X", ValueError("x")),
        ("django.request", PermissionDenied()),
        ("django.request", Http404()),
        ("django.request", MultiPartParserError("no boundary")),
    ],
)
def test_odd_request_or_missing_right_is_one_line(name: str, error: Exception) -> None:
    record = record_of(name, error)

    WithoutPersonalData().filter(record)

    assert record.exc_info is None


def test_fault_of_our_own_keeps_its_trace() -> None:
    record = record_of("django.request", KeyError("x"))

    WithoutPersonalData().filter(record)

    assert record.exc_info is not None
