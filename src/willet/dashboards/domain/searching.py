"""What a few typed letters can mean to one reader: agents, queues, a call, a case, a customer's number.

Nothing is told that the reader could not open anyway: what is closed is answered as what does not exist.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from willet.calls.domain.calls import Call, call_named, find_calls_of_customer
from willet.calls.domain.listing import local
from willet.core.intake.persons import SoughtPerson, key_of
from willet.core.records import RequestError
from willet.figures.domain.asking import Reading
from willet.figures.domain.words import value_words
from willet.lists.domain.labels import is_hidden
from willet.people.agents.folding import folded
from willet.people.models import User
from willet.people.rules import SEE_AGENTS_TABLE, SEE_CALLS
from willet.resolution.case.query import case_file
from willet.ui import formats
from willet.vault.rules import SEE_VAULT

FEWEST_LETTERS = 2
MOST = 20
"""So many of a kind are listed."""
_NUMBER = re.compile(r"[+()\d\s./-]{6,25}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")

KINDS = {
    "agent": gettext_lazy("Agents"),
    "queue": gettext_lazy("Queues"),
    "call": gettext_lazy("Calls"),
    "case": gettext_lazy("Cases"),
}
"""What can be sought, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its kind, what it is called, and its page."""

    kind: str
    words: str
    href: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one kind under their heading."""

    label: str | Promise
    hits: Sequence[Hit]


def sought(reading: Reading, reader: User, text: str) -> list[HitGroup]:
    """Everything open to the reader that the letters mean, by kind; nothing for fewer than two letters.

    Names of agents and queues are found by parts of them, with or without accents, calls and cases by their whole
    id alone, and a customer's number or address by its keyed hash, where the reader's role may see numbers.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    wanted = " ".join(text.split())
    if len(wanted) < FEWEST_LETTERS:
        return []
    hits = [*_names(reading, reader, wanted)]
    if reader.has_perm(SEE_CALLS):
        hits += [*_calls(reading, reader, wanted), *_case(reading, wanted)]
    groups = (
        HitGroup(label, [h for h in hits if h.kind == k][:MOST]) for k, label in KINDS.items()
    )
    return [group for group in groups if group.hits]


def _names(reading: Reading, reader: User, wanted: str) -> Iterator[Hit]:
    for kind in ("agent", "queue"):
        if kind == "agent" and not reader.has_perm(SEE_AGENTS_TABLE):
            continue
        for value in reading.choices.get(kind, ()):
            words = value_words(kind, value)
            if _is_named(wanted, words, value) and not is_hidden(kind, value):
                yield Hit(
                    kind, words, f"{reverse('dashboards:overview')}?{urlencode({kind: value})}"
                )


def _is_named(wanted: str, *names: str) -> bool:
    """Whether each word stands in one of the names, in any order, without regard to case and accents."""
    parts = folded(wanted).split()
    return bool(parts) and any(all(part in folded(name) for part in parts) for name in names)


def _calls(reading: Reading, reader: User, wanted: str) -> Iterator[Hit]:
    named = (call_named(reading, name) for name in _ids(reading, wanted))
    first = next((call for call in named if call is not None), None)
    if first is not None:
        yield _call(reading, first)
    if reader.has_perm(SEE_VAULT):
        key = _customer(reading, wanted)
        calls = [] if key is None else find_calls_of_customer(reading, key, limit=MOST)
        yield from (_call(reading, call) for call in calls)


def _case(reading: Reading, wanted: str) -> Iterator[Hit]:
    bare = wanted.removeprefix("case:")
    for name in (*_ids(reading, wanted), *(f"case:{known}" for known in _ids(reading, bare))):
        file = case_file(reading, name)
        if file is not None:
            yield Hit("case", name, reverse("resolution:case", args=[name]))
            return


def _ids(reading: Reading, wanted: str) -> list[str]:
    """The id as it stands, and as each source would write it."""
    return [wanted, *(f"{source}:{wanted}" for source in reading.choices.get("source", ()))]


def _call(reading: Reading, call: Call) -> Hit:
    arrived = local(call.arrived_at, reading.zone)
    address = reverse("calls:call", args=[call.contact_id])
    moment = f"{formats.date(arrived)}, {formats.clock(arrived)}"
    return Hit("call", moment, address, beside=value_words("queue", call.queue))


def _customer(reading: Reading, wanted: str) -> int | None:
    """The key of the customer with this number or address; None where it is neither."""
    if _MAIL.fullmatch(wanted):
        person = SoughtPerson(mail=wanted)
    elif _NUMBER.fullmatch(wanted):
        person = SoughtPerson(number=wanted)
    else:
        return None
    try:
        return key_of(person, reading.lake.key(), reading.lake.region)
    except RequestError:
        return None
