"""Goes along the chain and names what does not fit: an entry changed, lost, put in, or erased without a word."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from willet.activity.domain.sealing import PARTS, digest_of, hash_of, link_of
from willet.activity.models import Act, ActivityEntry, ChainEnd

Why = Literal["content", "link", "missing", "erased", "end"]
ITSELF: Final = "activity"
"""The kind of the entries that tell of the history itself."""


@dataclass(frozen=True, slots=True)
class Break:
    """An entry that does not fit, and how: its content, its link, lost, erased without an entry, the end."""

    number: int
    why: Why


@dataclass(slots=True)
class Verified:
    """What going along the chain came to."""

    entries: int = 0
    erased: int = 0
    """Entries of which a part was erased, as an entry of its own says."""
    link: str = ""
    """The last link: whoever notes it elsewhere can tell later whether the chain still runs through it."""
    breaks: list[Break] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything fits."""
        return not self.breaks


@dataclass(slots=True)
class _Covers:
    """What the entries of erasing say was erased."""

    numbers: set[int] = field(default_factory=set)
    up_to: int = 0

    def add(self, entry: ActivityEntry) -> None:
        if entry.kind != ITSELF or entry.act not in {Act.ERASED, Act.AGED}:
            return
        for change in entry.fields:
            if change["name"] == "entries":
                self.numbers |= set(change["is"])
            elif change["name"] == "up_to":
                self.up_to = max(self.up_to, int(change["is"]))

    def hold(self, number: int) -> bool:
        return number <= self.up_to or number in self.numbers


def verify(*, newest: int | None = None) -> Verified:
    """Go along the whole chain, or along its `newest` entries.

    Of a part of the chain the first link is taken as it stands.
    """
    end = ChainEnd.objects.filter(pk=1).first() or ChainEnd()
    start = max(0, end.number - newest) if newest is not None else 0
    result, covers, erased = Verified(), _Covers(), list[int]()
    before = ActivityEntry.objects.filter(number=start).first()
    expected, link = start + 1, before.link if before else ""
    for entry in _chain(start, end.number):
        while expected < entry.number:
            result.breaks.append(Break(expected, "missing"))
            expected += 1
        result.breaks += _faults(entry, after=link)
        covers.add(entry)
        if any(not salt for salt, _ in entry.seals.values()):
            erased.append(entry.number)
        result.entries, expected, link = result.entries + 1, entry.number + 1, entry.link
    if expected <= end.number or link != end.link:
        result.breaks.append(Break(end.number, "end"))
    result.breaks += [Break(number, "erased") for number in erased if not covers.hold(number)]
    result.erased, result.link = len(erased), link
    return result


def _chain(start: int, end: int) -> Iterator[ActivityEntry]:
    rows = ActivityEntry.objects.filter(number__gt=start, number__lte=end).order_by("number")
    return rows.iterator(chunk_size=2000)


def _faults(entry: ActivityEntry, *, after: str) -> Iterator[Break]:
    if not _content_fits(entry):
        yield Break(entry.number, "content")
    if link_of(entry, after=after) != entry.link:
        yield Break(entry.number, "link")


def _content_fits(entry: ActivityEntry) -> bool:
    if set(entry.seals) != set(PARTS) or hash_of(entry.seals) != entry.hash:
        return False
    return all(
        digest_of(entry, part, salt) == digest if salt else part != "did"
        for part, (salt, digest) in entry.seals.items()
    )
