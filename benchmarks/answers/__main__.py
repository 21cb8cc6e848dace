"""`python -m benchmarks.answers write OUT.jsonl` in each of two checkouts, then `compare BEFORE AFTER`."""

import argparse
import sys
from pathlib import Path

from benchmarks.answers.asking import write_answers
from benchmarks.answers.comparing import compare


def main() -> int:
    """Carry out one of the two; 1 where a difference is not explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    write = verbs.add_parser("write", help="ask everything and write it down")
    write.add_argument("out", type=Path)
    write.add_argument("--kept", type=Path, default=Path("answers-kept"))
    held = verbs.add_parser("compare", help="hold two such files side by side")
    held.add_argument("before", type=Path)
    held.add_argument("after", type=Path)
    args = parser.parse_args()
    if args.verb == "write":
        write_answers(args.out, args.kept)
        return 0
    return _report(args.before, args.after)


def _report(before: Path, after: Path) -> int:
    unexplained, explained = compare(before, after)
    for why, count in explained.most_common():
        print(f"expected {count:7,}  {why}")
    for difference, count in sorted(unexplained.items()):
        print(f"NOT EXPLAINED {count:7,}  {' / '.join(difference)}")
    print(f"{explained.total():,} expected differences, {unexplained.total():,} not explained")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
