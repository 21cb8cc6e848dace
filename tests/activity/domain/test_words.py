"""A history speaks the reader's language: names of fields, days, codes; what only programs know is left out."""

from typing import Any

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.functional import Promise

from willet.activity.domain.labels import LABELS, label_of
from willet.activity.domain.words import change_words
from willet.activity.models import ActivityEntry, AuditedModel


def line(kind: str, *changes: tuple[str, Any, Any], language: str = "de") -> str:
    fields = [
        {"name": n, "label": n.replace("_", " "), "was": was, "is": now} for n, was, now in changes
    ]
    entry = ActivityEntry(kind=kind, fields=fields, seals={"fields": ["x"]})
    with translation.override(language):
        return change_words(entry)


FILTERS = "Filter: Warteschlange: B, Kanal: Telefon"


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("plans.intervention", ("verdict_on", None, "2027-03-01"), "Tag der Bewertung: 01.03.2027"),
        (
            "plans.intervention",
            ("metric", None, "received"),
            "Bewertet nach: Eingegangen",
        ),
        ("plans.registration", ("metric", "received", "gone"), "Kennzahl: Eingegangen → gone"),
        ("plans.intervention", ("units", None, {"Ann": {}, "Bob": {}}), "Einheiten: Ann, Bob"),
        ("plans.intervention", ("plan", None, "Umzüge"), "Plan: Umzüge"),
        ("authority.grantlimit", ("proposed_by", None, "Kim"), "Vorgeschlagen von: Kim"),
        ("api.accesstoken", ("expires_at", None, "nonsense"), "Gültig bis: nonsense"),
        ("goals.goal", ("target", "1330.000000", "0.000500"), "zu erreichen: 1.330 → 0,0005"),
        ("plans.intervention", ("worth", None, "0.08"), "Kleinste lohnende Wirkung: 0,08"),
        ("goals.goal", ("target", None, "much"), "zu erreichen: much"),
        ("goals.goal", ("target", None, "NaN"), "zu erreichen: NaN"),
        ("goals.goal", ("filters", None, {"queue": "B", "channel": "voice"}), FILTERS),
        ("goals.alert", ("filters", None, {"queue": "B", "channel": "voice"}), FILTERS),
        ("reports.report", ("filters", None, {"queue": "B", "channel": "voice"}), FILTERS),
        (
            "reports.report",
            ("filters", {"team": "~unknown"}, {}),
            "Filter: Team: nicht bekannt → –",
        ),
        # What only programs know.
        ("api.accesstoken", ("digest", None, "0f3a"), ""),
        ("plans.intervention", ("keys", None, {"Ann": 1}), ""),
    ],
)
def test_a_change_is_said_in_the_readers_words(
    kind: str, change: tuple[str, Any, Any], words: str
) -> None:
    assert line(kind, change) == words


def test_what_only_programs_know_leaves_no_gap_in_a_line() -> None:
    changes = [("keys", None, {"Ann": 1}), ("plan", None, "Moving"), ("number", None, 3)]

    assert line("plans.intervention", *changes, language="en") == "Plan: Moving; Number: 3"


def test_every_name_is_of_a_field_that_has_none_of_its_own() -> None:
    nameless = {
        field.name
        for model in apps.get_models()
        if issubclass(model, AuditedModel)
        for field in model._meta.concrete_fields
        if not isinstance(field.verbose_name, Promise)
    }

    assert set(LABELS) - nameless == set()
    assert all(
        label_of(field)
        for field in apps.get_model("plans.registration")._meta.fields
        if field.name == "worth"
    )
