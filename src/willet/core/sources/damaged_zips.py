"""What the reader of zips raises over a damaged one, besides its own error: a workbook and a folder alike."""

import lzma
import struct
import zipfile
import zlib
from typing import Final

DAMAGED_ZIP: Final[tuple[type[Exception], ...]] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    # A version or a way of packing that nobody here knows.
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    struct.error,
)
