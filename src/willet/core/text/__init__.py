"""Text as people type it: folded, taken apart into words, and found though it is spelt a little otherwise."""

from willet.core.text.folding import fold, words_of
from willet.core.text.index import SearchIndex, Texts
from willet.core.text.likeness import likeness
from willet.core.text.lines import seen_line
from willet.core.text.stemming import stem
from willet.core.text.texts import IndexedText, TextHit

__all__ = [
    "IndexedText",
    "SearchIndex",
    "TextHit",
    "Texts",
    "fold",
    "likeness",
    "seen_line",
    "stem",
    "words_of",
]
