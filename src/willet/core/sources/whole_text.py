"""The text of a small file that a person hands over, in whatever encoding a spreadsheet saved it."""

from typing import Final

from willet.core.sources.plain import encoding_of

_WINDOWS: Final = "cp1252"
_NO_TEXT: Final = "".join(map(chr, (*range(9), *range(14, 32))))
"""Signs that no table consists of, and every program and picture does."""


def whole_text(data: bytes) -> str:
    """UTF-8 or UTF-16, with a mark or without; what is neither is Windows-1252. Lines end in LF.

    It is judged as a whole, and not byte by byte as a log is: one spreadsheet wrote all of it, so what looks like
    UTF-8 beside a byte that is none is not.

    Raises:
        UnicodeDecodeError: it is no text in any of them.
    """
    encoding = encoding_of(data)
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise
        encoding, text = _WINDOWS, data.decode(_WINDOWS)
    _refuse_controls(text, data, encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_controls(text: str, data: bytes, encoding: str) -> None:
    at = next((n for n, sign in enumerate(text) if sign in _NO_TEXT), None)
    if at is not None:
        raise UnicodeDecodeError(encoding, data, at, at + 1, "a sign that no text has")
