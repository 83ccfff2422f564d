"""Names that the ontology or a user knows, found in a document: states, seats, organisations, groups, places, peoples.

One pass over the tokens, the longest name first; inflected forms stand in the ontology. Elements of hyphenated words
(`Oslo-Besuch`, `US-Präsident`, `deutsch-französisch`) are looked up too.
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from relazione.extraction.words import stems
from relazione.languages.grammar import Grammar, load_grammar
from relazione.languages.pack import PACKS
from relazione.ontology import countries, organisations, places
from relazione.ontology.atlas import ONTOLOGY, Atlas

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

APOSTROPHES = str.maketrans({**dict.fromkeys("’‘`´ʼ′", "'"), "\u00ad": None})  # soft hyphens are no letters
HYPHENS = "-‐‑–"
PIECE = re.compile(r"\w+|[^\w\s]")
EXTRA = 2  # tokens that a name may have beyond its words: its points and hyphens are tokens too
STATE_KINDS = ("state", "seat", "demonym")  # kinds of names that stand for a state


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at a token range: `kind` is state, seat, demonym, adjective, organisation, person, place or region,
    `keys` are its codes.

    `part` tells that only an element of the token names it: `first` (`Oslo-Besuch`) or `both` (`deutsch-französisch`).
    """

    start: int
    end: int
    kind: str
    keys: tuple[str, ...]
    part: str = ""


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The names of a language: `names` surface form → (kind, key), `firsts` the first word of each → the number of
    words of the longest name that it begins, `adjectives` the stems of nationality adjectives → code, which end as the
    `grammar` says.
    """

    names: MutableMapping[str, tuple[str, str]]
    firsts: MutableMapping[str, int]
    adjectives: MutableMapping[str, str]
    grammar: Grammar


@lru_cache(maxsize=64)
def _gazetteer(language: str, atlas: Atlas) -> Gazetteer:
    """Return the names of the ontology, a user's own before them."""
    known = _known(language)
    if not atlas.own:
        return known
    names = {surface.translate(APOSTROPHES): entry for surface, entry in atlas.names(language).items()}
    firsts = {first: _pieces(surface) for surface in sorted(names, key=_pieces) for first in _beginnings(surface)}
    longer = {first: max(length, known.firsts.get(first, 0)) for first, length in firsts.items()}
    return Gazetteer(
        names=ChainMap(names, known.names),
        firsts=ChainMap(longer, known.firsts),
        adjectives=ChainMap(atlas.adjectives(language), known.adjectives),
        grammar=known.grammar,
    )


@cache
def _known(language: str) -> Gazetteer:
    names = _names(language)
    return Gazetteer(names, _first_words(names), dict(countries.adjectives(language)), load_grammar(PACKS / language))


def _pieces(surface: str) -> int:
    """Return how many tokens a name can have at most: every sign may be one."""
    return len(PIECE.findall(surface))


def _beginnings(surface: str) -> tuple[str, ...]:
    """Return what the first token of a name may be: its first word, or that up to a sign (`Vale's`, `Al-Badr`)."""
    word = surface.split(maxsplit=1)[0]
    return tuple(dict.fromkeys((word, *PIECE.findall(word)[:1])))


def _names(language: str) -> dict[str, tuple[str, str]]:
    """Return surface form → (kind, key); where a name is several things, the first kind below wins."""
    table: dict[str, tuple[str, str]] = {}
    for surface, place in places.places(language).items():
        table[surface] = ("region" if place.kind == "region" else "place", surface)
    for surface, code in countries.demonyms(language).items():
        table[surface] = ("demonym", code)
    for surface, code in _open_adjectives(language):
        table[surface] = ("adjective", code)
    for surface, organisation in organisations.organisations(language).items():
        table[surface] = ("organisation", organisation.id)
    for surface, code in countries.seats(language).items():
        table[surface] = ("seat", code)
    for surface, code in countries.state_names(language).items():
        table[surface] = ("state", code)
    return {surface.translate(APOSTROPHES): entry for surface, entry in table.items()}


def _open_adjectives(language: str) -> Iterator[tuple[str, str]]:
    """Yield the adjectives of two words, noted with a hyphen, that begin with capitals in the language's press, and
    their states (`South Korean`).
    """
    demonyms = countries.demonyms(language)
    for stem, code in countries.adjectives(language).items():
        words = " ".join(part.capitalize() for part in stem.split("-"))
        if "-" in stem and (words in demonyms or words in countries.state_names(language)):
            yield words, code


def _first_words(names: Iterable[str]) -> dict[str, int]:
    """Return the first word of each name → the number of words of the longest name that it begins."""
    longest: dict[str, int] = {}
    for surface in names:
        words = surface.split()
        longest[words[0]] = max(len(words), longest.get(words[0], 1))
    return longest


def find_known(doc: "Doc", language: str, atlas: Atlas = ONTOLOGY) -> list[Hit]:
    """Return the known names of a document, in order of the text, none overlapping another."""
    known = _gazetteer(language, atlas)
    hits: list[Hit] = []
    place = 0
    while place < len(doc):
        word = doc[place].text
        reach = _reach(word, known)
        hit = _as_adjective(doc, _longest(doc, place, known.names, reach), known) if reach else None
        inner = _in_word(word, known) if hit is None else None
        if inner is not None:
            hit = Hit(place, place + 1, *inner)
        if hit is None:
            place += 1
        else:
            hits.append(hit)
            place = hit.end
    return hits


def _as_adjective(doc: "Doc", hit: Hit | None, known: Gazetteer) -> Hit | None:
    """Return a demonym that is an adjective too (`Egyptian`) as one where it describes the noun after it."""
    if hit is None or hit.kind != "demonym" or _nation(doc.span(hit.start, hit.end).text.lower(), known) is None:
        return hit
    word = doc[hit.end - 1]
    alone = word.dep_.split(":")[0] in ("nsubj", "obj", "iobj", "obl", "nmod")  # `arrested an Egyptian`
    first = word.head if word.dep_ == "conj" else word  # `Omani and | Qatari troops`
    modifies = first.dep_ in ("amod", "compound") and first.head.i > word.i
    return replace(hit, kind="adjective") if modifies or (word.pos_ == "ADJ" and not alone) else hit


def _longest(doc: "Doc", start: int, names: Mapping[str, tuple[str, str]], reach: int) -> Hit | None:
    for end in range(min(len(doc), start + reach), start, -1):
        words = doc.span(start, end).text.translate(APOSTROPHES).split()
        found = names.get(" ".join(words))
        if found:
            return Hit(start, end, found[0], (found[1],))
        last = split_hyphens(words[-1])
        if len(words) > 1 and len(last) == 2:
            found = names.get(" ".join([*words[:-1], last[0]]))
            if found:
                return Hit(start, end, found[0], (found[1],), "first")
    return None


@lru_cache(maxsize=100_000)
def _reach(word: str, known: Gazetteer) -> int:
    """Return how many tokens a known name that begins with a word can have; 0 where none does."""
    firsts = known.firsts
    first = word.translate(APOSTROPHES)
    longest = firsts.get(first) or firsts.get(first.rstrip("'s")) or 0
    return longest + EXTRA if longest > 1 else longest


@lru_cache(maxsize=100_000)
def _in_word(word: str, known: Gazetteer) -> tuple[str, tuple[str, ...], str] | None:
    """Return kind, keys and part of the known name that a word is built of, `None` for most words."""
    parts = split_hyphens(word.translate(APOSTROPHES))
    nations = tuple(dict.fromkeys(_nations(parts, known)))
    if nations:
        return "adjective", nations, "both" if len(parts) > 1 else ""
    for cut in range(len(parts) - 1, 0, -1):
        found = known.names.get("-".join(parts[:cut]))
        if found and word[0].isupper():
            return found[0], (found[1],), "first"
    return None


def _nations(parts: tuple[str, ...], known: Gazetteer) -> Iterator[str]:
    """Yield the states of a nationality adjective, `deutsch-französische` and `US-amerikanische` included."""
    last = _nation("-".join(parts).lower(), known)
    if last:
        yield last
        return
    last = _nation(parts[-1].lower(), known)
    if last is None:
        return
    for part in parts[:-1]:
        nation = _nation(part.lower(), known)
        if nation:
            yield nation
    yield last


@lru_cache(maxsize=50_000)
def _nation(word: str, known: Gazetteer) -> str | None:
    codes = (known.adjectives.get(stem) for stem in stems(word, known.grammar))
    return next(filter(None, codes), None)


@lru_cache(maxsize=50_000)
def split_hyphens(word: str) -> tuple[str, ...]:
    """Return the elements of a hyphenated word; one element where there is no inner hyphen."""
    for hyphen in HYPHENS[1:]:
        word = word.replace(hyphen, "-")
    return tuple(part for part in word.split("-") if part) or (word,)
