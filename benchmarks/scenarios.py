"""Measure what a ledger makes of several reports together, against scenarios with gold.

    python benchmarks/scenarios.py [FOLDER ...]         # all folders of benchmarks/scenarios where none is named

Each scenario is a YAML file with short invented reports and what they say together: which actors and events are one,
which figures contradict, what became of promises, which stages agreements reached. Reports are read, kept in a ledger
of their own, and asked of it as a dossier asks. A mention of the gold is a record whose words overlap the mention's
words. Merges are scored pair by pair: a pair is right where both records are one in gold and in the ledger; recall is
given over all pairs of gold, and over those whose records the reader found.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.records import Document
from relazione.resolution.agreements import follow_agreements
from relazione.resolution.claims import AgreementCourse, Claim, FigureLine, Material, Question, Quote
from relazione.resolution.figures import line_up
from relazione.resolution.promises import follow_promises
from relazione.version import __version__

HERE = Path(__file__).parent / "scenarios"
FOLDERS = ("dev", "held", "figures-dev", "figures-held", "promises-dev", "promises-held")


@dataclass
class Tally:
    """Counts of what was right, too much and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    unread: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def recall_of_read(self) -> float:
        missed = self.missed - self.unread
        return self.right / (self.right + missed) if self.right + missed else 1.0


@dataclass(frozen=True)
class Place:
    """Words of a report: `[start, end)` of its text."""

    document: str
    start: int
    end: int


class Scenario:
    """One scenario, read into a ledger of its own."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.name = path.stem
        self.gold: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.documents = {report["id"]: _document(report) for report in self.gold["reports"]}
        self.ledger = Ledger(folder / f"{self.name}.sqlite")
        self.ledger.add_all((document, read_document(document)) for document in self.documents.values())
        with self.ledger.view() as view:
            self.material = view.material(Question())
        self.mentions = list(self._mentions())

    def place(self, mention: dict[str, str]) -> Place:
        """Return where a mention of the gold stands; raises `ValueError` where its words do not stand exactly once."""
        document = self.documents[mention["report"]]
        if document.text.count(mention["words"]) != 1:
            raise ValueError(f"{self.name}: {mention['words']!r} must stand once in {mention['report']}")
        start = document.text.index(mention["words"])
        return Place(document.id, start, start + len(mention["words"]))

    def material_on(self, day: str) -> Material:
        """Return what the ledger would hold had it only the reports published by a day."""
        known = {id_ for id_, source in self.material.sources().items() if (source.published or "") <= day}
        return only_of(self.material, known)

    def _mentions(self) -> Iterator[tuple[Place, str]]:
        """Yield every mention of an actor that is no state, with the ledger's actor id."""
        with self.ledger.view() as view:
            cast = view.cast(document.id for document in self.documents.values())
        for document in self.documents.values():
            for actor in self.ledger.reading(document.id).actors:
                for mention in actor.mentions:
                    yield Place(document.id, mention.start, mention.end), cast[document.id, actor.id]


def only_of(material: Material, documents: set[str]) -> Material:
    """Return the part of a material that some documents tell."""
    import msgspec

    def told(claims: Iterable[Claim[Any]]) -> tuple[Claim[Any], ...]:
        return tuple(claim for claim in claims if claim.source.document in documents)

    events = (msgspec.structs.replace(merged, claims=told(merged.claims)) for merged in material.events)
    return msgspec.structs.replace(
        material,
        events=tuple(merged for merged in events if merged.claims),
        statements=told(material.statements),
        figures=told(material.figures),
        agreements=told(material.agreements),
    )


def _document(report: dict[str, Any]) -> Document:
    return Document.of(
        report["text"],
        published=str(report["published"]),
        publisher=report["publisher"],
        country=report["country"],
        language=report.get("language", "de"),
    )


def overlaps(place: Place, quotes: Iterable[Quote]) -> bool:
    """Tell whether words of the gold and of a record overlap."""
    return any(
        quote.document == place.document and quote.start < place.end and place.start < quote.end for quote in quotes
    )


def nearest(place: Place, quoted: Iterable[tuple[Sequence[Quote], str]]) -> list[str]:
    """Return the keys of the records whose words overlap a place, those with the fewest words more first."""
    found = [
        (sum(quote.end - quote.start for quote in quotes), key) for quotes, key in quoted if overlaps(place, quotes)
    ]
    return [key for _, key in sorted(found)]


def score_pairs(groups: list[list[str | None]], tally: Tally, name: str) -> None:
    """Add a scenario's pairs: `groups` hold the ids in the ledger of each gold group's mentions, `None` if not read."""
    labelled = [(number, id_) for number, group in enumerate(groups) for id_ in group]
    for (left_group, left), (right_group, right) in combinations(labelled, 2):
        one = left_group == right_group
        if left is None or right is None:
            tally.missed += one
            tally.unread += one
        elif left == right:
            tally.right += one
            tally.extra += not one
            if not one:
                tally.faults.append(f"{name}: groups {left_group} and {right_group} are one ({left})")
        elif one:
            tally.missed += 1
            tally.faults.append(f"{name}: group {left_group} is two ({left}, {right})")


def score_actors(scenario: Scenario, tally: Tally) -> None:
    """Add the pairs of actors."""
    groups = [
        [_first(_named(scenario, scenario.place(mention))) for mention in group["mentions"]]
        for group in scenario.gold.get("actors", [])
    ]
    score_pairs(groups, tally, f"{scenario.name} actors")


def _named(scenario: Scenario, place: Place) -> list[str]:
    """Return the actors named in a place, the one that most of its words name first (`Seine Nachfolgerin Ada Lind`)."""
    found = [
        (min(place.end, there.end) - max(place.start, there.start), actor)
        for there, actor in scenario.mentions
        if len(actor) != 3 and there.document == place.document
    ]
    return [actor for shared, actor in sorted(found, key=lambda one: -one[0]) if shared > 0]


def score_events(scenario: Scenario, tally: Tally) -> None:
    """Add the pairs of events; a mention is the event of the gold's type whose words overlap it."""
    told = [
        (claim.quotes, merged.id, claim.record.type) for merged in scenario.material.events for claim in merged.claims
    ]
    groups = []
    for group in scenario.gold.get("events", []):
        quoted = [(quotes, id_) for quotes, id_, type_ in told if type_ == group["type"]]
        groups.append([_first(nearest(scenario.place(mention), quoted)) for mention in group["mentions"]])
    score_pairs(groups, tally, f"{scenario.name} events")


def score_figures(scenario: Scenario, lines: Sequence[FigureLine], tally: Tally) -> None:
    """Add the pairs of figures: a contradiction of the gold must be one, any other pair of the gold must not."""
    for pair in scenario.gold.get("figures", []):
        left, right = scenario.place(pair["a"]), scenario.place(pair["b"])
        said = {
            compared.verdict
            for line in lines
            for compared in line.compared
            if (_holds(line, compared.left, left) and _holds(line, compared.right, right))
            or (_holds(line, compared.left, right) and _holds(line, compared.right, left))
        }
        gold, found = pair["relation"] == "contradiction", "contradiction" in said
        tally.right += gold and found
        tally.extra += found and not gold
        tally.missed += gold and not found
        if gold != found:
            read = [
                bool(nearest(place, [(claim.quotes, claim.id) for claim in scenario.material.figures]))
                for place in (left, right)
            ]
            tally.unread += gold and not all(read)
            what = f"{pair['a']['words']} / {pair['b']['words']} is {pair['relation']}"
            tally.faults.append(f"{scenario.name} figures: {what}, said {said or 'nothing'}, read {read}")


def _holds(line: FigureLine, claim: str, place: Place) -> bool:
    return any(found.id == claim and overlaps(place, found.quotes) for found in line.claims)


def score_agreements(scenario: Scenario, courses: Sequence[AgreementCourse], merges: Tally, stages: Tally) -> None:
    """Add the pairs of agreements and the stages (with their dates) of each."""
    quoted = [(claim.quotes, course.id) for course in courses for claim in course.claims]
    groups = []
    for group in scenario.gold.get("agreements", []):
        ids = [_first(nearest(scenario.place(mention), quoted)) for mention in group["mentions"]]
        groups.append(ids)
        own = [course for course in courses if course.id in ids]
        found = Counter((step.stage, step.date) for course in own for step in course.steps)
        gold = Counter((stage["stage"], _text(stage["date"])) for stage in group.get("stages", []))
        stages.right += (found & gold).total()
        stages.extra += (found - gold).total()
        stages.missed += (gold - found).total()
        if found != gold:
            more, less = sorted(found - gold, key=str), sorted(gold - found, key=str)
            stages.faults.append(f"{scenario.name} stages of {group['name']}: +{more} -{less}")
    score_pairs(groups, merges, f"{scenario.name} agreements")


def score_promises(scenario: Scenario, tally: Tally) -> None:
    """Add the states of promises on the days of the gold; a promise that is not found is missed."""
    for gold in scenario.gold.get("promises", []):
        places = [scenario.place(mention) for mention in gold["mentions"]]
        for state in gold["states"]:
            day = str(state["day"])
            promises = follow_promises(scenario.material_on(day), day)
            found = {promise.state for promise in promises if any(overlaps(place, promise.quotes) for place in places)}
            tally.right += found == {state["state"]}
            tally.extra += bool(found) and found != {state["state"]}
            tally.missed += found != {state["state"]}
            tally.unread += not found
            if found != {state["state"]}:
                what = f"{gold['mentions'][0]['words']!r} on {day}: {state['state']}"
                tally.faults.append(f"{scenario.name} promise {what}, said {found or 'nothing'}")


def _first(ids: Sequence[str]) -> str | None:
    return ids[0] if ids else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


KINDS = ("actors", "events", "contradictions", "agreements", "stages", "promise states")


def measure(folder: Path) -> dict[str, Tally]:
    """Return a tally a kind over all scenarios of a folder."""
    tallies = {kind: Tally() for kind in KINDS}
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise FileNotFoundError(f"{folder} holds no scenarios (*.yaml)")
    with tempfile.TemporaryDirectory() as place:
        for path in paths:
            scenario = Scenario(path, Path(place))
            score_actors(scenario, tallies["actors"])
            score_events(scenario, tallies["events"])
            material = scenario.material
            told = [claim for merged in material.events for claim in merged.claims]
            lines = line_up(material.figures, material.statements, told, material.actors, material.texts)
            courses = follow_agreements(material.agreements, events=told, actors=material.actors)
            score_figures(scenario, lines, tallies["contradictions"])
            score_agreements(scenario, courses, tallies["agreements"], tallies["stages"])
            score_promises(scenario, tallies["promise states"])
            scenario.ledger.close()
    return tallies


def figures(tallies: dict[str, Tally]) -> dict[str, dict[str, float]]:
    """Return the table's numbers as plain data."""
    return {
        kind: {
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "recall_of_read": round(tally.recall_of_read, 4),
            "right": tally.right,
            "extra": tally.extra,
            "missed": tally.missed,
        }
        for kind, tally in tallies.items()
        if tally.right + tally.extra + tally.missed
    }


def show(folder: Path, tallies: dict[str, Tally], *, faults: bool) -> None:
    """Print a table of a folder's tallies."""
    print(f"{folder}\n{'':16}{'precision':>11}{'recall':>9}{'of read':>9}   right  extra missed")
    for kind, tally in tallies.items():
        if not tally.right + tally.extra + tally.missed:
            continue
        print(
            f"{kind:16}{tally.precision:>11.2f}{tally.recall:>9.2f}{tally.recall_of_read:>9.2f}"
            f"{tally.right:>8}{tally.extra:>7}{tally.missed:>7}"
        )
    if faults:
        print(*(fault for tally in tallies.values() for fault in tally.faults), sep="\n")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folders", nargs="*", type=Path, default=[HERE / name for name in FOLDERS], help="folders of scenarios"
    )
    parser.add_argument("--faults", action="store_true", help="list what was wrong (never for the held-out half)")
    parser.add_argument("--json", action="store_true", help="print one folder's figures as JSON")
    arguments = parser.parse_args()
    if arguments.json:
        print(json.dumps({"version": __version__, "figures": figures(measure(arguments.folders[0]))}, indent=1))
        return
    for folder in arguments.folders:
        show(folder, measure(folder), faults=arguments.faults)


if __name__ == "__main__":
    main()
