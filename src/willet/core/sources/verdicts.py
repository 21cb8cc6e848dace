"""Words for yes and no, solved and not solved, in the five languages and French, as SQL.

They are read without case and accents. `SOLVED` and `UNSOLVED` speak of the problem by themselves; a bare
yes or no judges only where it was asked.
"""

import unicodedata

SOLVED = """
resolved, solved, opgelost, gelost, afgehandeld, geklart, erledigt, resuelto, resuelta, solucionado, solucionada, resolu
da giai quyet, da xong, xong
closed successful, closed successfully, erfolgreich geschlossen, succesvol gesloten, cerrado con exito
cerrado exitosamente, dong thanh cong
"""
UNSOLVED = """
unresolved, unsolved, not resolved, not solved
niet opgelost, onopgelost, nicht gelost, ungelost, nicht geklart, ungeklart, nicht erledigt, unerledigt
no resuelto, no resuelta, no solucionado, no solucionada, sin resolver, non resolu
chua giai quyet, chua xong, khong giai quyet duoc
closed unsuccessful, closed unsuccessfully, erfolglos geschlossen, niet succesvol gesloten, cerrado sin exito
dong khong thanh cong
"""
_YES = """
yes, y, true, t, 1, ok, ✓, ✔, ☑, ✅
ja, jawohl, j, waar, wahr
si, s, verdadero, oui, o, vrai
co, vang, da, dung, roi
"""
_NO = """
no, n, false, f, 0, follow-up, followup, follow_up, follow up, ✗, ✘, ☒, ☐, ❌
nee, onwaar, nein, falsch, offen
falso, pendiente, non, faux
khong, ko, sai, chua
"""


def judged(word: str) -> str:
    """SQL: TRUE, FALSE, or NULL for a word that says neither. A follow-up means that it is not solved yet."""
    return _either(plain(word), _YES + SOLVED, _NO + UNSOLVED)


def judged_code(code: str) -> str:
    """SQL: the same for a centre's status code: `02-NICHT GELÖST`. Yes and no are codes of anything."""
    spaced = f"regexp_replace({plain(code)}, '[-_. ]+', ' ', 'g')"
    return _either(f"regexp_replace({spaced}, '^[0-9]+ ', '')", SOLVED, UNSOLVED)


def plain(word: str) -> str:
    """SQL: a word in small letters without accents."""
    # đ is a letter of its own and no d with an accent.
    return f"replace(strip_accents(lower(nfc_normalize(trim({word})))), 'đ', 'd')"


def _either(word: str, yes: str, no: str) -> str:
    return f"CASE WHEN {word} IN ({_listed(yes)}) THEN TRUE WHEN {word} IN ({_listed(no)}) THEN FALSE END"


def _listed(words: str) -> str:
    return ", ".join(f"'{word}'" for word in _words(words))


def verdict_of(word: str) -> bool | None:
    """What `judged` makes of a word, without an engine."""
    bare = unicodedata.normalize("NFD", word.strip().lower().replace("đ", "d"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    if letters in _words(_YES + SOLVED):
        return True
    return False if letters in _words(_NO + UNSOLVED) else None


def _words(words: str) -> list[str]:
    return [word.strip() for word in words.replace("\n", ",").split(",") if word.strip()]
