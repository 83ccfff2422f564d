"""Print how alike translations are read: `python benchmarks/parallel.py ONE OTHER [--differences] [--json]`.

ONE and OTHER hold the same sentences in two languages as CoNLL-U (a file, or a folder with one), such as UD German-PUD
and UD English-PUD (https://universaldependencies.org, CC BY-SA 3.0); sentences belong together by their `sent_id`, only
their `text` is read, each by itself. Of the sentences in which either reading has a record (event, statement, figure,
agreement), the share is printed whose records have the same type, parties, date and value in both, then what differs by
kind of record.

Compared is what two languages can have in common. States and bodies that the reader knows are compared by code, persons
by the sound of their surname (`Abakumow`, `Abakumov`); of whom a common noun or an office alone names (`ein Zeuge`, `a
witness`) and of bodies unknown to the reader, whose names differ by language, the state and the office's role count
(their kind is not compared: of a speaker whom only a noun shows the reader assumes it by number).
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import relazione
from relazione.records import Actor, Agreement, Event, Figure, Reading, Statement
from relazione.resolution.actors import VAGUE_ROLES, is_nameless, known_id
from relazione.resolution.names import name_parts, skeleton
from relazione.version import __version__

KINDS = ("event", "statement", "figure", "agreement")
SLOTS = ("type", "parties", "date", "value")
AIM = 0.70
SOMEBODY = "?"
COMMON = ".noun"  # ends the rules of actors whom a common noun names

Parties = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, order=True)
class Told:
    """A record as it is compared between languages."""

    kind: str
    type: str
    parties: Parties
    date: str
    value: str = ""

    def unlike(self, other: "Told") -> tuple[str, ...]:
        """Return the slots in which another record of the kind differs."""
        return tuple(slot for slot in SLOTS if getattr(self, slot) != getattr(other, slot))


@dataclass
class Scores:
    """What two readings of many sentences have in common."""

    languages: tuple[str, str]
    sentences: int = 0
    told: int = 0  # sentences in which either reading has a record
    same: int = 0  # … all of whose records are the same
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    differences: list[str] = field(default_factory=list)

    def add(self, id_: str, one: list[Told], other: list[Told]) -> None:
        """Count one sentence."""
        self.sentences += 1
        if not one and not other:
            return
        self.told += 1
        self.same += sorted(one) == sorted(other)
        for kind in KINDS:
            self._count(id_, [told for told in one if told.kind == kind], [told for told in other if told.kind == kind])

    def _count(self, id_: str, one: list[Told], other: list[Told]) -> None:
        first, second = self.languages
        for pair in paired(one, other):
            told = pair[0] or pair[1]
            if told is None:
                continue
            counts = self.counts[told.kind]
            counts[first] += pair[0] is not None
            counts[second] += pair[1] is not None
            if pair[0] is not None and pair[1] is not None:
                unlike = pair[0].unlike(pair[1])
                counts.update(unlike or ("same",))
            else:
                counts[f"only {first if pair[1] is None else second}"] += 1
            if pair[0] != pair[1]:
                self.differences.append(f"{id_}  {told.kind}\n    {first}: {pair[0]}\n    {second}: {pair[1]}")

    @property
    def share(self) -> float:
        """The share of the sentences with records whose records are the same in both."""
        return self.same / self.told if self.told else 0.0


def paired(one: list[Told], other: list[Told]) -> Iterator[tuple[Told | None, Told | None]]:
    """Yield records of one kind that belong together, those most alike first, at last those that have no partner."""
    ranked = sorted(
        product(range(len(one)), range(len(other))), key=lambda pair: len(one[pair[0]].unlike(other[pair[1]]))
    )
    left, right = set(range(len(one))), set(range(len(other)))
    for i, j in ranked:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield one[i], other[j]
    yield from ((one[i], None) for i in sorted(left))
    yield from ((None, other[j]) for j in sorted(right))


def sentences_of(place: Path) -> dict[str, str]:
    """Return `sent_id` → text of a CoNLL-U file, or of the one in a folder; raises `ValueError` where there is none."""
    files = sorted(place.glob("*.conllu")) if place.is_dir() else [place]
    if not files:
        raise ValueError(f"{place} holds no *.conllu file")
    texts: dict[str, str] = {}
    id_ = ""
    for line in files[0].read_text(encoding="utf-8").splitlines():
        name, _, value = line.removeprefix("# ").partition(" = ")
        if line.startswith("# sent_id ="):
            id_ = value.strip()
        elif line.startswith("# text =") and name == "text":
            texts[id_] = value
    return texts


def told_by(reading: Reading) -> list[Told]:
    """Return the records of a reading as they are compared."""
    parties = {actor.id: party(actor) for actor in reading.actors}
    return [
        *(_event(event, parties) for event in reading.events),
        *(_statement(said, parties) for said in reading.statements),
        *(_figure(figure, parties) for figure in reading.figures),
        *(_agreement(agreement, parties) for agreement in reading.agreements),
    ]


def party(actor: Actor) -> str:
    """Return what names an actor in any language: a code, the sound of a person's surname, else the state and the role
    of an office.
    """
    if actor.kind == "person" and not is_nameless(actor) and not actor.rule.endswith(COMMON):
        return skeleton(name_parts(actor.name)[1])
    roles = sorted({office.role for office in actor.offices} - VAGUE_ROLES)
    return known_id(actor) or " ".join((actor.country or SOMEBODY, *roles))


def _side(keys: tuple[str, ...], parties: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({parties[key] for key in keys}))


def _event(event: Event, parties: Mapping[str, str]) -> Told:
    return Told("event", event.type, (_side(event.actor, parties), _side(event.recipient, parties)), event.date or "")


def _statement(said: Statement, parties: Mapping[str, str]) -> Told:
    speaker = _side((said.speaker,) if said.speaker else (), parties)
    return Told("statement", said.act, (speaker, _side(said.addressee, parties)), said.date or "")


def _figure(figure: Figure, parties: Mapping[str, str]) -> Told:
    ends = tuple(key for key in (figure.from_, figure.to) if key)
    value = f"{figure.value:g} {figure.value_max or ''} {figure.unit} {figure.bound}"
    kind = f"{figure.indicator} {figure.measure}"
    return Told("figure", kind, (_side(figure.parties, parties), _side(ends, parties)), figure.period or "", value)


def _agreement(agreement: Agreement, parties: Mapping[str, str]) -> Told:
    stages = sorted((stage.stage, stage.date or "") for stage in agreement.stages)
    dates, names = ",".join(date for _, date in stages), ",".join(name for name, _ in stages)
    return Told("agreement", agreement.kind, (_side(agreement.parties, parties),), dates, names)


def measure(one: Mapping[str, str], other: Mapping[str, str], languages: tuple[str, str]) -> Scores:
    """Return the scores over the sentences that both have."""
    scores = Scores(languages)
    for id_, text in one.items():
        if id_ in other:
            readings = zip((text, other[id_]), languages, strict=True)
            scores.add(id_, *(told_by(relazione.read(words, language=language)) for words, language in readings))
    return scores


def table(scores: Scores) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield f"{scores.sentences} sentences, {scores.told} with a record in either language"
    yield f"all records the same in both: {scores.same} ({scores.share:.3f}; the aim is {AIM:.2f})"
    yield ""
    heads = columns(scores)
    yield f"{'records':12}" + "".join(f"{head:>10}" for head in heads)
    for kind in KINDS:
        yield f"{kind:12}" + "".join(f"{scores.counts[kind][head]:10}" for head in heads)
    yield f"{'all':12}" + "".join(f"{sum(scores.counts[kind][head] for kind in KINDS):10}" for head in heads)


def columns(scores: Scores) -> tuple[str, ...]:
    """Return what is counted of each kind of record: how many, the same, where they differ, without a partner."""
    return (*scores.languages, "same", *SLOTS, *(f"only {language}" for language in scores.languages))


def figures(scores: Scores) -> dict[str, Any]:
    """Return the tables' numbers as plain data."""
    return {
        "sentences": scores.sentences,
        "with records": scores.told,
        "same": scores.same,
        "share": round(scores.share, 4),
        "records": {kind: {head: scores.counts[kind][head] for head in columns(scores)} for kind in KINDS},
    }


def main() -> int:
    """Print the tables; return 1 where there was nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("one", type=Path, help="sentences as CoNLL-U: UD German-PUD")
    parser.add_argument("other", type=Path, help="the same in another language: UD English-PUD")
    parser.add_argument("--languages", nargs=2, default=["de", "en"], metavar="CODE", help="of ONE and OTHER (de en)")
    parser.add_argument("--differences", action="store_true", help="list the records that differ")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    try:
        texts = [sentences_of(place) for place in (arguments.one, arguments.other)]
    except (OSError, ValueError) as error:
        print(f"parallel: {error}", file=sys.stderr)
        return 1
    if not texts[0].keys() & texts[1].keys():
        print("parallel: the two files share no sent_id", file=sys.stderr)
        return 1
    scores = measure(texts[0], texts[1], tuple(arguments.languages))
    if arguments.json:
        print(json.dumps({"version": __version__, "aim": AIM, "figures": figures(scores)}, indent=1))
        return 0
    print(f"relazione {__version__}, {' and '.join(arguments.languages)}")
    print("\n".join(table(scores)))
    if arguments.differences:
        print("\n".join(scores.differences))
    return 0


if __name__ == "__main__":
    sys.exit(main())
