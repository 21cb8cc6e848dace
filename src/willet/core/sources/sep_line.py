"""The first line by which a file tells spreadsheets its delimiter: `sep=;`. It is no header and no row."""

import re

_SEP_LINE = re.compile(r"""\ufeff?"?sep=(\\t|[^"\r\n])"?(?:\1|[ \t])*\r?(?:\n|$)""", re.IGNORECASE)


def stated_delimiter(text: str) -> str | None:
    """The delimiter that the first line of a file says for spreadsheets, `sep=;`; None where it says none.

    >>> stated_delimiter("sep=;\\nid;at"), stated_delimiter('"sep=,",,'), stated_delimiter("id;at")
    (';', ',', None)
    """
    match = _SEP_LINE.match(text)
    return match[1].replace("\\t", "\t") if match else None
