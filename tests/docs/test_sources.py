"""What the pages say of adding a source holds: the model is small, and its page names every variable it reads."""

import re
from pathlib import Path

from willet.core.sources.freeswitch import SOURCE

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "src/willet/core/sources/freeswitch"
PAGE = ROOT / "docs/administrators/freeswitch.md"


def test_the_model_of_a_source_is_a_folder_under_a_hundred_lines() -> None:
    lines = [line for file in MODEL.rglob("*.py") for line in file.read_text("utf-8").splitlines()]

    assert len(lines) < 100
    assert max(map(len, lines)) <= 120


def test_it_is_registered_by_one_line_and_named_by_the_recipe() -> None:
    registry = (ROOT / "src/willet/core/sources/registry.py").read_text("utf-8")
    recipe = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

    assert len([line for line in registry.splitlines() if "freeswitch" in line]) == 1
    assert "`src/willet/core/sources/freeswitch/`" in recipe


def test_the_template_on_its_page_writes_every_variable_that_is_read() -> None:
    template = re.search(r'<template name="willet">(.*)</template>', PAGE.read_text("utf-8"))
    assert template is not None

    written = dict(re.findall(r'"(\w+)":"\$\{(\w+)\}"', template[1]))

    assert [name for name, variable in written.items() if name != variable] == []
    assert [f.names for f in SOURCE.fields.values() if not set(f.names) & set(written)] == []
