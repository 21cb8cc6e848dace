"""A password that an administrator gives: in the environment, or in a file that only its owner reads."""

import os
from pathlib import Path

from willet.core.records import RequestError


def secret(name: str) -> str:
    """What `$NAME` says, else the first line of the file that `$NAME_FILE` names; nothing where neither is set.

    Raises:
        RequestError: the file cannot be read.
    """
    file = os.environ.get(f"{name}_FILE", "")
    if name in os.environ or not file:
        return os.environ.get(name, "")
    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it holds no text"
        raise RequestError(
            f"{name}_FILE names {file}, which cannot be read: {reason}. "
            "Name a file with the password in its first line."
        ) from None
    return next(iter(text.splitlines()), "")
