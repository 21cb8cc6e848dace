"""The catalogue: every metric there is, read from `catalogue/<family>.toml` and checked once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast

from willet.core.metrics import refusals
from willet.core.metrics.formula import Reader
from willet.core.metrics.metric import (
    TABLE_OF_LEVEL,
    UNITS,
    UNITS_OF_LUCK,
    Audit,
    Better,
    Level,
    Metric,
    Parameter,
    Words,
)
from willet.core.metrics.nodes import Formula, Kind, Node, parameters_in
from willet.core.metrics.shape import shape_of
from willet.core.records import RequestError, UnknownNameError, kinds

NAME = re.compile(r"\A[a-z]((?!__)[a-z0-9_])*[a-z0-9]\Z")
"""Snake case without a double underscore: the name is a key in JSON, a file name and a word in a URL."""

Block = dict[str, Any]


def catalogue() -> Mapping[str, Metric]:
    """Every metric by name, families in alphabetical order, each in the order of its file."""
    return _catalogue()


def parameters() -> Mapping[str, Parameter]:
    """Every parameter by name, with its default."""
    return _parameters()


def metric_named(name: str) -> Metric:
    """One metric.

    Raises:
        UnknownNameError: there is none of that name.
    """
    known = _catalogue()
    if name not in known:
        raise UnknownNameError(kinds.METRIC, name, known)
    return known[name]


@lru_cache(maxsize=1)
def _families() -> Mapping[str, Block]:
    folder = files("willet.core.metrics") / "catalogue"
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return {p.name.removesuffix(".toml"): tomllib.loads(p.read_text("utf-8")) for p in paths}


@lru_cache(maxsize=1)
def _parameters() -> Mapping[str, Parameter]:
    blocks = (family.get("parameters", {}) for family in _families().values())
    gathered = {name: _parameter(name, block) for group in blocks for name, block in group.items()}
    return MappingProxyType(gathered)


@lru_cache(maxsize=1)
def _catalogue() -> Mapping[str, Metric]:
    gathered: dict[str, Metric] = {}
    for metric in _metrics():
        if metric.name in gathered:
            families = f"{gathered[metric.name].family} and {metric.family}"
            raise RequestError(refusals.TWO_FAMILIES(name=metric.name, families=families))
        gathered[metric.name] = metric
    return MappingProxyType(gathered)


def _metrics() -> Iterator[Metric]:
    for family, blocks in _families().items():
        for name, block in blocks.items():
            if name != "parameters":
                yield _metric(name, block, family)


def _parameter(name: str, block: Block) -> Parameter:
    return Parameter(
        name=name,
        default=block["default"],
        unit=block["unit"],
        words=MappingProxyType(block["words"]),
        lowest=block.get("lowest"),
        highest=block.get("highest"),
        choices=tuple(block.get("choices", ())),
    )


def reader_of(table: str) -> Reader:
    """A reader of catalogue formulas over one table, which knows every parameter."""
    kinds: dict[str, Kind] = {
        name: "text" if isinstance(p.default, str) else "number"
        for name, p in _parameters().items()
    }
    return Reader(table, kinds)


def parameters_of(formula: Formula) -> Mapping[str, Parameter]:
    """The parameters that a formula names."""
    aggregates = [term.aggregate for term in formula.numerator]
    aggregates += [formula.denominator] if formula.denominator else []
    nodes = [a.where for a in aggregates] + [a.value for a in aggregates if a.value is not None]
    names = frozenset[str]().union(*(parameters_in(node) for node in nodes))
    return MappingProxyType({name: p for name, p in _parameters().items() if name in names})


def _metric(name: str, block: Block, family: str) -> Metric:
    _check_block(name, block)
    table = block.get("table", TABLE_OF_LEVEL[block["level"]])
    formula = reader_of(table).formula(block["formula"])
    return Metric(
        name=name,
        level=cast(Level, block["level"]),
        table=table,
        text=block["formula"],
        formula=formula,
        shape=shape_of(formula),
        unit=block["unit"],
        direction=cast(Better, block["direction"]),
        words=MappingProxyType({code: Words(**words) for code, words in block["words"].items()}),
        source=block["source"],
        parameters=_parameters_used(formula, block),
        family=family,
        cluster=block.get("cluster"),
        ends=tuple(block["ends"]) if "ends" in block else None,
        linked_by=tuple(block.get("linked_by", ())),
        alike=_condition(block, "alike", table),
        settles=_condition(block, "settles", table),
        seen=_condition(block, "seen", table),
        certain=_condition(block, "certain", table),
        audit=_audit(block["audit"], table) if "audit" in block else None,
        weights=block.get("weights"),
        alone=block.get("alone"),
    )


def _audit(block: Block, table: str) -> Audit:
    return Audit(**{name: reader_of(table).condition(text) for name, text in block.items()})


def _condition(block: Block, name: str, table: str) -> Node | None:
    return reader_of(table).condition(block[name]) if name in block else None


def _parameters_used(formula: Formula, block: Block) -> Mapping[str, Parameter]:
    rules = {name: _parameters()[name] for name in block.get("linked_by", ())}
    return MappingProxyType({**parameters_of(formula), **rules})


def _check_block(name: str, block: Block) -> None:
    if not NAME.match(name):
        raise RequestError(refusals.NO_SNAKE(name=repr(name)))
    if block["unit"] not in UNITS:
        raise RequestError(
            refusals.NO_UNIT(name=name, unit=repr(block["unit"]), units=", ".join(UNITS))
        )
    if block.get("cluster", "day") not in UNITS_OF_LUCK:
        known = ", ".join(UNITS_OF_LUCK)
        raise RequestError(
            refusals.NO_CLUSTER(name=name, cluster=repr(block["cluster"]), known=known)
        )
