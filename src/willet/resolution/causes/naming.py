"""What a cause is called: words alone, for whoever asks nothing of the lake."""

from django.utils.translation import gettext as _

from willet.figures.domain.words import value_words


def cause_words(cause: str | None) -> str:
    """A cause in words; a centre's own cause stands as it was written."""
    return value_words("cause", cause) if cause is not None else _("no cause known")
