"""What other rooms use of the activity."""

from willet.activity.domain.history import history_of, history_of_thing
from willet.activity.domain.recording import FieldChange, Subject, record

__all__ = ["FieldChange", "Subject", "history_of", "history_of_thing", "record"]
