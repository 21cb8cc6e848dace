"""`willet articles`: a folder of articles taken in, and all of them taken along, where no browser is at hand."""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from willet.core.records import RequestError

if TYPE_CHECKING:
    from willet.levers.knowledge.domain.importing import FileOutcome
    from willet.people.models import User

LANGUAGES = ("en", "nl", "de", "es", "vi")
MOST_NAMED = 5
"""So many files of one reason are named; the rest are counted."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("what", choices=("import", "export"), help="take in, or take along")
    parser.add_argument(
        "place", type=Path, metavar="PLACE", help="a folder or zip to take in; the zip to write"
    )
    parser.add_argument(
        "--by", required=True, metavar="EMAIL", help="in whose name: a manager, or a team lead"
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help="of files that do not say theirs"
    )
    parser.add_argument("--publish", action="store_true", help="at once, what they may approve")


def carry_out(args: argparse.Namespace) -> int:
    """Take articles in or along, in somebody's name; 1 where a file was left alone.

    Raises:
        RequestError: nobody of that name may, there is nothing to read, or the zip to write is there already.
    """
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    person = _keeper(args.by)
    return _imported(args, person) if args.what == "import" else _exported(args.place, person)


def _keeper(name: str) -> "User":
    from willet.levers.knowledge.rules import KEEP_ARTICLES  # app ready: rules exist after boot
    from willet.people.models import User  # app ready: models exist only after boot

    person = User.objects.filter(email__iexact=name, is_active=True).first()
    if person is None or not person.has_perm(KEEP_ARTICLES):
        raise RequestError(
            f"--by {name!r} is no manager or team lead who can sign in. `willet person list` names all."
        )
    return person


def _imported(args: argparse.Namespace, person: "User") -> int:
    from willet.activity.actors import COMMAND, acting  # app ready: models exist only after boot
    from willet.levers.knowledge.domain.folders import LARGEST_ZIP, files_in, files_of  # app ready
    from willet.levers.knowledge.domain.importing import import_folder  # app ready

    place: Path = args.place
    try:
        if place.is_dir():
            files = files_in(place)
        else:
            with place.open("rb") as handed:
                files = files_of(place.name, handed.read(LARGEST_ZIP + 1))
    except OSError as wrong:
        raise RequestError(f"{place} cannot be read: {wrong.strerror}.") from wrong
    with acting(COMMAND):
        outcomes = import_folder(files, language=args.language, by=person, at_once=args.publish)
    return _say(outcomes)


def _say(outcomes: "Sequence[FileOutcome]") -> int:
    """Print how many came, and each reason once with the files it speaks of; 1 where any was left alone."""
    taken = [one for one in outcomes if one.revision is not None]
    waits = sum(one.revision.state == "proposed" for one in taken if one.revision is not None)
    print(f"{len(taken)} of {len(outcomes)} files taken, {waits} of them wait for approval")
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for one in outcomes:
        for why in [one.why] if one.why else one.notes:
            reasons[str(why)].append(one.name)
    for reason, names in reasons.items():
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        print(f"{', '.join(map(_printable, names[:MOST_NAMED]))}{more}: {reason}")
    left = [one for one in outcomes if one.why and one.why.code != "articles_unchanged"]
    return 1 if left else 0


def _printable(name: str) -> str:
    """A file's name without what would move a terminal's cursor."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name
    )


def _exported(place: Path, person: "User") -> int:
    from willet.activity.actors import COMMAND, acting  # app ready: models exist only after boot
    from willet.activity.domain import Subject, record  # app ready
    from willet.activity.models import Act  # app ready
    from willet.levers.knowledge.domain.exporting import export_all  # app ready

    packed = export_all(person)
    try:
        with place.open("xb") as file:
            file.write(packed)
    except FileExistsError as there:
        raise RequestError(f"{place} is there already. Name another file, or remove it.") from there
    except OSError as wrong:
        raise RequestError(f"{place} cannot be written: {wrong.strerror}.") from wrong
    with acting(COMMAND):
        record(Act.DOWNLOADED, Subject("knowledge.articles", "", "articles"))
    print(f"{place}: {len(packed):,} bytes")
    return 0
