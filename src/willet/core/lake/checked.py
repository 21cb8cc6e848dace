"""What the last check of a lake found, kept in the lake so that nobody answers from what is known to be damaged."""

import json
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from willet.core.lake.durable import write_json
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import Manifest
from willet.core.lake.soundness import Damage, Findings, Held
from willet.core.records import LakeError, saying

KNOWN_DAMAGE = saying(
    "known_damage",
    "%(path)s was found damaged on %(date)s, so this data store answers nothing. Run `willet check --repair`; where "
    "that cannot help, restore the data store from a backup.",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A check: when (UTC), what it found, which files it made anew.

    `mended` counts the checks that made files anew since the lake began: what was worked out before may have
    come from damaged rows.
    """

    at: str
    findings: Findings = field(default_factory=Findings)
    repaired: tuple[str, ...] = ()
    mended: int = 0

    @property
    def damaged(self) -> tuple[Damage, ...]:
        """The files that are damaged still."""
        return self.findings.damaged


def write_checked(layout: Layout, checked: Checked) -> None:
    """Keep what a check found, in place of the last one's."""
    write_json(layout.checked, asdict(checked))


def last_check(layout: Layout) -> Checked | None:
    """What the last check found; None before the first, or where its file is no longer readable."""
    try:
        stat = layout.checked.stat()
    except OSError:
        return None
    return _read(layout.checked, stat.st_mtime_ns, stat.st_ino, stat.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, *_state: int) -> Checked | None:
    try:
        return _from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _from_json(plain: dict[str, Any]) -> Checked:
    result = plain["findings"]
    damaged = tuple(
        Damage(str(d["path"]), Held(d["holds"]), tuple(d["runs"])) for d in result["damaged"]
    )
    findings = Findings(
        int(result["files"]), int(result["bytes"]), int(result["unsealed"]), damaged
    )
    return Checked(str(plain["at"]), findings, tuple(plain["repaired"]), int(plain["mended"]))


def known_damage(layout: Layout) -> frozenset[str]:
    """The files found damaged by the last check, within the lake's folder."""
    checked = last_check(layout)
    return frozenset(d.path for d in checked.damaged) if checked else frozenset()


def refuse_known_damage(layout: Layout, manifest: Manifest) -> None:
    """Refuse a state of the lake of which a file that answers come from is known to be damaged.

    Raises:
        LakeError: one is.
    """
    checked = last_check(layout)
    if checked is None or not checked.damaged:
        return
    needed = {str(f.path(layout).relative_to(layout.root)) for f in manifest.files}
    for damage in checked.damaged:
        if damage.path in needed:
            raise LakeError(KNOWN_DAMAGE(path=str(layout.root / damage.path), date=checked.at[:10]))
