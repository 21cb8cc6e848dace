"""What stands around a text so that a spreadsheet takes it for one: `="0044"` around digits, `'` before a formula.

Exports write the first to keep leading zeros; the second is the guard of files that this product and others write.
"""

_AROUND = '^="(.*)"$'
_BEFORE = r"^''([=+\-@＝＋－＠].*)$"


def bare(text: str) -> str:
    """SQL: a text without its guard; an apostrophe before anything else is part of it, as in `'t Hart`."""
    return (
        f"(CASE WHEN {text}[1] = '=' THEN regexp_replace({text}, '{_AROUND}', '\\1') "
        f"WHEN {text}[1] = '''' THEN regexp_replace({text}, '{_BEFORE}', '\\1') ELSE {text} END)"
    )
