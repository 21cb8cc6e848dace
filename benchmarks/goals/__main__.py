"""`python -m benchmarks.goals forecast|bank`: one section of the results each."""

import argparse

from benchmarks.goals import bank, forecast


def main() -> None:
    """Carry one of them out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=["forecast", "bank"])
    parser.add_argument("--months", type=int, default=2000)
    args = parser.parse_args()
    if args.which == "forecast":
        forecast.run(args.months)
    else:
        bank.run()


if __name__ == "__main__":
    main()
