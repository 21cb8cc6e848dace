"""What one import did, in the words of the import contract (DESIGN, section 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from willet.core.records.messages import Json, Message, message_of, messages_in
from willet.core.records.rejects import LISTED, RejectLog

FEW_ROWS = 20
"""Of so many rows and more a share of refused ones says something about the file, not about single rows."""
BEARABLE = 0.1
"""The share of refused rows up to which an import is written without being asked for."""


def too_many_refused(refused: int, rows: int) -> bool:
    """Whether of the rows of an import, 20 or more, more than one in ten are refused.

    >>> too_many_refused(2, 20), too_many_refused(3, 20), too_many_refused(19, 19)
    (False, True, False)
    """
    return rows >= FEW_ROWS and refused > BEARABLE * rows


Silence: TypeAlias = Mapping[str, Mapping[str, Message]]
"""What sources cannot tell: source -> what (a column, an outcome, a survey question, a metric) -> why."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A metric that this source cannot support, and why."""

    metric: str
    why: Message


def messages_of_silence(silence: Silence) -> dict[str, Json]:
    """The messages to be kept beside a silence whose reasons are kept in English."""
    return messages_in(why for gaps in silence.values() for why in gaps.values())


def silence_from(plain: Mapping[str, Mapping[str, str]], kept: Mapping[str, Json]) -> Silence:
    """A silence as it was kept; an earlier Willet kept the English alone, which then stays English."""
    return {
        source: {what: message_of(why, kept) for what, why in gaps.items()}
        for source, gaps in plain.items()
    }


@dataclass(slots=True)
class ImportReport:
    """The outcome of one import run; `run_id` is None for a dry run.

    `rows` accounts for every row read by what became of it: `folded` into a record, `kept` as an
    event that no record needs yet, `rejected`. Their sum is `rows_read`.
    `contacts_removed` is not 0 only after an undo. `refused`: too many rows are refused, so that nothing is
    written unless that is accepted.
    """

    source: str
    files: list[str] = field(default_factory=list)
    rows_read: int = 0
    rows_folded: int = 0
    rows_kept: int = 0
    contacts_new: int = 0
    contacts_revised: int = 0
    contacts_unchanged: int = 0
    contacts_removed: int = 0
    rejects: RejectLog = field(default_factory=RejectLog)
    days_changed: list[date] = field(default_factory=list)
    unsupported: list[Unsupported] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    run_id: str | None = None
    refused: bool = False

    @property
    def refused_rows(self) -> int:
        """How many rows are refused, files that could not be read at all left aside."""
        return self.rejects.total - self.rejects.files

    @property
    def many_refused(self) -> bool:
        """Whether so many rows are refused that nothing is written unless that is accepted.

        A file that could not be read at all says nothing of the rows of the others.
        """
        return too_many_refused(self.refused_rows, self.rows_read - self.rejects.files)

    @property
    def exit_status(self) -> int:
        """0 done; 1 done, with rejects; 2 not done for too many of them."""
        return 2 if self.refused else 1 if self.rejects.total else 0

    def as_record(self) -> dict[str, object]:
        """The report as the history keeps it: as printed, and beside it what a page needs to translate it.

        `said` holds for each English sentence of the report the message that it is.
        """
        texts = [*self.notes, *(u.why for u in self.unsupported)]
        texts += [text for r in self.rejects.first for text in (r.rule, r.value)]
        return {**self.as_dict(), "said": messages_in(texts)}

    def as_dict(self) -> dict[str, object]:
        """The report as `import --format json` prints it."""
        return {
            "source": self.source,
            "files": self.files,
            "rows_read": self.rows_read,
            "rows_folded": self.rows_folded,
            "rows_kept": self.rows_kept,
            "contacts_new": self.contacts_new,
            "contacts_revised": self.contacts_revised,
            "contacts_unchanged": self.contacts_unchanged,
            "contacts_removed": self.contacts_removed,
            "rejects": [r.as_dict() for r in self.rejects.first[:LISTED]],
            "rejected": self.rejects.total,
            "refused": self.refused,
            "days_changed": [d.isoformat() for d in self.days_changed],
            "unsupported": [{"metric": u.metric, "why": u.why} for u in self.unsupported],
            "notes": self.notes,
            "run_id": self.run_id,
        }
