"""Which lines can be broken, and how: one small change that a hasty hand might make."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SWAPPED: Final[dict[type[ast.AST], str]] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "+",
    ast.And: "or",
    ast.Or: "and",
}
IN_TEXT: Final = (
    (re.compile(r"<="), "<"),
    (re.compile(r">="), ">"),
    (re.compile(r"(?<=\s)AND(?=\s)"), "OR"),
    (re.compile(r"\bcount\(\*\)"), "count(*) + 1"),
    (re.compile(r"(?<=\s)NOT(?=\s)"), ""),
    (re.compile(r"\bmin\("), "max("),
)
"""What is broken inside a text: these stand in statements for the lake."""


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch of one line, and what is written in its place."""

    path: Path
    line: int
    start: int
    end: int
    new: str

    def applied(self, text: str) -> str:
        """The file with this break in it."""
        lines = text.splitlines(keepends=True)
        raw = lines[self.line - 1].encode()
        broken = raw[: self.start] + self.new.encode() + raw[self.end :]
        lines[self.line - 1] = broken.decode()
        return "".join(lines)


def breaks(path: Path) -> Iterator[Break]:
    """Every break of a module that still parses."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        for found in _of_node(path, node, lines):
            if _parses(found.applied(text)):
                yield found


def _of_node(path: Path, node: ast.AST, lines: list[str]) -> Iterator[Break]:
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for before, operator, after in zip(sides, node.ops, sides[1:], strict=False):
            yield from _between(path, before, operator, after, lines)
    elif isinstance(node, ast.BinOp):
        yield from _between(path, node.left, node.op, node.right, lines)
    elif isinstance(node, ast.BoolOp):
        for before, after in zip(node.values, node.values[1:], strict=False):
            yield from _between(path, before, node.op, after, lines)
    elif isinstance(node, ast.Constant):
        yield from _of_constant(path, node, lines)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield Break(path, node.lineno, node.col_offset, node.operand.col_offset, "")


def _between(
    path: Path, before: ast.expr, operator: ast.AST, after: ast.expr, lines: list[str]
) -> Iterator[Break]:
    new = SWAPPED.get(type(operator))
    if new is None or before.end_lineno != after.lineno or before.end_col_offset is None:
        return
    between = lines[after.lineno - 1].encode()[before.end_col_offset : after.col_offset].decode()
    old = between.strip(" ()")
    at = before.end_col_offset + between.index(old)
    yield Break(path, after.lineno, at, at + len(old), new)


def _of_constant(path: Path, node: ast.Constant, lines: list[str]) -> Iterator[Break]:
    line, start, end = node.lineno, node.col_offset, node.end_col_offset or 0
    if isinstance(node.value, bool):
        yield Break(path, line, start, end, str(not node.value))
    elif isinstance(node.value, int):
        yield Break(path, line, start, end, str(node.value + 1))
    elif isinstance(node.value, str) and _is_statement(node.value):
        for number in range(line, (node.end_lineno or line) + 1):
            for pattern, new in IN_TEXT:
                for hit in pattern.finditer(lines[number - 1]):
                    yield Break(path, number, hit.start(), hit.end(), new)


def _is_statement(text: str) -> bool:
    return bool(re.search(r"\b(SELECT|FROM|CASE WHEN|count_if|sum_if)\b", text))


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
