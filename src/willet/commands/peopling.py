"""`willet person`: who may sign in, and somebody more, where no browser is at hand."""

import argparse

from willet.core.records import RequestError

ROLES = ("manager", "team_lead", "agent", "analyst", "administrator")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("what", choices=("list", "add"), help="list the accounts, or add one")
    parser.add_argument("--name", default="", help="of the person to add")
    parser.add_argument("--email", default="", help="with which they sign in")
    parser.add_argument("--role", choices=ROLES, default="agent", help="what they may see and do")
    parser.add_argument("--language", default="", metavar="CODE", help="as in `vi`")


def carry_out(args: argparse.Namespace) -> int:
    """List everybody, or add one and print the link with which they choose a password.

    Raises:
        RequestError: the new account breaks a rule.
    """
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    return _listed() if args.what == "list" else _added(args)


def _listed() -> int:
    from willet.people.models import User  # app ready: models exist only after boot

    for person in User.objects.order_by("username"):
        able = person.is_active and person.has_usable_password()
        state = "active" if able else "waits" if person.is_active else "deactivated"
        print(f"{person.username}\t{person.email}\t{person.role}\t{state}\t{person.name}")
    return 0


def _added(args: argparse.Namespace) -> int:
    from django.conf import settings  # app ready
    from django.core.exceptions import ValidationError  # app ready

    from willet.activity.actors import COMMAND, acting  # app ready: models exist only after boot
    from willet.people.domain import add_person  # app ready: models exist only after boot
    from willet.people.invitations.inviting import invite_by_hand  # app ready: after boot
    from willet.people.opening.taking import free_username  # app ready: after boot

    if args.language not in {"", *dict(settings.LANGUAGES)}:
        codes = ", ".join(dict(settings.LANGUAGES))
        raise RequestError(f"--language {args.language!r} is none of {codes}.")
    given = {"email": args.email, "role": args.role, "name": args.name, "language": args.language}
    with acting(COMMAND):
        try:
            person = add_person(free_username(args.email), **given)
        except ValidationError as refused:
            fields = refused.message_dict.items()
            raise RequestError(" ".join(f"{f}: {' '.join(m)}" for f, m in fields)) from refused
        link = settings.WILLET_ADDRESS + invite_by_hand(person)
    print(
        f"{person.username} is {person.role}. Hand over this link, good once, for three days:\n{link}"
    )
    return 0
