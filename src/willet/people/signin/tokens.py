"""The secret in a link with which a password is chosen: void once anything it was made for is another."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class LinkTokens(PasswordResetTokenGenerator):
    """As Django's (password, address, last time signed in), and void once the person is invited anew or no longer."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        invited = user.invited_at.isoformat() if user.invited_at else ""
        return f"{super()._make_hash_value(user, timestamp)}{invited}"
