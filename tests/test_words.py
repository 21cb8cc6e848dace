"""Names in the words of the field: nothing is called `told`, `said`, `found` or `made`; no two classes share a name."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src/willet"
EMPTY = re.compile(r"(^|_)(told|tells|said|found|made)(_|$)")
STORED = {
    "core/cases/edits.py: made_at",
    "core/cases/edits.py: made_by",
    "core/lake/manifest.py: made_at",
}
"""Columns and keys of lakes that exist; a name in store is no longer ours to change."""
SAME_IDEA = {"Command"}
"""Names that a framework asks for; a class inside another carries the name of its owner."""


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def names(tree: ast.AST) -> Iterator[str]:
    """What a module itself names: functions, classes, parameters, variables, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def is_empty(name: str) -> bool:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return EMPTY.search(parted) is not None


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("_told", True),
        ("FoundCalls", True),
        ("said_by", True),
        ("MADE_JUST_NOW", True),
        ("foundation", False),
        ("handmade", False),
        ("pages", False),
    ],
)
def test_what_counts_as_such_a_name(name: str, empty: bool) -> None:
    assert is_empty(name) is empty


def test_no_name_says_only_that_something_was_told_said_found_or_made() -> None:
    wrong = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in modules()
        for name in names(ast.parse(path.read_text("utf-8")))
        if is_empty(name)
    }

    assert wrong - STORED == set()


def test_what_is_stored_is_still_there() -> None:
    kept = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in modules()
        for name in names(ast.parse(path.read_text("utf-8")))
    }

    assert kept >= STORED


def test_no_two_classes_share_a_name() -> None:
    places = defaultdict(list)
    for path in modules():
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.name not in SAME_IDEA:
                places[node.name].append(str(path.relative_to(SOURCE)))

    assert {name: where for name, where in places.items() if len(where) > 1} == {}
