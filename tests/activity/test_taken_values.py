"""A value that is taken is told in the reader's words: no thing is called by the name that programs have for it."""

import pytest
from django.apps import apps
from django.db.models import Field, Model, UniqueConstraint
from django.utils.translation import override

from willet.activity.models import AuditedModel

Unique = tuple[type[AuditedModel], tuple[str, ...]]


def is_alone(field: object) -> bool:
    if not isinstance(field, Field) or field.primary_key or field.is_relation:
        return False
    return field.unique and field.editable


def uniques(model: type[Model]) -> list[tuple[str, ...]]:
    """The fields of which no two things have the same, alone or together."""
    alone = [(field.name,) for field in model._meta.get_fields() if is_alone(field)]
    constraints = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    return alone + [tuple(c.fields) for c in constraints if len(c.fields) > 1]


EACH: list[Unique] = [
    (model, names)
    for model in apps.get_models()
    if issubclass(model, AuditedModel)
    for names in uniques(model)
]


def test_there_are_values_that_may_be_taken() -> None:
    names = {(model.__name__, names) for model, names in EACH}

    assert {("Team", ("name",)), ("ListEntry", ("kind", "name"))} <= names


@pytest.mark.parametrize("each", EACH, ids=lambda each: f"{each[0].__name__}-{'-'.join(each[1])}")
def test_what_is_taken_is_said_without_the_name_of_a_program(each: Unique) -> None:
    model, names = each
    thing = model(**{names[0]: "x"}) if len(names) == 1 else model()

    english = thing.unique_error_message(model, names).messages[0]
    with override("de"):
        german = thing.unique_error_message(model, names).messages[0]

    assert not english.casefold().startswith(f"{model._meta.verbose_name} with this")
    assert german != english
