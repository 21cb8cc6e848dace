"""The one command, `willet`: `willet --help` lists what it can do."""

import os
import sys
from collections.abc import Sequence

from willet.commands import run
from willet.core.records import WilletError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; give its exit status (0 done, 1 with rejects, 2 wrong request, 3 store failed)."""
    try:
        return run(sys.argv[1:] if argv is None else list(argv))
    except WilletError as error:
        print(f"willet: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("willet: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (head, less) went away; without this the interpreter would complain while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
