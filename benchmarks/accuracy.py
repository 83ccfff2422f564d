"""Print how well readings agree with gold readings: `python benchmarks/accuracy.py GOLD_DIR [--errors] [--json]`.

GOLD_DIR holds `NAME.gold.yaml` files beside the texts they are about (`examples/` is one). For each kind of record:
precision, recall and F1 of records found, F1 of records with every slot right, and the share right of each slot.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from relazione.version import __version__
from scoring import KINDS, Tally, arguments_of, compare, gold_files, load_gold, read_for


def measure(folders: list[Path]) -> tuple[dict[str, Tally], int]:
    """Return a tally a kind of record over all gold files, and the number of files."""
    totals = {kind: Tally() for kind in KINDS}
    files = list(gold_files(folders))
    for path in files:
        gold, text = load_gold(path)
        for kind, tally in compare(gold, text, read_for(gold, text)).items():
            for name in ("missed", "extra", "wrong"):
                setattr(tally, name, [f"{path.stem.split('.')[0]}: {item}" for item in getattr(tally, name)])
            totals[kind].add(tally)
    return totals, len(files)


def table(totals: dict[str, Tally]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'':12}{'gold':>5}{'P':>7}{'R':>7}{'found':>7}{'full':>7}  slots right"
    for kind, tally in totals.items():
        slots = " ".join(f"{slot} {tally.right[slot] / asked:.2f}" for slot, asked in sorted(tally.asked.items()))
        yield (
            f"{kind:12}{tally.gold:5}{tally.precision:7.2f}{tally.recall:7.2f}{tally.found_f1:7.2f}"
            f"{tally.full_f1:7.2f}  {slots}"
        )


def figures(totals: dict[str, Tally]) -> dict[str, Any]:
    """Return the table's numbers as plain data."""
    return {
        kind: {
            "gold": tally.gold,
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "found_f1": round(tally.found_f1, 4),
            "full_f1": round(tally.full_f1, 4),
            "slots": {slot: round(tally.right[slot] / asked, 4) for slot, asked in sorted(tally.asked.items())},
        }
        for kind, tally in totals.items()
    }


def main() -> int:
    """Print the table; return 1 where there was nothing to measure."""
    errors = "list what was missed, made up or wrong"
    arguments = arguments_of(__doc__, errors=errors, json="print the figures as JSON")
    totals, files = measure(arguments.gold)
    if not files:
        print("accuracy: no *.gold.yaml files there", file=sys.stderr)
        return 1
    if arguments.json:
        print(json.dumps({"version": __version__, "files": files, "figures": figures(totals)}, indent=1))
        return 0
    print(f"relazione {__version__}, {files} gold readings")
    print("\n".join(table(totals)))
    if arguments.errors:
        for kind, tally in totals.items():
            for name in ("missed", "extra", "wrong"):
                for item in getattr(tally, name):
                    print(f"{kind} {name}: {item}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
