"""`willet vault`: everything in the vault sealed anew under a new key."""

import argparse

from willet.core.records import RequestError


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument(
        "--new-key", action="store_true", required=True, help="draw a key, seal everything under it"
    )


def carry_out(args: argparse.Namespace) -> int:
    """Change the key; back the new one up apart from the database.

    Raises:
        RequestError: the key is lost or another's; nothing is changed.
    """
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.activity.actors import COMMAND, acting  # app ready: models exist only after boot
    from willet.vault.domain.keys import VaultClosedError, key_file  # app ready: after boot
    from willet.vault.domain.rotating import rotate  # app ready: models exist only after boot

    with acting(COMMAND):
        try:
            count = rotate()
        except VaultClosedError as closed:
            raise RequestError(str(closed)) from closed
    print(
        f"{count:,} entries are sealed under a new key. Back up {key_file()} apart from the data."
    )
    return 0
