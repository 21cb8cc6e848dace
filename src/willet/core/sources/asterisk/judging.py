"""Words for solved and not solved, in the five languages and French, as SQL: read without case and accents."""

from duckdb import DuckDBPyConnection

from willet.core.records import Told, counted

NEITHER = counted(
    "dispositions_unjudged",
    "%(n)s disposition has a word in resolved= that is neither a yes nor a no; it judges nothing.",
    "%(n)s dispositions have a word in resolved= that is neither a yes nor a no; they judge nothing.",
)

_YES = """
yes, y, true, t, 1, resolved, solved, ok
ja, j, waar, opgelost, wahr, gelost, geklart, erledigt
si, s, verdadero, resuelto, resuelta, solucionado, oui, o, vrai, resolu
co, dung, roi, da giai quyet, da xong
"""
_NO = """
no, n, false, f, 0, unresolved, unsolved, not resolved, not solved, follow-up, followup, follow_up, follow up
nee, onwaar, niet opgelost, onopgelost, nein, falsch, nicht gelost, ungelost, nicht erledigt, offen
falso, no resuelto, no resuelta, sin resolver, pendiente, non, faux, non resolu
khong, sai, chua, chua giai quyet, chua xong
"""


def judged(word: str) -> str:
    """SQL: TRUE, FALSE, or NULL for a word that says neither. A follow-up means that it is not solved yet."""
    plain = _plain(word)
    return f"CASE WHEN {plain} IN ({_listed(_YES)}) THEN TRUE WHEN {plain} IN ({_listed(_NO)}) THEN FALSE END"


def unjudged(con: DuckDBPyConnection) -> list[Told]:
    """The note on dispositions among the landed rows whose word says neither."""
    word = "split_part(said, ';', 1)"
    found = con.execute(
        f"SELECT count(*) FROM landed WHERE fault IS NULL AND event = 'DISPOSITION' AND trim({word}) <> '' "
        f"AND {judged(word)} IS NULL"
    ).fetchall()[0][0]
    return [NEITHER(n=found)] if found else []


def _plain(word: str) -> str:
    # đ is a letter of its own and no d with an accent.
    return f"replace(strip_accents(lower(nfc_normalize(trim({word})))), 'đ', 'd')"


def _listed(words: str) -> str:
    return ", ".join(
        f"'{word.strip()}'" for word in words.replace("\n", ",").split(",") if word.strip()
    )
