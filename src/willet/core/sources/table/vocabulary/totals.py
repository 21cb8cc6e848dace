"""The words with which a report ends a table: sums and means, which are no contact."""

_KINDS = (
    r"(grand |sub-? ?)?totals?|overall( total)?|sum|average|avg|mean|count",
    r"(da(y|ily)|week(ly)?|month(ly)?|year(ly)?) totals?|(dag|week|maand|jaar)totaal|(tages|wochen|monats|jahres)summe",
    r"gesamt|insgesamt|gesamtsumme|gesamtergebnis|gesamtzahl|summen?|zwischensumme|teilergebnis|durchschnitt|mittelwert",
    r"(gesamt)?anzahl|gemiddeld|median|mediaan|mediana|trung v[iị]|m[aá]xim(um|aal|o)|m[ií]nim(um|aal|o)",
    r"(eind|sub)?totaal|totalen|som|gemiddelde|aantal",
    r"(sub)?total(es)?( general)?|sumas?|promedio|media|recuento|cantidad",
    r"t[oổ]ng( (c[oộ]ng|s[oố]|quát))?|c[oộ]ng|trung b[iì]nh",
    r"total|ø|∑|σ",
)
TOTAL = rf"^[*=\-]*\s*({'|'.join(_KINDS)})(\s*\([0-9.,]+\)|\s+[0-9.,]+)?\s*[:*=\-]*$"
"""A cell that names a sum over rows, in small letters: `Gesamt`, `Total:`, `Summe (12)`."""


_GROUPED = (
    r"(grand |sub-? ?)?totals?|average|avg|gesamt(summe|ergebnis)?|(zwischen)?summe|(teil)?ergebnis|durchschnitt"
    r"|mittelwert|(eind|sub)?totaal|gemiddelde|subtotal|total general|suma|promedio"
    r"|t[oổ]ng( (c[oộ]ng|s[oố]))?|trung b[iì]nh"
    r"|number of|(gesamt)?(anzahl|zahl)|(totaal )?aantal|(cantidad|n[uú]mero|recuento)( total)? de|s[oố] l[uư][oợ]ng"
)
OF_A_GROUP = rf"^(({_GROUPED})(\s*:\s*|\s+)\S.*|\S.*\s({_GROUPED})\s*:?)$"
"""The same of a group, as spreadsheets and reports write it: `sales Total`, `Totaal sales`, `Total calls: 3`."""


def names_total_of_group(text: str) -> str:
    """SQL: whether a text is a sum's name with that of its group."""
    return f"regexp_matches(lower({text}), '{OF_A_GROUP}')"


def names_total(text: str) -> str:
    """SQL: whether a text is the word for a sum."""
    return f"regexp_matches(lower({text}), '{TOTAL}')"
