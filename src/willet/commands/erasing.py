"""`willet erase`: somebody looked for everywhere, shown, and erased once that was confirmed."""

import argparse
import sys

from willet.commands.watching import watched
from willet.core.intake import SoughtPerson
from willet.core.records import RequestError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--number", default="", help="a customer's phone number")
    who.add_argument("--mail", default="", help="a customer's mail address")
    who.add_argument("--id", default="", help="a customer's id in another system")
    who.add_argument("--agent", default="", help="an employee, as the call records spell the name")
    parser.add_argument("--region", help="country of a national number, two letters")
    parser.add_argument("--yes", action="store_true", help="erase without asking")
    parser.add_argument("--look", action="store_true", help="show what is held, and erase nothing")


def carry_out(args: argparse.Namespace) -> int:
    """Show what is held; erase it with `--yes`, or once `yes` was typed."""
    person = SoughtPerson(args.number, args.mail, args.id, args.agent, args.region)
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.activity.actors import COMMAND, acting  # app ready: models exist only after boot
    from willet.vault.domain.persons import erase, look  # app ready: models exist only after boot

    held = look(person)
    print(f"{held.lake.contacts:,} calls, {held.lake.corrections:,} corrections by hand")
    for name, count in held.rooms.items():
        print(f"{name}: {count:,}")
    if held.lake.shared:
        print("Several customers share this number or address: it is erased, and they stay.")
    if held.is_nothing:
        print("Nothing is held of this person. Is the name written as the call records write it?")
    if args.look or not (args.yes or _confirmed()):
        print("Nothing was erased.")
        return 0
    with acting(COMMAND), watched() as progress:
        erase(person, progress=progress)
    print("Erased. The same files and an older copy bring nothing back.")
    return 0


def _confirmed() -> bool:
    """Whether somebody at the terminal says yes.

    Raises:
        RequestError: nobody sits there to be asked.
    """
    if not sys.stdin.isatty():
        raise RequestError("erasing cannot be taken back. Look with --look, then say --yes.")
    typed = input("Erase all of it for good? Type yes: ")
    return typed.strip() == "yes"
