"""What a file's columns probably mean: a mapping proposed from headers and content, in five languages."""

from willet.core.sources.table.proposing.choices import (
    FLAGS,
    MEANINGS,
    ColumnChoice,
    TableChoices,
    with_meaning,
    word_field,
)
from willet.core.sources.table.proposing.chosen import choices_of
from willet.core.sources.table.proposing.drafting import header_of, propose
from willet.core.sources.table.proposing.fitting import DATED, SPANS
from willet.core.sources.table.proposing.headings import unit_of_heading
from willet.core.sources.table.proposing.proposal import ColumnProposal, TableProposal, shape_of
from willet.core.sources.table.proposing.stating import stated
from willet.core.sources.table.proposing.trying import TriedRow, try_rows
from willet.core.sources.table.proposing.wording import words_of

__all__ = [
    "DATED",
    "FLAGS",
    "MEANINGS",
    "SPANS",
    "ColumnChoice",
    "ColumnProposal",
    "TableChoices",
    "TableProposal",
    "TriedRow",
    "choices_of",
    "header_of",
    "propose",
    "shape_of",
    "stated",
    "try_rows",
    "unit_of_heading",
    "with_meaning",
    "word_field",
    "words_of",
]
