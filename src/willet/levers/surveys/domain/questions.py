"""What one wave asks, in the order of its page, and in whose words."""

from collections.abc import Mapping

from willet.levers.surveys.domain.standard import standard_question
from willet.levers.surveys.models import SurveyQuestion, Wave
from willet.ui.fields.words import words_in


def questions_of(wave: Wave) -> list[SurveyQuestion]:
    """*Was it solved?*, then the wave's further questions."""
    further = wave.questions.exclude(kind=SurveyQuestion.Kind.RESOLVED)
    first = standard_question(SurveyQuestion.Kind.RESOLVED)
    return [first, *sorted(further, key=lambda question: question.place)]


def worded(words: Mapping[str, str], wave: Wave, language: str) -> str:
    """A text in a language, with the name that customers know in its place."""
    return words_in(words, language).replace("{company}", wave.company)
