"""Print how well events are found in PLOVER's gold standard records: `python benchmarks/plover_gsr.py FOLDER [--json]`.

FOLDER holds `PLOVER_GSR_CAMEO.txt` (https://github.com/openeventdata/PLOVER, CC BY-SA 4.0): English sentences with the
events that the manual's authors saw in them. Their types are those of an older manual and are told as today's. Every
text is read without any help; an event read is right where it has the type of a gold event of the text, then where its
actor, then where its recipient has the same codes too (states alpha-3, else IGO, NGO, IMG). No figures were published.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import relazione
from relazione.ontology import countries
from relazione.records import Actor, Reading
from relazione.version import __version__

FILE = "PLOVER_GSR_CAMEO.txt"
TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
NONE = "DOCUMENT"  # what the file says of itself
CODES = {"JAP": "JPN", "ITL": "ITA"}  # slips of the file
COLLECTIVE = {"UNO": "IGO", "EUR": "IGO"}  # the older manual has no codes of their own for these
ASKED = ("type", "type and actor", "type, actor and recipient")


@dataclass(frozen=True, order=True)
class Deed:
    """An event as it is compared: its type and the codes of both sides, sorted."""

    type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]

    def parts(self, asked: str) -> tuple[object, ...]:
        """Return what must be the same."""
        return (self.type, self.actor, self.recipient)[: 1 + ASKED.index(asked)]


@dataclass
class Tally:
    """Counts of gold events, events read and those that are right."""

    gold: int = 0
    read: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.gold + self.read
        return 2 * self.right / both if both else 0.0


@dataclass
class Scores:
    """Tallies by what must be right, and of the right type by type."""

    asked: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in ASKED})
    types: dict[str, Tally] = field(default_factory=dict)

    def add(self, gold: Iterable[Deed], read: Iterable[Deed]) -> None:
        """Count one text."""
        wanted, found = list(gold), list(read)
        for name, tally in self.asked.items():
            count(tally, [deed.parts(name) for deed in wanted], [deed.parts(name) for deed in found])
        for type_ in sorted({deed.type for deed in (*wanted, *found)}):
            same = ([deed.type for deed in deeds if deed.type == type_] for deeds in (wanted, found))
            count(self.types.setdefault(type_, Tally()), *same)


def count(tally: Tally, gold: Iterable[object], read: Iterable[object]) -> None:
    """Count what is read against gold, one to one."""
    left, found = list(gold), list(read)
    tally.gold, tally.read = tally.gold + len(left), tally.read + len(found)
    for one in found:
        if one in left:
            left.remove(one)
            tally.right += 1


def read_records(path: Path) -> dict[str, list[Deed]]:
    """Return text → its gold events, in order of the file."""
    texts: dict[str, list[Deed]] = {}
    for record in json.loads(path.read_text(encoding="utf-8")):
        if record["event"] != NONE:
            texts.setdefault(record["text"], []).append(gold_deed(record))
    return texts


def gold_deed(record: dict[str, Any]) -> Deed:
    """Return a gold record as it is compared."""
    sides = (_codes(record.get(side)) for side in ("source", "target"))
    return Deed(TYPES.get(record["event"], record["event"]), *sides)


def _codes(side: Any) -> tuple[str, ...]:
    actors = [actor for actor in side or [] if isinstance(actor, dict)] if isinstance(side, list) else []
    given = (actor.get("code") or "" for actor in actors)
    return tuple(sorted({CODES.get(code, code) for code in given if code}))


def read_deeds(reading: Reading) -> Iterator[Deed]:
    """Yield the events of a reading as they are compared; those that did not and will not happen are none."""
    actors = {actor.id: actor for actor in reading.actors}
    for event in reading.events:
        if event.status in ("negated", "hypothetical"):
            continue
        sides = ({code_of(actors[key]) for key in keys} - {""} for keys in (event.actor, event.recipient))
        yield Deed(event.type, *(tuple(sorted(codes)) for codes in sides))


def code_of(actor: Actor) -> str:
    """Return the code that the records would give an actor; empty where it has none."""
    if actor.country:
        return countries.plover_code(actor.country)
    own = actor.identifiers.get("plover", "")
    return COLLECTIVE.get(own, own)


def measure(texts: dict[str, list[Deed]], pipeline: str | None) -> Scores:
    """Return the scores over texts."""
    scores = Scores()
    for text, gold in texts.items():
        reading = relazione.read(text, language="en", pipeline=pipeline)
        scores.add(gold, read_deeds(reading))
    return scores


def table(scores: Scores) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield f"{'right in':28}{'gold':>6}{'read':>6}{'P':>8}{'R':>8}{'F1':>8}"
    yield from (_row(name, tally) for name, tally in scores.asked.items())
    yield ""
    yield from (_row(name, tally) for name, tally in sorted(scores.types.items()))


def _row(name: str, tally: Tally) -> str:
    rates = "".join(f"{100 * rate:8.1f}" for rate in (tally.precision, tally.recall, tally.f1))
    return f"{name:28}{tally.gold:6}{tally.read:6}{rates}"


def figures(scores: Scores) -> dict[str, Any]:
    """Return the tables' numbers as plain data."""
    return {
        name: {
            "gold": tally.gold,
            "read": tally.read,
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
        }
        for name, tally in (*scores.asked.items(), *sorted(scores.types.items()))
    }


def main() -> int:
    """Print the tables; return 1 where there was nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help=f"the folder of {FILE}")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--pipeline", help="read with another spaCy pipeline")
    arguments = parser.parse_args()
    try:
        texts = read_records(arguments.folder / FILE)
    except (OSError, ValueError, KeyError) as error:
        print(f"plover_gsr: {arguments.folder / FILE}: {error}", file=sys.stderr)
        return 1
    scores = measure(texts, arguments.pipeline)
    events = sum(map(len, texts.values()))
    if arguments.json:
        print(
            json.dumps(
                {"version": __version__, "texts": len(texts), "published": None, "figures": figures(scores)}, indent=1
            )
        )
        return 0
    print(f"relazione {__version__}, {len(texts)} texts, {events} gold events; no figures were published")
    print("\n".join(table(scores)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
