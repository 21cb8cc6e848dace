"""The words with which a report ends a table: sums and means, which are no contact."""

_KINDS = (
    r"(grand |sub-? ?)?totals?|overall( total)?|sum|average|avg|mean",
    r"gesamt|insgesamt|gesamtsumme|gesamtergebnis|gesamtzahl|summen?|zwischensumme|teilergebnis|durchschnitt|mittelwert",
    r"(eind|sub)?totaal|totalen|som|gemiddelde",
    r"(sub)?total(es)?( general)?|sumas?|promedio|media",
    r"t[oổ]ng( (c[oộ]ng|s[oố]|quát))?|c[oộ]ng|trung b[iì]nh",
    r"total|ø|∑|σ",
)
TOTAL = rf"^[*=\-]*\s*({'|'.join(_KINDS)})(\s*\([0-9.,]+\)|\s+[0-9.,]+)?\s*[:*=\-]*$"
"""A cell that names a sum over rows, in small letters: `Gesamt`, `Total:`, `Summe (12)`."""


def names_total(text: str) -> str:
    """SQL: whether a text is the word for a sum."""
    return f"regexp_matches(lower({text}), '{TOTAL}')"
