"""Asks every metric by every dimension of the shared data sets and of one simulated centre."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import willet
from willet.core.ask import Session
from willet.core.records import WilletError

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS = ROOT / "examples" / "mappings"
SHARED = Path(os.environ.get("WILLET_SHARED", ROOT.parent / "shared")) / "data"

DIMENSIONS = (
    (),
    *((grain,) for grain in ("hour", "interval", "day", "week", "month", "quarter", "weekday")),
    *((column,) for column in ("queue", "agent", "team", "topic", "channel", "direction")),
    ("language",),
    ("outcome",),
    ("source",),
    ("month", "queue"),
    ("weekday", "agent"),
)
VARIANTS: tuple[Mapping[str, object], ...] = (
    {},
    {"params": {"window_days": 3}},
    {"params": {"window_days": 14, "link": "fixed", "topic": "ignored"}},
    {"params": {"target_s": 60}},
    {"where": "wait_s > 20"},
    {"where": "queue is not null and outcome = 'answered'"},
)
FIELDS = ("value", "n", "low", "high", "coverage", "bound_low", "bound_high")


def sources(kept: Path) -> dict[str, list[str]]:
    """The words of one import for each data set; the simulated centre is made once and kept."""
    bank = sorted(str(path) for path in (SHARED / "anonymous_bank").glob("0*.txt.gz"))
    logs, session = SHARED / "telephony_logs", SHARED / "asterisk"
    return {
        "pwc": _table(MAPPINGS / "pwc_call_centre.toml", SHARED / "pwc_call_centre" / "call_center_dataset.csv.gz"),
        "bank": ["table", *bank, "--mapping", str(MAPPINGS / "anonymous_bank.toml")],
        "desk": ["asterisk", str(logs / "voip_queue_log_part1.queue_log"), "--zone", "America/New_York"],
        "session": ["asterisk", str(session / "queue_log.0"), str(session / "queue_log"), "--zone", "Europe/Amsterdam"],
        "simulated": _table(_simulated(kept) / "mapping.toml", _simulated(kept) / "contacts.csv.gz"),
    }  # fmt: skip


def _table(mapping: Path, file: Path) -> list[str]:
    return ["table", str(file), "--mapping", str(mapping)]


def _simulated(kept: Path) -> Path:
    folder = kept / "simulated"
    if not folder.exists():
        _run("simulate", str(folder), "--days", "60", "--per-day", "300")
    return folder


def _run(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "willet", *words], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"willet {' '.join(words)}: {done.stderr}")


def write_answers(out: Path, kept: Path) -> None:
    """Import each data set into a lake of its own under `kept` and write all answers, one JSON line each."""
    with out.open("w", encoding="utf-8") as file:
        for name, words in sources(kept).items():
            lake = out.with_suffix("") / name
            _run("import", *words, "--lake", str(lake))
            for line in _answers(name, lake):
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")


def _answers(name: str, lake: Path) -> Iterator[dict[str, object]]:
    session: Session = willet.open(lake)
    for metric in _metrics():
        for variant in VARIANTS:
            for by in DIMENSIONS if not variant else DIMENSIONS[:1]:
                yield from _one(session, {"data": name, "metric": metric}, by, variant)


def _metrics() -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "willet", "metrics", "--format", "json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    listed = json.loads(done.stdout)
    rows = listed["metrics"] if isinstance(listed, dict) else listed
    return sorted(str(row["name"]) for row in rows)


def _one(
    session: Session, place: dict[str, object], by: tuple[str, ...], variant: Mapping[str, object]
) -> Iterator[dict[str, object]]:  # fmt: skip
    asked = {**place, "by": list(by), "variant": variant}
    try:
        answer = session.ask(str(place["metric"]), by=by, **variant)  # type: ignore[arg-type]
    except WilletError as refused:
        yield {**asked, "cell": [], "refused": type(refused).__name__}
        return
    for row in answer.rows:
        figures = {field: _short(getattr(row, field)) for field in FIELDS}
        yield {
            **asked,
            "cell": [str(row.keys[d]) for d in by],
            **figures,
            "none": row.value is None,
        }


def _short(value: float | int | None) -> float | int | None:
    return value if value is None or isinstance(value, int) else float(f"{value:.10g}")
