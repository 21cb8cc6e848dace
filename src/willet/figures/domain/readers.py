"""Who asks; every page of these rooms is for people who signed in."""

from django.http import HttpRequest

from willet.people.models import User


def person(request: HttpRequest) -> User:
    """The account of whoever asks."""
    user = request.user
    assert isinstance(user, User), "the page is guarded by a permission"
    return user
