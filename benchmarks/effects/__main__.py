"""`python -m benchmarks.effects few_units|looks|planted|segments|speed`: one section of the results each."""

import argparse

from benchmarks.effects import few_units, looks, planted, segments, speed

USUAL_RUNS = {"few_units": 1000, "looks": 1000, "planted": 500, "segments": 2000, "speed": 5}


def main() -> None:
    """Carry one of them out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=USUAL_RUNS)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--kept")
    args = parser.parse_args()
    runs = args.runs or USUAL_RUNS[args.which]
    if args.which == "speed":
        speed.run(runs, args.rows, args.kept)
    else:
        worlds = {
            "few_units": few_units,
            "looks": looks,
            "planted": planted,
            "segments": segments,
        }
        worlds[args.which].run(runs)


if __name__ == "__main__":
    main()
