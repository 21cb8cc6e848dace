"""The readers that work apart, by kind of file. Their parent knows them too: it says again what they say."""

from willet.core.sources.table.parquet_reader import ParquetReader
from willet.core.sources.table.sheet_reader import ArchiveReader, SheetReader

READERS: dict[str, type[SheetReader] | type[ParquetReader]] = {
    "xlsx": SheetReader,
    "zip": ArchiveReader,
    "parquet": ParquetReader,
}
