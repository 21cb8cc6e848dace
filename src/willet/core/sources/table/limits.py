"""How large a file may be before it is refused: bombs are named, not opened."""

import os
from dataclasses import dataclass, fields
from typing import Self

from willet.core.sources.packed import FREE_BYTES, RATIO

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bounds on what one file may cost; each can be set as WILLET_TABLE_<NAME> in the environment.

    A text file is streamed, so its size is not bounded, only that of one line and of one block in
    memory: by its bytes, and by its lines, for each of them costs some room of its own. A workbook is
    unpacked whole, so its unpacked size and its cells are bounded; and whatever a workbook or a Parquet
    file claims of itself, its reader works apart, with so much memory (about eleven million cells) and
    so much time of a processor; and so long an import waits for it in all, whatever it does meanwhile.
    """

    block_bytes: int = 32 * MIB
    block_lines: int = 500_000
    line_bytes: int = 4 * MIB
    gzip_ratio: int = RATIO
    gzip_free_bytes: int = FREE_BYTES
    sheet_bytes: int = 1024 * MIB
    sheet_ratio: int = 200
    sheet_free_bytes: int = 32 * MIB
    sheet_cells: int = 30_000_000
    batch_rows: int = 50_000
    reader_bytes: int = 960 * MIB
    reader_cpu_s: int = 900
    reader_wait_s: int = 1800

    @classmethod
    def from_environment(cls) -> Self:
        """The bounds in force: the defaults, but for those that the environment sets."""
        names = {f.name: f"WILLET_TABLE_{f.name.upper()}" for f in fields(cls)}
        gathered = {name: os.environ.get(variable, "") for name, variable in names.items()}
        return cls(**{name: int(text) for name, text in gathered.items() if text.isdigit()})
