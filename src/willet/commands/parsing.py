"""Command lines read strictly: what is wrong is named, and what was probably meant is offered."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import NoReturn

from willet.core.records import Message, RequestError, UnknownNameError, did_you_mean


class Parser(argparse.ArgumentParser):
    """argparse that raises RequestError (exit status 2) and offers the nearest option."""

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def read(self, argv: Sequence[str]) -> argparse.Namespace:
        """The options of a command line.

        Raises:
            RequestError: one is unknown or wrong; the nearest is offered.
        """
        known, unknown = self.parse_known_args(argv)
        if unknown:
            self._refuse(f"unrecognized arguments: {' '.join(unknown)}.{self._nearest(unknown[0])}")
        return known

    def error(self, message: str) -> NoReturn:
        """Say what was wrong and how to see what is right."""
        self._refuse(f"{message}.")

    def _refuse(self, message: str) -> NoReturn:
        raise RequestError(f"{message} See `{self.prog} --help`.")

    def _nearest(self, argument: str) -> str:
        options = [o for a in self._actions for o in a.option_strings]
        word = argument.partition("=")[0]
        return did_you_mean(word, options) if word.startswith("-") else ""


def read_command_line(
    argv: Sequence[str], commands: Mapping[str, str]
) -> tuple[str, Sequence[str]]:
    """Part a command line into the command's name and the words that belong to it.

    Raises:
        RequestError: no command was named.
        UnknownNameError: the command does not exist; the nearest is offered.
        SystemExit: help or the version was asked for, and printed.
    """
    first = argv[0] if argv else ""
    if first in {"-h", "--help", "help"}:
        print(overview(commands))
        sys.exit(0)
    if first == "--version":
        print(f"willet {version('willet')}")
        sys.exit(0)
    if not first:
        raise RequestError(f"no command was given.\n\n{overview(commands)}")
    if first not in commands:
        raise UnknownNameError(Message("command"), first, commands)
    return first, argv[1:]


def overview(commands: Mapping[str, str]) -> str:
    """What `willet --help` prints."""
    width = max(map(len, commands))
    lines = "\n".join(f"  {name:<{width}}  {words}" for name, words in commands.items())
    return (
        "Willet: did the caller's problem get solved, and if not, why?\n\n"
        f"usage: willet COMMAND ...\n\n{lines}\n\n`willet COMMAND --help` explains one command."
    )
