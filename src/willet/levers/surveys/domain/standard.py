"""The four questions that every installation has: was it solved, CSAT, CES 2.0 and NPS, in five languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from willet.levers.surveys.models import SurveyQuestion

Words = Mapping[str, str]
Kind = SurveyQuestion.Kind


@dataclass(frozen=True, slots=True)
class Standard:
    """A question as it is before anybody changes its wording."""

    scale: tuple[int, int]
    wording: Words
    low: Words
    high: Words


STANDARD: Final[Mapping[str, Standard]] = {
    Kind.RESOLVED: Standard(
        (0, 1),
        {
            "en": "Was your question or problem solved?",
            "nl": "Is uw vraag of probleem opgelost?",
            "de": "Wurde Ihr Anliegen gelöst?",
            "es": "¿Se resolvió su consulta o problema?",
            "vi": "Vấn đề của quý khách đã được giải quyết chưa?",
        },
        {"en": "No", "nl": "Nee", "de": "Nein", "es": "No", "vi": "Chưa"},
        {"en": "Yes", "nl": "Ja", "de": "Ja", "es": "Sí", "vi": "Rồi"},
    ),
    Kind.CSAT: Standard(
        (1, 5),
        {
            "en": "How satisfied are you with how we helped you?",
            "nl": "Hoe tevreden bent u over hoe wij u hebben geholpen?",
            "de": "Wie zufrieden sind Sie damit, wie wir Ihnen geholfen haben?",
            "es": "¿Qué tan satisfecho está con la atención que le dimos?",
            "vi": "Quý khách hài lòng đến mức nào về cách chúng tôi hỗ trợ?",
        },
        {
            "en": "very dissatisfied",
            "nl": "zeer ontevreden",
            "de": "sehr unzufrieden",
            "es": "muy insatisfecho",
            "vi": "rất không hài lòng",
        },
        {
            "en": "very satisfied",
            "nl": "zeer tevreden",
            "de": "sehr zufrieden",
            "es": "muy satisfecho",
            "vi": "rất hài lòng",
        },
    ),
    # The sentence of CES 2.0 speaks of "easy", never of "effort": high is easy.
    Kind.CES: Standard(
        (1, 7),
        {
            "en": "{company} made it easy for me to handle my issue.",
            "nl": "{company} maakte het mij makkelijk om mijn vraag of probleem af te handelen.",
            "de": "{company} hat es mir leicht gemacht, mein Anliegen zu erledigen.",
            "es": "{company} me facilitó la gestión de mi asunto.",
            "vi": "{company} đã giúp tôi giải quyết vấn đề một cách dễ dàng.",
        },
        {
            "en": "strongly disagree",
            "nl": "helemaal mee oneens",
            "de": "stimme gar nicht zu",
            "es": "totalmente en desacuerdo",
            "vi": "hoàn toàn không đồng ý",
        },
        {
            "en": "strongly agree",
            "nl": "helemaal mee eens",
            "de": "stimme voll zu",
            "es": "totalmente de acuerdo",
            "vi": "hoàn toàn đồng ý",
        },
    ),
    Kind.NPS: Standard(
        (0, 10),
        {
            "en": "How likely is it that you would recommend {company} to a friend or colleague?",
            "nl": "Hoe waarschijnlijk is het dat u {company} aan een vriend of collega aanbeveelt?",
            "de": "Wie wahrscheinlich ist es, dass Sie {company} Freunden oder Kollegen empfehlen?",
            "es": "¿Qué probabilidad hay de que recomiende {company} a un amigo o colega?",
            "vi": "Quý khách có sẵn lòng giới thiệu {company} cho bạn bè hoặc đồng nghiệp không?",
        },
        {
            "en": "not at all likely",
            "nl": "zeer onwaarschijnlijk",
            "de": "sehr unwahrscheinlich",
            "es": "nada probable",
            "vi": "hoàn toàn không",
        },
        {
            "en": "extremely likely",
            "nl": "zeer waarschijnlijk",
            "de": "sehr wahrscheinlich",
            "es": "muy probable",
            "vi": "rất sẵn lòng",
        },
    ),
}


def standard_question(kind: str) -> SurveyQuestion:
    """The question of a standard kind as it is now; put in where it is not there yet."""
    question, _is_new = SurveyQuestion.objects.get_or_create(
        kind=kind, defaults=standard_values(kind)
    )
    return question


def put_standard_in() -> None:
    """Make sure of the four."""
    for kind in STANDARD:
        standard_question(kind)


def standard_values(kind: str) -> dict[str, Any]:
    """The fields of a standard question."""
    standard = STANDARD[kind]
    lowest, highest = standard.scale
    return {
        "code": str(kind),
        "wording": dict(standard.wording),
        "low": dict(standard.low),
        "high": dict(standard.high),
        "scale_min": lowest,
        "scale_max": highest,
    }
