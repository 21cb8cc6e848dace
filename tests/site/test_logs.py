"""What the log may hold of people: nothing."""

import logging

import pytest

from willet.site.logs import WithoutPersonalData, cleaned


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Not Found: /calls/?customer=ann&x=1", "Not Found: /calls/?…"),
        ("mail to ann.b+c@example.org failed", "mail to …@example.org failed"),
        ("number +49 30 1234567 twice", "number … twice"),
        ("number 0612345678.", "number …."),
        ("12 files, 345 rows in 7 s", "12 files, 345 rows in 7 s"),
    ],
)
def test_message_loses_what_points_at_a_person(message: str, kept: str) -> None:
    assert cleaned(message) == kept


def test_arguments_are_cleaned_too() -> None:
    record = logging.LogRecord("willet", logging.INFO, "f", 1, "for %s", ("ann@example.org",), None)

    assert WithoutPersonalData().filter(record) is True
    assert record.getMessage() == "for …@example.org"


def test_odd_request_of_a_stranger_is_one_line() -> None:
    error = ValueError("x")
    info = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("django.security.X", logging.ERROR, "f", 1, "m", (), info)

    WithoutPersonalData().filter(record)

    assert record.exc_info is None
