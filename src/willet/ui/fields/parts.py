"""A field of several inputs, each with a label of its own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise


class PartsWidget(forms.MultiWidget):
    """Several inputs under one legend; `labels` gives each its name, in the order of the inputs."""

    template_name = "ui/forms/parts.html"
    use_fieldset = True

    def __init__(
        self, widgets: Mapping[str, forms.Widget], labels: Mapping[str, str | Promise]
    ) -> None:
        super().__init__(dict(widgets))
        self.labels = list(labels.values())

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template needs: each input beside its label."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        inputs = context["widget"]["subwidgets"]
        context["parts"] = list(zip(map(str, self.labels), inputs, strict=True))
        return context
