"""Values as they were given: read with every digit, and written so that a form reads back the same."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from willet.core.metrics import Metric, catalogue
from willet.levers.goals.forms import parsed_target
from willet.levers.plans.fields import value_of
from willet.ui.given import points, shown, written

LANGUAGES = ("en", "nl", "de", "es", "vi")
SHARE, SECONDS, COUNT, SCORE = "service_level", "average_handle_time", "received", "csat_mean"
VALUES = [
    (SHARE, "0"),
    (SHARE, "0.000001"),
    (SHARE, "0.0005"),
    (SHARE, "0.8"),
    (SHARE, "0.123456"),
    (SHARE, "1"),
    (SECONDS, "0.5"),
    (SECONDS, "59"),
    (SECONDS, "60"),
    (SECONDS, "90.25"),
    (SECONDS, "330"),
    (SECONDS, "3725.125"),
    (COUNT, "1234567"),
    (COUNT, "0.000001"),
    (SCORE, "4.25"),
]


def metric(name: str) -> Metric:
    known = catalogue().get(name)
    return known or next(m for m in catalogue().values() if m.unit == "score")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "value"), VALUES)
def test_what_is_written_reads_back_as_it_was(language: str, name: str, value: str) -> None:
    of = metric(name)

    with override(language):
        text = written(Decimal(value), of.unit)
        read = parsed_target(of, text), value_of(written(float(value), of.unit), of)

    assert read == (Decimal(value), float(value))


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("0.8", "share", "80.0%"),
        ("0.0005", "share", "0.05%"),
        ("0.000001", "share", "0.0001%"),
        ("330", "s", "5:30\xa0min"),
        ("90.25", "s", "90.25\xa0s"),
        ("330.5", "s", "330.5\xa0s"),
        ("1200", "count", "1,200"),
        ("0.5", "count", "0.5"),
    ],
)
def test_no_digit_is_lost_where_it_is_read(value: str, unit: str, text: str) -> None:
    assert shown(Decimal(value), unit) == text


def test_points_keep_what_was_given() -> None:
    assert [points(0.03, "share"), points(0.0005, "share"), points(0.5, "s")] == [
        "3.0\xa0pp",
        "0.05\xa0pp",
        "0.5\xa0s",
    ]
