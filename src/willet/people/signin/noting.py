"""Notes in the activity who signed in, who signed out, and for which account somebody failed to."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from willet.activity.domain import Subject, record
from willet.activity.models import Act
from willet.people.models import User
from willet.people.signin.backend import people_named

ACCOUNT = User._meta.label_lower


def listen() -> None:
    """Hear of it from Django's own signals, by whatever page it happens."""
    user_logged_in.connect(_signed_in, dispatch_uid="activity")
    user_logged_out.connect(_signed_out, dispatch_uid="activity")
    user_login_failed.connect(_failed, dispatch_uid="activity")


def _signed_in(sender: object, user: User, **_rest: Any) -> None:
    record(Act.SIGNED_IN, Subject.of(user), by=user)


def _signed_out(sender: object, user: User | None, **_rest: Any) -> None:
    if user is not None:
        record(Act.SIGNED_OUT, Subject.of(user), by=user)


def _failed(sender: object, credentials: Mapping[str, Any], **_rest: Any) -> None:
    """Of a name that is no account's nothing is kept: it may be somebody's password in the wrong field."""
    login = str(credentials.get("email") or credentials.get("username") or "")
    person = next(iter(people_named(login)), None) if login else None
    record(Act.SIGN_IN_FAILED, Subject.of(person) if person else Subject(ACCOUNT))
