"""What the core tells is known by its code: nothing outside it looks at the English, or writes it a second time."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import willet
from willet.core.records.messages import SAYINGS
from willet.ui.messages import known_sayings

SOURCE = Path(willet.__path__[0])
OUTSIDE = sorted(
    path
    for path in SOURCE.rglob("*.py")
    if "core" not in path.relative_to(SOURCE).parts[:1] and "migrations" not in path.parts
)
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? (?:%\(\w+\)s|[A-Za-z]{2,})")
"""Two words with a blank between: what is said to a person, and no name of the code."""
LOOKS = {
    *("startswith", "endswith", "partition", "rpartition", "split", "removeprefix", "removesuffix"),
    *("find", "index", "count", "replace"),
}
MATCHES = {"compile", "match", "fullmatch", "search", "sub", "findall", "finditer"}


def is_sentence(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SENTENCE.search(node.value) is not None
    )


def is_fixed(pattern: ast.AST) -> bool:
    """A pattern that is written down, here or under a name in capitals, and not made of a sentence."""
    match pattern:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.isupper()
        case ast.JoinedStr():
            return not any(isinstance(n, ast.Call) or _is_text(n) for n in ast.walk(pattern))
    return isinstance(pattern, ast.Constant)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"text", "plural", "english"}


def recognising(tree: ast.AST) -> Iterator[ast.AST]:
    """Where English is compared, looked up, taken apart, or matched by a pattern."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, comparators=others):
                yield from (n for part in (left, *others) for n in ast.walk(part) if is_sentence(n))
            case ast.MatchValue(value=value) if is_sentence(value):
                yield value
            case ast.Dict(keys=keys):
                yield from (key for key in keys if key is not None and is_sentence(key))
            case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr="escape")):
                yield node
            case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=name), args=[first, *_]):
                if name in MATCHES and (not is_fixed(first) or is_sentence(first)):
                    yield node
            case ast.Call(func=ast.Attribute(attr=name), args=args) if name in LOOKS:
                yield from filter(is_sentence, args)


def places(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:70]}"
        for node in recognising(tree)
    ]


def test_nothing_outside_the_core_recognises_english() -> None:
    assert [place for path in OUTSIDE for place in places(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        'step.startswith("waiting for process")',
        'text == "no contacts in this selection"',
        'text in {"no contacts", "x"}',
        '{"sorting events": 1}[step]',
        're.compile("(.*) leaves out source (.*)")',
        "re.compile(pattern)",
        "re.compile(_pattern(saying.text))",
        're.search(f"^{saying.text}$", text)',
        "re.escape(text)",
        'text.partition("unrecognized arguments: ")',
    ],
)
def test_a_line_that_recognises_english_is_noticed(line: str) -> None:
    assert list(recognising(ast.parse(line))) != []


@pytest.mark.parametrize(
    "line",
    [
        'kind == "no_repeat"',
        "re.compile(units.PATTERN)",
        're.search(f"{table.name}", sql)',
        'text.split(", ")',
        're.sub(r"[^a-z]+", "-", x)',
        '_("two words")',
    ],
)
def test_a_line_of_other_kind_is_let_be(line: str) -> None:
    assert list(recognising(ast.parse(line))) == []


def sentences(tree: ast.Module) -> Iterator[str]:
    """Every text of a module that is a sentence, but for what explains the code itself."""
    explained = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and is_sentence(node) and id(node) not in explained:
            yield str(node.value)


def declared(tree: ast.Module) -> Iterator[str]:
    """The texts of the sayings that a module declares itself, as a room above the core may."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"saying", "counted"}:
            yield from (
                str(part.value)
                for argument in node.args[1:]
                for part in ast.walk(argument)
                if isinstance(part, ast.Constant)
            )


def test_no_saying_of_the_core_is_written_a_second_time() -> None:
    known_sayings()
    core = {saying.text for saying in SAYINGS.values() if not saying.code.startswith("test.")}
    copies = [
        (str(path.relative_to(SOURCE)), text)
        for path in OUTSIDE
        for tree in [ast.parse(path.read_text(encoding="utf-8"))]
        for text in sentences(tree)
        if text in core and text not in set(declared(tree))
    ]

    assert copies == []
