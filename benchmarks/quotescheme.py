"""Statements of a reading as quotes of the quotation scheme.

The scheme differs from a reading's statements in bounds, not in kind: direct speech holds its quotation marks, free
indirect speech is whole sentences with their marks, several in a row one quote, without cue and frame; `Reported` is
a clause that tells of speech without giving it its own (`verurteilte den Angriff`). A role is the whole phrase in the
text that stands for it; a frame is the sentence of the cue without what is said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotescores import Annotated, Quote, Stretch, Tokens
from relazione.extraction.speakers import phrase_end, phrase_first
from relazione.extraction.syntax import auxiliaries, char_span, feature, particle
from relazione.records import Reading, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FREE = frozenset({"continued"})  # rules of sentences that go on with a speaker in the mood of reported speech
TOLD = frozenset({"indirect.object", "indirect.als", "indirect.double"})  # rules of speech told without a clause
ENDS = frozenset({".", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class Words:
    """The token ids of a parsed document that a statement's parts cover."""

    statement: Statement
    form: str
    quote: Tokens
    cue: Tokens = frozenset()
    frame: Tokens = frozenset()
    speaker: Tokens = frozenset()
    addressee: Tokens = frozenset()


def quotes_of(doc: "Doc", reading: Reading, annotated: Annotated) -> list[Quote]:
    """Return the statements of a reading as quotes over the annotated document's tokens."""
    return [
        Quote(
            words.form,
            {
                part: annotated.tokens_in(_spans(doc, getattr(words, part)))
                for part in ("quote", "speaker", "cue", "frame", "addressee")
            },
        )
        for words in Scheme(doc, reading).quotes()
    ]


def _spans(doc: "Doc", tokens: Tokens) -> Iterator[Stretch]:
    for index in sorted(tokens):
        yield char_span(doc, index, index + 1)


@dataclass(frozen=True, slots=True)
class Scheme:
    """Puts the statements of one reading into the scheme."""

    doc: "Doc"
    reading: Reading

    def quotes(self) -> Iterator[Words]:
        """Yield the statements, free ones in a row as one."""
        contents = [self._quote(statement) for statement in self.reading.statements]
        said = frozenset(index for quote in contents for index in quote)
        row: list[Words] = []
        for statement, quote in zip(self.reading.statements, contents, strict=True):
            if _rule(statement) in FREE:
                if row and not self._goes_on(row[-1], statement, quote):
                    yield self._joined(row)
                    row = []
                row.append(Words(statement, "IndirectFreeIndirect", quote))
                continue
            if row:
                yield self._joined(row)
                row = []
            yield self._words(statement, quote, said)
        if row:
            yield self._joined(row)

    # --- what is said -----------------------------------------------------------------------------------------------

    def _tokens(self, spans: Iterable[Span]) -> list[range]:
        found = (self.doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans)
        return [range(span.start, span.end) for span in found if span is not None]

    def _quote(self, statement: Statement) -> Tokens:
        parts = self._tokens(statement.content)
        if statement.form == "direct":
            return self._with_marks(parts)
        if _rule(statement) in (*FREE, *TOLD):
            return self._sentence(parts[0].start)
        return frozenset(index for part in parts for index in part)

    def _sentence(self, place: int) -> Tokens:
        sentence = self.doc[place].sent
        return frozenset(token.i for token in sentence if not token.is_space)

    def _with_marks(self, parts: list[range]) -> Tokens:
        """Return tokens of direct speech with the marks around it and between its sentences."""
        found: set[int] = set()
        for part in parts:
            start, end = part.start, part.stop
            while start and self.doc[start - 1].is_punct and not self.doc[start - 1].is_space:
                start -= 1
                if self.doc[start].is_quote or self.doc[start].text not in ENDS:
                    break
            if start < part.start and not self.doc[start].is_quote:
                start = part.start
            while end < len(self.doc) and (self.doc[end].text in ENDS or self.doc[end].text == ","):
                end += 1
            if end < len(self.doc) and self.doc[end].is_quote:
                end += 1
            elif end > part.stop and self.doc[part.stop].text == ",":
                end = part.stop
            found.update(range(start, end))
        return frozenset(found)

    def _goes_on(self, last: Words, statement: Statement, quote: Tokens) -> bool:
        between = self.doc[max(last.quote) + 1 : min(quote)]
        return last.statement.speaker == statement.speaker and all(token.is_space for token in between)

    def _joined(self, row: list[Words]) -> Words:
        quote = frozenset(index for words in row for index in words.quote)
        first = row[0].statement
        return Words(first, row[0].form, quote, speaker=self._named(first.speaker, min(quote)))

    # --- roles ------------------------------------------------------------------------------------------------------

    def _words(self, statement: Statement, quote: Tokens, said: Tokens) -> Words:
        if _rule(statement) in TOLD:
            speaker = self._named(statement.speaker, max(quote) + 1)
            return Words(statement, "Reported", quote, speaker=speaker)
        form = "Direct" if statement.form == "direct" else "Indirect"
        if statement.cue is None:
            return Words(statement, form, quote, speaker=self._named(statement.speaker, min(quote)))
        (cue,) = self._tokens([statement.cue])
        if self._is_phrase(cue):
            return self._attributed(statement, form, quote, cue)
        verb = self.doc[cue.start]
        frame = self._frame(verb, said)
        place = max(frame, default=verb.i) + 1
        addressee: Tokens = frozenset()
        for key in statement.addressee:
            addressee |= self._inside(key, frame)
        speaker = self._inside(statement.speaker, frame) or self._named(statement.speaker, place)
        return Words(statement, form, quote, self._cue(verb), frame, speaker, addressee)

    def _is_phrase(self, cue: range) -> bool:
        return len(cue) > 1

    def _attributed(self, statement: Statement, form: str, quote: Tokens, cue: range) -> Words:
        """Return the words of `nach Angaben der Regierung`: the adposition is the cue, the rest the speaker."""
        adpositions = frozenset(index for index in (cue.start, cue.stop - 1) if self.doc[index].pos_ == "ADP")
        mark = frozenset({min(adpositions, default=cue.start)})
        return Words(statement, form, quote - frozenset(cue), mark, frozenset(cue), frozenset(cue) - mark)

    def _cue(self, verb: "Token") -> Tokens:
        part = particle(verb)
        words = [verb, *auxiliaries(verb), *([part] if part is not None else [])]
        return frozenset(word.i for word in words)

    def _frame(self, verb: "Token", said: Tokens) -> Tokens:
        sentence = [token.i for token in verb.sent if not token.is_space and token.i not in said]
        while sentence and self.doc[sentence[-1]].text in ENDS:
            sentence.pop()
        return frozenset(sentence)

    def _mentions(self, actor: str | None) -> list[int]:
        """Return the heads of the mentions of an actor, in order of the text."""
        found = [mention for one in self.reading.actors if one.id == actor for mention in one.mentions]
        return [self.doc[part.start : part.stop].root.i for part in self._tokens(found)]

    def _inside(self, actor: str | None, frame: Tokens) -> Tokens:
        place = next((index for index in self._mentions(actor) if index in frame), None)
        return self._phrase(place) if place is not None else frozenset()

    def _named(self, actor: str | None, place: int) -> Tokens:
        """Return the phrase that names an actor last before a token."""
        before = [index for index in self._mentions(actor) if index < place]
        return self._phrase(before[-1]) if before else frozenset()

    def _phrase(self, place: int) -> Tokens:
        """Return the noun phrase of a token: with title, apposition and what belongs to it."""
        noun = self.doc[place]
        while noun.dep_ in ("appos", "flat", "flat:name", "nmod:poss") and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        start, end = phrase_first(noun), phrase_end(noun)
        return frozenset(range(min(start, place), max(end, place + 1)))


def _rule(statement: Statement) -> str:
    return statement.rule.partition(".")[2]
