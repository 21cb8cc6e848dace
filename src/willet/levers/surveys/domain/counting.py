"""How far the customers of a wave are: each stage with its own count, and the rates between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, OuterRef, Q, Subquery

from willet.levers.surveys.models import Invitation, Reply, SurveyQuestion, Wave

RATED: Final = ("sent", "delivered", "completed")
RESOLVED: Final = SurveyQuestion.Kind.RESOLVED


@dataclass(frozen=True, slots=True)
class WaveRates:
    """What a list shows of a wave."""

    sent: int = 0
    delivered: int = 0
    completed: int = 0

    @property
    def response_rate(self) -> float | None:
        """Completed of delivered; None where nothing was delivered."""
        return self.completed / self.delivered if self.delivered else None

    @property
    def delivery_rate(self) -> float | None:
        """Delivered of sent; None where nothing was sent."""
        return self.delivered / self.sent if self.sent else None


@dataclass(frozen=True, slots=True)
class WaveCounts:
    """The stages. Delivered is what arrived, as far as anybody knows; an answer proves that it did."""

    drawn: int
    held: int
    waiting: int
    sent: int
    delivered: int
    bounced: int
    opened: int
    completed: int
    disowned: int
    solved: int
    unsolved: int

    @property
    def response_rate(self) -> float | None:
        """Completed of delivered; None where nothing was delivered."""
        return WaveRates(self.sent, self.delivered, self.completed).response_rate

    @property
    def delivery_rate(self) -> float | None:
        """Delivered of sent; None where nothing was sent."""
        return WaveRates(self.sent, self.delivered, self.completed).delivery_rate


def _has(moment: str) -> Count:
    return Count("pk", filter=~Q(**{moment: None}))


STAGES = {
    "drawn": Count("pk"),
    "held": Count("pk", filter=Q(state=Invitation.State.HELD)),
    "waiting": Count("pk", filter=Q(state=Invitation.State.DRAWN)),
    "sent": _has("sent_at"),
    "delivered": _has("delivered_at"),
    "bounced": _has("bounced_at"),
    "opened": _has("opened_at"),
    "completed": _has("completed_at"),
    "disowned": _has("disowned_at"),
}


def counts_of(wave: Wave) -> WaveCounts:
    """The counts of one wave as they are now."""
    stages = wave.invitations.order_by().aggregate(**STAGES)
    last = Reply.objects.filter(invitation=OuterRef("pk"), instrument__kind=RESOLVED)
    first_mark = Subquery(last.order_by("-revision").values("score")[:1])
    completed = wave.invitations.exclude(completed_at=None).order_by()
    marked = completed.annotate(mark=first_mark).values_list("mark").annotate(n=Count("pk"))
    marks = dict(marked)
    return WaveCounts(**stages, solved=marks.get(1, 0), unsolved=marks.get(0, 0))


def rates_of_all() -> Mapping[int, WaveRates]:
    """The rates of every wave that drew somebody, by its key."""
    shown = {name: STAGES[name] for name in RATED}
    counted = Invitation.objects.order_by().values("wave").annotate(**shown)
    return {wave: WaveRates(*n) for wave, *n in counted.values_list("wave", *RATED)}


def held_reasons(wave: Wave) -> dict[str, int]:
    """Why customers who were drawn are not asked, and how many for each reason."""
    held = wave.invitations.filter(state=Invitation.State.HELD).order_by()
    return dict(held.values_list("held_for").annotate(n=Count("pk")).order_by("held_for"))
