"""Where something happened: places named in a clause, found by the gazetteer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relazione.extraction.gazetteer import Hit
from relazione.extraction.syntax import NOUNS, case_of, clause_tokens, predicate_of
from relazione.languages.pack import Pack
from relazione.ontology import countries, places
from relazione.records import Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

RANK = {"place": 3, "seat": 3, "region": 1, "state": 2}


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """The places of a document, by the token they begin at: where the words say `in`, and every one that is named.

    `at` holds a rank beside the place, which prefers cities to states to regions.
    """

    doc: "Doc"
    at: dict[int, tuple[int, Place]]
    named: dict[int, Place]

    def near(self, word: "Token") -> Place | None:
        """Return the place of what a word tells of: named with the noun, else in its clause, `None` where none is."""
        return self.within(word) or self._best(self._clause(word))

    def within(self, word: "Token") -> Place | None:
        """Return the place named in a word's own phrase, `None` where none is."""
        own = self._best([token.i for token in word.subtree if token.i in self.at and abs(token.i - word.i) < 15])
        return own or (self.named.get(word.i) if word.pos_ in NOUNS else None)

    def _clause(self, word: "Token") -> list[int]:
        return [token.i for token in clause_tokens(predicate_of(word)) if token.i in self.at]

    def _best(self, indices: list[int]) -> Place | None:
        found = [
            (self.at[index][0], -order, self.at[index][1]) for order, index in enumerate(indices) if index in self.at
        ]
        return max(found, key=lambda entry: entry[:2])[2] if found else None


def is_whole_state(place: Place) -> bool:
    """Tell whether a place is a state rather than a town or region in it."""
    return place.country is not None and place.name in {
        name for names in countries.country(place.country).names.values() for name in names
    }


def find_places(doc: "Doc", pack: Pack, hits: list[Hit]) -> PlaceBook:
    """Return the places of a document: the known names, and which of them stand after a locative preposition."""
    at, named = {}, {}
    for hit in hits:
        if hit.kind in RANK:
            place = _place(doc, hit, pack)
            named[hit.start] = place
            if not hit.part and _is_locative(doc, hit, pack):
                at[hit.start] = (RANK[hit.kind], place)
        capital = _capital(doc, hit, pack)
        if capital is not None:
            noun, place = capital
            named[noun.i] = place
            case = case_of(noun)
            if case is not None and case.lemma_.lower() in pack.head.locative_prepositions:
                at[noun.i] = (RANK["seat"], place)
    return PlaceBook(doc, at, named)


def _capital(doc: "Doc", hit: Hit, pack: Pack) -> "tuple[Token, Place] | None":
    """Return the noun that means a state's capital beside the state's name or adjective (`in der jemenitischen
    Hauptstadt`, `die Hauptstadt Omans`), and the capital; else `None`.
    """
    beside = {"adjective": hit.end, "state": hit.start - 1}.get(hit.kind, -1)
    if not 0 <= beside < len(doc) or doc[beside].lemma_ not in pack.head.capital_nouns or len(hit.keys) != 1:
        return None
    seats = (seat for seat in countries.country(hit.keys[0]).seats if seat.language == pack.code)
    name = next((seat.name for seat in seats if seat.kind == "capital"), None)
    return (doc[beside], Place(name=name, country=hit.keys[0])) if name is not None else None


def _is_locative(doc: "Doc", hit: Hit, pack: Pack) -> bool:
    prepositions = pack.head.locative_prepositions
    for token in doc[hit.start : hit.end]:
        case = case_of(token)
        if case is not None and case.lemma_.lower() in prepositions:
            return True
    before = doc[hit.start - 1] if hit.start else None
    if before is not None and before.pos_ == "DET" and hit.start > 1:
        before = doc[hit.start - 2]
    return before is not None and (before.lemma_.lower() in prepositions or before.lower_ in prepositions)


def _place(doc: "Doc", hit: Hit, pack: Pack) -> Place:
    text = doc[hit.start : hit.end].text
    if hit.kind == "state":
        return Place(name=countries.country(hit.keys[0]).name(pack.code), country=hit.keys[0])
    name = text.split("-")[0] if hit.part == "first" else text
    if hit.kind == "seat":
        return Place(name=_bare(name, pack), country=hit.keys[0])
    known = places.places(pack.code)[hit.keys[0]]
    return Place(name=name, country=known.country)


def _bare(name: str, pack: Pack) -> str:
    """Return a seat's name without the genitive ending."""
    return name[:-1] if name.endswith("s") and name[:-1] in countries.seats(pack.code) else name
