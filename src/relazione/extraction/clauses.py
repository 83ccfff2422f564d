"""The clauses of a sentence by its surface: what stands between its commas, and what kind of clause that is.

Commas are surer than trees where a language sets one before every clause, as German does: there the tree and the
tagger only help to name the kind. Elsewhere the tree says where a clause begins and ends as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relazione.extraction.syntax import (
    SUBJECTS,
    VERBS,
    auxiliaries,
    children,
    feature,
    is_finite,
    is_relative,
    predicate_of,
)

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

Range = tuple[int, int]  # half-open token range

BREAKS = frozenset({",", ";", ":"})
OPENING, CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
CUT = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis"})  # relations of clauses
ENDS = frozenset({".", "!", "?", "…", ";"})


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The words of a language that open a clause, by the kind of clause."""

    contents: frozenset[str]  # dass, ob
    questions: frozenset[str]
    circumstances: frozenset[str]
    purposes: frozenset[str]  # the circumstances that open an infinitive
    infinitive: frozenset[str]  # zu
    linkers: frozenset[str]  # und, aber
    commas: bool = True  # whether a comma parts every clause from what is before it


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two commas: token range, kind, first finite verb.

    `kind` is `dass` (a content clause), `question`, `relative`, `circumstance` (adverbial), `infinitive`, `first`
    (opens with its finite verb), `main`, or `fragment` (no verb of its own). `linked` tells whether it opens with
    `und`, `aber`.
    """

    start: int
    end: int
    kind: str
    verb: "Token | None"
    linked: bool = False


@dataclass(slots=True)
class Clauses:
    """Cuts the sentences of one document into stretches; what stands in quotation marks is not cut."""

    doc: "Doc"
    words_of: ClauseWords
    shielded: frozenset[int] = frozenset()
    _cut: dict[int, tuple[Stretch, ...]] = field(default_factory=dict)
    _bounds: list[Range] = field(default_factory=list)

    def __post_init__(self) -> None:
        for sentence in self.doc.sents:
            self._bounds += [(sentence.start, sentence.end)] * (sentence.end - sentence.start)

    def sentence(self, place: int) -> Range:
        """Return the sentence of a token without blanks around it and without its final punctuation."""
        start, end = self._bounds[place]
        while end > start + 1 and (self.doc[end - 1].is_space or self.doc[end - 1].text in ENDS):
            end -= 1
        return self.content_start(start, end), end

    def raw_sentence(self, place: int) -> Range:
        """Return the sentence of a token with everything in it."""
        return self._bounds[place]

    def content_start(self, start: int, end: int) -> int:
        """Return the first word in a range, opening punctuation left off."""
        while start < end - 1 and (
            self.doc[start].is_space or (self.doc[start].is_punct and not self.doc[start].is_quote)
        ):
            start += 1
        return start

    def stretches(self, place: int) -> tuple[Stretch, ...]:
        """Return the stretches of the sentence of a token, in order."""
        start, end = self.sentence(place)
        if start not in self._cut:
            self._cut[start] = tuple(self._stretch(*part) for part in self._parts(start, end))
        return self._cut[start]

    def stretch(self, place: int) -> Stretch | None:
        """Return the stretch of a token, `None` for punctuation between stretches."""
        return next((part for part in self.stretches(place) if part.start <= place < part.end), None)

    def words(self, token: "Token") -> list["Token"]:
        """Return the words of the stretch that a token stands in."""
        part = self.stretch(token.i)
        return [] if part is None else list(self.doc[part.start : part.end])

    def last_word(self, token: "Token") -> "Token":
        """Return the last word of the stretch that a token stands in."""
        words = [word for word in self.words(token) if not word.is_punct]
        return words[-1] if words else token

    def _parts(self, start: int, end: int) -> Iterator[Range]:
        depth, first = 0, start
        cuts = set() if self.words_of.commas else set(self._cuts(start, end))
        for index in range(start, end):
            text = self.doc[index].text
            if index in cuts and depth <= 0 and first < index:
                yield first, index
                first = index
            depth += (text in OPENING) - (text in CLOSING)
            closing = self._closes_quotation(index, end)
            if text in BREAKS and depth <= 0 and (index not in self.shielded or closing):
                if first < index:
                    yield first, index
                first = index + 1 + closing
        if first < end:
            yield first, end

    def _closes_quotation(self, index: int, end: int) -> bool:
        """Tell whether a comma of the clause stands inside quotation marks that close behind it (`“a slip,” said`)."""
        behind = self.doc[index + 1] if index + 1 < end else None
        return not self.words_of.commas and self.doc[index].text == "," and behind is not None and behind.is_quote

    def _cuts(self, start: int, end: int) -> Iterator[int]:
        """Yield where the tree lets a clause begin, and what goes on behind it."""
        for token in self.doc[start:end]:
            if token.dep_ in CUT and self._is_clause(token):
                subtree = [word.i for word in token.subtree if start <= word.i < end]
                yield min(subtree)
                if not _opens_head(token, max(subtree) + 1):
                    yield max(subtree) + 1

    def _is_clause(self, predicate: "Token") -> bool:
        """Tell whether a word heads a clause with a finite verb, or with an infinitive and its particle."""
        words = (predicate, *auxiliaries(predicate))
        marked = any(mark.lower_ in self.words_of.infinitive for mark in children(predicate, "mark"))
        return any(map(is_finite, words)) or (marked and predicate.pos_ in VERBS)

    def _stretch(self, start: int, end: int) -> Stretch:
        first = start
        while first < end - 1 and self._is_linker(self.doc[first]):
            first += 1
        finite = self.finite_verbs(first, end)
        kind = self._kind(first, end, finite)
        return Stretch(start, end, kind, finite[0] if finite else None, linked=first > start)

    def _is_linker(self, token: "Token") -> bool:
        return token.is_punct or token.is_space or token.lower_ in self.words_of.linkers

    def finite_verbs(self, start: int, end: int) -> list["Token"]:
        """Return the finite verbs of a range, those outside quotation marks where there are any."""
        found = [token for token in self.doc[start:end] if is_finite(token)]
        return [token for token in found if token.i not in self.shielded] or found

    def _kind(self, start: int, end: int, finite: list["Token"]) -> str:
        first, second = self.doc[start], self.doc[min(start + 1, end - 1)]
        if not self.words_of.commas and finite and predicate_of(finite[0]).dep_ == "advcl":
            return "circumstance"
        if not self.words_of.commas and finite and self._is_relative(first, finite[0]):
            return "relative"
        if first.lower_ in self.words_of.contents:
            return "dass"
        if not finite:
            infinitive = self.is_infinitive(start, end)
            openers = self.words_of.purposes if infinitive else self.words_of.circumstances
            return "circumstance" if first.lower_ in openers else "infinitive" if infinitive else "fragment"
        if first == finite[0]:
            return "first"
        if second == finite[0]:
            return "main" if end - start > 2 or not self._is_opener(first) else "relative"
        return self._opened(first, second, finite[0])

    def _opened(self, first: "Token", second: "Token", verb: "Token") -> str:
        if first.lower_ in self.words_of.circumstances or (
            first.pos_ == "SCONJ" and first.lower_ not in self.words_of.questions
        ):
            return "circumstance"
        if is_relative(first) or (first.pos_ == "ADP" and is_relative(second)):
            return "relative"
        if first.lower_ in self.words_of.questions or (
            first.pos_ == "ADP" and second.lower_ in self.words_of.questions
        ):
            return "relative" if is_attribute(verb) else "question"
        final = self.words_of.commas and _ends_clause(verb, first) and feature(verb, "Mood") != "Sub"
        return "relative" if final else "main"

    def _is_relative(self, first: "Token", verb: "Token") -> bool:
        """Tell whether a clause is an attribute that its pronoun opens (`the boats that sank`)."""
        if is_attribute(verb):
            return self._is_opener(first) or (first.pos_ == "PRON" and first.lower_ in self.words_of.contents)
        return is_relative(first) and predicate_of(verb).dep_ not in ("ROOT", "ccomp", "csubj")

    def _is_opener(self, token: "Token") -> bool:
        return is_relative(token) or token.lower_ in self.words_of.questions

    def is_infinitive(self, start: int, end: int) -> bool:
        """Tell whether a range holds an infinitive with its particle (`zu heben`, `aufzuheben`)."""
        marks = self.words_of.infinitive
        for token in self.doc[start:end]:
            form = feature(token, "VerbForm") if token.pos_ in VERBS else None
            before = self.doc[token.i - 1].lower_ if token.i > start else ""
            if form in ("Inf", "Part") and before in marks:  # some participles look like their infinitive
                return True
            if form == "Inf" and any(mark in token.lower_[2:-2] for mark in marks):
                return True
        return False

    def is_subjunctive(self, start: int, end: int) -> bool:
        """Tell whether one of the first finite verbs of a range stands in the subjunctive."""
        return any(feature(verb, "Mood") == "Sub" for verb in self.finite_verbs(start, end)[:2])


def _opens_head(clause: "Token", end: int) -> bool:
    """Tell whether a clause reaches, by the tree, up to the verb that it hangs on, and so holds that verb's subject
    (`The talks had failed, | the minister said`).
    """
    head = clause.head
    own = any(child.dep_ in SUBJECTS for child in head.children)
    return not own and head.pos_ in VERBS and end == min(word.i for word in (head, *auxiliaries(head)))


def _ends_clause(verb: "Token", first: "Token") -> bool:
    """Tell whether a finite verb stands behind its own predicate, as only that of a subordinate clause does (`der
    Lima erreichen wollte`), not behind one that opens the clause (`Erreichen wollte er Lima`).
    """
    return first.i + 1 < predicate_of(verb).i == verb.i - 1


def is_attribute(verb: "Token") -> bool:
    """Tell whether a finite verb's clause is an attribute of a noun."""
    return predicate_of(verb).dep_.startswith("acl")
