"""How every form of the product is drawn: label, field, help and errors tied together for screen readers."""

from django.forms.renderers import TemplatesSetting


class WilletRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `{{ field.as_field_group }}` with our own templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
