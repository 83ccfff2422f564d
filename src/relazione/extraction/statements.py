"""Statements: who says what, in direct, indirect and reported speech.

Surface evidence goes first: quotation marks, cue verbs, commas and the subjunctive; the tree breaks ties. The
finders run in the order of `_drafts`; what one of them took is not taken again. Only then, in the order of the text,
are those speakers filled in whom the text names before the statement and not in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from relazione.extraction.acts import act_of
from relazione.extraction.clauses import Range
from relazione.extraction.cues import Cue
from relazione.extraction.direct import DirectSpeech
from relazione.extraction.findings import ActorBook, ActorMention, StatementFinding, TimeFinding
from relazione.extraction.frames import parse_path
from relazione.extraction.indirect import IndirectSpeech
from relazione.extraction.reported import ReportedSpeech
from relazione.extraction.speakers import Speakers, can_be, unnamed
from relazione.extraction.speech import BEFORE, Draft, Speaker, SpeechText
from relazione.extraction.syntax import SUBJECTS, auxiliaries, char_span, feature, finite
from relazione.extraction.time import date_for, times_in
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Span, Token

SHORTEST = 3  # words of a sentence that goes on with what somebody said
REACH = 60  # words back to the person that a pronoun can mean
UNNAMED = 0.1  # how much less sure a statement without a speaker is


def find_statements(doc: "Doc", pack: Pack, book: ActorBook) -> list[StatementFinding]:
    """Return the statements of a document, in order of the text."""
    text = SpeechText(doc, pack, book)
    drafts = sorted(_drafts(text), key=lambda draft: (draft.start, -draft.size))
    return list(Telling(text).statements(drafts))


def dated(statements: Iterable[StatementFinding], doc: "Doc", times: list[TimeFinding]) -> list[StatementFinding]:
    """Return statements with the dates on which they were made: told beside the cue, else of the speaker's last.

    A date that the content names is that of the matter.
    """
    found: list[StatementFinding] = []
    last: dict[str | None, str | None] = {}
    for said in statements:
        cue = doc.char_span(*said.cue) if said.cue is not None else None
        told = _told_outside(said, times, cue.root) if cue is not None else None
        date = told or (last.get(said.speaker) if said.speaker else None)
        last[said.speaker] = date
        found.append(replace(said, date=date))
    return found


def _told_outside(said: StatementFinding, times: list[TimeFinding], cue: "Token") -> str | None:
    """Return the date told beside a cue, not in what is said."""
    near = times_in(times, cue.sent.start, cue.sent.end)
    return date_for([time for time in near if not _is_within(time.span, said.content)], cue.doc, cue.i)


def with_speakers(book: ActorBook, doc: "Doc", statements: Iterable[StatementFinding]) -> ActorBook:
    """Return a book in which the first person as a subject of direct speech is whoever speaks (`Wir fordern …`)."""
    at = list(book.at)
    for said in statements:
        spans = said.content if said.form == "direct" and said.speaker is not None else ()
        for words in filter(None, (doc.char_span(*span) for span in spans)):
            for word in words:
                if feature(word, "Person") == "1" and word.dep_ in SUBJECTS and at[word.i] is None:
                    at[word.i] = ActorMention(str(said.speaker), word.i, word.i + 1, word.i, "pronoun")
    return replace(book, at=at)


def _is_within(span: tuple[int, int], content: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)


def _drafts(text: SpeechText) -> list[Draft]:
    """Return what the finders found and no earlier finder had taken."""
    speakers = Speakers(text)
    taken = Taken()
    found: list[Draft] = []
    for finder in (DirectSpeech, IndirectSpeech, ReportedSpeech):
        for draft in finder(text, speakers).find():
            if draft.cue is not None and draft.form != "direct" and taken.has(draft.cue):
                continue
            trimmed = replace(draft, content=tuple(part for part in _trimmed(text, draft) if part[0] < part[1]))
            if trimmed.content and taken.take(trimmed):
                found.append(trimmed)
    return found


def _trimmed(text: SpeechText, draft: Draft) -> Iterator[Range]:
    for start, end in draft.content:
        yield text.trimmed(start, end)


@dataclass(slots=True)
class Taken:
    """The tokens and cues that statements have taken."""

    tokens: set[int] = field(default_factory=set)
    cues: set[int] = field(default_factory=set)

    def has(self, cue: Cue) -> bool:
        """Tell whether a cue already carries an indirect statement."""
        return cue.verb.i in self.cues

    def take(self, draft: Draft) -> bool:
        """Take the content of a draft; false where half of it is taken already."""
        content = {index for start, end in draft.content for index in range(start, end)}
        if 2 * len(content & self.tokens) >= len(content):
            return False
        self.tokens |= content
        if draft.cue is not None and draft.form != "direct":
            self.cues.add(draft.cue.verb.i)
        return True


@dataclass(slots=True)
class Telling:
    """Goes through a document from its beginning and remembers who spoke last."""

    text: SpeechText
    spoke: list[str | None] = field(default_factory=list)

    def statements(self, drafts: list[Draft]) -> Iterator[StatementFinding]:
        """Yield the statements of the drafts, open speakers filled in, with the sentences that go on with them."""
        by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            by_sentence.setdefault(self._first_sentence(draft), []).append(draft)
        told: set[int] = set()
        goes_on = False
        for sentence in self.text.doc.sents:
            here = by_sentence.get(sentence.start, [])
            said = sentence.start in told or bool(here)
            cue = None if said else self._silent_cue(sentence)
            if cue is not None:
                self._hear(cue)
                goes_on = True
            elif not said and self.text.clauses.sentence(sentence.start)[1] - sentence.start >= SHORTEST:
                go_on = self._going_on(sentence) if goes_on or self._is_reported(sentence, only_first=True) else None
                here, goes_on = ([go_on], True) if go_on is not None else ([], False)
            for draft in here:
                told |= set(self._sentences(draft))
                goes_on = True
                yield self._finding(draft)

    def _first_sentence(self, draft: Draft) -> int:
        return self.text.clauses.raw_sentence(draft.start)[0]

    def _sentences(self, draft: Draft) -> Iterator[int]:
        for start, end in draft.content:
            for place in (start, end - 1):
                yield self.text.clauses.raw_sentence(place)[0]

    # --- going on ---------------------------------------------------------------------------------------------------

    def _silent_cue(self, sentence: "Span") -> Cue | None:
        """Return the cue of a sentence that says only that somebody spoke (`Das Ministerium bestritt dies.`)."""
        cue = self.text.cue_in(sentence.start, sentence.end)
        return cue if cue is not None and cue.is_strong and not self._is_reported(sentence) else None

    def _hear(self, cue: Cue) -> None:
        """Remember who spoke without a statement; a common noun enters the book only with what it says."""
        speaker = Speakers(self.text).of_cue(cue, None, [])
        if speaker.noun is None:
            self.spoke.append(self._resolved(speaker, cue.verb.i))

    def _going_on(self, sentence: "Span") -> Draft | None:
        """Return a sentence in the mood of reported speech as a statement of whoever spoke last."""
        content = self.text.trimmed(*self.text.clauses.sentence(sentence.start))
        if self._is_reported(sentence):
            return Draft("indirect", (content,), BEFORE, "continued", 0.93)
        return Draft("indirect", (content,), BEFORE, "continued.hearsay", 0.65) if self._is_hearsay(sentence) else None

    def _is_reported(self, sentence: "Span", *, only_first: bool = False) -> bool:
        """Tell whether the main verb of a sentence stands in the mood of reported speech.

        That is the first subjunctive; of the second only the forms that stand in for it (`hätten`, `würden`, `lägen`).
        """
        verb = self._main_verb(sentence)
        if verb is None or verb.i in self.text.quoted or feature(verb, "Mood") != "Sub":
            return False
        return feature(verb, "Tense") == "Pres" or (not only_first and self._stands_in(verb))

    def _main_verb(self, sentence: "Span") -> "Token | None":
        """Return the finite verb of a sentence: by the tree, else that of its first main clause."""
        stretches = self.text.clauses.stretches(sentence.start)
        return finite(sentence.root) or next((part.verb for part in stretches if part.kind in ("main", "first")), None)

    def _stands_in(self, verb: "Token") -> bool:
        """Tell whether a second subjunctive can stand for the first: those of auxiliaries, of full verbs, and, since
        their first one is like the indicative, plurals; `könnte` alone is the writer's own guess.
        """
        if verb.lemma_ in self.text.pack.head.reporting_auxiliaries:
            return True
        forms = [form for form in self.text.pack.forms.analyses(verb.lower_) if "VerbForm=Fin" in form.feats]
        clear = bool(forms) and all("Mood=Sub" in form.feats for form in forms)
        return clear and (verb.pos_ == "VERB" or feature(verb, "Number") == "Plur")

    def _is_hearsay(self, sentence: "Span") -> bool:
        """Tell whether a sentence passes on by its modal verb what is said to have been (`sollen … gestorben sein`)."""
        verb = finite(sentence.root)
        if verb is None or verb.lemma_ not in self.text.words.hearsay or feature(verb, "Tense") != "Pres":
            return False
        infinitives = [word.lemma_ for word in auxiliaries(sentence.root) if feature(word, "VerbForm") == "Inf"]
        perfect = any(lemma not in self.text.words.future for lemma in infinitives)
        return perfect and feature(sentence.root, "VerbForm") == "Part"

    # --- findings ---------------------------------------------------------------------------------------------------

    def _finding(self, draft: Draft) -> StatementFinding:
        key = self._speaker(draft)
        self.spoke.append(key)
        spans = tuple(char_span(self.text.doc, *part) for part in draft.content)
        words = " ".join(self.text.words_of(part) for part in draft.content)
        return StatementFinding(
            speaker=key,
            form=draft.form,
            act=act_of(self.text, draft, key, words),
            cue=draft.cue.span if draft.cue is not None else draft.cue_span,
            content=spans,
            rule=f"{self.text.pack.code}.{draft.rule}",
            confidence=round(draft.confidence - (0 if key else UNNAMED), 2),
            addressee=tuple(addressee for addressee in self._addressees(draft) if addressee != key),
        )

    def _speaker(self, draft: Draft) -> str | None:
        """Return who says a draft; what goes on without a cue has the speaker right before, if only an unnamed one."""
        if draft.cue is None and draft.speaker == BEFORE:
            return self.spoke[-1] if self.spoke else None
        return self._resolved(draft.speaker, draft.cue.verb.i if draft.cue is not None else draft.start)

    def _resolved(self, speaker: Speaker, place: int) -> str | None:
        """Return the actor of a speaker; an open one is whoever spoke last, a pronoun whoever did so and can be meant,
        else the person told of last.
        """
        if speaker.noun is not None:
            return unnamed(self.text.book, self.text.doc[speaker.noun], self.text.pack.code)
        if not speaker.open:
            return speaker.key
        known = (key for key in reversed(self.spoke) if key is not None)
        fits = (key for key in known if can_be(self.text.book, key, speaker.gender))
        return next(fits, None) or self._told_of(speaker, place)

    def _told_of(self, speaker: Speaker, place: int) -> str | None:
        """Return the person named last as a subject before a place, for a pronoun that can mean that person."""
        if speaker.gender is None:
            return None
        book = self.text.book
        near = (
            mention.actor
            for mention in reversed(book.mentions_in(place - REACH + 1, place))
            if mention.kind_of in ("name", "title", "pronoun")
        )
        persons = (key for key in near if book.entries[key].kind == "person")
        return next((key for key in persons if can_be(book, key, speaker.gender)), None)

    def _addressees(self, draft: Draft) -> tuple[str, ...]:
        if draft.cue is None:
            return ()
        paths = dict.fromkeys(path for entry in draft.cue.entries for path in entry.addressee)
        found = (key for path in paths for key in self.text.roles.actors(draft.cue.verb, parse_path(path)))
        return tuple(dict.fromkeys(found))
