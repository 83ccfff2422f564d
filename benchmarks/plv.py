"""Print how well relations are classified: `python benchmarks/plv.py FILE [--mistakes] [--json]`.

FILE is a table (tab-separated) of the form of PLV (Hu et al., ACL 2024, arXiv:2308.07876): English sentences in which
source and target are marked (`marked_sentence`: `<s>…</s>`, `<t>…</t>`), with their PLOVER type (`gold_root`, CONCEDE
and RETREAT merged as YIELD) and quad class (`gold_penta`). No licence is stated: measure only.

What is planned or denied is told as the data's authors tell it (the table of modalities of their inference): a friendly
deed to come is AGREE, also a step back, a hostile one THREATEN; a friendly deed denied is REJECT, a hostile one YIELD.

Source and target are known beforehand, as the task has it: each is brought as an own actor (see docs/actors.md), a
state of that name. The sentence is read like any other. Its answer is the type of the first of these that the reading
holds: an event from source to target; one between both; one of which one of them is a party; any event. Macro-F1 is
printed for the answers between both only, all others counted as missed, and for all answers.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import relazione
from classes import Confusion
from relazione.ontology import plover
from relazione.ontology.atlas import Atlas
from relazione.records import Event, Reading
from relazione.version import __version__

# Zero-shot, by inference over sentences made of the codebook, on the test part, as the authors give it.
PUBLISHED = {"types": 0.821, "quads": 0.893}
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})
HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
TO_COME = ("planned", "hypothetical")
MARK = re.compile(r"</?[st]>")
LEVELS = ("from source to target", "between both", "of one of them", "any event", "no event found")
BETWEEN = 2  # levels of events that both are parties of


@dataclass(frozen=True)
class Sentence:
    """A sentence, the words marked in it as source and target, where it names one, its type and quad class."""

    text: str
    source: str | None
    target: str | None
    type: str
    quad: str


@dataclass
class Scores:
    """The confusions by what is asked, by whether only events between both count, and how answers were found."""

    between: dict[str, Confusion] = field(default_factory=lambda: {"types": Confusion(), "quads": Confusion()})
    whole: dict[str, Confusion] = field(default_factory=lambda: {"types": Confusion(), "quads": Confusion()})
    levels: Counter[str] = field(default_factory=Counter)

    def add(self, sentence: Sentence, level: int, event: Event | None) -> None:
        """Count the answer to one sentence."""
        self.levels[LEVELS[level]] += 1
        told = (type_ := type_of(event), str(quad_of(type_))) if event else (None, None)
        gold = (sentence.type, sentence.quad)
        for asked, want, got in zip(("types", "quads"), gold, told, strict=True):
            self.whole[asked].add(want, got)
            self.between[asked].add(want, got if level < BETWEEN else None)

    def rows(self) -> Iterator[tuple[str, dict[str, Confusion]]]:
        """Yield the confusions by the answers that count."""
        yield "between both only", self.between
        yield "all answers", self.whole


def read_plv(path: Path) -> list[Sentence]:
    """Return the sentences of a table; raises `ValueError` where a column is missing."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [sentence_of(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_MINIMAL)]


def sentence_of(row: dict[str, str]) -> Sentence:
    """Return the sentence of a row."""
    missing = [name for name in ("marked_sentence", "gold_root", "gold_penta") if not row.get(name)]
    if missing:
        raise ValueError(f"a row has no {', '.join(missing)}")
    marked = row["marked_sentence"]
    return Sentence(MARK.sub("", marked), words(marked, "s"), words(marked, "t"), row["gold_root"], row["gold_penta"])


def words(marked: str, role: str) -> str | None:
    """Return the words that a sentence marks first for a role, without the marks of the other inside; `None` for none.

    >>> words("<s>Lima</s> thanked <t>the envoy of <s>Oslo</s></t>.", "t")
    'the envoy of Oslo'
    """
    found = re.search(f"<{role}>(.*?)</{role}>", marked)
    return MARK.sub("", found[1]).strip() if found else None


def parties_of(sentence: Sentence) -> Atlas:
    """Return the atlas in which the source and the target are own states: these act, suffer and are places."""
    told = {name: code for code, name in (("TGT", sentence.target), ("SRC", sentence.source)) if name}
    return Atlas.of({"kind": "state", "code": code, "name": name} for name, code in told.items())


def answer(reading: Reading, marked: frozenset[str]) -> tuple[int, Event | None]:
    """Return the event that answers for a sentence in which some parties are marked, and the level it was found at."""
    states = {actor.id: actor.country for actor in reading.actors}
    ranked = sorted(
        ((level_of(event, states, marked), event.status == "negated", event.evidence[0].start, number)
         for number, event in enumerate(reading.events)),
    )  # fmt: skip
    return (ranked[0][0], reading.events[ranked[0][-1]]) if ranked else (len(LEVELS) - 1, None)


def level_of(event: Event, states: dict[str, str | None], marked: frozenset[str]) -> int:
    """Return how near an event is to one from source to target, 0 nearest."""
    actors, recipients = ({states[key] for key in keys} & marked for keys in (event.actor, event.recipient))
    if marked & {"SRC"} <= actors and marked & {"TGT"} <= recipients:
        return 0
    missing = len(marked - actors - recipients)
    return 1 + missing if missing < len(marked) else len(LEVELS) - 2


def type_of(event: Event) -> str:
    """Return the type of an event as the data tell it: concessions merged, what is to come or denied by its kind."""
    type_ = YIELD.get(event.type, event.type)
    if event.status in TO_COME:
        return "AGREE" if type_ in FRIENDLY else "THREATEN" if type_ in HOSTILE else type_
    if event.status == "negated":
        return "REJECT" if type_ in FRIENDLY else "YIELD" if type_ in HOSTILE else type_
    return type_


def quad_of(type_: str) -> int:
    """Return the quad class of a type as the data merge them."""
    return plover.quad("RETREAT" if type_ == "YIELD" else type_)


def measure(sentences: Iterable[Sentence], pipeline: str | None) -> Scores:
    """Return the scores over sentences."""
    scores = Scores()
    for sentence in sentences:
        atlas = parties_of(sentence)
        reading = relazione.read(sentence.text, language="en", pipeline=pipeline, actors=atlas)
        scores.add(sentence, *answer(reading, atlas.codes))
    return scores


def table(scores: Scores, *, mistakes: bool) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield f"{'macro-F1':24}{'types':>8}{'quads':>8}{'no answer':>12}"
    for name, asked in scores.rows():
        figures = "".join(f"{100 * asked[kind].macro_f1:8.1f}" for kind in ("types", "quads"))
        yield f"{name:24}{figures}{asked['types'].untold:12}"
    yield f"{'published: zero-shot, test part':32}".rstrip() + "".join(
        f"{100 * PUBLISHED[kind]:8.1f}" for kind in ("types", "quads")
    )
    yield ""
    yield from (f"{scores.levels[level]:6}  {level}" for level in LEVELS)
    yield ""
    yield f"{'all answers':14}{'gold':>6}{'told':>6}{'P':>8}{'R':>8}{'F1':>8}"
    types = scores.whole["types"]
    for name in types.classes:
        rates = "".join(f"{100 * rate(name):8.1f}" for rate in (types.precision, types.recall, types.f1))
        yield f"{name:14}{types.gold(name):6}{types.told(name):6}{rates}"
    if mistakes:
        yield ""
        yield from (f"{number:5}  {gold} taken for {told}" for gold, told, number in types.mistakes())


def figures(scores: Scores) -> dict[str, Any]:
    """Return the tables' numbers as plain data."""
    types = scores.whole["types"]
    return {
        "macro_f1": {
            name: {kind: round(asked[kind].macro_f1, 4) for kind in ("types", "quads")} for name, asked in scores.rows()
        },
        "found": {level: scores.levels[level] for level in LEVELS},
        "types": {name: round(types.f1(name), 4) for name in types.classes},
        "mistakes": [list(mistake) for mistake in types.mistakes()],
    }


def main() -> int:
    """Print the tables; return 1 where there was nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, help="a table of the form of PLV")
    parser.add_argument("--mistakes", action="store_true", help="list which type is taken for which")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--pipeline", help="read with another spaCy pipeline")
    arguments = parser.parse_args()
    try:
        sentences = read_plv(arguments.file)
    except (OSError, ValueError) as error:
        print(f"plv: {arguments.file}: {error}", file=sys.stderr)
        return 1
    if not sentences:
        print(f"plv: {arguments.file} holds no sentences", file=sys.stderr)
        return 1
    scores = measure(sentences, arguments.pipeline)
    if arguments.json:
        plain = {
            "version": __version__,
            "sentences": len(sentences),
            "published": PUBLISHED,
            "figures": figures(scores),
        }
        print(json.dumps(plain, indent=1))
        return 0
    print(f"relazione {__version__}, {len(sentences)} sentences")
    print("\n".join(table(scores, mistakes=arguments.mistakes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
