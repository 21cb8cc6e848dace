"""What is sent twice is kept once: a form carries the id of what comes of it, and an id is used one time."""

from typing import Final

from willet.levers.authority.domain.refusals import SENT_ALREADY, AuthorityError
from willet.levers.authority.domain.wishes import Wish
from willet.levers.authority.models import CouldNot, Grant, GrantRequest, LedgerRow
from willet.store.turns import take_turn

_ROWS: Final[tuple[type[LedgerRow], ...]] = (Grant, GrantRequest, CouldNot)


def refuse_twice(wish: Wish) -> None:
    """Make sure that nothing came of this form yet, at the same moment either; within a transaction.

    Raises:
        AuthorityError: something did.
    """
    if wish.form_id is None:
        return
    take_turn(f"authority form {wish.form_id}")
    if any(rows._default_manager.filter(pk=wish.form_id).exists() for rows in _ROWS):
        raise AuthorityError(SENT_ALREADY())
