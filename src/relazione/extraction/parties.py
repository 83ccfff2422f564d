"""Parties that an event's own words leave open, told by the words around it.

News seldom repeats what the sentence before has said: `Die G8 verurteilten die Gewalt nach der Wahl` concerns the
state that the passage is about. What is filled in here is a guess of its own, so the event loses confidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relazione.extraction.findings import ActorBook
from relazione.extraction.syntax import clause_tokens, predicate_of

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

# Types of which PLOVER asks for a recipient; what is agreed on or visited may do without.
DIRECTED = frozenset(
    {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION", "SUPPORT", "CONCEDE", "COERCE", "PROTEST", "CONSULT", "AID"}
)
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
HELD = frozenset({"arrest", "deport"})  # modes in which the state whose ground it happens on acts
SENTENCES = 2  # sentences before that still tell whom a passage is about


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Finds the states that the words around a token tell of."""

    doc: "Doc"
    book: ActorBook

    def others(self, place: int, known: frozenset[str]) -> Iterator[str]:
        """Yield the states told of around a token, clause before sentence before passage, without the known ones; those
        that are told only as places come last.
        """
        word = self.doc[place]
        for with_places in (False, True):
            for tokens in self._scopes(word):
                states = self._states(tokens, place, with_places=with_places)
                yield from (key for key in states if key not in known)

    def beside(self, place: int, known: frozenset[str]) -> str | None:
        """Return the one other state that the clause of a token tells of, `None` where it is none or several."""
        word = self.doc[place]
        clause = clause_tokens(predicate_of(word))
        found = {key for key in self._states(clause, place, with_places=False) if key not in known}
        return next(iter(found)) if len(found) == 1 else None

    def _scopes(self, word: "Token") -> Iterator[list["Token"]]:
        yield clause_tokens(predicate_of(word))
        yield list(word.sent)
        start = word.sent.start
        for _ in range(SENTENCES):
            if start == 0 or "\n" in self.doc[start - 1].text:
                return
            before = self.doc[start - 1].sent
            yield list(before)
            start = before.start

    def _party(self, key: str) -> str | None:
        """Return the state that an actor is or acts for, a group of states itself, `None` for any other actor."""
        entry = self.book.entries[key]
        if entry.country in self.book.entries:
            return entry.country
        return key if entry.is_public else None

    def _states(self, tokens: list["Token"], place: int, *, with_places: bool) -> list[str]:
        """Return the states that some words name, the nearest to a token first, mere places last."""
        found: dict[str, tuple[bool, int]] = {}
        for token in tokens:
            mention = self.book.at[token.i]
            if mention is None or (mention.place and not with_places):
                continue
            rank = (mention.place, abs(token.i - place))
            for party in filter(None, map(self._party, mention.actors)):
                found[party] = min(rank, found.get(party, rank))
        return sorted(found, key=lambda key: found[key])
