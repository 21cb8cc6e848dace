"""Profiles: what another system means by the same words, as parameters and formulas to compare with."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from willet.core.metrics.catalogue import metric_named, parameters_of, reader_of
from willet.core.metrics.metric import Metric
from willet.core.metrics.shape import shape_of
from willet.core.records import UnknownNameError, kinds


@dataclass(frozen=True)
class Profile:
    """One system's settings: parameters, formulas of metrics it counts otherwise, and what it cannot set."""

    name: str
    title: str
    source: str
    params: Mapping[str, float | int | str]
    formulas: Mapping[str, str]
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Profile({self.name}, {len(self.params)} params, {len(self.formulas)} formulas)"


def profiles() -> Mapping[str, Profile]:
    """Every profile by name."""
    return _profiles()


def profile_named(name: str) -> Profile:
    """One profile.

    Raises:
        UnknownNameError: there is none of that name.
    """
    known = _profiles()
    if name not in known:
        raise UnknownNameError(kinds.PROFILE, name, known)
    return known[name]


@lru_cache(maxsize=256)
def metric_in_profile(name: str, profile: str) -> Metric:
    """A metric as the profile counts it.

    Raises:
        UnknownNameError: no such metric, or no such profile.
    """
    metric, text = metric_named(name), profile_named(profile).formulas.get(name)
    if text is None:
        return metric
    formula = reader_of(metric.table).formula(text)
    used = parameters_of(formula)
    return replace(metric, text=text, formula=formula, shape=shape_of(formula), parameters=used)


@lru_cache(maxsize=1)
def _profiles() -> Mapping[str, Profile]:
    folder = files("willet.core.metrics") / "profiles"
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    result = (_profile(p.name.removesuffix(".toml"), p.read_text("utf-8")) for p in paths)
    return MappingProxyType({profile.name: profile for profile in result})


def _profile(name: str, text: str) -> Profile:
    block = tomllib.loads(text)
    return Profile(
        name=name,
        title=block["title"],
        source=block["source"],
        params=MappingProxyType(block.get("params", {})),
        formulas=MappingProxyType(block.get("formulas", {})),
        notes=tuple(block.get("notes", ())),
    )
