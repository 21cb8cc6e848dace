"""The developers' page on pages, held to what there is."""

import re
from pathlib import Path

from willet.people import rules
from willet.ui import components
from willet.ui.templatetags import formats, ui

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "developers" / "pages.md").read_text(encoding="utf-8")
ICONS = (ROOT / "src" / "willet" / "ui" / "static" / "ui" / "icons.svg").read_text(encoding="utf-8")


def test_guide_names_every_component() -> None:
    missing = [name for name in components.__all__ if not re.search(rf"\b{name}\b", GUIDE)]

    assert missing == []


def test_guide_names_every_tag_and_format() -> None:
    names = [*ui.register.tags, *formats.register.filters]

    assert [name for name in names if not re.search(rf"\b{name}\b", GUIDE)] == []


def test_guide_names_every_permission() -> None:
    assert [name for name in rules.PERMISSIONS if name.removeprefix("willet.") not in GUIDE] == []


def test_every_icon_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', ICONS))
    source = ROOT / "src" / "willet"
    used = {
        name
        for path in [*source.rglob("*.html"), *source.rglob("panels.py")]
        for name in re.findall(
            r'\{% icon "(\w+)"|MenuEntry\([^,]+,[^,]+, "(\w+)"', path.read_text(encoding="utf-8")
        )
        for name in name
        if name
    }

    assert len(used) >= 10
    assert used - drawn == set()
