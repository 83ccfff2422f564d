"""Statements: who says what, in direct, indirect and reported speech.

Surface evidence goes first: quotation marks, cue verbs, commas and the subjunctive; the tree breaks ties. The finders run
in the order of `find_statements`; a stretch of text that one of them took is not taken again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relazione.extraction.cues import Cue, SpeechLexicon, attribution_of, find_cues
from relazione.extraction.findings import ActorBook, StatementFinding
from relazione.extraction.frames import as_tuple, parse_path
from relazione.extraction.quotations import Quotation, find_quotations
from relazione.extraction.roles import Roles
from relazione.extraction.syntax import NOUNS, VERBS, auxiliaries, case_of, feature, finite, is_relative, phrase_start
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Range = tuple[int, int]  # token range
AROUND = 25  # words that a cue may stand from its quotation
CHAIN = 2  # sentences that reported speech may pause before it ends
SPEAKERS = ("person", "organisation", "group", "state")
MEDIA = 3


@dataclass(slots=True)
class _Found:
    """The statements of a document while they are being found."""

    doc: "Doc"
    taken: list[bool]
    statements: list[StatementFinding] = field(default_factory=list)

    def is_free(self, content: Iterable[Range]) -> bool:
        ranges = list(content)
        covered = sum(self.taken[index] for start, end in ranges for index in range(start, end))
        return 2 * covered < sum(end - start for start, end in ranges)

    def take(self, content: Iterable[Range]) -> None:
        for start, end in content:
            for index in range(start, end):
                self.taken[index] = True


def find_statements(doc: "Doc", pack: Pack, book: ActorBook) -> list[StatementFinding]:
    """Return the statements of a document, in order of the text."""
    finder = _Finder(doc, pack, book)
    finder.direct()
    finder.indirect()
    finder.reported()
    finder.continued()
    return sorted(finder.found.statements, key=lambda said: said.content[0])


class _Finder:
    def __init__(self, doc: "Doc", pack: Pack, book: ActorBook) -> None:
        self.doc, self.pack, self.book = doc, pack, book
        self.roles = Roles(book, pack)
        self.lexicon = pack.lexicon("speech", SpeechLexicon)
        self.quotations = find_quotations(doc, pack)
        self.quoted = {index for quotation in self.quotations for index in range(quotation.start, quotation.end)}
        self.cues = [cue for cue in find_cues(doc, pack, self.roles) if cue.verb.i not in self.quoted]
        self.used: set[int] = set()
        self.found = _Found(doc, [False] * len(doc))

    # --- direct speech --------------------------------------------------------------------------------------------

    def direct(self) -> None:
        """Find quotations with their cues; a quotation split by its cue is one statement."""
        last: tuple[Cue, str | None] | None = None
        for quotation in self.quotations:
            cue = self._cue_after(quotation) or self._cue_before(quotation)
            if cue is not None:
                again = last is not None and last[0].verb.i == cue.verb.i
                speaker = last[1] if again and last else self._speaker(cue, quotation.start, quotation.end)
                if again and self._extend(quotation):
                    continue
                last = (cue, speaker)
                self.used.add(cue.verb.i)
                where = "after" if cue.verb.i > quotation.start else "before"
                self._add(speaker, "direct", cue, [(quotation.first, quotation.last)], f"quote.{where}", 0.95)
                continue
            speaker, span = self._speaker_by_so(quotation)
            if speaker is None:
                speaker = self._speaker_by_colon(quotation) or self._last_speaker(quotation.start)
            self._add(speaker, "direct", None, [(quotation.first, quotation.last)], "quote.alone", 0.7, cue_span=span)

    def _extend(self, quotation: Quotation) -> bool:
        """Join a quotation to the statement before it, where both have one cue."""
        before = self.found.statements[-1]
        if before.form != "direct":
            return False
        content = (*before.content, self._trimmed(quotation.first, quotation.last))
        self.found.statements[-1] = _with_content(before, content)
        self.found.take([(quotation.start, quotation.end)])
        return True

    def _cue_after(self, quotation: Quotation) -> Cue | None:
        """Return the cue right after a quotation (`“, sagte …`), before the next quotation or sentence."""
        limit = self._limit_after(quotation)
        for cue in self.cues:
            if quotation.end <= cue.verb.i < min(limit, quotation.end + 4) and cue.takes("quote"):
                return cue
        return None

    def _limit_after(self, quotation: Quotation) -> int:
        for index in range(quotation.end, len(self.doc)):
            if index in self.quoted or "\n" in self.doc[index].text:
                return index
        return len(self.doc)

    def _cue_before(self, quotation: Quotation) -> Cue | None:
        """Return the cue in the words before a quotation: up to a colon, or `X sagte, „…“`, in the same paragraph."""
        if quotation.start == 0 or self.doc[quotation.start - 1].text not in (":", ","):
            return None
        for cue in reversed(self.cues):
            near = quotation.start - AROUND <= cue.verb.i < quotation.start
            if near and cue.takes("quote") and not self._paragraph_between(cue.verb.i, quotation.start):
                return cue
        return None

    def _paragraph_between(self, start: int, end: int) -> bool:
        return any("\n" in self.doc[index].text for index in range(start, end))

    def _speaker_by_so(self, quotation: Quotation) -> tuple[str | None, Range | None]:
        """Return the speaker of `“, so X`."""
        for index in range(quotation.end, min(quotation.end + 3, len(self.doc))):
            if self.doc[index].lower_ in self.lexicon.so:
                speaker = self._mention_after(index)
                if speaker is not None:
                    return speaker, (self.doc[index].idx, self.doc[index].idx + len(self.doc[index]))
        return None, None

    def _speaker_by_colon(self, quotation: Quotation) -> str | None:
        """Return the subject of the sentence whose colon opens a quotation."""
        if quotation.start == 0 or self.doc[quotation.start - 1].text != ":":
            return None
        sentence = self.doc[quotation.start - 1].sent
        return self._subject_in(sentence.start, quotation.start - 1)

    # --- indirect speech ------------------------------------------------------------------------------------------

    def indirect(self) -> None:
        """Find cue verbs with a clause, an infinitive, an object or a predicate as their content."""
        for cue in self.cues:
            if cue.verb.i in self.used:
                continue
            for content, rule, confidence in self._contents(cue):
                if self.found.is_free([content]) and content[1] - content[0] > 1:
                    speaker = self._speaker(cue, *content)
                    if self._add(speaker, "indirect", cue, [content], f"indirect.{rule}", confidence):
                        self.used.add(cue.verb.i)
                        break

    def _contents(self, cue: Cue) -> Iterator[tuple[Range, str, float]]:
        """Yield the token ranges that may carry what a cue says, the surest first."""
        sentence = cue.verb.sent
        end = self._sentence_end(sentence)
        start = self._comma_after(cue, end)
        colon = next((token.i for token in self.doc[cue.verb.i : end] if token.text == ":"), end)
        if start is not None and start < colon:
            yield from self._after_comma(cue, start, end)
        before = self._clause_before(cue)
        if before is not None and cue.takes("clause"):
            sure = self._is_subjunctive(*before)
            if sure or cue.is_strong:
                yield before, "before", 0.9 if sure else 0.75
        yield from self._after_colon(cue, end)
        if cue.takes("als"):
            yield from self._predicate(cue, end)
        for form in ("obj", *(take for entry in cue.entries for take in entry.takes if take.startswith("obl:"))):
            if cue.takes(form):
                yield from self._object(cue, form)

    def _after_comma(self, cue: Cue, start: int, end: int) -> Iterator[tuple[Range, str, float]]:
        end = self._before_next_cue(cue, start, end)
        first = self.doc[start]
        if first.lower_ in self.pack.head.conjunctions:
            if cue.takes("dass"):
                yield (start, end), "dass", 0.93
            return
        if first.pos_ in ("CCONJ",) or first.lower_ in ("wobei", "während", "weil", "nachdem", "als", "wenn", "falls", "indem"):
            return
        if is_relative(first):
            return
        if self._is_infinitive(start, end):
            if cue.takes("inf"):
                yield (start, end), "infinitive", 0.85
            return
        if cue.takes("clause"):
            sure = self._is_subjunctive(start, end)
            if sure or (cue.is_strong and self._has_finite(start, end)):
                yield (start, end), "clause", 0.92 if sure else 0.7

    def _before_next_cue(self, cue: Cue, start: int, end: int) -> int:
        """Return where a clause ends because another cue is coordinated to the first (`sagte …, … und fügte hinzu`)."""
        for other in self.cues:
            place = other.verb.i
            if start + 1 < place < end and self.doc[place - 1].pos_ == "CCONJ" and not self._is_subjunctive(place, place + 1):
                return place - 1
        return end

    def _comma_after(self, cue: Cue, end: int) -> int | None:
        """Return the token after the comma that closes the cue's own clause, skipping appositions and relative clauses."""
        index = cue.verb.i + 1
        stop = cue.particle.i + 1 if cue.particle is not None and cue.particle.i > cue.verb.i else cue.verb.i + 1
        while index < end:
            token = self.doc[index]
            if token.text == "," and index >= stop - 1:
                after = self.doc[index + 1] if index + 1 < end else None
                if after is not None and not self._is_aside(index + 1, end):
                    return index + 1
            index += 1
        return None

    def _is_aside(self, start: int, end: int) -> bool:
        """Tell whether what follows a comma is a relative clause or an apposition that another comma ends."""
        first = self.doc[start]
        second = self.doc[start + 1] if start + 1 < end else None
        relative = is_relative(first) or (first.pos_ == "ADP" and second is not None and is_relative(second))
        closes = any(self.doc[index].text == "," for index in range(start, min(end, start + 30)))
        apposition = first.dep_ == "appos" or (first.pos_ in ("DET", "NOUN", "PROPN") and not self._has_finite(
            start, self._next_comma(start, end)))
        return closes and (relative or apposition)

    def _next_comma(self, start: int, end: int) -> int:
        return next((index for index in range(start, end) if self.doc[index].text == ","), end)

    def _clause_before(self, cue: Cue) -> Range | None:
        """Return the clause before a cue that follows its comma at once (`…, teilte X mit`, `…, hatte X gesagt`)."""
        sentence = cue.verb.sent
        start = self._content_start(sentence.start)
        comma = min(word.i for word in (cue.verb, *auxiliaries(cue.verb))) - 1
        if comma <= start or self.doc[comma].text != ",":
            return None
        return (start, comma) if self._has_finite(start, self._next_comma(start, comma)) else None

    def _after_colon(self, cue: Cue, end: int) -> Iterator[tuple[Range, str, float]]:
        for index in range(cue.verb.i + 1, min(len(self.doc), cue.verb.i + 40)):
            token = self.doc[index]
            if "\n" in token.text or token.text in (".", "!", "?"):
                return
            if token.text == ":" and index + 1 < len(self.doc):
                stop = self._sentence_end(self.doc[index + 1].sent)
                if index + 1 not in self.quoted and self._is_subjunctive(index + 1, stop):
                    yield (index + 1, stop), "colon", 0.9
                return

    def _predicate(self, cue: Cue, end: int) -> Iterator[tuple[Range, str, float]]:
        """Yield `als …` after a verb of assessing, with what it is said of."""
        for token in self.doc[cue.verb.sent.start : end]:
            if token.lower_ == "als" and token.i > cue.verb.sent.start and token.head.i != cue.verb.i - 1:
                stop = self._next_stop(token.i, end)
                yield (token.i, stop), "predicate", 0.6
                return

    def _next_stop(self, start: int, end: int) -> int:
        verb = next((index for index in range(start + 1, end) if self.doc[index].pos_ in VERBS
                     and index + 1 == end), None)
        return verb if verb is not None else end

    def _object(self, cue: Cue, form: str) -> Iterator[tuple[Range, str, float]]:
        for word in self.roles.words(cue.verb, parse_path(form)):
            if word.pos_ in NOUNS:
                edge = max(token.i for token in word.subtree) + 1
                start = phrase_start(word)
                if start > word.sent.start and self.doc[start - 1].pos_ in ("DET", "ADP"):
                    start -= 1
                yield (start, min(edge, self._sentence_end(cue.verb.sent))), "object", 0.65
                return

    # --- reported speech ------------------------------------------------------------------------------------------

    def reported(self) -> None:
        """Find attributions by preposition and noun: `laut X`, `nach Angaben von X`, `X zufolge`, `so X`, `wie X sagte`."""
        for token in self.doc:
            if token.i in self.quoted:
                continue
            if token.lower_ in self.lexicon.prepositions:
                self._by_preposition(token)
            elif token.pos_ in NOUNS:
                self._by_noun(token)
            elif token.lower_ in self.lexicon.so and self._follows_comma(token):
                self._by_so(token)
            elif token.lower_ in self.lexicon.adverbs:
                self._attributed(token, self._last_speaker(token.i), (token.i, token.i + 1), "adverb", None)

    def _follows_comma(self, token: "Token") -> bool:
        return token.i > 0 and self.doc[token.i - 1].text in (",", "“", "”", "«", '"')

    def _by_preposition(self, token: "Token") -> None:
        after = self._mention_after(token.i)
        noun = token.head if token.head.pos_ in NOUNS else None
        attribution = attribution_of(noun, self.pack) if noun is not None else None
        if attribution is not None and noun is not None:
            return
        if after is not None:
            mention = next(m for m in self.book.mentions if m.start > token.i - 1 and after in m.actors and m.start >= token.i)
            self._attributed(token, after, (token.i, mention.end), token.lower_, None)
            return
        mention_before = next((m for m in reversed(self.book.mentions) if m.end == token.i), None)
        if mention_before is not None and token.lower_ in ("zufolge", "gemäß", "nach"):
            self._attributed(token, mention_before.actor, (mention_before.start, token.i + 1), token.lower_, None)

    def _by_noun(self, noun: "Token") -> None:
        attribution = attribution_of(noun, self.pack)
        if attribution is None:
            return
        case = case_of(noun) or self._preposition_before(noun)
        after = self.doc[noun.i + 1] if noun.i + 1 < len(self.doc) else None
        names = {case.lemma_.lower(), case.lower_} if case is not None else set()
        if not names & set(attribution.preps) and not (after is not None and after.lower_ == "zufolge"):
            return
        speaker, end = self._owner(noun)
        start = case.i if case is not None else phrase_start(noun)
        self._attributed(case or noun, speaker, (start, end), "noun", attribution.act)

    def _preposition_before(self, noun: "Token") -> "Token | None":
        start = phrase_start(noun)
        while start > noun.sent.start and self.doc[start - 1].pos_ in ("DET", "PRON"):
            start -= 1
        before = self.doc[start - 1] if start > noun.sent.start else None
        return before if before is not None and before.pos_ == "ADP" else None

    def _owner(self, noun: "Token") -> tuple[str | None, int]:
        """Return whose words an attributing noun means, and the token after the phrase."""
        for index in range(noun.i + 1, min(noun.i + 6, len(self.doc))):
            mention = self.book.at[index]
            if mention is not None and mention.kind_of not in ("adjective", "compound"):
                return mention.actor, mention.end
            if self.doc[index].pos_ in VERBS or self.doc[index].is_punct:
                break
        for index in range(noun.i - 1, max(noun.sent.start - 1, noun.i - 4), -1):
            mention = self.book.at[index]
            if mention is not None:
                return mention.actor, noun.i + 1
            if feature(self.doc[index], "Poss") == "Yes":
                return self._last_speaker(noun.i), noun.i + 1
        keys = [*self.roles.actors(noun, ("gen",)), *self.roles.actors(noun, ("poss",))]
        return (keys[0] if keys else None), noun.i + 1

    def _by_so(self, token: "Token") -> None:
        speaker = self._mention_after(token.i)
        if speaker is None or self._mention_distance(token.i) > 4:
            return
        sentence = token.sent
        content = [(self._content_start(sentence.start), token.i - 1)]
        end = self._sentence_end(sentence)
        comma = self._next_comma(token.i, end)
        if end - comma > 3:
            content.append((comma + 1, end))
        if self.found.is_free(content) and content[0][1] - content[0][0] > 2:
            span = (token.idx, token.idx + len(token))
            self._add(speaker, "reported", None, content, "reported.so", 0.85, cue_span=span)

    def _mention_distance(self, place: int) -> int:
        start = next((m.start for m in self.book.mentions if m.start > place), len(self.doc))
        return start - place

    def _attributed(self, cue: "Token", speaker: str | None, phrase: Range, how: str, act: str | None) -> None:
        """Add the sentence that an attributing phrase stands in: from behind the phrase where it leads, else whole."""
        sentence = cue.sent
        end = self._sentence_end(sentence)
        start = self._content_start(sentence.start)
        leads = phrase[0] <= start + 1
        content = (phrase[1], end) if leads else (start, end)
        if leads and content[0] < end and self.doc[content[0]].text == ",":
            content = (content[0] + 1, end)
        if content[1] - content[0] > 2 and self.found.is_free([content]):
            span = (self.doc[phrase[0]].idx, self.doc[phrase[1] - 1].idx + len(self.doc[phrase[1] - 1]))
            self._add(speaker, "reported", None, [content], f"reported.{how}", 0.88 if speaker else 0.6,
                      cue_span=span, act=act)

    def _content_start(self, start: int) -> int:
        while start < len(self.doc) - 1 and (self.doc[start].is_space or self.doc[start].is_punct):
            start += 1
        return start

    # --- continued speech -----------------------------------------------------------------------------------------

    def continued(self) -> None:
        """Find sentences in the subjunctive that go on with the speaker before them."""
        ordered = sorted(self.found.statements, key=lambda said: said.content[0])
        speaker: str | None = None
        pause = CHAIN + 1
        for sentence in self.doc.sents:
            start, end = self._content_start(sentence.start), self._sentence_end(sentence)
            told = [said for said in ordered if self._in_sentence(said, sentence)]
            if told:
                speaker, pause = told[-1].speaker, 0
            elif end - start > 2 and self._is_reported(sentence) and pause <= CHAIN:
                if self._add(speaker, "indirect", None, [(start, end)], "continued", 0.75):
                    pause = 0
            elif end - start > 2:
                pause = CHAIN + 1

    def _in_sentence(self, said: StatementFinding, sentence: "Span") -> bool:
        spans = (*said.content, *((said.cue,) if said.cue else ()))
        return any(start < sentence.end_char and sentence.start_char < end for start, end in spans)

    def _is_reported(self, sentence: "Span") -> bool:
        """Tell whether the main verb of a sentence stands in the mood of reported speech.

        That is the first subjunctive; of the second only the forms that stand in for it (`hätten`, `würden`).
        """
        verb = finite(sentence.root)
        if verb is None or feature(verb, "Mood") != "Sub":
            return False
        return feature(verb, "Tense") == "Pres" or verb.lemma_ in self.pack.head.reporting_auxiliaries

    # --- speakers -------------------------------------------------------------------------------------------------

    def _speaker(self, cue: Cue, start: int, end: int) -> str | None:
        """Return who a cue's subject is: by the tree, else the nearest name outside the content."""
        for key in self.roles.actors(cue.verb, ("nsubj",)):
            words = self.roles.words(cue.verb, ("nsubj",))
            if not words or not any(start <= word.i < end for word in words):
                return key
        after = self._near_mention(range(cue.verb.i + 1, min(cue.verb.i + 8, len(self.doc))), start, end)
        before = self._near_mention(range(cue.verb.i - 1, max(-1, cue.verb.i - 12), -1), start, end)
        inverted = cue.verb.i > cue.verb.sent.start and self.doc[cue.verb.i - 1].text in (",", "“", "”", "«", '"')
        choice = (after or before) if inverted else (before or after)
        if choice is not None:
            return choice
        if any(word.lower_ in ("es", "man") for word in cue.verb.children):
            return None
        return self._last_speaker(cue.verb.i) if not self._has_subject(cue) else None

    def _has_subject(self, cue: Cue) -> bool:
        return any(child.dep_.startswith("nsubj") for child in cue.verb.children)

    def _near_mention(self, places: Iterable[int], start: int, end: int) -> str | None:
        for index in places:
            token = self.doc[index]
            if token.is_sent_start and index not in (places.start,) if isinstance(places, range) else False:
                pass
            if token.text in (".", "!", "?", "\n") or "\n" in token.text:
                return None
            mention = self.book.at[index]
            free = not start <= index < end and index not in self.quoted
            if mention is not None and free and mention.kind_of not in ("adjective", "compound") and not mention.place:
                case = case_of(self.doc[mention.head])
                if case is None or mention.kind_of == "name" and case.i < mention.start - 3:
                    return mention.actor
        return None

    def _mention_after(self, place: int) -> str | None:
        """Return the actor named right after a word."""
        for index in range(place + 1, min(place + 7, len(self.doc))):
            mention = self.book.at[index]
            if mention is not None and mention.kind_of not in ("adjective", "compound"):
                return mention.actor
            if self.doc[index].is_punct or self.doc[index].pos_ in VERBS:
                return None
        return None

    def _subject_in(self, start: int, end: int) -> str | None:
        for index in range(start, end):
            mention = self.book.at[index]
            if mention is not None and mention.kind_of not in ("adjective", "compound") and self.doc[mention.head].dep_.startswith("nsubj"):
                return mention.actor
        return None

    def _last_speaker(self, place: int) -> str | None:
        """Return who spoke last before a token."""
        before = [said for said in self.found.statements if said.speaker and said.content[0][0] < self.doc[place].idx]
        return max(before, key=lambda said: said.content[0]).speaker if before else None

    # --- clauses --------------------------------------------------------------------------------------------------

    def _sentence_end(self, sentence: "Span") -> int:
        end = sentence.end
        while end > sentence.start and (self.doc[end - 1].is_space or self.doc[end - 1].text in (".", "!", "?", ";")):
            end -= 1
        return end

    def _is_subjunctive(self, start: int, end: int) -> bool:
        """Tell whether the first finite verbs of a stretch stand in the subjunctive."""
        verbs = [token for token in self.doc[start:end] if feature(token, "VerbForm") == "Fin"]
        return any(feature(verb, "Mood") == "Sub" for verb in verbs[:3])

    def _has_finite(self, start: int, end: int) -> bool:
        return any(feature(token, "VerbForm") == "Fin" for token in self.doc[start:end])

    def _is_infinitive(self, start: int, end: int) -> bool:
        """Tell whether a stretch is an infinitive clause: `zu` and infinitive before any finite verb."""
        for token in self.doc[start:end]:
            if feature(token, "VerbForm") == "Fin":
                return False
            if feature(token, "VerbForm") == "Inf" and (
                    "zu" in token.lower_ or (token.i > start and self.doc[token.i - 1].lower_ == "zu")):
                return True
        return False

    # --- adding ---------------------------------------------------------------------------------------------------

    def _add(self, speaker: str | None, form: str, cue: Cue | None, content: list[Range], rule: str, confidence: float,
             *, cue_span: Range | None = None, act: str | None = None) -> bool:
        spans = tuple(self._trimmed(*part) for part in content)
        spans = tuple(span for span in spans if span[0] < span[1])
        if not spans or speaker is None and form != "direct" and confidence < 0.9 and rule != "indirect.before":
            return False
        taken = [(start, end) for start, end in content]
        self.found.take(taken)
        text = " ".join(self.doc.text[start:end] for start, end in spans)
        stated = act or self._cue_act(cue, rule)
        addressee = self._addressee(cue)
        self.found.statements.append(StatementFinding(
            speaker=speaker, form=form, act=self._act(text, stated, form),
            cue=cue.span if cue is not None else cue_span, content=spans, rule=f"{self.pack.code}.{rule}",
            confidence=round(confidence if speaker else confidence - 0.25, 2),
            addressee=tuple(key for key in addressee if key != speaker),
        ))
        return True

    def _cue_act(self, cue: Cue | None, rule: str) -> str | None:
        if cue is None:
            return None
        return next((entry.act for entry in cue.entries if entry.act), None)

    def _addressee(self, cue: Cue | None) -> tuple[str, ...]:
        if cue is None:
            return ()
        paths = [path for entry in cue.entries for path in as_tuple(entry.addressee)]
        return tuple(dict.fromkeys(key for path in paths for key in self.roles.actors(cue.verb, parse_path(path))))

    def _act(self, text: str, stated: str | None, form: str) -> str:
        """Return the act of a statement: what its cue says, else the stance of its words, else assert."""
        if stated and stated not in ("assert", "assess"):
            return stated
        lowered = f" {text.lower()} "
        for act in ("commit", "demand", "propose", "criticise", "deny", "praise", "forecast", "assess"):
            for words in self.lexicon.stance.get(act, ()):
                if f" {words.lower()} " in lowered or (len(words) > 5 and words.lower() in lowered):
                    return act
        return stated or "assert"

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return the character span of a token range without outer blanks, quotation marks and end punctuation."""
        while start < end and (self.doc[start].is_space or self.doc[start].text in (",", ":", ";", ".", "–", "-")):
            start += 1
        while end > start and (self.doc[end - 1].is_space or self.doc[end - 1].text in (",", ".", ";", ":", "–")):
            end -= 1
        if start >= end:
            return (0, 0)
        return self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1])


def _with_content(said: StatementFinding, content: tuple[tuple[int, int], ...]) -> StatementFinding:
    return StatementFinding(speaker=said.speaker, form=said.form, act=said.act, cue=said.cue, content=content,
                            rule=said.rule, confidence=said.confidence, addressee=said.addressee)
