"""Where something happened: places named in a clause, found by the gazetteer, by a noun that says what a name is of
(`auf der Insel Brava`), or by the pipeline's label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relazione.extraction.findings import ActorBook
from relazione.extraction.gazetteer import Hit
from relazione.extraction.people import NameLexicon
from relazione.extraction.syntax import (
    NOUNS,
    SUBJECTS,
    VERBS,
    case_of,
    children,
    clause_tokens,
    predicate_of,
    word_before,
)
from relazione.extraction.words import is_headed
from relazione.languages.pack import Pack
from relazione.ontology import places
from relazione.ontology.atlas import Atlas
from relazione.records import Place

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Span, Token

RANK = {"place": 3, "seat": 3, "region": 1, "state": 2}
LONGEST_CHAIN = 3  # nouns that a language of open compounds may have between a verb and a place
JOINTS = ("conj", "appos", "flat")  # relations that lead to no phrase further out


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """The places of a document, by the token they begin at: where the words say `in`, and every one that is named.

    `at` holds a rank beside the place, which prefers cities to states to regions.
    """

    doc: "Doc"
    pack: Pack
    book: ActorBook
    at: dict[int, tuple[int, Place]]
    named: dict[int, Place]

    def near(self, word: "Token") -> Place | None:
        """Return the place of what a word tells of: named with the noun, else in its clause, `None` where none is."""
        own = self.within(word) if word.pos_ in NOUNS else None
        found, predicate = own or self._best(self._clause(word)), predicate_of(word)
        return self._best(self._clause(predicate.head)) if found is None and predicate.dep_ == "acl" else found

    def within(self, word: "Token") -> Place | None:
        """Return the place named in a word's own phrase, `None` where none is."""
        own = self._best([token.i for token in word.subtree if token.i in self.at and abs(token.i - word.i) < 15])
        return own or (self._belonging(word) if word.pos_ in NOUNS else None)

    def _belonging(self, noun: "Token") -> Place | None:
        """Return the place that a noun names, that it is called after (`der Gipfel von Tampere`), or that the tree hung
        it on.
        """
        after = (child.i for child in children(noun, "nmod") if child.i in self.named and self.book.at[child.i] is None)
        told = self.named.get(noun.i) or next((self.named[index] for index in after), None)
        return told or (self.at[noun.head.i][1] if noun.head.i in self.at else None)

    def behind(self, noun: "Token") -> Place | None:
        """Return the place told right behind a noun's phrase, `None` where none is."""
        end = max(word.i for word in noun.subtree) + 1
        if end + 1 >= len(self.doc) or self.doc[end].pos_ != "ADP":
            return None
        return next((self.at[index][1] for index in (end + 1, self.doc[end].head.i) if index in self.at), None)

    def inside(self, verb: "Token") -> Place | None:
        """Return the place named anywhere in a verb's clause, `None` where none is."""
        return self._best([word.i for word in clause_tokens(predicate_of(verb)) if word.i in self.at])

    def last_before(self, word: "Token") -> Place | None:
        """Return the place that the sentence before a word's own tells last, `None` where it tells none."""
        start = word.sent.start
        before = self.doc[start - 1].sent.start if start else start
        return next((self.at[index][1] for index in range(start - 1, before - 1, -1) if index in self.at), None)

    def _clause(self, word: "Token") -> list[int]:
        predicate = predicate_of(word)
        told = (token for token in clause_tokens(predicate) if token.i in self.at)
        return [token.i for token in told if self._is_of(token, predicate)]

    def _is_of(self, place: "Token", predicate: "Token") -> bool:
        """Tell whether a place is one of a whole clause: of no clause inside it, and of no noun in it beyond what the
        tree may have hung wrongly (`unterzeichneten | ein Abkommen in Doha`, but `die Behörden in Doha`).
        """
        crossed = [self.doc[mention.head] for mention in [self.book.at[place.i]] if mention and mention.head != place.i]
        word = place
        while word not in (predicate, word.head):
            if word.dep_ not in JOINTS and word.head != predicate:
                crossed.append(word.head)
            word = word.head
        nouns = [noun for noun in crossed if self._kind_of(noun) != "person"]
        most = 1 if self.pack.head.solid_compounds else LONGEST_CHAIN
        if any(noun.pos_ in VERBS for noun in nouns) or len(nouns) > most:
            return False
        return not any(noun.dep_ in SUBJECTS or self._is_actor(noun) for noun in nouns)

    def _is_actor(self, noun: "Token") -> bool:
        """Tell whether a noun names an actor, one that does not itself say where (`outside the embassy in Lima`)."""
        return self._kind_of(noun) is not None and not _is_locative([noun], self.pack)

    def _kind_of(self, word: "Token") -> str | None:
        """Return the kind of the actor that a word names, `None` where it names none or only a place."""
        mention = self.book.at[word.i]
        return None if mention is None or mention.place else self.book.entry(mention).kind

    def _best(self, indices: list[int]) -> Place | None:
        found = [
            (self.at[index][0], -order, self.at[index][1]) for order, index in enumerate(indices) if index in self.at
        ]
        return max(found, key=lambda entry: entry[:2])[2] if found else None


def is_whole_state(place: Place, atlas: Atlas) -> bool:
    """Tell whether a place is a state rather than a town or region in it."""
    return place.country is not None and place.name in {
        name for names in atlas.country(place.country).names.values() for name in names
    }


def find_places(doc: "Doc", pack: Pack, hits: list[Hit], book: ActorBook) -> PlaceBook:
    """Return the places of a document: the known names, those that a noun or a label shows to be places, and which of
    them stand after a locative preposition.
    """
    at, named = {}, {}
    for hit in hits:
        if hit.kind in RANK:
            place = _place(doc, hit, pack, book.atlas)
            name = doc.span(hit.start, hit.end)
            named[name.root.i] = place
            if not hit.part and _is_locative(name, pack):
                at[name.root.i] = (RANK[hit.kind], place)
        capital = _capital(doc, hit, pack, book.atlas)
        if capital is not None:
            noun, place = capital
            named[noun.i] = place
            if _is_locative([noun], pack):
                at[noun.i] = (RANK["seat"], place)
    known = {index for hit in hits for index in range(hit.start, hit.end)}
    for head, called in _unknown(doc, pack, book, known):
        named[head] = Place(name=called)
        if _is_locative([doc[head]], pack):
            at[head] = (RANK["place"], named[head])
    for index, place in _parts(doc, pack, named):
        at.setdefault(index, (RANK["region"], place))
    return PlaceBook(doc, pack, book, at, named)


def _unknown(doc: "Doc", pack: Pack, book: ActorBook, known: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the heads and names of places that no gazetteer holds: behind a noun that says so, or by their label."""
    nouns = frozenset(noun.lower() for noun in pack.lexicon("names", NameLexicon).place_heads)
    for entity in doc.ents:
        head = entity.root
        if known & set(range(entity.start, entity.end)) or head.pos_ != "PROPN" or book.at[head.i] is not None:
            continue
        explained = head.dep_ in JOINTS and head.i == head.head.i + 1 and is_headed(head.head.lemma_, nouns)
        if explained:
            yield head.head.i, entity.text
        elif entity.label_ == "LOC":
            yield head.i, entity.text


def _parts(doc: "Doc", pack: Pack, named: dict[int, Place]) -> Iterator[tuple[int, Place]]:
    """Yield the nouns that tell in what part of a named place something happens (`im Süden Omans`), or what kind of
    place it is (`in the city of Lima`), and the place.
    """
    kinds = frozenset(noun.lower() for noun in pack.lexicon("names", NameLexicon).place_heads)
    for noun in doc:
        if (noun.lemma_ in pack.head.place_parts or noun.lemma_.lower() in kinds) and _is_locative([noun], pack):
            wholes = (part for child in children(noun, "nmod", "appos") for part in (child, *children(child, *JOINTS)))
            place = next((named[part.i] for part in wholes if part.i in named), None)
            if place is not None:
                yield noun.i, place


def _capital(doc: "Doc", hit: Hit, pack: Pack, atlas: Atlas) -> "tuple[Token, Place] | None":
    """Return the noun that means a state's capital beside the state's name or adjective (`in der jemenitischen
    Hauptstadt`, `die Hauptstadt Omans`), and the capital; else `None`.
    """
    beside = {"adjective": hit.end, "state": hit.start - 1}.get(hit.kind, -1)
    if not 0 <= beside < len(doc) or doc[beside].lemma_ not in pack.head.capital_nouns or len(hit.keys) != 1:
        return None
    seats = (seat for seat in atlas.country(hit.keys[0]).seats if seat.language == pack.code)
    name = next((seat.name for seat in seats if seat.kind == "capital"), None)
    return (doc[beside], Place(name=name, country=hit.keys[0])) if name is not None else None


def _is_locative(words: "Sequence[Token] | Span", pack: Pack) -> bool:
    """Tell whether a name of some words stands after a preposition that says where."""
    prepositions = pack.head.locative_prepositions
    for token in words:
        case = case_of(token)
        if case is not None and case.lemma_.lower() in prepositions:
            return True
    before = word_before(words[0])
    if before is not None and before.pos_ == "DET":
        before = word_before(before)
    return before is not None and (before.lemma_.lower() in prepositions or before.lower_ in prepositions)


def _place(doc: "Doc", hit: Hit, pack: Pack, atlas: Atlas) -> Place:
    text = doc.span(hit.start, hit.end).text
    if hit.kind == "state":
        return Place(name=atlas.country(hit.keys[0]).name(pack.code), country=hit.keys[0])
    name = text.split("-")[0] if hit.part == "first" else text
    if hit.kind == "seat":
        return Place(name=_bare(name, pack, atlas), country=hit.keys[0])
    known = places.places(pack.code)[hit.keys[0]]
    return Place(name=name, country=known.country)


def _bare(name: str, pack: Pack, atlas: Atlas) -> str:
    """Return a seat's name without the genitive ending."""
    return name[:-1] if name.endswith("s") and atlas.is_seat(name[:-1], pack.code) else name
