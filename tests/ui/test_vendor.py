"""What others made and Willet ships: named, licensed, and with a recipe that names no address."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ROOT / "src" / "willet" / "ui" / "vendor"
SHIPPED = ROOT / "src" / "willet" / "ui" / "static" / "ui" / "vendor"


def locked() -> dict[str, dict[str, object]]:
    packages: dict[str, dict[str, object]] = json.loads(
        (RECIPE / "package-lock.json").read_text(encoding="utf-8")
    )["packages"]
    return {name.removeprefix("node_modules/"): entry for name, entry in packages.items() if name}


def test_lock_holds_hashes_and_no_address() -> None:
    entries = locked().values()

    assert [entry for entry in entries if "resolved" in entry] == []
    assert [entry for entry in entries if "integrity" not in entry] == []


def test_recipe_asks_for_exact_versions_that_are_locked() -> None:
    wanted = json.loads((RECIPE / "package.json").read_text(encoding="utf-8"))["devDependencies"]

    assert wanted == {name: locked()[name]["version"] for name in wanted}


def test_every_shipped_file_is_named_with_its_licence() -> None:
    page = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")

    files = sorted(path.name for path in SHIPPED.iterdir())
    named = [name for name in files if name in page or name.startswith("inter-")]
    assert named == files
    assert {"echarts.LICENSE.txt", "inter.LICENSE.txt", "zrender.LICENSE.txt"} <= set(files)


def test_chart_library_is_the_locked_one() -> None:
    first_line = (SHIPPED / "echarts.min.js").read_text(encoding="utf-8").splitlines()[0]

    assert f"Apache ECharts {locked()['echarts']['version']}, Apache-2.0" in first_line


def test_nothing_shipped_calls_elsewhere() -> None:
    texts = [
        p.read_text(encoding="utf-8")
        for p in SHIPPED.parent.glob("*.*")
        if p.suffix in {".css", ".js"}
    ]

    assert len(texts) >= 9
    assert [
        text for text in texts if "http://" in text or "https://" in text or "@import" in text
    ] == []
