"""Direct speech: quotations with the cue, the colon or the sentence that says whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from relazione.extraction.clauses import ENDS, Range
from relazione.extraction.cues import Cue, CueVerb
from relazione.extraction.quotations import Quotation
from relazione.extraction.speakers import Speakers
from relazione.extraction.speech import BEFORE, NOBODY, Draft, Speaker, SpeechText
from relazione.extraction.syntax import DASHES, SUBJECTS, char_span, children, is_finite, predicate_of

if TYPE_CHECKING:
    from relazione.languages.doc import Token

BEHIND = 12  # words after a quotation in which its cue begins
ALONE = 3  # words of a quotation that is a statement without any cue
OWN_VERB = CueVerb(verb=(), takes=("quote",))  # stands in for a verb that only its place beside a quotation makes a cue


@dataclass(frozen=True, slots=True)
class Link:
    """What ties a quotation to its speaker: how (`after`, `before`, `colon`, `so`, `alone`), and the words that do."""

    how: str
    cue: Cue | None = None
    word: "Token | None" = None


@dataclass(slots=True)
class Group:
    """Quotations that are one statement, and what ties them to their speaker."""

    link: Link
    quotations: list[Quotation] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The token after the last quotation, or after the cue where that comes later."""
        cue = self.link.cue.last + 1 if self.link.cue is not None else 0
        return max(self.quotations[-1].end, cue)


@dataclass(frozen=True, slots=True)
class DirectSpeech:
    """Finds the direct speech of one document."""

    text: SpeechText
    speakers: Speakers

    def find(self) -> Iterator[Draft]:
        """Yield a draft for each quotation that is speech; quotations of one cue are one draft."""
        groups: list[Group] = []
        for found in self.text.quotations:
            link, quotation = self._link(found)
            if link is None:
                continue
            if not groups or not self._joined(groups[-1], link, quotation):
                groups.append(Group(link))
            elif groups[-1].link.how == "alone":
                groups[-1].link = link
            groups[-1].quotations.append(quotation)
        for number, group in enumerate(groups):
            yield self._draft(group, groups[number - 1] if number else None)

    # --- ties -------------------------------------------------------------------------------------------------------

    def _link(self, quotation: Quotation) -> tuple[Link | None, Quotation]:
        """Return what ties a quotation to a speaker, `None` where it is no speech; an open one ends at its cue."""
        if not quotation.closed:
            quotation = self._until_cue(quotation)
        link = self._after(quotation) or self._before(quotation)
        words = self._words(quotation)
        if link is not None:
            spoken = len(words) > 1 or any(
                token.text in ENDS for token in self.text.doc[quotation.first : quotation.last]
            )
            return (link if words and spoken else None), quotation
        return (Link("alone") if self._stands_alone(quotation, words) else None), quotation

    def _words(self, quotation: Quotation) -> list["Token"]:
        return [
            word for word in self.text.doc[quotation.first : quotation.last] if not word.is_punct and not word.is_space
        ]

    def _until_cue(self, quotation: Quotation) -> Quotation:
        """Return a quotation never closed up to the cue behind a comma in it (`„Wir kommen, sagte Wolny.`)."""
        doc = self.text.doc
        for cue in self._cues_within(quotation.first, quotation.last):
            inside = quotation.first + 1 < cue.first < quotation.last
            if inside and doc[cue.first - 1].text == "," and self.text.mention_after(cue.first + 1, 3) is not None:
                return replace(quotation, end=cue.first - 1, last=cue.first - 1)
        return quotation

    def _after(self, quotation: Quotation) -> Link | None:
        """Return the cue right behind a quotation: `“, sagte X`, `“, so X`, or any verb behind the comma and a name
        behind it.
        """
        doc, place = self.text.doc, quotation.end
        if not self._opens_clause(quotation):
            return None
        comma = doc[quotation.last - 1].text == ","
        while place < len(doc) and (doc[place].text in (",", ")") or doc[place].text in DASHES):
            comma, place = True, place + 1
        if place >= len(doc) or doc[place].is_space or doc[place].text in ENDS:
            return None
        if doc[place].lower_ in self.text.lexicon.so and self.text.mention_after(place + 1) is not None:
            return Link("so", word=doc[place])
        if doc[place].lower_ in self.text.words.as_ and comma:
            place += 1
        return self._cue_behind(place, quotation, behind=comma)

    def _opens_clause(self, quotation: Quotation) -> bool:
        """Tell whether a quotation stands at the beginning of a sentence or a clause."""
        doc = self.text.doc
        before = doc[quotation.start - 1] if quotation.start else None
        marks = (*ENDS, ",", ":", *DASHES)
        return (
            before is None
            or before.is_space
            or doc[quotation.start].is_sent_start
            or before.is_quote
            or before.text in marks
        )

    def _cue_behind(self, place: int, quotation: Quotation, *, behind: bool) -> Link | None:
        doc = self.text.doc
        for cue in self._cues_within(place, place + BEHIND):
            if not place <= cue.first < place + BEHIND or not self._is_direct(place, cue):
                continue
            if behind or (cue.first == place and cue.takes("quote")):
                return Link("after", cue)
        first = doc[place]
        if behind and doc[quotation.end].text == "," and is_finite(first):
            verb = predicate_of(first)
            if self.text.mention_after(place + 1, 4) is not None or any(c.dep_ in SUBJECTS for c in verb.children):
                return Link("after", Cue(first, None, (OWN_VERB,)))
        return None

    def _cues_within(self, start: int, end: int) -> list[Cue]:
        """Return the cues that may begin in a token range, up to the end of its last sentence."""
        return self.text.cues_in(start, self.text.clauses.raw_sentence(min(end, len(self.text.doc)) - 1)[1])

    def _is_direct(self, start: int, cue: Cue) -> bool:
        """Tell whether nothing but words of one phrase, such as the cue's subject, and an apposition to it between
        commas, stands between a place and a cue.
        """
        between = list(self.text.doc[start : cue.first])
        subjects = [set(child.subtree) for child in children(cue.verb, *SUBJECTS)]
        if any(words.issuperset(between) for words in subjects):
            return not any(token.is_quote or is_finite(token) for token in between)
        commas = [token for token in between if token.text == ","]
        aside = len(commas) == 2 and commas[-1].i == cue.first - 1
        words = [token for token in between if not (aside and token in commas)]
        barred = (token.is_punct or token.is_space or token.pos_ == "CCONJ" or is_finite(token) for token in words)
        return not any(barred) and not any(token.i in self.text.quoted for token in between)

    def _before(self, quotation: Quotation) -> Link | None:
        """Return what introduces a quotation: a colon and its sentence, or `X sagte, „…“`."""
        doc = self.text.doc
        place = quotation.start - 1
        if place < 1 or doc[place].is_space:
            return None
        start = self.text.clauses.raw_sentence(place)[0]
        if doc[place].text == ":":
            cue = next(reversed(self.text.cues_in(start, place)), None)
            if cue is not None and (cue.takes("quote", "dass", "clause") or is_finite(cue.verb)):
                return Link("before", cue)
            return Link("colon", word=self._main_verb(start, place))
        if not self._ends_clause(quotation):
            return None
        cue = next((cue for cue in reversed(self.text.cues_in(start, place + 1)) if cue.takes("quote")), None)
        if cue is None or not self._reaches(cue, place):
            return None
        return Link("before", cue)

    def _reaches(self, cue: Cue, place: int) -> bool:
        """Tell whether only the cue's own clause stands between a cue and a place."""
        doc = self.text.doc
        if doc[place].text == "," or place == cue.last:
            stretch = self.text.clauses.stretch(cue.verb.i)
            return stretch is not None and stretch.end >= place
        return False

    def _ends_clause(self, quotation: Quotation) -> bool:
        """Tell whether a quotation is followed by the end of its clause, so that it is no part of it."""
        doc = self.text.doc
        after = doc[quotation.end] if quotation.end < len(doc) else None
        has_verb = any(is_finite(word) for word in self._words(quotation)) or self.text.clauses.is_infinitive(
            quotation.first, quotation.last
        )
        closed = after is None or after.is_space or after.is_punct or doc[quotation.last - 1].text in ENDS
        return has_verb and closed

    def _main_verb(self, start: int, end: int) -> "Token | None":
        verbs = self.text.clauses.finite_verbs(start, end)
        if not verbs:
            return None
        head = predicate_of(verbs[-1])
        return head if start <= head.i < end else verbs[-1]

    def _stands_alone(self, quotation: Quotation, words: list["Token"]) -> bool:
        """Tell whether a quotation is one sentence or more by itself."""
        doc = self.text.doc
        before = doc[quotation.start - 1] if quotation.start else None
        after = doc[quotation.end] if quotation.end < len(doc) else None
        opens = before is None or before.is_space or before.text in ENDS or before.is_quote
        inner = doc[quotation.last - 1].text in ENDS
        closes = (
            after is None or after.is_space or after.is_quote or (inner and after.is_sent_start) or after.text in ENDS
        )
        return opens and closes and len(words) >= ALONE and any(is_finite(word) for word in words)

    # --- groups -----------------------------------------------------------------------------------------------------

    def _joined(self, group: Group, link: Link, quotation: Quotation) -> bool:
        """Tell whether a quotation goes on with the statement before it."""
        if not self.text.same_paragraph(group.quotations[-1].start, quotation.start):
            return False
        if link.cue is not None and group.link.cue is not None:
            return link.cue.verb.i == group.link.cue.verb.i
        if link.how == "alone" or group.link.how == "alone":
            return self._nothing_between(group, quotation)
        return False

    def _nothing_between(self, group: Group, quotation: Quotation) -> bool:
        """Tell whether at most the rest of the cue's sentence stands between a statement and the next quotation."""
        doc = self.text.doc
        start = group.end
        if group.link.cue is not None or group.link.how == "so":
            start = max(start, self.text.clauses.sentence(min(start, quotation.start - 1))[1])
        return not any(token.is_alpha for token in doc[start : quotation.start])

    # --- drafts -----------------------------------------------------------------------------------------------------

    def _draft(self, group: Group, before: Group | None) -> Draft:
        link = group.link
        content = tuple(part for quotation in group.quotations for part in self._sentences(quotation))
        draft = Draft("direct", content, NOBODY, f"quote.{link.how}", 0.95)
        if link.cue is not None:
            self.text.used.add(link.cue.verb.i)
            entry = link.cue.takes("quote") or next(iter(link.cue.entries))
            speaker = self.speakers.of_cue(link.cue, entry, [(q.start, q.end) for q in group.quotations])
            return replace(draft, speaker=speaker, cue=link.cue, entry=entry)
        if link.word is not None:
            span = char_span(self.text.doc, link.word.i, link.word.i + 1)
            return replace(
                draft, speaker=self._by_word(link), cue_span=span, confidence=0.9 if link.how == "so" else 0.85
            )
        if link.how == "colon":
            return replace(draft, speaker=self._by_colon(group.quotations[0].start - 1), confidence=0.8)
        return self._alone(draft, group, before)

    def _sentences(self, quotation: Quotation) -> Iterator[Range]:
        """Yield the sentences inside a quotation."""
        start = quotation.first
        for index in range(quotation.first + 1, quotation.last):
            if self.text.doc[index].is_sent_start and self.text.doc[index - 1].text in ENDS:
                yield start, index
                start = index
        yield start, quotation.last

    def _by_word(self, link: Link) -> Speaker:
        """Return who speaks by `so X`, or by the verb of the sentence before a colon."""
        word = link.word
        if word is None:
            return BEFORE
        if link.how == "so":
            mention = self.text.mention_after(word.i + 1)
            return Speaker(mention.actor) if mention is not None else BEFORE
        return self.speakers.of_cue(Cue(word, None, (OWN_VERB,)), OWN_VERB, [])

    def _by_colon(self, colon: int) -> Speaker:
        """Return whom the words before a colon name, where they hold no verb (`Wolny wörtlich: „…“`)."""
        start = self.text.clauses.raw_sentence(colon)[0]
        found = [mention for mention in self.text.book.mentions_in(start, colon) if not mention.place]
        people = [mention for mention in found if mention.kind_of not in ("adjective", "compound")]
        return Speaker(people[0].actor) if people else BEFORE

    def _alone(self, draft: Draft, group: Group, before: Group | None) -> Draft:
        """Return the draft of a quotation without a cue: said back (`Das sagte X`), introduced, or gone on with."""
        said = self._said_back(group.end)
        if said is not None:
            return said_by(draft, said, self.speakers.of_cue(said, said.takes("quote"), []))
        place = group.quotations[0].start
        close = before is not None and not any(token.is_alpha for token in self.text.doc[before.end : place])
        introducer = None if close else self._introducer(place)
        if introducer is not None:
            return replace(draft, speaker=Speaker(introducer), rule="quote.introduced", confidence=0.75)
        return replace(draft, speaker=BEFORE, rule="quote.continued", confidence=0.8)

    def _said_back(self, place: int) -> Cue | None:
        doc = self.text.doc
        for index in range(place, min(place + 3, len(doc))):
            if doc[index].lower_ in self.text.words.back:
                return self.text.cue_in(index + 1, index + 3)
            if doc[index].is_alpha:
                return None
        return None

    def _introducer(self, place: int) -> str | None:
        """Return the person that the sentence before a quotation tells of as its subject."""
        last = place - 1
        while last > 0 and not self.text.doc[last].is_alpha:
            last -= 1
        start, end = self.text.clauses.sentence(last) if last > 0 else (0, 0)
        for index in range(start, end):
            mention = self.text.mention_at(index)
            head = self.text.doc[mention.head] if mention is not None else None
            subject = head is not None and (
                head.dep_ in SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in SUBJECTS)
            )
            if mention is not None and subject and self.text.book.entry(mention).kind == "person":
                return mention.actor
        return None


def said_by(draft: Draft, cue: Cue, speaker: Speaker) -> Draft:
    """Return a draft with a cue behind it and who speaks."""
    return replace(draft, cue=cue, speaker=speaker, entry=cue.takes("quote"), rule="quote.back", confidence=0.9)
