"""What customers of a wave answered, counted by question and mark, and each answer as a row of a file."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.scales import scale_words
from willet.figures.domain.words import value_words
from willet.levers.surveys.domain.questions import questions_of
from willet.levers.surveys.models import Reply, SurveyQuestion, Wave
from willet.ui import formats


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question of a wave, with how many chose each mark; who passed it over is in none."""

    question: SurveyQuestion
    marks: Mapping[int, int]

    @property
    def answers(self) -> int:
        """How many gave a mark."""
        return sum(self.marks.values())

    @property
    def mean(self) -> float | None:
        """The mean mark; None without any. Of *was it solved?* it is the share that says yes."""
        total = sum(mark * n for mark, n in self.marks.items())
        return total / self.answers if self.answers else None


def answered_questions(wave: Wave) -> list[AnsweredQuestion]:
    """Every question of the wave, the newest answer of each customer counted."""
    given: dict[int, Counter[int]] = {}
    for question, score in counting(wave).values_list("instrument_id", "score"):
        assert score is not None, "an answer that counts is a mark"
        given.setdefault(question, Counter())[score] += 1
    return [AnsweredQuestion(q, given.get(q.pk, Counter())) for q in questions_of(wave)]


def counting(wave: Wave) -> QuerySet[Reply]:
    """The answers that count: of each customer and question the newest, where it is a mark."""
    newer = Reply.objects.filter(
        invitation=OuterRef("invitation"),
        instrument=OuterRef("instrument"),
        revision__gt=OuterRef("revision"),
    )
    replies = Reply.objects.filter(~Exists(newer), invitation__wave=wave).exclude(score=None)
    return replies.order_by("answered_at", "pk")


_LANGUAGES: Mapping[str, Callable[[str], str]] = {"language": formats.language}
_TEXTS: Mapping[str, str | Promise] = {
    "queue": gettext_lazy("Queue"),
    "language": gettext_lazy("Language"),
    "question": gettext_lazy("Question"),
    "scale": gettext_lazy("Scale"),
    "source": gettext_lazy("How"),
}


def answers_sheet(wave: Wave, zone: ZoneInfo) -> Sheet:
    """Each answer that counts, the oldest first: neither who gave it nor whose call it was, nor what they wrote."""
    names = {q.code: str(q) for q in SurveyQuestion.objects.all()}
    ways = {str(way): str(label) for way, label in Reply.Source.choices}
    shown: Mapping[str, Callable[[str], str]] = {
        **_LANGUAGES,
        "queue": lambda name: value_words("queue", name),
        "question": lambda code: names.get(code, code),
        "scale": scale_words,
        "source": lambda way: ways.get(way, way),
    }
    fields = [
        SheetField("arrived_at", ColumnKind.MOMENT, _("Call")),
        *(
            SheetField(name, words=words, in_words=shown.get(name))
            for name, words in _TEXTS.items()
        ),
        SheetField("score", ColumnKind.NUMBER, _("Mark")),
        SheetField("revision", ColumnKind.COUNT, _("Revision")),
        SheetField("answered_at", ColumnKind.MOMENT, _("Answered")),
    ]
    return Sheet(
        f"answers-{wave.name}",
        fields,
        _rows(wave, zone),
        _("Answers of “%(wave)s”") % {"wave": wave.name},
    )


def _rows(wave: Wave, zone: ZoneInfo) -> Iterator[list[object]]:
    for reply in counting(wave).select_related("invitation", "instrument").iterator():
        call = reply.invitation
        yield [
            call.arrived_at.astimezone(zone).replace(tzinfo=None),
            call.queue,
            call.language,
            reply.instrument.code,
            reply.instrument.scale,
            reply.source,
            reply.score,
            reply.revision,
            reply.answered_at.astimezone(zone).replace(tzinfo=None),
        ]
