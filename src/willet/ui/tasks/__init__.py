"""What a room offers to the worker in its `tasks.py`, as plain values, and how a room asks for a job."""

from willet.ui.tasks.asking import Asking, ask_for, job_wanted
from willet.ui.tasks.schedules import Daily, Every, Minutes, Monthly, Weekly, When
from willet.ui.tasks.work import LONG, MAIL, OF_THE_LAKE, USUAL, Work, WorkOrder

__all__ = [
    "LONG",
    "MAIL",
    "OF_THE_LAKE",
    "USUAL",
    "Asking",
    "Daily",
    "Every",
    "Minutes",
    "Monthly",
    "Weekly",
    "When",
    "Work",
    "WorkOrder",
    "ask_for",
    "job_wanted",
]
