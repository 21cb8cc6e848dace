"""Under which keys one person is known: somebody who phones and writes rests as one, whichever way they are asked."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from willet.core.intake.persons import SoughtPerson, key_of
from willet.core.records import RequestError
from willet.figures.domain.asking import read_lake
from willet.figures.domain.remembered import remembered
from willet.figures.domain.whole import held_state
from willet.people.visibility import OPEN

_MERGED: Final = """
SELECT DISTINCT c.customer_key, l.customer_key FROM contacts c JOIN links l USING (contact_id)
WHERE c.customer_key <> l.customer_key
"""
"""Contacts keep the key they came with; linking knows whose it is. What many share is nobody's there."""


def keys_of_person(key: str) -> frozenset[str]:
    """Every key of the person who has this one, in digits, as the lake knows them now; nothing where it is empty."""
    return _together().get(key, frozenset((key,))) if key else frozenset()


def number_key(number: str) -> str:
    """The lake's key of a number, in digits; empty where it is none, or where there is no lake."""
    state = held_state() if number else None
    if state is None:
        return ""
    try:
        return str(key_of(SoughtPerson(number=number), state.lake.key(), state.lake.region))
    except RequestError:
        return ""


def _together() -> Mapping[str, frozenset[str]]:
    reading = read_lake(OPEN)
    if reading is None:
        return {}
    return remembered(
        reading.snapshot, "persons of surveys", lambda: _groups(reading.whole.rows(_MERGED))
    )


def _groups(pairs: list[tuple[int, int]]) -> Mapping[str, frozenset[str]]:
    keys: dict[int, set[int]] = defaultdict(set)
    for key, person in pairs:
        keys[person] |= {key, person}
    sets = (frozenset(map(str, group)) for group in keys.values())
    return {key: group for group in sets for key in group}
