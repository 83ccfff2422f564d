"""One document as the finders of statements see it, and what they hand on."""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from relazione.extraction.clauses import Clauses, ClauseWords, Range
from relazione.extraction.cues import ClauseLexicon, Cue, CueVerb, SpeechLexicon, find_cues, speech_lexicon
from relazione.extraction.findings import ActorBook, ActorMention
from relazione.extraction.quotations import Quotation, find_quotations
from relazione.extraction.roles import Roles
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

LEADING = frozenset({",", ":", ";", ".", "–", "—", "-", "(", ")"})
TRAILING = frozenset({",", ".", ";", ":", "–", "—", "-", "(", "…"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an actor key; `None` where the text names nobody, or, with `open`, only by what went before.

    `gender` is what a pronoun tells of an open speaker (Masc, Fem, Neut, Plur); `noun` the head of a phrase that
    names a speaker who is no actor yet (`ein Augenzeuge`).
    """

    key: str | None = None
    open: bool = False
    gender: str | None = None
    noun: int | None = None


NOBODY = Speaker()
BEFORE = Speaker(open=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as a finder found it: token ranges of its content, its cue, who speaks as far as the place tells."""

    form: str
    content: tuple[Range, ...]
    speaker: Speaker
    rule: str
    confidence: float
    cue: Cue | None = None
    entry: CueVerb | None = None
    cue_span: tuple[int, int] | None = None  # where the cue is no verb
    act: str | None = None

    @property
    def start(self) -> int:
        """The first token of the content."""
        return min(start for start, _ in self.content)

    @property
    def size(self) -> int:
        """The number of tokens in the content."""
        return sum(end - start for start, end in self.content)


@dataclass(frozen=True)
class SpeechText:
    """A parsed document with its quotations, clauses and cues; `used` are the cue verbs that already have a content."""

    doc: "Doc"
    pack: Pack
    book: ActorBook
    used: set[int] = field(default_factory=set)

    @cached_property
    def lexicon(self) -> SpeechLexicon:
        """The pack's words of speech."""
        return speech_lexicon(self.pack)

    @cached_property
    def words(self) -> ClauseLexicon:
        """The pack's small words of clauses."""
        return self.pack.lexicon("clauses", ClauseLexicon)

    @cached_property
    def roles(self) -> Roles:
        """Who stands at a path of the tree."""
        return Roles(self.book, self.pack)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """What stands in quotation marks."""
        return find_quotations(self.doc, self.pack)

    @cached_property
    def quoted_from(self) -> dict[int, Quotation]:
        """The quotations by the token of their opening mark."""
        return {quoted.start: quoted for quoted in self.quotations}

    @cached_property
    def _quoted_to(self) -> dict[int, int]:
        """Where quotations begin, by where they end."""
        return {quoted.end: quoted.start for quoted in self.quotations}

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens in closed quotation marks, the marks included."""
        return frozenset(i for quoted in self.quotations if quoted.closed for i in range(quoted.start, quoted.end))

    @cached_property
    def clauses(self) -> Clauses:
        """The clauses of the sentences."""
        words = ClauseWords(
            contents=frozenset(self.pack.head.conjunctions),
            questions=self.words.questions,
            circumstances=self.words.circumstances,
            purposes=self.words.purposes,
            infinitive=self.words.infinitive,
            linkers=self.words.linkers,
            commas=self.pack.head.clause_commas,
        )
        return Clauses(self.doc, words, self.quoted)

    @cached_property
    def cues(self) -> list[Cue]:
        """The cue verbs outside quotation marks."""
        found = find_cues(self.doc, self.pack, self.roles, self.clauses)
        return [cue for cue in found if cue.verb.i not in self.quoted]

    def cues_in(self, start: int, end: int) -> list[Cue]:
        """Return the cues whose verbs stand in a token range, in order of the text."""
        first, last = (bisect_left(self.cues, place, key=lambda cue: cue.verb.i) for place in (start, end))
        return self.cues[first:last]

    def cue_in(self, start: int, end: int) -> Cue | None:
        """Return the first cue in a token range."""
        return next(iter(self.cues_in(start, end)), None)

    def mention_at(self, place: int) -> ActorMention | None:
        """Return what names an actor at a token, adjectives and first elements of compounds left aside."""
        mention = self.book.at[place]
        return None if mention is None or mention.kind_of in ("adjective", "compound") else mention

    def mention_after(self, place: int, reach: int = 6) -> ActorMention | None:
        """Return the actor named in the words from a place on, up to a punctuation mark or a verb."""
        for index in range(place, min(place + reach, len(self.doc))):
            mention = self.mention_at(index)
            if mention is not None:
                return mention
            if self.doc[index].is_punct or self.doc[index].is_space or self.doc[index].pos_ in ("VERB", "AUX"):
                return None
        return None

    def words_of(self, part: Range) -> str:
        """Return the text of a token range."""
        return self.doc.span(*part).text

    def same_paragraph(self, start: int, end: int) -> bool:
        """Tell whether no line break lies in a token range."""
        return not any("\n" in token.text for token in self.doc[start:end])

    def trimmed(self, start: int, end: int) -> Range:
        """Return a range without the blanks and punctuation around it, enclosing quotation marks left off too."""
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].text in LEADING):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in TRAILING):
            end -= 1
        if start in self.quoted_from and self.quoted_from[start].end == end:
            return self.trimmed(start + 1, end - 1)
        opened = self._quoted_to.get(end, -1) >= start
        stray = end > start and doc[end - 1].is_quote and not opened and doc[end - 1].text != "'"
        return self.trimmed(start, end - 1) if stray else (start, end)
