"""What a reader is shown of an error is in the reader's language: said by the translator, never by `str`."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import willet
from willet.core.records import WilletError

SOURCE = Path(willet.__file__).parent
# Programs and whoever types commands are answered in English; what the doctor finds is printed by a command alone.
IN_ENGLISH = ("core/", "commands/", "api/", "store/", "site/doctor/")


def said_in_english(tree: ast.AST, names: dict[str, object]) -> Iterator[int]:
    """The lines that turn a caught error of the family into text as it is."""
    for handler in ast.walk(tree):
        if isinstance(handler, ast.ExceptHandler) and is_of_the_family(handler.type, names):
            for node in ast.walk(handler):
                match node:
                    case ast.Call(func=ast.Name("str"), args=[ast.Name(caught)]) if (
                        caught == handler.name
                    ):
                        yield node.lineno


def is_of_the_family(expression: ast.expr | None, names: dict[str, object]) -> bool:
    match expression:
        case ast.Tuple(elts=parts):
            return any(is_of_the_family(part, names) for part in parts)
        case ast.Name(name) | ast.Attribute(attr=name):
            kind = names.get(name, getattr(names.get("domain"), name, None))
            return isinstance(kind, type) and issubclass(kind, WilletError)
    return False


def modules() -> list[str]:
    paths = (p.relative_to(SOURCE) for p in sorted(SOURCE.rglob("*.py")))
    shown = (p for p in paths if not p.as_posix().startswith(IN_ENGLISH))
    return [str(p) for p in shown if "migrations" not in p.parts]


def test_no_page_shows_an_error_as_the_core_says_it() -> None:
    lines = []
    for path in modules():
        tree = ast.parse((SOURCE / path).read_text(encoding="utf-8"))
        if any(isinstance(node, ast.ExceptHandler) for node in ast.walk(tree)):
            name = ".".join(("willet", *Path(path).with_suffix("").parts)).removesuffix(".__init__")
            names = vars(importlib.import_module(name))
            lines += [f"{path}:{line}" for line in said_in_english(tree, names)]

    assert lines == []


def test_what_the_doctor_finds_is_read_by_a_command_alone() -> None:
    users = [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if "willet.site.doctor" in path.read_text("utf-8") and "site/doctor/" not in path.as_posix()
    ]

    assert [path.relative_to(SOURCE).as_posix() for path in users] == ["commands/examining.py"]


@pytest.mark.parametrize(
    ("caught", "noticed"),
    [("WilletError", True), ("(OSError, WilletError)", True), ("OSError", False)],
)
def test_an_error_said_as_it_is_is_noticed(caught: str, noticed: bool) -> None:
    code = f"try:\n    f()\nexcept {caught} as wrong:\n    show(str(wrong))\n"

    lines = list(said_in_english(ast.parse(code), {"WilletError": WilletError, "OSError": OSError}))

    assert lines == ([4] if noticed else [])
