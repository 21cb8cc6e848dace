"""Words that hold a sentence together and say nothing of what it is about, in the five languages, folded.

Those are left out that are parts of verbs as well (*zieht um*, *op te zeggen*): they may be the word that is meant.
"""

from typing import Final

_LISTED: Final = {
    "en": "a an and are at be by can do does for from has have how i in is it its my not of on or our that the"
    " their there this to was we were what when where which who why will with you your",
    "nl": "als dat de die dit een en er haar heb heeft het hier hij hoe hun ik in is je kan kun maar met mijn"
    " moet naar niet of onze te tot van voor waar waarom wat wij wil wordt ze zich zij zijn zonder",
    "de": "als am das dass dem den der des die dies du eine einem einen einer eines er es fur hat ich ihr im in"
    " ist kann mein nicht oder sein sich sie sind und uns vom von wann warum was wenn wer wie wird wir wo"
    " zum zur",
    "es": "al como con cual cuando de del donde el ella en es esta este ha hay la las le lo los mas me mi no o"
    " para pero por porque que se si sin su sus tiene un una y yo",
    "vi": "ai bi cac cho cua da dang de duoc hay khi la lam nao neu nhu nhung o se tai thi tu va ve vi voi",
}
FUNCTION_WORDS: Final = frozenset(word for words in _LISTED.values() for word in words.split())
