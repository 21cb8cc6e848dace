"""Reads events out of the table, in the order in which they happened."""

from typing import Final

from willet.live.models import LiveEvent

AT_ONCE: Final = 500
"""Events read in one go; a browser that missed more is told to look at everything again."""


def newest() -> int:
    """The number of the last event; 0 where there is none."""
    return LiveEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def events_after(number: int, up_to: int | None = None) -> list[LiveEvent]:
    """The events after this one, at most `AT_ONCE`, the oldest first."""
    later = LiveEvent.objects.filter(pk__gt=number).order_by("pk")
    if up_to is not None:
        later = later.filter(pk__lte=up_to)
    return list(later[:AT_ONCE])


def is_kept(number: int) -> bool:
    """Whether this event is still there, and with it all that came after it.

    Whoever began before there was any event, at number 0, knows all as long as the first one is there.
    """
    return LiveEvent.objects.filter(pk=max(number, 1)).exists()
