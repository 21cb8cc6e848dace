"""Holds the answers of two versions side by side; what differs must stand in the list of expected changes."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

EXPECTED = Path(__file__).with_name("expected.toml")
_WHERE = ("data", "metric", "by", "variant", "cell")
_KINDS = {
    "value": ("value", "none", "refused"),
    "n": ("n",),
    "interval": ("low", "high"),
    "bounds": ("coverage", "bound_low", "bound_high"),
}
_EQUAL_WITHIN = 1e-9

Row = Mapping[str, object]


def compare(before: Path, after: Path) -> tuple[Counter[tuple[str, ...]], Counter[str]]:
    """The unexplained differences as (data, metric, by, kind) with their number, and the explained by reason."""
    unexplained: Counter[tuple[str, ...]] = Counter()
    explained: Counter[str] = Counter()
    expected = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["change"]
    for difference in _differences(_read(before), _read(after)):
        why = next((e["why"] for e in expected if _explains(e, difference)), None)
        if why is None:
            unexplained[difference] += 1
        else:
            explained[why] += 1
    return unexplained, explained


def _read(path: Path) -> dict[str, Row]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {json.dumps([row[name] for name in _WHERE]): row for row in rows}


def _differences(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[tuple[str, ...]]:
    """Each difference; a metric that one version alone knows is one, not as many as it has rows."""
    known, knows = ({str(row["metric"]) for row in rows.values()} for rows in (before, after))
    for metric in known ^ knows:
        yield ("all", metric, "whole", "metric new" if metric in knows else "metric gone")
    for key in before.keys() | after.keys():
        data, metric, by, variant, _cell = json.loads(key)
        if metric not in known & knows:
            continue
        place = (data, metric, "+".join(by) or ("whole" if not variant else json.dumps(variant)))
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            yield (*place, "row gone" if new is None else "row new")
            continue
        for kind, fields in _KINDS.items():
            if not all(_same(old.get(field), new.get(field)) for field in fields):
                yield (*place, kind)


def _same(old: object, new: object) -> bool:
    if isinstance(old, float | int) and isinstance(new, float | int):
        return abs(old - new) <= _EQUAL_WITHIN * max(1.0, abs(old), abs(new))
    return old == new


def _explains(expected: Mapping[str, str], difference: tuple[str, ...]) -> bool:
    """Whether an entry covers it: each of its four words is a pattern, the star where it says none."""
    names = ("data", "metric", "by", "kind")
    return all(
        any(fnmatchcase(value, word) for word in expected.get(name, "*").split("|"))
        for name, value in zip(names, difference, strict=True)
    )
