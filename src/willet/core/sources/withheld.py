"""Callers who hid: the many ways in which phone systems write that a number was withheld.

Compared without case, accents, quotes and punctuation. An empty field is none of them: nothing was
said, and a phone that has no number looks the same.
"""

import re
import unicodedata

_WORDS = """
anonymous; anon; anonymous caller; unknown; unknown caller; unknown number; withheld; number withheld
withheld number; caller withheld; private; private number; private caller; restricted; restricted number
presentation restricted; unavailable; number unavailable; not available; blocked; blocked number; hidden
hidden number; suppressed; undisclosed; no number; no caller id; caller id blocked; out of area; clir
unbekannt; unbekannte nummer; unbekannter teilnehmer; anonym; anonymer anrufer; unterdruckt
nummer unterdruckt; rufnummer unterdruckt; unterdruckte nummer; geheim; geheimnummer; privat
nicht verfugbar; keine nummer
onbekend; onbekend nummer; onbekende beller; anoniem; anoniem nummer; afgeschermd; afgeschermd nummer
prive; privenummer; prive nummer; verborgen; verborgen nummer; niet beschikbaar; geen nummer
desconocido; numero desconocido; anonimo; oculto; numero oculto; privado; numero privado; restringido
numero restringido; no disponible; sin numero
an danh; so an; so an danh; khong xac dinh; khong hien thi; rieng tu; so rieng tu; khong ro
"""
_WITHHELD = frozenset(w.strip() for line in _WORDS.splitlines() for w in line.split(";")) - {""}

SPELLED = frozenset({"+266696687", "+7378742833", "+86282452253", "+8656696"})
"""anonymous, restricted, unavailable and unknown on the keys of a phone, behind a plus that makes
them look like numbers of Lesotho, Russia and China."""

LONGEST = 250
"""Characters that a caller field may have, names and addresses around the number included."""
_NO_NUMBER = re.compile(r"-1|0+")
_HOST = re.compile(r"@(?:[\w.-]+\.)?anonymous\.invalid\b", re.IGNORECASE)
"""Where SIP says that a caller is nobody's (RFC 3323), whatever stands before it."""
_ADDRESS = re.compile(r"(?:^|<)\s*(?:sips?|tel|callto):([^@;>\s]*)", re.IGNORECASE)


def is_withheld(text: str) -> bool:
    """Whether a caller field says, in the words phone systems use, that the number was hidden.

    >>> is_withheld('"Anonymous" <sip:anonymous@anonymous.invalid>'), is_withheld(""), is_withheld("+266696687")
    (True, False, True)
    """
    bare = text.strip()
    if not bare or len(bare) > LONGEST:
        return False
    if bare[0] in "+0-":
        compact = re.sub(r"[\s().\-/]", "", bare) if bare != "-1" else bare
        plus = f"+{compact[2:]}" if compact.startswith("00") else compact
        return plus in SPELLED or _NO_NUMBER.fullmatch(compact) is not None
    if bare[0].isdecimal():
        return False
    address = _ADDRESS.search(bare)
    if address is not None and is_withheld(address[1]):
        return True
    return _HOST.search(bare) is not None or _folded(bare) in _WITHHELD


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("đ", "d")
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))
