"""`willet move`: the rooms' database out of SQLite into the PostgreSQL that WILLET_DATABASE names."""

import argparse

from willet.core.records import RequestError


def configure(parser: argparse.ArgumentParser) -> None:
    """The command has no words of its own: the environment says where to."""


def carry_out(args: argparse.Namespace) -> int:
    """Copy every row, say how many, and leave the file as it is.

    Raises:
        RequestError: WILLET_DATABASE names no PostgreSQL, there is no file, or the new database is in use.
        LakeError: one of the two cannot be reached, or a row does not go in.
    """
    from willet.site.home import Home

    home = Home.from_environment()
    if not home.database.exists():
        raise RequestError(f"{home.database} is not there: nothing is to be moved.")
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.site.moving import move_from  # app ready: models exist only after boot

    copied = move_from(home.database)
    rows, tables = sum(copied.values()), sum(map(bool, copied.values()))
    print(f"Moved {rows:,} rows of {tables} tables. Start `willet serve` and `willet work` again.")
    print(f"{home.database} is left as it was; remove it once you are content.")
    return 0
