"""`willet undo`: one import taken back, as the button of the page does it."""

import argparse
import sys

from willet.commands.watching import watched
from willet.core.records import RequestError, UnknownNameError, kinds


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("run", metavar="RUN", help="a run, as `willet runs` names it")
    parser.add_argument("--yes", action="store_true", help="undo without asking")


def carry_out(args: argparse.Namespace) -> int:
    """Say what the run brought, and take it back with `--yes`, or once `yes` was typed.

    Raises:
        RequestError: there is no such run, it was undone before, or nobody is there to be asked.
    """
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.activity.actors import COMMAND, acting  # app ready: models exist only after boot
    from willet.imports.domain.importing import take_back_now  # app ready: after boot
    from willet.imports.domain.runs import history  # app ready: models exist only after boot

    runs = {run.run_id: run for run in history()}
    if args.run not in runs:
        raise UnknownNameError(kinds.RUN, args.run, runs)
    run = runs[args.run]
    print(f"{run.run_id}: {', '.join(run.files)}, {run.count('contacts_new'):,} contacts new")
    if run.active and not (args.yes or _confirmed()):
        print("Nothing was undone.")
        return 0
    with acting(COMMAND), watched() as progress:
        report = take_back_now(args.run, progress=progress)
    print(
        f"Undone: {report.contacts_removed:,} contacts removed, {report.contacts_revised:,} as others tell them, "
        f"{len(report.days_changed):,} days changed. The same files bring it back."
    )
    return 0


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        raise RequestError("nobody is here to be asked. Say --yes.")
    answer = input("Take this import back? Type yes: ")
    return answer.strip() == "yes"
