"""Texts that stand in exports where nothing is known: N/A and its kin, and the errors of spreadsheets.

They name nobody and measure nothing, in whatever column. Names that a person may bear are not among them:
`Nan` and `NA` stay what they are, and a mapping's `values` turn any of the others into a word again.
"""

_SPELLINGS = (
    r"(?i:n/a|n\. ?a\.|n/d|n/b|n/v|k/a|s/d|k\. ?a\.|n\. ?v\. ?t\.|nvt|s\. ?d\.|keine angaben?|nicht zutreffend)",
    r"(?i:niet van toepassing|sin datos?|no aplica|not (applicable|available)|không (có|rõ|áp dụng))",
    r"(?i:#n/a|#n/b|#n/d|#nv|#null!|#ref!|#value!|#div/0!|#name\?|#num!)",
    r"(?i:\(blank\)|\(leer\)|\(leeg\)|\(vac[ií]as?\)|\(en blanco\)|\(trống\)|\(sin datos\)|\(không có\))",
    r"(?i:\(null\)|\(none\)|<(null|none|na|blank|empty)>|\[(null|none|blank|empty)\]|undefined)",
    r"NULL|Null|null|None|NONE|none|NaN|NAN|nan|NaT|nil|\\N",
    r"-{1,3}|[–—‐‑−]{1,2}",
    r"0000-00-00( 00:00(:00)?)?|0001-01-01([T ]00:00(:00)?)?",
)
UNKNOWN = "^(" + "|".join(_SPELLINGS) + ")$"
"""What a text of nothing looks like, as a regular expression of the engine."""


def says_nothing(text: str) -> str:
    """SQL: whether a trimmed text means that nothing is known."""
    return f"regexp_matches({text}, '{UNKNOWN}')"
