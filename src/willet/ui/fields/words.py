"""A text in five languages: what customers and agents read, each in their own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from willet.ui.fields.parts import PartsWidget
from willet.ui.languages import LANGUAGE_NAMES


def words_in(words: Mapping[str, str], language: str | None = None) -> str:
    """A text in one language, the active one unless another is named; else in English, else in whatever there is."""
    code = language or get_language() or "en"
    own = words.get(code) or words.get("en")
    return own or next((text for text in words.values() if text), "")


class _WordsWidget(PartsWidget):
    def __init__(self, rows: int) -> None:
        each = {
            code: forms.Textarea({"rows": rows, "lang": code})
            if rows > 1
            else forms.TextInput({"lang": code})
            for code in LANGUAGE_NAMES
        }
        super().__init__(each, LANGUAGE_NAMES)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """The five texts."""
        return [(value or {}).get(code, "") for code in LANGUAGE_NAMES]


class WordsField(forms.MultiValueField):
    """Five texts under one legend; cleaned to language -> text, those left out left out. One is enough."""

    def __init__(self, *, rows: int = 1, longest: int = 2000, **kwargs: Any) -> None:
        texts = tuple(
            forms.CharField(required=False, max_length=longest) for _code in LANGUAGE_NAMES
        )
        super().__init__(
            fields=texts, widget=_WordsWidget(rows), require_all_fields=False, **kwargs
        )

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """The texts by language.

        Raises:
            ValidationError: a text is needed and none was written.
        """
        written = zip(LANGUAGE_NAMES, data_list, strict=False)
        words = {code: text.strip() for code, text in written if text and text.strip()}
        if self.required and not words:
            raise ValidationError(_("Write it in one language at least."), code="required")
        return words
