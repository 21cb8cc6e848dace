"""Tokens, and the addresses that they open, as tables."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from willet.api.models import AccessToken
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.endpoints import SCOPES, Endpoint


def tokens_table(tokens: Iterable[AccessToken], *, owners: bool = False) -> Table:
    """The tokens, each with what it may do and until when; with their people where they are everybody's."""
    columns = [
        Column("name", _("Name")),
        *([Column("person", _("Person"))] if owners else []),
        Column("begin", _("Begins with")),
        Column("scopes", _("What it may do")),
        Column("expires", _("Valid until")),
        Column("used", _("Last used")),
        Column("state", _("State")),
    ]
    return Table(
        caption=_("Access tokens"),
        columns=columns,
        rows=[_row(token, owners=owners) for token in tokens],
        empty=Empty(
            _("No token yet"),
            _("A program shows a token where a person would sign in."),
            icon="question",
        ),
    )


def _row(token: AccessToken, *, owners: bool) -> Row:
    revoke = reverse("api:revoke", args=[token.pk]) if token.is_open else ""
    return Row(
        [
            Cell(token.name),
            *([Cell(str(token.person))] if owners else []),
            Cell(f"wlt_{token.prefix}"),
            Cell(", ".join(str(SCOPES.get(scope, scope)) for scope in token.scopes)),
            Cell(formats.date(timezone.localdate(token.expires_at))),
            Cell(
                formats.zoned_moment(token.last_used_at) if token.last_used_at else "",
                reason=_("not used yet"),
            ),
            Cell(
                _("Revoke") if revoke else _state(token),
                href=revoke,
                tone="" if revoke else "quiet",
            ),
        ]
    )


def _state(token: AccessToken) -> str:
    return _("revoked") if token.revoked_at else _("expired")


def endpoints_table(endpoints: Iterable[Endpoint]) -> Table:
    """What programs may ask for, and which scope it wants."""
    return Table(
        caption=_("What a token opens"),
        columns=[
            Column("address", _("Address")),
            Column("title", _("What comes back")),
            Column("scope", _("What the token must be made for")),
        ],
        rows=[
            Row(
                [
                    Cell(f"{e.method} /api/v1/{e.path.replace('{str:', '{')}"),
                    Cell(str(e.title)),
                    Cell(str(SCOPES[e.scope])),
                ]
            )
            for e in endpoints
        ],
        empty=Empty(
            _("Nothing is open to you"), _("Your role includes no address."), icon="question"
        ),
    )
