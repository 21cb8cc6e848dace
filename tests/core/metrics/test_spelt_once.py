"""Who called, and who took it, is spelt in `flags.py` alone: as SQL, as a formula and in Python.

Sources stand below the flags and say what a contact is; the simulator is an oracle and is written apart.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from willet.core.records import Direction, Outcome

SRC = Path(__file__).resolve().parents[3] / "src" / "willet"
APART = ("core/sources", "core/simulator", "core/metrics/flags.py")
WORDS = {*Direction, *Outcome}
CONDITION = re.compile(
    r"\b(direction|outcome)\b\s*(=|<>|!=|in\b|not\s+in\b|is\b)|\bhandled\s*(=|<|>|!=)=?\s*\d",
    re.IGNORECASE,
)


def spelt(text: str) -> Iterator[str]:
    """The conditions on direction or outcome that a module writes out, docstrings left out."""
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(words)) if id(node) not in docstrings:
                yield from (found.group() for found in CONDITION.finditer(words))
            case ast.Compare(left=left, comparators=others):
                if any(_names_it(part) for part in (left, *others)) and _has_word(node):
                    yield ast.unparse(node)


def _names_it(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Subscript(slice=ast.Constant(name)):
            return name in {"direction", "outcome"}
    return False


def _has_word(node: ast.Compare) -> bool:
    return any(
        (isinstance(part, ast.Constant) and part.value in WORDS)
        or (isinstance(part, ast.Attribute) and part.attr.lower() in WORDS)
        for part in ast.walk(node)
    )


def test_no_module_spells_a_flag_again() -> None:
    modules = [p for p in SRC.rglob("*.py") if not str(p.relative_to(SRC)).startswith(APART)]

    assert len(modules) > 200
    assert [(str(p.relative_to(SRC)), s) for p in modules for s in spelt(p.read_text())] == []


def test_no_formula_of_the_catalogue_spells_a_flag_again() -> None:
    families = sorted((SRC / "core" / "metrics" / "catalogue").glob("*.toml"))
    texts = [
        text
        for family in families
        for metric in tomllib.loads(family.read_text()).values()
        for text in _formulas(metric)
    ]

    assert len(texts) > 100
    assert [text for text in texts if CONDITION.search(text)] == []


def _formulas(block: dict[str, object]) -> Iterator[str]:
    for key, value in block.items():
        if isinstance(value, dict) and key != "words":
            yield from _formulas(value)
        elif isinstance(value, str) and key != "source":
            yield value


@pytest.mark.parametrize(
    "text",
    [
        "ROWS = \"SELECT * FROM contacts WHERE direction = 'inbound'\"",
        "ROWS = f\"SELECT * FROM {table} WHERE Outcome IN ('answered', 'voicemail')\"",
        'ROWS = "SELECT * FROM cases WHERE handled > 0"',
        'ROWS = "SELECT * FROM contacts WHERE direction IS NULL"',
        'calls = [m for m in members if m.direction in {"inbound", None}]',
        'taken = row["outcome"] == "answered"',
        "lost = call.outcome != Outcome.ANSWERED",
    ],
)
def test_second_spelling_is_seen(text: str) -> None:
    assert list(spelt(text))


@pytest.mark.parametrize(
    "text",
    [
        '"""Where the direction is blank, a caller."""',
        'better = metric.direction == "higher"',
        'ROWS = f"SELECT * FROM contacts WHERE {INBOUND}"',
        'ROWS = "SELECT direction, outcome FROM links WHERE handled"',
    ],
)
def test_what_is_no_condition_is_let_be(text: str) -> None:
    assert list(spelt(text)) == []
