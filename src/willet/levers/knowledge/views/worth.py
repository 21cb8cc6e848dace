"""What the use of articles goes with, in a sentence for whoever keeps them."""

from willet.core.records import LakeError
from willet.figures.domain.asking import Reading
from willet.figures.domain.goes_with import goes_with, goes_with_words
from willet.levers.knowledge.models import Article, UseKind

HOWS = (UseKind.OPENED.value, UseKind.SENT.value, UseKind.SOLVED.value, UseKind.NOT_HELPFUL.value)


def used_words(reading: Reading | None, article: Article | None = None) -> str:
    """Contacts in which an article was opened beside comparable ones without; any article where none is named."""
    ref = str(article.pk) if article is not None else ""
    try:
        return goes_with_words(goes_with(reading, ["article"], HOWS, ref=ref))
    except LakeError:
        return goes_with_words(None)
