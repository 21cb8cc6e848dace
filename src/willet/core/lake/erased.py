"""Tombstones: whom the lake was asked to forget, as keyed hashes: no file and no older copy brings them back.

They stand in the lake, beside it in the home, and outside the home: whichever of the three is put back from a backup,
another still knows. Nobody reads out of them who was forgotten.
"""

import hmac
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from willet.core.lake.durable import write_json
from willet.core.lake.layout import Layout
from willet.core.lake.settings import key_check_of, read_key
from willet.core.records import LakeError, saying
from willet.core.records.plain import parsed_json

FOLDER: Final = "WILLET_ERASED"
"""Names the folder outside the home that keeps tombstones; by default the one in which the home stands."""
DAMAGED_LIST = saying(
    "erased_list_damaged",
    "%(path)s is damaged: %(why)s. Restore it from a backup: without it what was erased could come back.",
)
Scope = Literal["person", "key", "contact", "call", "case", "agent"]
"""A whole customer, one key that several customers share, a contact of theirs, the same without its phone system, a
ticket of theirs, an employee."""
_LETTERS = 32


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One key of a customer, or one spelling of an agent, that is to be forgotten in rows up to the day `until`.

    `name` is the pseudonym of an agent, what a ticket is called instead, and when a contact arrived: ids begin again.
    """

    scope: Scope
    hash: str
    until: str
    name: str = ""

    def covers(self, other: "Tombstone") -> bool:
        """Whether it says all that the other does."""
        return self.scope == other.scope and self.hash == other.hash and self.until >= other.until


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Whom tombstones speak of, for whoever keeps something beside the lake."""

    salt: str
    names: Mapping[tuple[str, str], str]
    """Scope and hash -> pseudonym, or the moment."""
    key: bytes = b""
    """The customers' key, by which numbers within a text are known."""
    region: str | None = None
    """The country of national numbers."""
    days: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Scope and hash -> the day up to which rows go; of a contact the day on which it arrived."""

    @classmethod
    def of(
        cls,
        stones: Iterable[Tombstone],
        salt: str,
        *,
        key: bytes = b"",
        region: str | None = None,
    ) -> "Forgotten":
        """As these tombstones say."""
        every = list(stones)
        at = [(str(t.scope), t.hash) for t in every]
        names = dict(zip(at, (t.name for t in every), strict=True))
        days = dict(zip(at, (t.until for t in every), strict=True))
        return cls(salt, names, key, region, days)

    @property
    def aliases(self) -> frozenset[str]:
        """The pseudonyms of all who were employees."""
        return frozenset(name for (scope, _), name in self.names.items() if scope == "agent")

    def is_customer(self, key: int) -> bool:
        """Whether a key was one customer's, who was erased."""
        return ("person", hash_of(str(key), self.salt)) in self.names

    def is_key(self, key: int) -> bool:
        """Whether a key was erased, a customer's or one that several shared."""
        return self.is_customer(key) or ("key", hash_of(str(key), self.salt)) in self.names

    def is_contact(self, contact_id: str) -> bool:
        """Whether a contact was one of theirs."""
        return bool(contact_id) and ("contact", hash_of(contact_id, self.salt)) in self.names

    def arrivals_of(self, scope: Scope, contact_id: str) -> list[datetime]:
        """When the erased contact of this id arrived, with a zone; noon of its day where the list knows no moment."""
        at = scope, hash_of(contact_id, self.salt)
        return [self._arrival(at)] if at in self.names else []

    def _arrival(self, at: tuple[str, str]) -> datetime:
        moment = datetime.fromisoformat(self.names[at] or f"{self.days[at]}T12:00:00")
        return moment.replace(tzinfo=UTC)

    def is_ticket(self, text: str) -> bool:
        """Whether it is the id of a ticket that was theirs alone."""
        return ("case", hash_of(text, self.salt)) in self.names

    def called(self, agent: str) -> str:
        """What to call an employee: the pseudonym of one who was erased."""
        return self.names.get(("agent", hash_of(agent, self.salt)), "") or agent


def salt_of(layout: Layout) -> str:
    """What is hashed before each key: drawn from the customers' key, so that only this lake can compare.

    Raises:
        LakeError: the key is gone.
    """
    return hmac.digest(read_key(layout), b"willet: what was erased", "sha256").hex()


def hash_of(value: str, salt: str) -> str:
    """The hash of a key or a name, as `hash_sql` gives it."""
    return sha256(f"{salt}{value}".encode()).hexdigest()[:_LETTERS]


def hash_sql(value: str, salt: str) -> str:
    """SQL: the hash of a value."""
    return f"left(sha256(concat('{salt}', CAST({value} AS VARCHAR))), {_LETTERS})"


def pseudonym(agent: str, salt: str) -> str:
    """What an erased employee is called: the same in every file, and nothing of the name in it."""
    return f"former-{hash_of(f'pseudonym {agent}', salt)[:8]}"


def other_ticket(case_ref: str, salt: str) -> str:
    """What a ticket of an erased customer is called where a room spoke of it."""
    return f"erased-{hash_of(f'ticket {case_ref}', salt)[:8]}"


def tombstones(layout: Layout) -> list[Tombstone]:
    """All that any of the places knows, each key once with its newest day.

    Raises:
        LakeError: a list is there and cannot be read.
    """
    if not layout.key.exists():
        return []
    known: dict[tuple[str, str], Tombstone] = {}
    for place in places(layout):
        for one in _read(place):
            at = one.scope, one.hash
            if at not in known or known[at].until < one.until:
                known[at] = one
    return [known[at] for at in sorted(known)]


def keep(layout: Layout, new: Iterable[Tombstone]) -> list[Path]:
    """Add tombstones to every place, and bring each place up to what the others know; give those that took it.

    Raises:
        LakeError: the lake's own folder took nothing.
    """
    given = {(t.scope, t.hash): t for t in tombstones(layout)}
    for one in new:
        before = given.get((one.scope, one.hash))
        if before is None or before.until < one.until:
            given[one.scope, one.hash] = one
    all_of_them = as_plain(given[at] for at in sorted(given))
    kept = []
    for place in places(layout):
        # Outside the home there may be no right to write; the lake's own place must take it.
        with suppress(*((OSError, LakeError) if place.parent != layout.root else ())):
            write_json(place, all_of_them)
            kept.append(place)
    return kept


def as_plain(stones: Iterable[Tombstone]) -> dict[str, list[dict[str, str]]]:
    """A list of tombstones as it stands in a file."""
    return {"erased": [asdict(one) for one in stones]}


def read_list(place: Path) -> list[Tombstone]:
    """The tombstones of one list; none where there is no such file.

    Raises:
        LakeError: it is there and cannot be read.
    """
    return _read(place)


def outside(layout: Layout) -> Path:
    """The list outside the home, by which an older copy knows of later erasures."""
    return places(layout)[-1]


def places(layout: Layout) -> list[Path]:
    """Where tombstones stand: in the lake, beside it, and outside the home."""
    beside = layout.root.with_name(f"{layout.root.name}.erased.json")
    folder = Path(os.environ.get(FOLDER) or layout.root.absolute().parent.parent)
    return [layout.root / "erased.json", beside, folder / f"willet-erased-{_lake(layout)}.json"]


def _lake(layout: Layout) -> str:
    """By what the lake is known, wherever its home is put: its key."""
    return key_check_of(read_key(layout))


def unapplied(layout: Layout) -> list[Tombstone]:
    """Tombstones that the rows of this lake have not been brought in line with."""
    given = tombstones(layout)
    if not given:
        return []
    done = _read(_applied(layout))
    return [one for one in given if not any(other.covers(one) for other in done)]


def mark_applied(layout: Layout, done: Iterable[Tombstone]) -> None:
    """Note that the rows are in line with these."""
    write_json(_applied(layout), as_plain(done))


def _applied(layout: Layout) -> Path:
    return layout.root / "erased.applied.json"


def _read(place: Path) -> list[Tombstone]:
    try:
        text = place.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []
    try:
        plain: Mapping[str, list[dict[str, str]]] = parsed_json(text)
        return [_checked(Tombstone(**one)) for one in plain["erased"]]  # type: ignore[arg-type] # checked there
    except (ValueError, KeyError, TypeError) as broken:
        raise LakeError(DAMAGED_LIST(path=str(place), why=str(broken))) from broken


def _checked(one: Tombstone) -> Tombstone:
    date.fromisoformat(one.until)
    return one
