"""The figure an address asks the calls of: a metric of the catalogue, and which part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.metrics import Metric, catalogue
from willet.core.metrics.behind import PARTS, Part
from willet.core.metrics.shape import Quotient
from willet.core.records import did_you_mean
from willet.figures.domain.linking import USUAL, LinkRules, read_link_rules
from willet.figures.domain.links import calls_behind
from willet.figures.domain.selection import Selection
from willet.figures.domain.titles import words_of

_PARTS: Mapping[str, str | Promise] = {
    "denominator": gettext_lazy("All it is about"),
    "numerator": gettext_lazy("Counted for it"),
    "rest": gettext_lazy("Not counted for it"),
    "unknown": gettext_lazy("Not known"),
}


@dataclass(frozen=True, slots=True)
class PartLink:
    """One part of a figure as a link."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure, which part, and what in the address could not be understood."""

    metric: Metric | None = None
    part: Part = "denominator"
    problems: tuple[str, ...] = ()
    rules: LinkRules = USUAL

    @property
    def title(self) -> str:
        """The figure's title; empty where all calls are asked for."""
        return words_of(self.metric).title if self.metric else ""

    def part_links(self, selection: Selection) -> list[PartLink]:
        """The parts a reader can turn to; none where a figure has one part only."""
        if self.metric is None or not isinstance(self.metric.shape, Quotient):
            return []
        return [self._part_link(p, selection) for p in _PARTS]

    def _part_link(self, part: str, selection: Selection) -> PartLink:
        name = self.metric.name if self.metric else ""
        address = calls_behind(name, selection, part=part, rules=self.rules)
        return PartLink(str(_PARTS[part]), address, part == self.part)

    def kept(self, sort: str) -> dict[str, str]:
        """What of the address stays when a filter changes."""
        metric = self.metric.name if self.metric else ""
        mine = {"metric": metric, "part": self.part if metric else "", "sort": sort}
        return {**mine, **self.rules.pairs}


def asked_figure(address: QueryDict) -> Asked:
    """The figure an address names; one that does not exist is told, with what was probably meant."""
    name, part = address.get("metric", ""), address.get("part", "denominator")
    problems = []
    if name and name not in catalogue():
        guess = did_you_mean(name, catalogue())
        problems.append(_("There is no metric named “%(name)s”.") % {"name": name[:60]} + guess)
    if part not in PARTS:
        problems.append(_("A figure has no part named “%(part)s”.") % {"part": part[:60]})
        part = "denominator"
    rules = read_link_rules(address)
    problems += rules.problems
    return Asked(catalogue().get(name), cast(Part, part), tuple(problems), rules)
