"""The command line: one module per command, named in the list below."""

from collections.abc import Sequence
from importlib import import_module

from willet.commands.parsing import Parser, read_command_line

COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("willet.commands.importing", "read call records into the lake"),
    "propose": ("willet.commands.proposing", "propose a mapping for a table of calls"),
    "ask": ("willet.commands.asking", "compute metrics from the lake"),
    "effect": ("willet.commands.effecting", "tell what a dated change did to a metric"),
    "worth": ("willet.commands.valuing", "tell what became of customers solved at first contact"),
    "runs": ("willet.commands.recounting", "list the imports: what came, when, by whom"),
    "undo": ("willet.commands.undoing", "take one import back"),
    "check": ("willet.commands.checking", "read every file of the lake, and mend what is damaged"),
    "metrics": ("willet.commands.cataloguing", "list the metrics, or explain one"),
    "sources": ("willet.commands.listing", "list the systems that can be read, or explain one"),
    "simulate": ("willet.commands.simulating", "write the records of an invented call centre"),
    "demo": ("willet.commands.demonstrating", "simulate, import and serve in one go"),
    "serve": ("willet.commands.serving", "serve the web product"),
    "doctor": ("willet.commands.examining", "say whether this installation is well"),
    "erase": ("willet.commands.erasing", "show what is held of a person, and erase it"),
    "person": ("willet.commands.peopling", "list who may sign in, or add somebody"),
    "articles": ("willet.commands.shelving", "take a folder of articles in, or all along"),
    "vault": ("willet.commands.sealing", "seal the vault under a new key"),
    "activity": ("willet.commands.recalling", "list who did what, or verify that history"),
    "backup": ("willet.commands.backing_up", "write the whole home into one file"),
    "restore": ("willet.commands.restoring", "list what is in a backup, or put it back"),
    "move": ("willet.commands.moving", "move the rooms from SQLite to PostgreSQL"),
    "work": ("willet.commands.working", "carry out the jobs that pages hand over"),
}


def run(argv: Sequence[str]) -> int:
    """Carry out one command line and give its exit status.

    Raises:
        WilletError: the request was wrong, or a store failed.
    """
    name, rest = read_command_line(argv, {n: words for n, (_, words) in COMMANDS.items()})
    module = import_module(COMMANDS[name][0])
    parser = Parser(prog=f"willet {name}", description=COMMANDS[name][1].capitalize() + ".")
    module.configure(parser)
    status: int = module.carry_out(parser.read(rest))
    return status
