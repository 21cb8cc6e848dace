"""A table whose headers are Willet's own names needs no mapping: the header is the mapping."""

from dataclasses import replace

from willet.core.records import RequestError, saying
from willet.core.sources.table.dialect import folded
from willet.core.sources.table.fields import FIELDS, NEEDED
from willet.core.sources.table.mapping import FileForm, Rule, Rules, Survey, TableMapping

HOW_TO_MAP = saying(
    "how_to_map",
    "%(file)s: its columns are %(header)s. Willet cannot know for sure what they mean; say it in a mapping. On "
    "the page of the upload each column is chosen from a list; on the command line `willet propose %(file)s > "
    "mapping.toml` writes one to read through and to pass with --mapping. (A table whose columns bear Willet's "
    "own names, contact_id and arrived_at among them, needs no mapping.)",
)

ALIASES = {
    "started_at": "arrived_at",
    "customer_key": "customer_id",
    "phone": "customer_number",
    "email": "customer_email",
    "wait": "wait_s",
    "ring": "ring_s",
    "talk": "talk_s",
    "hold": "hold_s",
    "acw": "acw_s",
    "ivr": "ivr_s",
    "transfer": "transfers",
    "case_id": "case_ref",
    "sale": "sale_amount",
}
SURVEYS = {
    "csat": (1.0, 5.0, "1-5"),
    "ces": (1.0, 7.0, "1-7 high_is_easy"),
    "nps": (0.0, 10.0, "0-10"),
}


def mapping_by_header(header: tuple[str, ...], file: str) -> TableMapping:
    """The mapping a header of Willet's own names stands for.

    Raises:
        RequestError: the header lacks the two fields each contact needs; it shows how to go on.
    """
    rules = _rules(header)
    if not has_own_names(header):
        raise RequestError(HOW_TO_MAP(file=file, header=", ".join(header)))
    return TableMapping("table", rules, file=FileForm(), surveys=tuple(_surveys(header)))


def has_own_names(header: tuple[str, ...]) -> bool:
    """Whether a header bears the names of the two fields each contact needs."""
    return set(NEEDED) <= set(_rules(header))


def _rules(header: tuple[str, ...]) -> dict[str, Rules]:
    rules: dict[str, Rules] = {}
    for column in header:
        name = folded(column).replace(" ", "_")
        name = ALIASES.get(name, name)
        if name in FIELDS:
            rules.setdefault(name, (Rule(columns=(column,)),))
    return rules


def joined(one: TableMapping, other: TableMapping) -> TableMapping:
    """What two tables of one import tell between them; of one mapping and itself, that mapping."""
    known = {survey.instrument for survey in one.surveys}
    more = tuple(survey for survey in other.surveys if survey.instrument not in known)
    return replace(one, rules={**other.rules, **one.rules}, surveys=(*one.surveys, *more))


def _surveys(header: tuple[str, ...]) -> list[Survey]:
    gathered = [(folded(column), column) for column in header if folded(column) in SURVEYS]
    return [
        Survey(name, SURVEYS[name][2], *SURVEYS[name][:2], score=Rule(columns=(column,)))
        for name, column in gathered
    ]
