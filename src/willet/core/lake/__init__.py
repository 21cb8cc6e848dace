"""Where records rest: a folder of Parquet files that swaps whole states; it knows no metric."""

from willet.core.lake.checked import Checked
from willet.core.lake.history import ReadFile, RunRecord
from willet.core.lake.lake import Lake
from willet.core.lake.snapshot import Snapshot
from willet.core.lake.transaction import Transaction

__all__ = ["Checked", "Lake", "ReadFile", "RunRecord", "Snapshot", "Transaction"]
