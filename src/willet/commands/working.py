"""`willet work`: the process that carries out imports and other jobs pages hand over."""

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")


def carry_out(args: argparse.Namespace) -> int:
    """Work until stopped, or until nothing waits; a worker that dies of a job is followed by another."""
    from willet.commands.supervising import supervised  # slow import: nothing else needs it

    return supervised(lambda: _work(once=args.once))


def _work(*, once: bool) -> None:
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.imports.tasks import work  # app ready: models exist only after boot

    work(once=once)
