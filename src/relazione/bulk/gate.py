"""The gate before reading: one pass over a text for the names of states and known bodies, in all languages at once.

What it looks for is what reading would find by name: states, their seats (a metonym names its state), people and
adjectives, known organisations and groups, titles and periphrases that imply a state, each inflected form as a pattern
of its own. A report passes that names two different ones; a body of one state counts as that state.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from ahocorasick_rs import AhoCorasick, MatchKind

from relazione.extraction.coreference import PeriphrasisLexicon
from relazione.extraction.frames import as_tuple
from relazione.extraction.gazetteer import APOSTROPHES
from relazione.extraction.offices import OfficeLexicon
from relazione.extraction.words import stems
from relazione.languages.grammar import Grammar
from relazione.languages.pack import PACKS, Pack
from relazione.ontology import countries, organisations
from relazione.ontology.atlas import ONTOLOGY, Atlas

APOSTROPHE = "'"  # what all of them have become
LEAST = 2  # different actors that a report names
LONGEST_BARE = 5  # letters of a word of a phrase that may have no ending to lose
SHORT = 3  # letters of an abbreviation that may open a compound (`US-amerikanisch`)


class Gate:
    """Tells which texts name two or more different actors, those of the ontology and a user's own."""

    def __init__(self, atlas: Atlas = ONTOLOGY) -> None:
        names: dict[str, str] = {}
        for name, key in (*_own_names(atlas), *_names()):
            names.setdefault(name.translate(APOSTROPHES).rstrip(APOSTROPHE), key)  # `Honduras's` is `Honduras` too
        self._keys = [*names.values()]
        self._matcher = AhoCorasick([*names], matchkind=MatchKind.LeftmostLongest)

    def passes(self, text: str) -> bool:
        """Tell whether a text names two different actors at least."""
        return len(self.actors(text)) >= LEAST

    def actors(self, text: str) -> frozenset[str]:
        """Return whom a text names: codes of states, ids of organisations and groups of several states, names of a
        user's own persons of no state.
        """
        text = f" {' '.join(text.translate(APOSTROPHES).split())} "
        matches = self._matcher.find_matches_as_indexes(text)
        whole = ((number, start, end) for number, start, end in matches if not text[end].isalnum())
        return frozenset(self._keys[number] for number, start, _ in whole if not text[start - 1].isalnum())


def _own_names(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield every form of every name of a user's own actors with the actor that it stands for."""
    for pack in _packs():
        for name, (kind, key) in atlas.names(pack.code).items():
            yield name, _stands_for(atlas, kind, key)
        yield from _adjective_forms(atlas.adjectives(pack.code), pack.grammar)


def _stands_for(atlas: Atlas, kind: str, key: str) -> str:
    """Return the state of an own actor, or the actor where it has none."""
    if kind == "person":
        return atlas.person(key).state or atlas.person(key).name
    return (atlas.organisation(key).country or key) if kind == "organisation" else key


def _names() -> Iterator[tuple[str, str]]:
    """Yield every form of every name with the actor that it stands for, of two actors with one name the likelier
    first.
    """
    packs = _packs()
    for pack in packs:
        yield from countries.state_names(pack.code).items()
        yield from countries.seats(pack.code).items()
    for pack in packs:
        for name, body in organisations.organisations(pack.code).items():
            yield name, body.country or body.id
        yield from countries.demonyms(pack.code).items()
        yield from _adjective_forms(countries.adjectives(pack.code), pack.grammar)
        yield from _implied(pack)


def _packs() -> list[Pack]:
    return [Pack(path.parent) for path in sorted(PACKS.glob("*/pack.yaml"))]


def _adjective_forms(adjectives: Mapping[str, str], grammar: Grammar) -> Iterator[tuple[str, str]]:
    for stem, code in adjectives.items():
        yield from ((form, code) for ending in (*grammar.adjectival, "") for form in _in_capitals(stem + ending))


def _in_capitals(adjective: str) -> Iterator[str]:
    """Yield an adjective as it may be written: its elements in small letters, with a capital, or as abbreviations."""
    parts = (
        (part, part.capitalize(), *((part.upper(),) if len(part) <= SHORT else ())) for part in adjective.split("-")
    )
    yield from map("-".join, product(*parts))


def _implied(pack: Pack) -> Iterator[tuple[str, str]]:
    """Yield the forms of titles and periphrases that imply a state."""
    for entry in pack.lexicon("offices", OfficeLexicon).titles:
        for title in as_tuple(entry.title) if entry.country else ():
            yield from ((title + ending, str(entry.country)) for ending in ("", *pack.grammar.noun_endings))
    for code, phrases in pack.lexicon("periphrases", PeriphrasisLexicon).fixed.items():
        for phrase in phrases:
            yield from ((form, code) for form in _declined(phrase.split(), pack.grammar))


def _declined(words: Iterable[str], grammar: Grammar) -> Iterator[str]:
    """Yield a phrase with every ending that each of its words may have."""
    endings = {"", *grammar.adjectival, *grammar.noun_endings}
    bare = (next(stems(word, grammar)) if len(word) > LONGEST_BARE else word for word in words)
    forms = [[stem + ending for ending in sorted(endings)] for stem in bare]
    yield from map(" ".join, product(*forms))
