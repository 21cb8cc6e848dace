"""What somebody most likely grants next, so that two keys are enough."""

from collections.abc import Iterable

from willet.levers.authority.domain.mandates import Mandate
from willet.levers.authority.models import Grant, GrantKind
from willet.people.models import User
from willet.ui.fields import Money


def likely_grant(person: User, mandates: Iterable[Mandate]) -> tuple[GrantKind, Money] | None:
    """The amount they granted last where it still goes through, else the most that does; None where nothing does.

    Of a percentage nobody can guess the base.
    """
    able = [m for m in mandates if m.most_minor > 0 and not m.limit.kind.is_share]
    last = (
        Grant.objects.filter(
            agent=person, taken_back_at=None, kind__in=[m.limit.kind for m in able]
        )
        .order_by("-at")
        .first()
    )
    for one in able:
        if last and (one.limit.kind_id, one.limit.currency) == (last.kind_id, last.currency):
            return one.limit.kind, Money(min(last.amount_minor, one.most_minor), last.currency)
    if not able:
        return None
    return able[0].limit.kind, Money(able[0].most_minor, able[0].limit.currency)
