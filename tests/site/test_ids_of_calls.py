"""Every room keeps the ids of a call as long as its phone system writes them: one database cuts nothing, it refuses."""

from django.apps import apps

from willet.desk.domain.events import LONGEST

SOURCE = 80
"""A source's name has at most so many letters; a contact's id is that of its source, a colon and that of the call."""
LEAST = {
    "call_id": LONGEST["call_id"],
    "leg": LONGEST["leg"],
    "pbx": LONGEST["pbx"],
    "case_ref": LONGEST["case_ref"],
    "contact_id": SOURCE + 1 + LONGEST["call_id"],
}


def test_ids_of_calls_fit_wherever_they_are_kept() -> None:
    kept = [
        (model._meta.label, field.name, field.max_length or 0)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.name in LEAST and hasattr(field, "max_length") and field.max_length
    ]

    assert {name for _label, name, _most in kept} == set(LEAST)
    assert [one for one in kept if one[2] < LEAST[one[1]]] == []
