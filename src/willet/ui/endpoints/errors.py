"""Refusals that an endpoint speaks of by name; all others are those of the one family.

RequestError
├── NotThereError        no such thing, or none that is open to whoever asks (404)
├── TooLargeError        more was sent than is taken in one piece (413)
└── RefusedFieldsError   fields of what was sent break their rules; every one is named (422)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404

from willet.core.records import RequestError, saying

if TYPE_CHECKING:
    from django.forms import Form

NOTHING_THERE = saying(
    "nothing_there", "There is nothing at this address, or nothing that is open to you."
)
FIELDS_REFUSED = saying("fields_refused", "Something that was sent breaks a rule; see “errors”.")


class NotThereError(RequestError, Http404):
    """There is no such thing, or it is not open to whoever asks: the two are not told apart."""


class TooLargeError(RequestError):
    """More was sent than is taken in one piece."""


@dataclass(frozen=True, slots=True)
class RefusedField:
    """One field that breaks its rule: where it stands, and why in the reader's language."""

    field: str
    why: str
    code: str = ""


class RefusedFieldsError(RequestError):
    """Fields break their rules."""

    def __init__(self, fields: Sequence[RefusedField]) -> None:
        super().__init__(FIELDS_REFUSED())
        self.fields = tuple(fields)

    @classmethod
    def of(cls, form: "Form") -> "RefusedFieldsError":
        """What a form of the pages refused."""
        data = form.errors.as_data()
        return cls(
            [
                RefusedField("" if name == "__all__" else name, sentence, error.code or "")
                for name, errors in data.items()
                for error in errors
                for sentence in error.messages
            ]
        )
