"""Print why readings fail: `python benchmarks/errors.py GOLD_DIR … [--list] [--json]`.

GOLD_DIR holds gold readings, as for `accuracy.py`. Every fault is counted under one cause, the first of these that what
the reader itself sees allows:

- An **event** missed. *lexicon*: no word of its anchors is of a frame that can give the type asked for, with the words
  that the frame asks for in the same sentence. *rule*: a word of the anchors did tell of such an event, but it was
  merged with another or dropped. Else the frame's word is there and its paths reached nobody: *tree* where all parties
  of the gold stand in the sentence, by name or by what was resolved to them; *coreference* where one does not; *rule*
  where the gold has none.
- A **statement** missed. *lexicon*: the cue that the gold names, or where it names none the sentences of the content,
  hold no cue particle, noun or verb, a verb with the words that it asks for. *rule*: a statement read shares words with
  the content, so that something was found there. Else *tree* where the speaker stands in the sentences of content and
  cue, *coreference* where not.
- A **figure** missed. *lexicon*: no number with a unit is known in the anchor; else *rule*.
- An **actor** missed. *lexicon*: none of its names is read as a mention; *coreference*: they are read as mentions of
  other actors; *rule*: they are read as an actor of their own, who is not listed or named otherwise.
- A **slot** wrong. Of parties and speakers, *coreference* where one of the gold does not stand in the sentences of the
  evidence, *tree* where all do, *rule* where the gold has none; of any other slot *rule*.
- A record too many was made by a *rule*.

Agreements are left out.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from relazione.extraction.actors import find_actors
from relazione.extraction.cues import attribution_of, cue_noun, speech_lexicon
from relazione.extraction.figures import FigureReader
from relazione.extraction.findings import Known
from relazione.extraction.frames import Frame, as_tuple, load_frames
from relazione.extraction.mentions import EventFinder
from relazione.extraction.places import find_places
from relazione.extraction.reading import Assembly, find_all
from relazione.extraction.syntax import full_lemma
from relazione.languages import load_pack, require_language
from relazione.reader import READER, parse_document, require_published
from relazione.records import Document
from relazione.version import __version__
from scoring import (
    Pair,
    Pairing,
    Record,
    Stretch,
    arguments_of,
    gold_files,
    listed,
    load_gold,
    locate,
    pair,
    quoted,
    touch,
)

if TYPE_CHECKING:
    from relazione.languages.doc import Token

CAUSES = ("lexicon", "tree", "coreference", "rule")
KINDS = ("actors", "events", "statements", "figures")
OF_PARTIES = {"dyad": ("actor", "recipient"), "parties": ("parties", "from", "to"), "speaker": ("speaker",)}


class Fault(NamedTuple):
    """One fault: the kind of record, what is wrong with it, why, and which record it is."""

    kind: str
    what: str
    cause: str
    item: str


class Case:
    """One gold reading beside what the reader's steps see in its text."""

    def __init__(self, gold: Record, text: str) -> None:
        head = gold["document"]
        self.gold, self.text = gold, text
        published = require_published(str(head["published"])) if head.get("published") else None
        document = Document.of(text)
        self.pack = load_pack(require_language(text, head.get("language")))
        self.doc = parse_document(document, language=self.pack.code)
        self.findings = find_all(self.doc, self.pack, published)
        self.book = self.findings.book
        self.known = Known(self.book, self.findings.times, self.findings.statements, published)
        assembly = Assembly(self.doc, self.pack, document, self.findings, published)
        self.reading = assembly.reading(READER).to_dict()
        self.pairings = pair(gold, text, self.reading)
        keys = {id_: key for key, id_ in assembly.ids.items()}
        self.keys = {one.key: keys[one.got["id"]] for one in self.pairings["actors"].pairs}

    def faults(self) -> Iterator[Fault]:
        """Yield every fault of the reading."""
        for kind in KINDS:
            pairing: Pairing = self.pairings[kind]
            cause = getattr(self, f"_{kind}")
            yield from (Fault(kind, "missed", cause(want), key) for key, want in pairing.missed)
            for one in pairing.pairs:
                if not one.want.get("optional"):
                    yield from (Fault(kind, f"wrong {slot}", self._slot(one, slot), one.key) for slot in one.faults)
            yield from (
                Fault(kind, "extra", "rule", f"{got['rule']}: {quoted(got, self.text)}") for got in pairing.extra
            )

    # --- causes -----------------------------------------------------------------------------------------------------

    def _events(self, want: Record) -> str:
        anchored = self._tokens(locate(anchor, self.text) for anchor in want["anchors"])
        if not any(self._can_tell(token, want) for token in anchored):
            return "lexicon"
        places = {token.i for token in anchored}
        told = (mention for mention in self._mentions if mention.token in places)
        if any(mention.type in listed(want["type"]) for mention in told):
            return "rule"
        parties = [key for slot in OF_PARTIES["dyad"] for key in want.get(slot) or ()]
        return self._reach(parties, anchored)

    def _statements(self, want: Record) -> str:
        content = [locate(anchor, self.text) for anchor in want["content"]]
        said = self._tokens(content)
        cue = self._cue(want, content)
        if not any(self._is_cue(token) for token in cue or self._sentences(said)):
            return "lexicon"
        spans = [(span["start"], span["end"]) for got in self.reading["statements"] for span in got["content"]]
        if any(touch(span, part) for span in spans for part in content):
            return "rule"
        return self._reach(filter(None, listed(want["speaker"])[:1]), [*said, *cue], in_person=True)

    def _figures(self, want: Record) -> str:
        places = {token.i for token in self._tokens([locate(want["anchor"], self.text)])}
        quantities = FigureReader(self.doc, self.pack, self.known).quantities()
        known = any(places & set(range(one.start, one.end)) for one in quantities)
        return "rule" if known else "lexicon"

    def _actors(self, want: Record) -> str:
        places = [place for name in want["names"] for place in _occurrences(str(name), self.text)]
        mentions = [mention for token in self._tokens(places) if (mention := self.book.at[token.i]) is not None]
        own = {key for mention in mentions for key in mention.actors} - set(self.keys.values())
        return "rule" if own else "coreference" if mentions else "lexicon"

    def _slot(self, one: Pair, slot: str) -> str:
        if slot not in OF_PARTIES:
            return "rule"
        parties = [key for name in OF_PARTIES[slot] for key in listed(one.want.get(name)) if key]
        spans = [*one.got.get("evidence", ()), *one.got.get("content", ()), one.got.get("cue")]
        tokens = self._tokens((span["start"], span["end"]) for span in spans if span)
        return self._reach(parties, tokens, in_person=slot == "speaker")

    # --- what the reader sees ---------------------------------------------------------------------------------------

    @cached_property
    def _mentions(self) -> list[Any]:
        """Every event mention, merged and dropped ones too."""
        book, hits = find_actors(self.doc, self.pack)
        places = find_places(self.doc, self.pack, hits, book)
        return EventFinder(self.doc, self.pack, self.book, self.findings.times, places).mentions()

    def _tokens(self, spans: Iterable[Stretch]) -> list["Token"]:
        found = (self.doc.char_span(*span) for span in spans)
        return [token for span in found if span is not None for token in span]

    def _sentences(self, tokens: Iterable["Token"]) -> list["Token"]:
        """Return the words of the sentences that some tokens stand in."""
        return [word for start in sorted({token.sent.start for token in tokens}) for word in self.doc[start].sent]

    def _can_tell(self, token: "Token", want: Record) -> bool:
        """Tell whether a word is of a frame that can give the event's type and finds its words in the sentence."""
        types = listed(want["type"])
        planned = "AGREE" in types and "planned" in listed(want["status"])
        words = _words(token.sent)
        return any(
            (planned or frame.type in types) and all(_holds(words, lemmas) for _, lemmas in frame.conditions)
            for frame in self._frames(token)
        )

    def _frames(self, token: "Token") -> Iterator[Frame]:
        """Yield the frames of a word: as a verb, with any particle of its sentence, as a participle, as a noun."""
        frames, lemma = load_frames(self.pack), token.lemma_.lower()
        verbs = {full_lemma(token).lower(), lemma, self.pack.forms.verb_of_participle(lemma) or ""}
        verbs |= {word.lower_ + lemma for word in token.sent if word.i > token.i}
        yield from (frame for verb in verbs for frame in frames.of_verb(verb))
        if token.text[:1].isupper():
            yield from frames.of_noun(token.lemma_)

    def _is_cue(self, token: "Token") -> bool:
        """Tell whether a word is a cue of the lexicon; a verb only with the words that its entry asks for."""
        speech, lemma, words = speech_lexicon(self.pack), token.lemma_.lower(), _words(token.sent)
        if token.lower_ in speech.prepositions | speech.postpositions | speech.adverbs:
            return True
        if attribution_of(token, self.pack) is not None or cue_noun(token, self.pack) is not None:
            return True
        verbs = {full_lemma(token), lemma, *(word.lower_ + lemma for word in token.sent if word.i > token.i)}
        entries = (entry for entry in speech.verbs if verbs & set(as_tuple(entry.verb)))
        return any(all(_holds(words, as_tuple(lemmas)) for lemmas in entry.with_.values()) for entry in entries)

    def _cue(self, want: Record, content: list[Stretch]) -> list["Token"]:
        """Return the words of the gold's cue, where it stands nearest to the content; none where the gold has none."""
        words = str(want.get("cue") or "").partition("#")[0]
        places = _occurrences(words, self.text) if words else []
        distance = [min(abs(start - place[0]) for start, _ in content) for place in places]
        return self._tokens([places[distance.index(min(distance))]]) if places else []

    def _reach(self, parties: Iterable[str], tokens: Iterable["Token"], *, in_person: bool = False) -> str:
        """Return whether it is for the tree that some parties were not reached, or for coreference; for a rule where
        there are none.
        """
        words = self._sentences(tokens)
        mentions = [mention for word in words if (mention := self.book.at[word.i]) is not None]
        there = {key for mention in mentions for key in mention.actors}
        there |= set() if in_person else {str(self.book.entries[key].country) for key in there}
        standing = [bool({self.keys.get(key), self._state(key)} & there) for key in parties]
        return "rule" if not standing else "tree" if all(standing) else "coreference"

    def _state(self, key: str) -> str:
        """Return the state of a gold actor, else its own key."""
        return str(self.gold["actors"].get(key, {}).get("country") or key)


def _words(tokens: Iterable["Token"]) -> set[str]:
    """Return the forms and lemmas of some words in lower case."""
    return {form for token in tokens for form in (token.lemma_.lower(), token.lower_)}


def _holds(words: set[str], lemmas: Iterable[str]) -> bool:
    """Tell whether some words hold one of a condition's lemmas, also at the end of a compound; any word for none."""
    ends = tuple(lemma.lower() for lemma in lemmas)
    return not ends or any(word.endswith(ends) for word in words)


def _occurrences(words: str, text: str) -> list[Stretch]:
    """Return where some words stand in a text."""
    places, start = [], text.find(words)
    while start >= 0:
        places.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return places


def measure(folders: list[Path]) -> tuple[list[Fault], int]:
    """Return the faults of all readings, each item with the name of its file, and the number of files."""
    faults: list[Fault] = []
    files = list(gold_files(folders))
    for path in files:
        name = path.stem.split(".")[0]
        faults += [fault._replace(item=f"{name}: {fault.item}") for fault in Case(*load_gold(path)).faults()]
    return faults, len(files)


def counts(faults: list[Fault]) -> dict[tuple[str, str], Counter[str]]:
    """Return the number of faults of each cause, by kind and what is wrong."""
    table: dict[tuple[str, str], Counter[str]] = {}
    for fault in faults:
        table.setdefault((fault.kind, fault.what), Counter())[fault.cause] += 1
    return dict(sorted(table.items(), key=lambda row: (KINDS.index(row[0][0]), row[0][1])))


def table(faults: list[Fault]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'':32}" + "".join(f"{cause:>12}" for cause in CAUSES) + f"{'all':>6}"
    rows = counts(faults)
    rows["all", ""] = Counter(fault.cause for fault in faults)
    for (kind, what), row in rows.items():
        yield f"{kind:12}{what:20}" + "".join(f"{row[cause]:12}" for cause in CAUSES) + f"{row.total():6}"


def main() -> int:
    """Print the table; return 1 where there was nothing to measure."""
    arguments = arguments_of(__doc__, list="list the items", json="print counts and items as JSON")
    faults, files = measure(arguments.gold)
    if not files:
        print("errors: no *.gold.yaml files there", file=sys.stderr)
        return 1
    if arguments.json:
        items = [fault._asdict() for fault in faults]
        print(json.dumps({"version": __version__, "files": files, "faults": items}, ensure_ascii=False, indent=1))
        return 0
    print(f"relazione {__version__}, {files} gold readings")
    print("\n".join(table(faults)))
    if arguments.list:
        for fault in sorted(faults):
            print(f"{fault.kind} {fault.what}, {fault.cause}: {fault.item}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
