"""Which column means what: heading and content together, each meaning given to the column it fits best."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from willet.core.sources.table.proposing.contents import Content
from willet.core.sources.table.proposing.fitting import SPANS, fit
from willet.core.sources.table.proposing.headings import LENGTHS, HeadingMerits
from willet.core.sources.table.proposing.phrases import WEAK

LEAST = 0.45
"""A meaning that fits less is not proposed."""
_UNTAKEN = 0.02
"""So many more calls have a group than an agent, where it is one of calls and not of agents."""
_OF_LENGTH = frozenset((*SPANS, "ignored"))
_AGAIN = 0.6
"""Subjects of mails are free text; of a file in which so few differ they are chosen from a list, and are topics."""
_EXACT = 0.97
"""A heading that says more of a meaning is a phrase of it."""
_CHOSEN = 0.75
"""Texts of a column are chosen from a list where no more of them differ."""
_SPOKEN = 0.75
_NAMES = frozenset("queue agent team topic disposition outcome channel cause".split())
"""Meanings that a column never has which numbers the rows."""
_OF_CASES = frozenset(("case_ref", "resolved", "topic"))
_OF_CALLS = frozenset(("answered_at", "direction", "queue", "outcome", *SPANS))
_EPOCHS = ("epoch_s", "epoch_ms")
_ARRIVALS = ("arrived_at", "arrived_date", "arrived_time")
_SINCE = {frozenset(("source",)): "arrived_time", frozenset(("target",)): "ended_at"}
"""Above times `From` and `To` say since when and until when, and name nobody."""
_RIVALS = {
    "answered_flag": "outcome",
    "abandoned_flag": "outcome",
}
_ONCE = {**_RIVALS, "arrived_at": "arrival", "arrived_date": "arrival"}
"""Meanings that leave no room for one another."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a column means, how well that fits, and by what it was decided."""

    meaning: str = ""
    merit: float = 0.0
    by_heading: bool = False
    by_content: bool = False


def decide(headings: Sequence[HeadingMerits], contents: Sequence[Content]) -> list[Decision]:
    """One decision for each column, in order."""
    offers = [
        (decision, place)
        for place, (heading, content) in enumerate(zip(headings, contents, strict=True))
        for decision in _offers(heading, content)
    ]
    chosen = _chosen(offers)
    if {"arrived_at", "arrived_time"} <= {decision.meaning for decision in chosen.values()}:
        # A moment has its time of day: another column of such times is something else.
        chosen = _chosen([o for o in offers if o[0].meaning != "arrived_time"])
    decided = [chosen.get(place, Decision()) for place in range(len(headings))]
    bare = [Decision() if d.meaning == "ignored" else d for d in decided]
    return _without_end_of_case(_group_of_calls(bare, headings, contents), contents)


def _chosen(offers: Sequence[tuple[Decision, int]]) -> dict[int, Decision]:
    """For each column the offer that fits best, a meaning once; columns by their place."""
    best = sorted(offers, key=lambda o: (-o[0].merit, o[0].meaning == "ignored", o[1]))
    chosen: dict[int, Decision] = {}
    taken: set[str] = set()
    for decision, place in best:
        slot = _ONCE.get(decision.meaning, decision.meaning)
        if place in chosen or slot in taken:
            continue
        chosen[place] = decision
        if decision.meaning != "ignored":
            taken.add(slot)
    return chosen


def _group_of_calls(
    decided: list[Decision], headings: Sequence[HeadingMerits], contents: Sequence[Content]
) -> list[Decision]:
    """A `Group` is the queue where there is no other and it stands beside calls that nobody took."""
    place = {decision.meaning: n for n, decision in enumerate(decided)}
    group = place.get("team")
    if group is None or "queue" in place or decided[group].merit > WEAK:
        return decided
    if "team" in headings[group].concepts:
        return decided
    taken = contents[place["agent"]].filled if "agent" in place else 0.0
    if contents[group].filled - taken >= _UNTAKEN:
        decided[group] = replace(decided[group], meaning="queue")
    return decided


def _without_end_of_case(decided: list[Decision], contents: Sequence[Content]) -> list[Decision]:
    """In a table of cases, where nothing says how long anybody waited or talked, an end is that of a case.

    A time of day alone is the end of a contact all the same: a case takes days.
    """
    meanings = {decision.meaning for decision in decided}
    if not meanings & _OF_CASES or meanings & _OF_CALLS:
        return decided
    return [
        Decision() if d.meaning == "ended_at" and _has_day(content) else d
        for d, content in zip(decided, contents, strict=True)
    ]


def _has_day(content: Content) -> bool:
    return content.dating is not None and content.dating.kind != "time"


def _offers(heading: HeadingMerits, content: Content) -> Iterator[Decision]:
    """Every meaning that a column may have, with its merit."""
    spoken = dict(heading.merits) if _counts_since_1970(content) else _of_its_unit(heading)
    if heading.concepts - {"moment", "time"} in _SINCE and content.dating is not None:
        spoken = {_SINCE[heading.concepts - {"moment", "time"}]: 0.8}
    merits = _with_content(spoken, content)
    for meaning, (merit, by_heading) in merits.items():
        suits = fit(meaning, content)
        whole = merit * suits
        if content.counts_rows and meaning in _NAMES:
            continue
        if whole >= LEAST:
            yield Decision(meaning, whole, by_heading, suits >= 0.9)


def _counts_since_1970(content: Content) -> bool:
    """Whether a unit in the heading is that of moments: `end_ms` counts since 1970, and is no length."""
    dating = content.dating
    patterns = [pattern for way in dating.ways for pattern in way] if dating else []
    return bool(patterns) and all(pattern in _EPOCHS for pattern in patterns)


def _of_its_unit(heading: HeadingMerits) -> dict[str, float]:
    """What a heading with a unit of time says is a length: `Queue (sec)` of standing in one, `Call (min)` of a talk."""
    if heading.unit not in LENGTHS:
        return dict(heading.merits)
    waited = max(heading.merits.get("wait_s", 0.0), WEAK * heading.merits.get("queue", 0.0))
    talked = max(heading.merits.get("talk_s", 0.0), WEAK * heading.merits.get("contact_id", 0.0))
    lengths = {n: m for n, m in heading.merits.items() if n in _OF_LENGTH}
    return lengths | {"wait_s": waited, "talk_s": talked}


def _with_content(merits: dict[str, float], content: Content) -> Mapping[str, tuple[float, bool]]:
    """What the heading says, and what the content says where the heading does not."""
    subject = merits.pop("subject", 0.0)
    if subject:
        name = "topic" if content.distinct <= _AGAIN else "ignored"
        merits[name] = max(merits.get(name, 0.0), subject)
    arrival = max((merits.get(name, 0.0) for name in _ARRIVALS), default=0.0)
    if arrival:
        # What a heading says of a time of day by itself stands: `Call time` may as well be a length.
        spread = [name for name in _ARRIVALS if name != "arrived_time" or name not in merits]
        merits |= {name: max(arrival * 0.98, merits.get(name, 0.0)) for name in spread}
    if content.words.get("outcome", 0.0) >= 0.8 and "disposition" in merits:
        merits["disposition"] *= 0.9
    all_merits = {name: (merit, True) for name, merit in merits.items()}
    shown = dict(_shown(merits, content))
    if shown and merits.get("ignored", 0.0) < _SPOKEN:
        # What a column holds counts before a word that only stands somewhere in its heading.
        all_merits.pop("ignored", None)
    for meaning, merit in shown.items():
        if merit > all_merits.get(meaning, (0.0, False))[0]:
            all_merits[meaning] = (merit, meaning in merits)
    return all_merits


def _of_sort(merits: Mapping[str, float], name: str) -> float:
    """How well a column of words of a closed list fits their field, before other sorts that its heading may mean."""
    if name not in merits:
        return 0.0
    return 1.02 * max(merits.get(n, 0.0) for n in (name, "topic", "channel", "direction"))


def _is_list(content: Content) -> bool:
    """Whether a column holds few texts, again and again."""
    return content.is_named and content.kinds >= 2 and content.distinct <= _CHOSEN


def _shown(merits: Mapping[str, float], content: Content) -> Iterator[tuple[str, float]]:
    """Meanings that the content shows by itself, and those of a heading that the content turns to another."""
    words = content.words
    outcomes = 0.0 if words.get("case_state", 0.0) >= 0.8 else words.get("outcome", 0.0)
    if outcomes >= 0.8 and content.kinds >= 2 and words["truth"] < 0.8:
        # Before the disposition of the same heading, behind another column that is called a status.
        sorts = ("topic",) if content.meant.get("outcome", 0) >= 2 else ()
        named = max((merits.get(n, 0.0) for n in ("disposition", *sorts, *_RIVALS)), default=0.0)
        yield "outcome", max(0.6, 1.05 * named)
    for name, least in (("direction", 0.6), ("ended_by", 0.55), ("channel", 0.55)):
        several = content.meant.get(name, 0) >= 2 or name in merits
        if words.get(name, 0.0) >= 0.9 and several and content.kinds >= 2 and content.is_named:
            yield name, max(least, _of_sort(merits, name))
    if merits.get("direction", 0.0) >= 0.7 and _is_list(content) and not any(words.values()):
        yield "topic", 0.6
    if content.tickets >= 0.9 and merits.get("contact_id", 0.0) < _SPOKEN + 0.1:
        yield "case_ref", 0.85
    if content.emails > 0.9 and not merits.get("agent"):
        yield "customer_email", 0.75
    is_state = words.get("case_state", 0.0) >= 0.8
    if merits.get("outcome", 0.0) >= 0.75 and outcomes < 0.2 and not is_state:
        yield "disposition", 0.7
    if merits.get("outcome", 0.0) >= 0.75 and words["truth"] >= 0.8 and content.kinds > 1:
        yield ("resolved" if content.is_named else "answered_flag"), 0.6
    if 0.6 <= merits.get("customer_id", 0.0) < _EXACT and content.dialled > 0.9:
        yield "customer_number", merits["customer_id"] * 1.02
    if merits.get("contact_id", 0.0) >= 0.6 and content.phones > 0.9:
        yield "customer_number", 0.6
