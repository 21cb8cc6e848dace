"""What columns are whose headings say nothing known: a key, people who come again and again, numbers of phones."""

import re
from collections.abc import Sequence
from dataclasses import replace

from willet.core.sources.table.proposing.contents import Content
from willet.core.sources.table.proposing.deciding import Decision
from willet.core.sources.table.proposing.fitting import SPANS
from willet.core.sources.table.proposing.headings import HeadingMerits
from willet.core.sources.table.proposing.profiles import ColumnProfile

_MERIT = 0.5
_HEARD = 0.45
"""A heading that says more of a column has been heard."""
_VAGUE = 0.85
_OTHERS = frozenset(
    "agent user customer caller team queue phone target source technical relation".split()
)
"""What has numbers of its own."""
_UNIQUE = 0.95
_AGAIN = 0.75
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}|[^\W\d_]+, ?[^\W\d_]+")
"""A text of two to four words that begin with capitals, or of a surname, a comma and a first name."""
_OF_CASES = frozenset(("case", "due", "priority", "close"))


def with_leftovers(
    decisions: Sequence[Decision],
    headings: Sequence[HeadingMerits],
    contents: Sequence[Content],
    profiles: Sequence[ColumnProfile],
) -> list[Decision]:
    """The decisions with those of columns that are known by what they hold alone."""
    changed = list(decisions)
    taken = {decision.meaning for decision in decisions}
    silent = [
        n
        for n, d in enumerate(decisions)
        if not d.meaning and max(headings[n].merits.values(), default=0.0) < _HEARD
    ]
    if "case_ref" not in taken:
        changed = [_of_its_table(n, changed, headings, taken) for n in range(len(changed))]
    if not taken & {"contact_id", "case_ref"}:
        unused = [n for n, d in enumerate(decisions) if not d.meaning]
        _give(changed, _keys(unused, headings, contents)[:1], _key_of(headings, taken, least=1))
    if "agent" not in taken:
        people = [n for n in silent if _are_people(profiles[n], contents[n])]
        _give(changed, people if len(people) == 1 else [], "agent")
    if not taken & {"customer_number", "customer_email"}:
        phones = [n for n in silent if _are_phones(contents[n])]
        _give(changed, phones if len(phones) == 1 else [], "customer_number")
    return changed


def _of_its_table(
    place: int, decided: Sequence[Decision], headings: Sequence[HeadingMerits], taken: set[str]
) -> Decision:
    """The number of an entry that does not say of what, in a table of cases: that of the case."""
    decision, heading = decided[place], headings[place]
    vague = "call" not in heading.concepts and decision.merit < _VAGUE and "id" in heading.concepts
    if decision.meaning != "contact_id" or not vague:
        return decision
    rest = [other for n, other in enumerate(headings) if n != place]
    return replace(decision, meaning=_key_of(rest, taken, least=2))


def _give(changed: list[Decision], places: Sequence[int], meaning: str) -> None:
    for place in places:
        if not changed[place].meaning:
            changed[place] = Decision(meaning, _MERIT, by_heading=False, by_content=True)


def _keys(
    silent: Sequence[int], headings: Sequence[HeadingMerits], contents: Sequence[Content]
) -> list[int]:
    """Columns of which no text comes twice, where the heading speaks of a number or a key of something not known."""
    return [
        n
        for n in silent
        if "id" in headings[n].concepts
        and not headings[n].concepts & _OTHERS
        and contents[n].filled >= _UNIQUE
        and contents[n].distinct >= _UNIQUE
        and contents[n].digits >= _UNIQUE
        and not contents[n].counts_rows
        and contents[n].dating is None
    ]


def _key_of(headings: Sequence[HeadingMerits], taken: set[str], least: int) -> str:
    """Of a case where so many headings speak of cases and nothing says how long anybody waited or talked."""
    spoken = sum(bool(heading.concepts & _OF_CASES) for heading in headings)
    return "case_ref" if spoken >= least and not taken & set(SPANS) else "contact_id"


def _are_people(profile: ColumnProfile, content: Content) -> bool:
    """Whether a column holds names of people, the same ones again and again."""
    names = profile.share(lambda text: bool(_PERSON.fullmatch(text)) and _is_capital(text))
    return (
        names > _UNIQUE and content.is_named and content.kinds >= 2 and content.distinct <= _AGAIN
    )


def _are_phones(content: Content) -> bool:
    return content.phones > _UNIQUE and content.numbers < 1 and content.dating is None


def _is_capital(text: str) -> bool:
    return all(word[0].isupper() for word in re.split(r"[ ,]+", text) if len(word) > 3)
