"""Texts that stand in exports where nothing is known: N/A and its kin, errors of spreadsheets, days that are zeros.

The zero of a system's clock, such as 1970-01-01 01:00, stands in call records where a call was not answered.
They name nobody and measure nothing, in whatever column. Names that a person may bear are not among them:
`Nan` and `NA` stay what they are, and a mapping's `values` turn any of the others into a word again.
"""

_CLOCK = r"[T ]+[0-2]?[0-9]:[03]0(:00([.,]0+)?)?( ?[AaPp][Mm])?( ?(Z|[+-][0-9]{2}:?[0-9]{2}))?"
"""A full or half hour: midnight, or what a zone makes of it."""
_SPELLINGS = (
    r"(?i:n ?/ ?a|n\. ?a\.|n/d|n/b|n/v|k/a|s/d|k\. ?a\.|n\. ?v\. ?t\.|nvt|s\. ?d\.|keine angaben?|nicht zutreffend)",
    r"(?i:niet van toepassing|sin datos?|no aplica|not (applicable|available)|không (có|rõ|áp dụng))",
    r"(?i:#n/[abdv]|#nv|#[¡¿]?[\p{L}]+(/0)?[!?])",
    r"(?i:\(blank\)|\(leer\)|\(leeg\)|\(vac[ií]as?\)|\(en blanco\)|\(trống\)|\(sin datos\)|\(không có\))",
    r"(?i:\(null\)|\(none\)|<(null|none|na|blank|empty)>|\[(null|none|blank|empty)\]|undefined)",
    r"NULL|Null|null|None|NONE|none|NaN|NAN|nan|NaT|nil|\\N",
    r"-{1,3}|[–—‐‑−]{1,2}|[?]{1,3}|[.]{2,3}|…",
    rf"((0000-00|0001-01|1900-01|1970-01)-0[01]|1899-12-3[01]|1969-12-31)({_CLOCK})?",
    rf"((00?|0?1)[./-](00?|0?1)[./-](0000|0001|1900|1970)|(3[01][./-]12|12[./-]3[01])[./-]1899)({_CLOCK})?",
)
UNKNOWN = "^(" + "|".join(_SPELLINGS) + ")$"
"""What a text of nothing looks like, as a regular expression of the engine."""


def says_nothing(text: str) -> str:
    """SQL: whether a trimmed text means that nothing is known."""
    return f"regexp_matches({text}, '{UNKNOWN}')"
