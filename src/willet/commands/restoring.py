"""`willet restore`: a backup listed, or put back as the home."""

import argparse
import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from willet.commands.options import add_format, home
from willet.commands.passphrases import add_passphrase, named_passphrase

if TYPE_CHECKING:
    from willet.backups.domain.taking import Taken


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup")
    parser.add_argument("--list", action="store_true", help="say what is in it, and do no more")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="set aside the home that is there, instead of refusing",
    )
    parser.add_argument(
        "--keys", type=Path, metavar="DIR", help="folder with the keys, for a backup without them"
    )
    parser.add_argument(
        "--erased", type=Path, metavar="FILE", help="list of who was erased (willet-erased-….json)"
    )
    add_passphrase(parser)
    add_format(parser, "text", "json")


def carry_out(args: argparse.Namespace) -> int:
    """List it, or put it back."""
    from willet.backups.domain.archive import reading_needs_passphrase  # slow import: cryptography

    passphrase = _passphrase(args) if reading_needs_passphrase(args.file) else None
    return _list(args, passphrase) if args.list else _restore(args, passphrase)


def _passphrase(args: argparse.Namespace) -> str | None:
    named = named_passphrase(args)
    if not named and sys.stdin.isatty():
        return getpass("Passphrase: ")
    return named or None


def _list(args: argparse.Namespace, passphrase: str | None) -> int:
    from willet.backups.domain.opening import listed  # slow import: cryptography

    taken = listed(args.file, passphrase)
    print(json.dumps(asdict(taken), indent=1) if args.format == "json" else _summary(taken))
    return 0


def _summary(taken: "Taken") -> str:
    about, files, sizes = taken.about, Counter[str](), Counter[str]()
    for name, member in taken.members.items():
        top = name.partition("/")[0]
        files[top] += 1
        sizes[top] += member.bytes
    lines = [
        f"taken {about.taken_at} by Willet {about.willet}, with{'' if about.keys else 'out'} the keys; whole and sound",
        *(f"  {top:<24} {files[top]:>7,} files {sizes[top]:>15,} bytes" for top in sorted(files)),
    ]
    return "\n".join(lines)


def _restore(args: argparse.Namespace, passphrase: str | None) -> int:
    from willet.backups.domain import staging, unpacking  # slow import: cryptography
    from willet.backups.domain.messages import HOME_IN_USE  # slow import: with the one above
    from willet.commands.watching import watched  # slow import: with the ones above
    from willet.core.lake.durable import storing  # slow import: with the ones above
    from willet.core.records import RequestError, steps  # slow import: with the ones above

    place = home().resolve()
    if staging.is_in_use(place) and not args.replace:
        raise RequestError(HOME_IN_USE(home=str(place)))
    with storing(place), unpacking.nobody_at_work(place), staging.staging(place) as folder:
        with watched() as progress:
            progress(steps.RESTORING, None)
            taken = unpacking.unpack(args.file, folder, passphrase)
        keys = unpacking.bring_keys(taken, folder, args.keys or _keys_of(place))
        missing = unpacking.bring_erased(folder, args.erased)
        _settle(folder, taken.about.taken_at)
        aside = staging.put_in_place(folder, place, replace=args.replace)
    _say(place, taken, keys, aside, missing)
    return 0


def _keys_of(place: Path) -> Path | None:
    """The home that is replaced has the keys."""
    return place if (place / "lake.key").is_file() else None


def _settle(folder: Path, taken_at: str) -> None:
    """Carry out on the folder what belongs to a start; its rooms rest in SQLite meanwhile."""
    from willet.store.passwords import secret  # slow import: with the ones above

    address = os.environ.get("WILLET_DATABASE", "")
    password = secret("WILLET_DATABASE_PASSWORD")
    os.environ |= {"WILLET_HOME": str(folder), "WILLET_DATABASE": ""}
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.backups.domain.settling import move_rooms, settle  # app ready: after boot

    settle(taken_at)
    if address:
        move_rooms(address, password)


def _say(
    place: Path, taken: "Taken", keys: list[str], aside: Path | None, missing: Path | None
) -> None:
    print(f"{place} is as it was on {taken.about.taken_at}: {len(taken.members):,} files.")
    if aside is not None:
        print(f"What stood there is in {aside}; remove it once you are content.")
    if "lake.key" not in keys and any(name.startswith("lake/") for name in taken.members):
        print(
            "It came without its keys. Until lake.key and vault.key stand in it nothing can be imported or erased, no "
            "customer is recognised again, and the vault stays closed. Everybody signs in anew."
        )
    if missing is not None:
        print(
            f"Who was erased after that day is known from {missing.name} alone, and it is not in {missing.parent}. "
            "If erasures were made since, name it with --erased, or put it there and run `willet work`."
        )
