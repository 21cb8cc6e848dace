"""Which spellings may mean one person: proposed with the reason, never joined without somebody's word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from willet.people.agents.folding import (
    as_written,
    extension,
    is_interface,
    key,
    letters,
    short_forms,
)

Reason = Literal["same", "marks", "order", "short", "extension"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another name that may mean the same person as `name`, which is the fuller of the two; and why."""

    name: str
    other: str
    reason: Reason


def proposals(
    names: Iterable[str], apart: frozenset[tuple[str, str]] = frozenset()
) -> list[Proposal]:
    """What may be one person among the names under which agents are shown.

    A short form or an extension that fits two persons is proposed for neither. Pairs in `apart`, each by the
    alphabet, were told to be two people and are left out.
    """
    known = sorted(set(names))
    pairs = {
        tuple(sorted((p.name, p.other))): p
        for p in (*_by_extension(known), *_by_short_form(known), *_by_words(known))
    }
    return sorted(
        (p for pair, p in pairs.items() if pair not in apart), key=lambda p: (p.name, p.other)
    )


def _by_words(known: Sequence[str]) -> Iterator[Proposal]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in known:
        if words := key(name):
            groups.setdefault(words, []).append(name)
    for group in groups.values():
        fullest, *others = sorted(group, key=_fullness)
        numbers = {number for name in group if (number := extension(name))}
        # Two Annas with an extension each are two people.
        if len(numbers) < 2:
            yield from (Proposal(fullest, other, _why(fullest, other)) for other in others)


def _by_short_form(known: Sequence[str]) -> Iterator[Proposal]:
    forms: dict[str, set[tuple[str, ...]]] = {}
    full: dict[tuple[str, ...], str] = {}
    for name in sorted(known, key=_fullness):
        full.setdefault(key(name), name)
        for form in short_forms(name):
            forms.setdefault(form, set()).add(key(name))
    for name in known:
        meant = forms.get(letters(name), set()) - {key(name)}
        if len(meant) == 1:
            yield Proposal(full[next(iter(meant))], name, "short")


def _by_extension(known: Sequence[str]) -> Iterator[Proposal]:
    named: dict[str, list[str]] = {}
    for name in known:
        if not is_interface(name) and key(name) and extension(name):
            named.setdefault(extension(name), []).append(name)
    for name in known:
        if is_interface(name) and len(meant := named.get(extension(name), [])) == 1:
            yield Proposal(meant[0], name, "extension")


def _fullness(name: str) -> tuple[bool, bool, int, str]:
    """Names as people write them first: with marks and capitals, in the spoken order, the longer before the shorter."""
    return ("," in name, name.casefold() == name, -len(name.encode()), name)


def _why(name: str, other: str) -> Reason:
    if "".join(name.casefold().split()) == "".join(other.casefold().split()):
        return "same"
    return "marks" if as_written(name) == as_written(other) else "order"
