"""What is known beside a table's rows when a question is put: what becomes of pending ones, and who is nameless."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Foresight:
    """What the floor above the metrics foresees for one question.

    `relation` shows the rows of `table` with two columns more: `expected`, the chance that the verdict of a
    pending row will be a hit (NULL where it stands or nothing can be said), and `doubt`, how far that chance
    may err. `nameless` are the sources that tell no customers at all. `changed_on` is the day since which the
    verdicts of all rows together surely fall otherwise than before, where there is one.
    """

    table: str = ""
    relation: str = ""
    nameless: tuple[str, ...] = ()
    changed_on: date | None = None

    def shown(self, table: str) -> str:
        """The relation that holds the rows of a table."""
        return self.relation if self.relation and table == self.table else table


BLIND = Foresight()
"""Nothing is foreseen: pending rows are unknown."""
