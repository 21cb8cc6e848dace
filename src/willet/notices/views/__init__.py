"""The pages of notices: a reader's own, how they are told, and what they are to do."""

from willet.notices.views.inbox import inbox
from willet.notices.views.notices import listed, opened, read_all
from willet.notices.views.settings import settings

__all__ = ["inbox", "listed", "opened", "read_all", "settings"]
