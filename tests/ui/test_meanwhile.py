"""What stands in a form that somebody else saved meanwhile is read as people write it."""

import pytest
from django import forms
from django.utils.translation import override

from willet.ui.fields import Money, MoneyField, WordsField
from willet.ui.meanwhile import value_text


class _Form(forms.Form):
    amount = MoneyField()
    name = WordsField()
    seconds = forms.IntegerField()


@pytest.mark.parametrize(
    ("field", "value", "english", "german"),
    [
        ("amount", Money(123_450, "EUR"), "1,234.50 EUR", "1.234,50 EUR"),
        ("amount", Money(0, "VND"), "0 VND", "0 VND"),
        ("amount", None, "", ""),
        ("name", {"en": "Refund", "de": "Erstattung"}, "Refund", "Erstattung"),
        ("seconds", 0, "0", "0"),
    ],
)
def test_value_is_read_as_people_write_it(
    field: str, value: object, english: str, german: str
) -> None:
    form = _Form(initial={field: value})

    for language, words in (("en", english), ("de", german)):
        with override(language):
            assert value_text(form[field]) == words
