"""Statements of a reading as quotes of the quotation scheme.

The scheme differs from a reading's statements in bounds and in what it counts apart, not in kind:

- Direct speech holds its quotation marks. Words in quotation marks inside indirect speech are a quote of their own.
- A sentence that goes on in the mood of reported speech is free indirect: whole, with its full stop, without cue and
  frame, several in a row one quote. So is one whose own cue stands in that mood (`Er gehe davon aus, dass …`).
- `Reported` is a sentence that tells of speech without a clause for it (`verurteilte den Angriff der Rebellen`).
- Roles are whole phrases of the text; a cue is all its words (`hat sich bereit erklärt`), of an attribution the
  adposition; a frame is the sentence of the cue without what is said, or the attributing phrase.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotescores import PARTS, Annotated, Quote, Stretch, Tokens
from relazione.extraction.cues import ClauseLexicon, SpeechLexicon, speech_lexicon
from relazione.extraction.frames import as_tuple
from relazione.extraction.quotations import Quotation, find_quotations
from relazione.extraction.speakers import phrase_end, phrase_first
from relazione.extraction.syntax import (
    NOUNS,
    SUBJECTS,
    VERBS,
    auxiliaries,
    char_span,
    children,
    feature,
    finite,
    full_lemma,
    is_finite,
    particle,
    predicate_of,
)
from relazione.languages.pack import Pack
from relazione.records import Reading, Span, Statement

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

# Rules of sentences that go on with a speaker: in the mood of reported speech, or by a modal verb.
FREE = {"continued": "IndirectFreeIndirect", "continued.hearsay": "FreeIndirect"}
TOLD = frozenset({"indirect.object", "indirect.als", "indirect.double"})  # rules of speech told without a clause
BACK = "reported.back"  # the rule of a sentence that the one behind it tells whose it is
ENDS = frozenset({".", "!", "?", "…"})
NONE: Tokens = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The token numbers of a parsed document that the parts of a quote cover, and whose it is."""

    form: str
    actor: str | None
    quote: Tokens
    cue: Tokens = NONE
    frame: Tokens = NONE
    speaker: Tokens = NONE
    addressee: Tokens = NONE


def quotes_of(doc: "Doc", pack: Pack, reading: Reading, annotated: Annotated) -> list[Quote]:
    """Return the statements of a reading as quotes over the annotated document's tokens."""
    found = Scheme(doc, pack, reading).quotes()
    return [
        Quote(words.form, {part: annotated.tokens_in(_spans(doc, getattr(words, part))) for part in PARTS})
        for words in found
    ]


def _spans(doc: "Doc", tokens: Tokens) -> Iterator[Stretch]:
    for index in sorted(tokens):
        yield char_span(doc, index, index + 1)


@dataclass(frozen=True, slots=True)
class Scheme:
    """Puts the statements of one reading into the scheme."""

    doc: "Doc"
    pack: Pack
    reading: Reading

    @property
    def lexicon(self) -> SpeechLexicon:
        """The words of speech."""
        return speech_lexicon(self.pack)

    @property
    def clauses(self) -> ClauseLexicon:
        """The small words of clauses."""
        return self.pack.lexicon("clauses", ClauseLexicon)

    def quotes(self) -> Iterator[Words]:
        """Yield the quotes: free ones in a row as one, direct ones parted by their cue as two, then those inside."""
        for words in self._joined(list(self._said())):
            yield from self._with_inner(words)

    def _said(self) -> Iterator[Words]:
        """Yield the words of each statement; a free one names its speaker as the one it goes on with does."""
        bounds = {statement.id: self._quote(statement) for statement in self.reading.statements}
        said = frozenset(index for quote in bounds.values() for index in quote)
        before: Words | None = None
        for statement in self.reading.statements:
            words = self._words(statement, bounds[statement.id], said)
            if words.form in FREE.values() and before is not None and before.actor == words.actor:
                words = replace(words, speaker=before.speaker)
            before = words
            yield words

    def _joined(self, found: list[Words]) -> Iterator[Words]:
        """Yield what was said, free sentences of one speaker in a row as one quote."""
        while found:
            words, *found = found
            while words.form in FREE.values() and found and self._goes_on(words, found[0]):
                following, *found = found
                words = replace(words, quote=words.quote | following.quote)
            yield words

    def _goes_on(self, words: Words, following: Words) -> bool:
        same = (words.form, words.actor) == (following.form, following.actor)
        between = self.doc[max(words.quote) + 1 : min(following.quote)]
        return same and all(token.is_space for token in between)

    # --- what is said -----------------------------------------------------------------------------------------------

    def _tokens(self, spans: Iterable[Span]) -> Iterator[range]:
        found = (self.doc.char_span(span.start, span.end) for span in spans)
        return (range(span.start, span.end) for span in found if span is not None)

    def _quote(self, statement: Statement) -> Tokens:
        parts = list(self._tokens(statement.content))
        if statement.form == "direct":
            return frozenset(index for part in parts for index in self._marked(part))
        if _rule(statement) in TOLD or self._is_free(statement):
            return frozenset(token.i for token in self.doc[parts[0].start].sent if not token.is_space)
        verb = self._verb(statement)
        back = [verb.sent.start] if verb is not None and _rule(statement) == BACK else []  # `Das teilte … mit`
        return frozenset([*back, *(index for part in parts for index in part)])

    def _is_free(self, statement: Statement) -> bool:
        """Tell whether a statement goes on with one before it, or its cue itself stands in that mood."""
        if _rule(statement) in FREE:
            return True
        verb = self._verb(statement)
        mood = finite(predicate_of(verb)) if verb is not None else None
        root = verb is not None and verb.sent.root in (verb, predicate_of(verb))
        return statement.form == "indirect" and root and mood is not None and feature(mood, "Mood") == "Sub"

    def _verb(self, statement: Statement) -> "Token | None":
        """Return the verb that a cue is."""
        cue = next(self._tokens([statement.cue]), range(0)) if statement.cue is not None else range(0)
        return self.doc[cue.start] if len(cue) == 1 and self.doc[cue.start].pos_ in VERBS else None

    def _marked(self, part: range) -> range:
        """Return a sentence of direct speech with the punctuation and the quotation marks around it."""
        start, end = part.start, part.stop
        if start and self.doc[start - 1].is_quote:
            start -= 1
        while end < len(self.doc) and (self.doc[end].text in ENDS or self.doc[end].text == ","):
            end += 1
        if end < len(self.doc) and self.doc[end].is_quote:
            end += 1
        elif self.doc[end - 1].text == ",":
            end = part.stop
        return range(start, end)

    def _with_inner(self, words: Words) -> Iterator[Words]:
        """Yield a quote and, where it is not direct, the words that stand in quotation marks inside it."""
        if words.form == "Direct":
            yield from (replace(words, quote=frozenset(run)) for run in _runs(words.quote))
            return
        yield replace(words, cue=NONE, frame=NONE) if words.form == "Reported" else words
        for quoted in find_quotations(self.doc, self.pack):
            tokens = frozenset(range(quoted.start, quoted.end))
            if quoted.closed and tokens <= words.quote and self._speaks(quoted):
                yield replace(words, form="Direct", quote=tokens, frame=words.frame - tokens)

    def _speaks(self, quoted: Quotation) -> bool:
        """Tell whether a quotation is somebody's words, not a name or a title: it begins small or holds a verb."""
        inside = [token for token in self.doc[quoted.first : quoted.last] if token.is_alpha]
        return bool(inside) and (inside[0].text.islower() or any(map(is_finite, inside)))

    # --- roles ------------------------------------------------------------------------------------------------------

    def _words(self, statement: Statement, quote: Tokens, said: Tokens) -> Words:
        words = Words(_form(statement), statement.speaker, quote)
        named = self._named(statement.speaker, min(quote))
        if self._is_free(statement):
            return replace(words, form=FREE.get(_rule(statement), FREE["continued"]), speaker=named)
        if statement.cue is None:
            return replace(words, speaker=named)
        cue = next(self._tokens([statement.cue]))
        first = self.doc[cue.start]
        if first.lower_ in self.lexicon.so:
            return self._by_so(words, first)
        if len(cue) > 1 or first.pos_ not in NOUNS | VERBS:
            return self._attributed(words, cue)
        subject = self._subject(first, words.actor)
        frame = self._frame(first, said - quote if words.form == "Reported" else said, subject)
        addressees = (index for key in statement.addressee for index in self._inside(key, frame))
        speaker = subject or self._inside(words.actor, frame) or named
        return replace(
            words, cue=self._cue(statement, first), frame=frame, speaker=speaker, addressee=frozenset(addressees)
        )

    def _by_so(self, words: Words, so: "Token") -> Words:
        """Return the words of `…, so der Minister`: the frame is what stands between the commas."""
        place = next((index for index in self._mentions(words.actor) if index > so.i), None)
        speaker = self._phrase(place) if place is not None else NONE
        start = so.i - (so.i > 0 and so.nbor(-1).text == ",")
        frame = frozenset(range(start, max(speaker, default=so.i) + 1))
        return replace(words, cue=frozenset({so.i}), frame=frame, speaker=speaker, quote=words.quote - frame)

    def _attributed(self, words: Words, cue: range) -> Words:
        """Return the words of `nach Angaben der Regierung`: the adposition is the cue, the rest the speaker."""
        whole = frozenset(range(cue.start, self._with_apposition(cue.stop, words.actor)))
        mark = frozenset({next((index for index in cue if self.doc[index].pos_ == "ADP"), cue.start)})
        return replace(words, cue=mark, frame=whole, speaker=whole - mark or mark, quote=words.quote - whole)

    def _cue(self, statement: Statement, verb: "Token") -> Tokens:
        """Return all words of a cue: particle, auxiliaries, reflexive, impersonal subject, and what makes it one."""
        part = particle(verb)
        found = [verb, *auxiliaries(verb), *([part] if part is not None else [])]
        asked = self._asked(full_lemma(verb)) | self._asked(verb.lemma_.lower())
        for child in verb.children:
            impersonal = statement.speaker is None and child.lower_ in self.clauses.nobody
            if feature(child, "Reflex") == "Yes" or impersonal or child.dep_.startswith("expl"):
                found.append(child)
            elif asked & {child.lemma_.lower(), child.lower_} and child.i not in self._named(statement.speaker, verb.i):
                found += [child, *children(child, "det", "case")]
        if _rule(statement) == "reported.wie":
            found += [word for word in self.doc[verb.sent.start : verb.i] if word.lower_ in self.clauses.as_][-1:]
        if verb.pos_ in NOUNS:
            found += children(verb, "det")
        return frozenset(word.i for word in found)

    def _asked(self, lemma: str) -> set[str]:
        """Return the words that make a verb a cue (`Ansicht` with `vertreten`)."""
        entries = (entry for entry in self.lexicon.verbs if lemma in as_tuple(entry.verb))
        return {word.lower() for entry in entries for words in entry.with_.values() for word in as_tuple(words)}

    def _frame(self, verb: "Token", said: Tokens, subject: Tokens) -> Tokens:
        """Return the sentence of a cue without what is said in it; no more than the part with cue and subject."""
        sentence = [token.i for token in verb.sent if not token.is_space and token.i not in said]
        while sentence and self.doc[sentence[-1]].text in ENDS:
            sentence.pop()
        part = {index for index in sentence if not any(between in said for between in _between(index, verb.i))}
        return frozenset(part if subject and subject <= part else sentence)

    # --- who --------------------------------------------------------------------------------------------------------

    def _mentions(self, actor: str | None) -> Iterator[int]:
        """Yield the heads of the mentions of an actor, in order of the text, possessives left out."""
        for one in self.reading.actors:
            for part in self._tokens(one.mentions if one.id == actor else ()):
                head = self.doc.span(part.start, part.stop).root
                if feature(head, "Poss") != "Yes":
                    yield head.i

    def _subject(self, verb: "Token", actor: str | None) -> Tokens:
        """Return the subject of a cue where it names the speaker."""
        for word in children(predicate_of(verb), *SUBJECTS):
            phrase = self._phrase(word.i)
            if any(index in phrase for index in self._mentions(actor)):
                return phrase
        return NONE

    def _inside(self, actor: str | None, frame: Tokens) -> Tokens:
        place = next((index for index in self._mentions(actor) if index in frame), None)
        return self._phrase(place) if place is not None else NONE

    def _named(self, actor: str | None, place: int) -> Tokens:
        """Return the phrase that names an actor last before a token."""
        before = [index for index in self._mentions(actor) if index < place]
        return self._phrase(before[-1]) if before else NONE

    def _phrase(self, place: int) -> Tokens:
        """Return the noun phrase of a token: with title, apposition and what belongs to it."""
        noun = self.doc[place]
        while noun.dep_ in ("appos", "flat", "flat:name") and noun.head.pos_ in NOUNS:
            noun = noun.head
        start, end = phrase_first(noun), max(phrase_end(noun), place + 1)
        return frozenset(range(min(start, place), self._with_apposition(end, self._actor_at(place))))

    def _actor_at(self, place: int) -> str | None:
        return next((one.id for one in self.reading.actors if place in self._mentions(one.id)), None)

    def _with_apposition(self, end: int, actor: str | None) -> int:
        """Return where a phrase ends together with what explains it behind its comma: an apposition, or the name of
        the same actor.
        """
        if end + 1 >= len(self.doc) or self.doc[end].text != ",":
            return end
        named = set(self._mentions(actor))
        for word in self.doc[end + 1 : self.doc[end].sent.end]:
            explains = word.i in named or (word.dep_ == "appos" and word.head.i < end)
            if explains and phrase_first(word) == end + 1:
                return phrase_end(word)
        return end


def _runs(tokens: Tokens) -> Iterator[range]:
    """Yield the stretches of tokens one after the other."""
    start = last = min(tokens)
    for index in sorted(tokens):
        if index > last + 1:
            yield range(start, last + 1)
            start = index
        last = index
    yield range(start, last + 1)


def _between(one: int, other: int) -> range:
    return range(min(one, other), max(one, other))


def _form(statement: Statement) -> str:
    if statement.form == "direct":
        return "Direct"
    return "Reported" if _rule(statement) in TOLD else "Indirect"


def _rule(statement: Statement) -> str:
    return statement.rule.partition(".")[2]
