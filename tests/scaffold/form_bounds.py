"""What a form asks for: which fields must be filled, and how long a text may be."""

from django import forms

Bound = tuple[bool, int | None]


def bounds(form: forms.BaseForm) -> dict[str, Bound]:
    """Name of a field -> whether it must be filled, and its letters at most; None where nothing bounds them."""
    return {name: (field.required, _longest(field)) for name, field in form.fields.items()}


def _longest(field: forms.Field) -> int | None:
    if isinstance(field, forms.MultiValueField):
        longest = {_longest(part) for part in field.fields}
        return longest.pop() if len(longest) == 1 else None
    return getattr(field, "max_length", None)
