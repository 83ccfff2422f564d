"""Print how well time expressions are read in German news: `python benchmarks/krauts.py DATA_DIR [--errors] [--json]`.

DATA_DIR holds the Dolomiten part of KRAUTS (Strötgen et al. 2018, CC BY-NC, for evaluation only): the folder
`KRAUTS_Dolomiten-100` with gold, `KRAUTS_Dolomiten-100_Heideltime` with HeidelTime's output on the same texts.
Scoring follows TempEval-3 (`timeml`): precision, recall and F1 of the same span (strict), of overlapping spans
(relaxed), and of overlapping spans with the same normalised value.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import relazione
from relazione.version import __version__
from timeml import MEASURES, TYPES, Timex, TimexTally, faults, of_type, read_timeml, to_timex

GOLD, HEIDELTIME = "KRAUTS_Dolomiten-100", "KRAUTS_Dolomiten-100_Heideltime"
# HeidelTime over all of KRAUTS (Dolomiten and Die Zeit), as the corpus's authors give it.
PUBLISHED = {"strict": 0.719, "relaxed": 0.807, "value": 0.670}
ALL = "all"


@dataclass
class Scores:
    """One system's tallies, over all expressions and a type of TIMEX3, and what it got wrong."""

    tallies: dict[str, TimexTally] = field(default_factory=lambda: {name: TimexTally() for name in (ALL, *TYPES)})
    wrong: list[str] = field(default_factory=list)

    def add(self, gold: tuple[Timex, ...], read: tuple[Timex, ...]) -> None:
        """Count one document."""
        self.tallies[ALL].add(gold, read)
        for name in TYPES:
            self.tallies[name].add(of_type(gold, name), of_type(read, name))


def folder_of(data: Path, name: str) -> Path:
    """Return the folder of a name at or below another, the name itself where there is none."""
    return next((path for path in sorted(data.rglob(name)) if path.is_dir()), data / name)


def measure(data: Path) -> tuple[dict[str, Scores], int]:
    """Return the scores of both systems over all documents, and the number of documents."""
    scores = {"relazione": Scores(), "HeidelTime": Scores()}
    theirs = folder_of(data, HEIDELTIME)
    paths = sorted(folder_of(data, GOLD).glob("*.tml"))
    for path in paths:
        document = read_timeml(path)
        found = relazione.read_times(document.text, published=document.published, language="de")
        read = {
            "relazione": tuple(to_timex(expression, document.published) for expression in found),
            "HeidelTime": read_timeml(theirs / path.name).times,
        }
        for system, times in read.items():
            scores[system].add(document.times, times)
            wrong = faults(document.times, times, document.text)
            scores[system].wrong += [f"{kind}: {path.stem.split('_')[0]}: {words}" for kind, words in wrong]
    return scores, len(paths)


def table(scores: dict[str, Scores]) -> Iterator[str]:
    """Yield the lines of the table: a type of expression, a system, and P, R and F1 by each measure."""
    heads = "".join(f"{name:>20}" for name in ("strict", "relaxed", "relaxed with value"))
    yield f"{'':38}{heads}"
    yield f"{'':27}{'gold':>5}{'read':>6}" + f"  {'P':>6}{'R':>6}{'F1':>6}" * len(MEASURES)
    for name in (ALL, *TYPES):
        for system, found in scores.items():
            tally = found.tallies[name]
            cells = "".join(
                f"  {100 * tally.precision(rate):6.1f}{100 * tally.recall(rate):6.1f}{100 * tally.f1(rate):6.1f}"
                for rate in MEASURES
            )
            yield f"{name:11}{system:16}{tally.gold:5}{tally.read:6}{cells}"
    published = "".join(f"{100 * PUBLISHED[rate]:20.1f}" for rate in MEASURES)
    yield f"{'published: HeidelTime, all of KRAUTS':38}{published}"


def figures(scores: dict[str, Scores]) -> dict[str, Any]:
    """Return the table's numbers as plain data."""
    return {
        system: {
            name: {
                "gold": tally.gold,
                "read": tally.read,
                **{
                    rate: {
                        "precision": round(tally.precision(rate), 4),
                        "recall": round(tally.recall(rate), 4),
                        "f1": round(tally.f1(rate), 4),
                    }
                    for rate in MEASURES
                },
            }
            for name, tally in found.tallies.items()
        }
        for system, found in scores.items()
    }


def main() -> int:
    """Print the table; return 1 where there was nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, help="the folder of KRAUTS")
    parser.add_argument("--errors", action="store_true", help="list what was missed, made up or wrong")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    scores, documents = measure(arguments.data)
    if not documents:
        print(f"krauts: no *.tml files in {GOLD} there", file=sys.stderr)
        return 1
    if arguments.json:
        plain = {"version": __version__, "documents": documents, "published": PUBLISHED, "figures": figures(scores)}
        print(json.dumps(plain, indent=1))
        return 0
    print(f"relazione {__version__}, {documents} documents")
    print("\n".join(table(scores)))
    if arguments.errors:
        print("\n".join(sorted(scores["relazione"].wrong)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
