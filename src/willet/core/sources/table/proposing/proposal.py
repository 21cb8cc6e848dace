"""What is proposed for a file: its form, its columns with meaning, reason and doubts, and the mapping they make."""

from dataclasses import dataclass, field
from hashlib import sha256

from willet.core.records import Message
from willet.core.sources.table.dialect import folded
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.proposing.choices import ColumnChoice, TableChoices

SURE, LIKELY, UNSURE = "sure", "likely", "unsure"


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """One column: what it probably means, why, how surely, and what is not sure."""

    choice: ColumnChoice
    confidence: str
    why: Message
    doubts: tuple[Message, ...] = ()
    samples: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """The different texts of a column that has few."""
    ways: tuple[tuple[str, ...], ...] = ()
    """Each way in which its moments could be read, if it holds any; one where that is decided."""
    kind: str = ""
    """`both`, `date` or `time` where it holds moments."""

    @property
    def is_asked(self) -> bool:
        """Whether a person must say how its dates are written."""
        return len(self.ways) > 1


@dataclass(frozen=True, slots=True)
class TableProposal:
    """What is proposed for a whole file."""

    file: str
    columns: tuple[ColumnProposal, ...]
    choices: TableChoices
    doubts: tuple[Message, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """The first rows as they stand in the file, each with its number."""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    header: tuple[str, ...] = field(default=())

    @property
    def shape(self) -> str:
        """What files of one export have in common: their headings."""
        return shape_of(self.header)

    def mapping(self) -> TableMapping:
        """The mapping of these choices.

        Raises:
            RequestError: no column says when a contact came.
        """
        return self.choices.mapping()


def shape_of(header: tuple[str, ...]) -> str:
    """A short name for a row of headings; the same for the same headings in any of Unicode's forms.

    >>> shape_of(("Anruf", "Gelöst")) == shape_of(("ANRUF", "Gelo\\u0308st"))
    True
    """
    return sha256("\x1f".join(map(folded, header)).encode()).hexdigest()[:20]
