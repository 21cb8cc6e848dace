"""What open pages hear of this room: that a request came, or was decided."""

from typing import Final

from willet.live.audiences import hears
from willet.ui.topics import Topic

NAME: Final = "authority"
TO_DECIDE: Final = "to_decide"
OWN: Final = "own"
"""What events are about: requests that wait for the listener, and the listener's own."""
TOPICS = (Topic(NAME, hears),)
