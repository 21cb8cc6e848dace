"""Passwords that are one known word with digits or signs around it, in the five languages: those are guessed first.

Django's list of common passwords is of English use for the most part. Here its entries are taken as words, whatever
is put around them; beside them stand the months, days, languages and countries as CLDR writes them, and the words for
a password, a welcome and the like that people take in their own language.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from babel import Locale
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from willet.core.text.folding import fold

CHOSEN: Final = {
    "en": "password passphrase welcome hello secret letmein changeme admin administrator manager agent company office "
    "support helpdesk callcenter callcentre contactcenter customerservice willet telephone headset summer autumn "
    "fall winter spring football sunshine princess iloveyou family friends holiday",
    "de": "passwort kennwort willkommen hallo geheim geheimnis anmeldung zugang admin verwaltung leitung firma "
    "buero arbeit kundenservice kundendienst hotline telefon sommer herbst winter fruehling fussball schatz "
    "sonnenschein ichliebedich liebe familie freunde urlaub schalke bayern dortmund",
    "nl": "wachtwoord welkom hallo geheim inloggen toegang beheer beheerder bedrijf kantoor werk klantenservice "
    "klantcontact telefoon zomer herfst winter lente voorjaar najaar voetbal schatje zonnetje ikhouvanjou liefde "
    "familie vrienden vakantie ajax feyenoord",
    "es": "contrasena contrasenia clave secreto bienvenido bienvenida bienvenidos hola acceso entrada administrador "
    "gerente empresa oficina trabajo atencionalcliente telefono verano otono invierno primavera futbol princesa "
    "tequiero teamo amor familia amigos vacaciones realmadrid barcelona",
    "vi": "matkhau xinchao chaomung bimat dangnhap truycap quantri quanly congty vanphong congviec tongdai "
    "chamsockhachhang dienthoai muaxuan muaha muathu muadong bongda anhyeuem emyeuanh toiyeuban tinhyeu giadinh "
    "banbe hanoi saigon hochiminh",
}
"""What people of a language choose, folded and without blanks."""
SHORTEST: Final = 3
"""Letters of the shortest word."""
_ENDS: Final = re.compile(r"^[^a-z]+|[^a-z]+$")
_END: Final = re.compile(r"[^a-z]+$")
_NO_LETTER: Final = re.compile(r"[^a-z]")
_FOR_LETTERS: Final = str.maketrans("013457@$!", "oleastasi")


class CommonWordValidator(CommonPasswordValidator):
    """No common password, and no common word with digits or signs around it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse one.

        Raises:
            ValidationError: it is one.
        """
        super().validate(password, user)
        if any(word in self.words for word in words_within(password)):
            raise ValidationError(
                _(
                    "This password is a common word with digits or signs around it; such passwords are guessed "
                    "first. Choose several words that have nothing to do with each other."
                ),
                code="password_common_word",
            )

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word known, folded, letters alone; one or two letters among digits are no word."""
        listed = (
            {word for known in self.passwords for word in words_within(known)}
            | {word for chosen in CHOSEN.values() for word in chosen.split()}
            | {_letters(fold(name)) for name in _names()}
        )
        return frozenset(word for word in listed if len(word) >= SHORTEST)


def words_within(password: str) -> set[str]:
    """The words that a password may be, without what stands around and with signs that stand for letters read as such.

    >>> sorted(words_within("Contraseña1!")), sorted(words_within("p4sswort.p4sswort"))
    (['contrasena'], ['passwort', 'passwortpasswort'])
    """
    text = fold(password)
    read = {_letters(cut.sub("", text).translate(_FOR_LETTERS)) for cut in (_ENDS, _END)}
    return {word for whole in read for word in (whole, _once(whole)) if word}


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


def _once(word: str) -> str:
    """A word written twice, once."""
    half = word[: len(word) // 2]
    return half if word == half * 2 else word


def _names() -> Iterator[str]:
    """Months, days, languages and countries, as the five languages write them."""
    for language in CHOSEN:
        names = Locale.parse(language)
        for form in ("wide", "abbreviated"):
            yield from names.months["format"][form].values()
            yield from names.days["format"][form].values()
        yield from names.languages.values()
        yield from names.territories.values()
