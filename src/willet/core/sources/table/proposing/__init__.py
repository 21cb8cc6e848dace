"""What a file's columns probably mean: a mapping proposed from headers and content, in five languages."""

from willet.core.sources.table.proposing.choices import ColumnChoice, TableChoices
from willet.core.sources.table.proposing.chosen import choices_of
from willet.core.sources.table.proposing.drafting import propose
from willet.core.sources.table.proposing.proposal import ColumnProposal, TableProposal
from willet.core.sources.table.proposing.stating import stated

__all__ = [
    "ColumnChoice",
    "ColumnProposal",
    "TableChoices",
    "TableProposal",
    "choices_of",
    "propose",
    "stated",
]
