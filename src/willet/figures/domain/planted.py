"""What is true of an invented centre, beside what its records show: only the simulator knows."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from willet.core.metrics import Metric
from willet.ui import formats

_PLANTED: Final[Mapping[str, str]] = {
    "csat_mean": "csat_mean_of_all_handled",
    "csat_top2": "csat_top2_of_all_handled",
    "csat_corrected": "csat_top2_of_all_handled",
    "survey_resolution_corrected": "solved_when_handled",
}
"""Metric -> what it would be if every customer whom an agent helped had answered truly."""


def planted_words(metric: Metric) -> str:
    """What this metric would be if nothing were hidden, over all days of the demo; empty where nobody knows."""
    value = _value(_truth_here(), metric.name)
    return "" if value is None else formats.measure(value, metric.unit)


def planted_shares(*names: str) -> Mapping[str, str]:
    """Shares that were planted, in words, over all days of the demo; empty where one of them is known to nobody."""
    known = _truth_here().get("planted", {})
    if any(known.get(name) is None for name in names):
        return {}
    return {name: formats.percent(known[name]) for name in names}


def planted_agents() -> Mapping[str, Mapping[str, int]]:
    """Of each agent of the demo how many contacts they took, solved, spoke of and called solved; empty elsewhere."""
    agents: Mapping[str, Mapping[str, int]] = _truth_here().get("planted", {}).get("agents", {})
    return agents


def planted_effect(metric: str, starts: Mapping[str, str | None]) -> float | None:
    """What truly came, in this metric, of what begins for these agents on these days; None where nobody knows."""
    for trial in _truth_here().get("interventions", {}).values():
        if trial["starts"] == starts:
            effect: float | None = trial.get(metric)
            return effect
    return None


def _truth_here() -> Mapping[str, Any]:
    """What the simulator wrote down beside the demo; nothing in a real centre."""
    if not settings.WILLET_INVENTED:
        return {}
    return _truth(Path(settings.WILLET_HOME) / "simulated" / "truth.json")


def _value(truth: Mapping[str, Any], name: str) -> float | None:
    if name in _PLANTED:
        known: float | None = truth.get("planted", {}).get(_PLANTED[name])
        return known
    defined: float | None = truth.get("planted_by_definition", {}).get(name, {}).get("value")
    return defined


@lru_cache(maxsize=1)
def _truth(file: Path) -> Mapping[str, Any]:
    try:
        document: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        # A demo of before, or whose files somebody removed: the page goes on without.
        return {}
    return document
