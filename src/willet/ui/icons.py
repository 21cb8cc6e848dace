"""Icons of our own set, as the piece of a page they are."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def icon(name: str, words: str = "") -> SafeString:
    """An icon of our own set; without words it is decoration and hidden from screen readers."""
    role = format_html('role="img" aria-label="{}"', words) if words else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon icon-{}" {}><use href="{}#{}"></use></svg>',
        name,
        mark_safe(role),  # noqa: S308 -- escaped above
        static("ui/icons.svg"),
        name,
    )
