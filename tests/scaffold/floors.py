"""Reads what each module names, imports and strings alike, and which of it stands above the module itself."""

import ast
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from dataclasses import dataclass
from importlib.util import resolve_name
from pathlib import Path

AT_RUN_TIME = frozenset(
    ("__import__", "find_spec", "import_module", "import_string", "run_module", "run_path")
)
"""What imports, or looks for, a module by its name as a text."""

Ranks = Mapping[str, Mapping[str, int]]
"""For each container its rooms, the lowest floor 0. A room that stands on no floor is above them all."""


@dataclass(frozen=True, order=True)
class Arrow:
    """One module names another, or names one only when it runs (then `to` is empty).

    `imported` tells an import from a name within a string.
    """

    module: str
    line: int
    to: str
    imported: bool = False


def ranks(contract: Path) -> Ranks:
    """The floors as the import contract draws them."""
    read = ConfigParser()
    read.read_string(contract.read_text(encoding="utf-8"))
    drawn = [read[name] for name in read.sections() if read[name].get("type") == "layers"]
    return {floors["containers"]: _ranked(floors["layers"]) for floors in drawn}


def _ranked(layers: str) -> dict[str, int]:
    floors = [line for line in layers.splitlines() if line.strip()]
    return {
        room.strip(): rank
        for rank, floor in enumerate(reversed(floors))
        for room in floor.split("|")
    }


def rises(module: str, to: str, floors: Ranks) -> bool:
    """Whether one module may not know the other: it stands above, or beside."""
    for container, rooms in floors.items():
        here, there = _room(module, container), _room(to, container)
        if here and there and here != there:
            top = max(rooms.values()) + 1
            return rooms.get(there, top) >= rooms.get(here, top + 1)
    return False


def _room(module: str, container: str) -> str:
    inside = module.removeprefix(f"{container}.")
    return "" if inside == module else inside.split(".")[0]


def arrows(src: Path) -> Iterator[Arrow]:
    """All that the modules of a tree name of one another, at any depth: in functions and in strings too."""
    files = {_module(file, src): file for file in sorted(src.rglob("*.py"))}
    for module, file in files.items():
        package = module if file.name == "__init__.py" else module.rpartition(".")[0]
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for named in _named(node, package):
                to = _known(named, files)
                if to and to != module:
                    imported = isinstance(node, ast.Import | ast.ImportFrom)
                    yield Arrow(module, getattr(node, "lineno", 0), to, imported)
            if _is_decided_at_run_time(node):
                yield Arrow(module, getattr(node, "lineno", 0), "")


def _module(file: Path, src: Path) -> str:
    return ".".join(file.relative_to(src).with_suffix("").parts).removesuffix(".__init__")


def _known(named: str, modules: Mapping[str, Path]) -> str:
    """The module that a dotted name leads to: it may go on with what stands inside it."""
    parts = named.replace(":", ".").split(".")
    whole = (".".join(parts[:n]) for n in range(len(parts), 1, -1))
    return next((name for name in whole if name in modules), "")


def _named(node: ast.AST, package: str) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (name.name for name in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            origin = resolve_name("." * level + (module or ""), package) if level else module
            yield from (f"{origin}.{name.name}" for name in names)
        case ast.Constant() | ast.BinOp() | ast.JoinedStr():
            text = _text(node)
            if text.replace(".", "").replace(":", "").replace("_", "").isalnum():
                yield text
        case ast.Call(args=[ast.Constant(value=str(text)), *_]) if text.startswith("."):
            if _callee(node) in AT_RUN_TIME:
                yield resolve_name(text, package)


def _text(node: ast.AST) -> str:
    """What is written of a text, up to where it is decided at run time."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _text(left) + _text(right)
        case ast.JoinedStr(values=[first, *_]):
            return _text(first)
    return ""


def _is_decided_at_run_time(node: ast.AST) -> bool:
    """Whether a module is imported whose name is not written in the call."""
    if not isinstance(node, ast.Call) or _callee(node) not in AT_RUN_TIME:
        return False
    return not (node.args and isinstance(node.args[0], ast.Constant))


def _callee(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
