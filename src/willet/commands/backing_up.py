"""`willet backup`: the whole home in one file, while it is in use."""

import argparse
from pathlib import Path

from willet.commands.options import home
from willet.commands.passphrases import add_passphrase, chosen_passphrase
from willet.commands.watching import watched


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to be written")
    add_passphrase(parser)
    parser.add_argument(
        "--without-keys",
        action="store_true",
        help="leave the keys out and encrypt nothing: keep the keys elsewhere",
    )


def carry_out(args: argparse.Namespace) -> int:
    """Take it, and say what is in it."""
    from willet.backups.domain.messages import NOTHING_HERE  # slow import: Django's
    from willet.core.records import RequestError  # slow import: with the one above

    place = home().resolve()
    if not place.is_dir():
        raise RequestError(NOTHING_HERE(home=str(place)))
    passphrase = None if args.without_keys else chosen_passphrase(args)
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.activity.actors import COMMAND, acting  # app ready: models exist only after boot
    from willet.backups.domain.scheduled import note  # app ready: models exist only after boot
    from willet.backups.domain.taking import take  # app ready: models exist only after boot

    with acting(COMMAND), watched() as progress:
        taken = take(place, args.file, passphrase=passphrase, progress=progress)
        note(taken)
    size = args.file.stat().st_size
    print(f"{args.file}: {len(taken.members):,} files, {size:,} bytes.")
    if args.without_keys:
        print(
            "The keys are not in it. Keep lake.key, vault.key and secret.key elsewhere: without them no customer is "
            "recognised again and the vault stays closed."
        )
    return 0
