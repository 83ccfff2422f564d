"""Print how far confidence can be trusted: `python benchmarks/calibration.py GOLD_DIR … [--json]`.

Of the records said to be 0.9 sure, nine in ten should be right. GOLD_DIR holds gold readings, as for `accuracy.py`. For
each kind of record, and all together, the records read are put into ten bins of equal width by their confidence; each
bin shows their number, their mean confidence and the share right. A record is right where `scoring` pairs it with a
gold record, optional ones too; actors that the gold does not list are not judged. The expected calibration error (ECE;
Naeini and others, 2015) is the mean distance between confidence and share right over the bins, weighted by their
records.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relazione.version import __version__
from scoring import KINDS, Pairing, arguments_of, gold_files, load_gold, pair, read_for

BINS = 10
ALL = "all"

Judged = tuple[float, bool]  # the confidence of a record, and whether it is right


@dataclass(frozen=True)
class Bin:
    """Records of like confidence: their number, mean confidence and share right."""

    start: float
    records: int
    confidence: float
    right: float


def judged(pairing: Pairing) -> list[Judged]:
    """Return the records of a pairing with their confidence."""
    right = [(float(pair.got["confidence"]), True) for pair in pairing.pairs]
    return right + [(float(got["confidence"]), False) for got in pairing.extra]


def measure(folders: list[Path]) -> tuple[dict[str, list[Judged]], int]:
    """Return the judged records of each kind, and of all, over all gold files, and the number of files."""
    records: dict[str, list[Judged]] = {kind: [] for kind in (*KINDS, ALL)}
    files = list(gold_files(folders))
    for path in files:
        gold, text = load_gold(path)
        for kind, pairing in pair(gold, text, read_for(gold, text)).items():
            records[kind] += judged(pairing)
            records[ALL] += judged(pairing)
    return records, len(files)


def bins_of(records: Sequence[Judged]) -> list[Bin]:
    """Return the bins that hold any records, in order; the upper bound of the last bin belongs to it."""
    by_number: dict[int, list[Judged]] = {}
    for record in records:
        by_number.setdefault(min(BINS - 1, int(round(record[0] * BINS, 9))), []).append(record)
    return [
        Bin(
            start=number / BINS,
            records=len(inside),
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            right=sum(right for _, right in inside) / len(inside),
        )
        for number, inside in sorted(by_number.items())
    ]


def expected_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error (0 to 1), 0 where there are no records."""
    total = sum(one.records for one in bins)
    return sum(one.records * abs(one.right - one.confidence) for one in bins) / total if total else 0.0


def figures(records: dict[str, list[Judged]]) -> dict[str, Any]:
    """Return records, expected calibration error and bins of each kind as plain data."""
    return {
        kind: {
            "records": len(of_kind),
            "ece": round(expected_error(bins := bins_of(of_kind)), 4),
            "bins": [
                {
                    "from": one.start,
                    "records": one.records,
                    "confidence": round(one.confidence, 4),
                    "right": round(one.right, 4),
                }
                for one in bins
            ],
        }
        for kind, of_kind in records.items()
    }


def table(records: dict[str, list[Judged]]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'':12}{'bin':>10}{'records':>9}{'confidence':>12}{'right':>7}"
    for kind, of_kind in records.items():
        bins = bins_of(of_kind)
        for one in bins:
            span = f"{one.start:.1f}-{one.start + 1 / BINS:.1f}"
            yield f"{kind:12}{span:>10}{one.records:9}{one.confidence:12.2f}{one.right:7.2f}"
        yield f"{kind:12}{'ECE':>10}{len(of_kind):9}{expected_error(bins):12.3f}"


def main() -> int:
    """Print the table; return 1 where there was nothing to measure."""
    arguments = arguments_of(__doc__, json="print the figures as JSON")
    records, files = measure(arguments.gold)
    if not files:
        print("calibration: no *.gold.yaml files there", file=sys.stderr)
        return 1
    if arguments.json:
        print(json.dumps({"version": __version__, "files": files, "figures": figures(records)}, indent=1))
        return 0
    print(f"relazione {__version__}, {files} gold readings")
    print("\n".join(table(records)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
