"""Who may ask what: looked up anew at every request, and synchronously, so that no unawaited answer counts as a yes."""

from typing import Final

from django.http import HttpRequest
from ninja.security import HttpBearer

from willet.api.domain.limits import OF_ADDRESS, OF_TOKEN, PerMinute, wait_s
from willet.api.domain.tokens import BEGIN, NoTokenError, note_use, token_named
from willet.api.models import AccessToken
from willet.api.serving.problems import NotAllowedError, TooOftenError
from willet.core.records import RequestError, UnknownNameError, saying
from willet.people.signin.attempts import hashed
from willet.people.visitors import network_of
from willet.ui.endpoints import Endpoint

NO_TOKEN = saying(
    "no_token",
    "Send a token as “Authorization: Bearer …”. Tokens are made on the page of your profile; a signed-in browser "
    "is not enough here.",
)
TOKEN_IN_ADDRESS = saying(
    "token_in_address",
    "A token does not belong in an address: addresses stand in logs. Revoke this one, make another, and send it as "
    "“Authorization: Bearer …”.",
)
WRONG_SCOPE = saying("wrong_scope", "This token was not made for “%(scope)s”. Make one that was.")
NOT_PERMITTED = saying(
    "not_permitted", "The role of the account that this token belongs to does not include this."
)
TOO_OFTEN = saying("too_often", "Too many requests. The next may come in %(n)s s.")
QUERY_NAME = saying("kind_of_name.query", "part of the address")()
_NAMES_OF_TOKENS: Final = frozenset({"token", "access_token", "api_key", "apikey", "key"})


class Token(HttpBearer):
    """Lets a request through to one endpoint, in the name of the token's person."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__()
        self.endpoint = endpoint

    def __call__(self, request: HttpRequest) -> AccessToken:
        """The token, once everything is as it should be.

        Raises:
            NoTokenError: nobody knows who asks.
            NotAllowedError: who asks may not.
            TooOftenError: they ask too often.
            RequestError: the address names what is not known.
        """
        _slow_down(
            f"address {address}" if (address := hashed(network_of(request))) else "", OF_ADDRESS
        )
        _refuse_tokens_in(request)
        token = super().__call__(request)
        if not isinstance(token, AccessToken):
            raise NoTokenError(NO_TOKEN())
        self._let_in(request, token)
        return token

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        """The token of this text.

        Raises:
            NoTokenError: it is not known, or no longer valid.
        """
        return token_named(token)

    def _let_in(self, request: HttpRequest, token: AccessToken) -> None:
        _slow_down(f"token {token.pk}", OF_TOKEN)
        if self.endpoint.scope not in token.scopes:
            raise NotAllowedError(WRONG_SCOPE(scope=self.endpoint.scope))
        if not token.person.has_perm(self.endpoint.permission):
            raise NotAllowedError(NOT_PERMITTED())
        self._refuse_unknown(request)
        request.user = token.person
        note_use(token)
        if self.endpoint.before is not None:
            self.endpoint.before(request)

    def _refuse_unknown(self, request: HttpRequest) -> None:
        known = self.endpoint.query_names
        for name in request.GET:
            if name not in known:
                raise UnknownNameError(QUERY_NAME, name[:80], known)


def _slow_down(who: str, limit: PerMinute) -> None:
    wait = wait_s(who, limit) if who else 0
    if wait:
        raise TooOftenError(TOO_OFTEN(n=wait), wait)


def _refuse_tokens_in(request: HttpRequest) -> None:
    for name, values in request.GET.lists():
        if name.casefold() in _NAMES_OF_TOKENS or any(BEGIN in value for value in values):
            raise RequestError(TOKEN_IN_ADDRESS())
