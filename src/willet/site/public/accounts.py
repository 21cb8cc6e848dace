"""The library of accounts as the public listener has it: its tables, which rooms name, and none of its middleware."""

from allauth.account.apps import AccountConfig


class TablesOfAccountsConfig(AccountConfig):  # type: ignore[misc] # the library has no types
    """Nobody signs in here, so the middleware on which the library insists is not there."""

    def ready(self) -> None:
        """Nothing is looked at: there is no session that it could keep."""
