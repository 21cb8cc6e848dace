"""What one look found: well, worth a look, or wrong."""

from dataclasses import dataclass
from typing import Final, Literal

State = Literal["ok", "warning", "fault"]
FAULT: Final = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, in words, and what to do where it is not well."""

    subject: str
    state: State
    text: str
    next_step: str = ""


def ok(subject: str, text: str) -> Finding:
    """It is as it should be."""
    return Finding(subject, "ok", text)


def warning(subject: str, text: str, next_step: str = "") -> Finding:
    """It works, and will not for ever or not for everybody."""
    return Finding(subject, "warning", text, next_step)


def fault(subject: str, text: str, next_step: str = "") -> Finding:
    """It does not work."""
    return Finding(subject, "fault", text, next_step)
