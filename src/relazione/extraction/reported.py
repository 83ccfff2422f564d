"""Reported speech: `laut X`, `X zufolge`, `nach Angaben von X`, `so X`, `demnach`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relazione.extraction.clauses import Range, Stretch
from relazione.extraction.cues import Attribution, attribution_end, attribution_of
from relazione.extraction.speakers import Speakers, phrase_end, phrase_first
from relazione.extraction.speech import BEFORE, NOBODY, Draft, Speaker, SpeechText
from relazione.extraction.syntax import NOUNS, case_of, char_span, coordinated, feature, predicate_of

if TYPE_CHECKING:
    from relazione.languages.doc import Token

SHORTEST = 3  # words of a content


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that attributes: token range, whose words it means, the rule that found it."""

    start: int
    end: int
    speaker: Speaker
    rule: str
    act: str | None = None


@dataclass(frozen=True, slots=True)
class ReportedSpeech:
    """Finds the reported speech of one document."""

    text: SpeechText
    speakers: Speakers

    def find(self) -> Iterator[Draft]:
        """Yield a draft for each attributing phrase outside quotation marks."""
        for token in self.text.doc:
            if token.i in self.text.quoted:
                continue
            if token.lower_ in self.text.lexicon.so and self._is_put_behind(token):
                yield from self._by_so(token)
            phrase = self._phrase(token)
            if phrase is not None:
                yield from self._drafts(phrase)

    def _phrase(self, token: "Token") -> Phrase | None:
        if token.lower_ in self.text.lexicon.adverbs:
            return Phrase(token.i, token.i + 1, BEFORE, "reported.adverb")
        if token.lower_ in self.text.lexicon.prepositions and token.pos_ not in NOUNS:
            return self._by_preposition(token)
        attribution = attribution_of(token, self.text.pack) if token.pos_ in NOUNS else None
        return self._by_noun(token, attribution) if attribution is not None else None

    # --- phrases ----------------------------------------------------------------------------------------------------

    def _by_preposition(self, token: "Token") -> Phrase | None:
        noun = self._governed(token)
        if noun is None or attribution_of(noun, self.text.pack) is not None:
            return None
        start = min(token.i, phrase_first(noun))
        end = self._phrase_end(noun, start, phrase_end(noun)) if noun.i > token.i else token.i + 1
        mention = self.text.mention_at(end) if noun.i > token.i and end < len(self.text.doc) else None
        if mention is not None and mention.start == end and mention.kind_of == "name":  # `according to Minister | Roe`
            end = mention.end
        quoted = self.text.quoted_from.get(token.i + 1)
        end = max(end, quoted.end) if quoted is not None else end
        speaker = self._named(noun, start, end)
        if token.lower_ in self.text.lexicon.parted and speaker == NOBODY and not self._is_parted(noun, start, end):
            return None
        return Phrase(start, end, speaker, f"reported.{token.lower_}")

    def _is_parted(self, noun: "Token", start: int, end: int) -> bool:
        """Tell whether a phrase names a text, or a comma parts it from its clause."""
        doc = self.text.doc
        marks = (doc[start - 1] if start else None, doc[end] if end < len(doc) else None)
        return noun.lemma_ in self.text.lexicon.texts or any(mark is not None and mark.text == "," for mark in marks)

    def _governed(self, preposition: "Token") -> "Token | None":
        """Return the noun that a preposition before or behind it governs: by the tree, else the one beside it."""
        doc, place = self.text.doc, preposition.i
        behind = preposition.lower_ in self.text.lexicon.postpositions
        head = preposition.head
        if head.pos_ in (*NOUNS, "X", "PRON") and (head.i < place) == behind:
            return head
        if behind:
            mention = self.text.mention_at(place - 1) if place else None
            noun = doc[mention.head] if mention is not None else doc[place - 1] if place else None
            return noun if noun is not None and noun.pos_ in NOUNS else None
        after = doc[place + 1] if place + 1 < len(doc) else None
        if after is not None and after.pos_ in ("ADP", "ADV", "PUNCT", "VERB") and not after.is_quote:
            return None
        return next((word for word in doc[place + 1 : place + 5] if word.pos_ in NOUNS), None)

    def _named(self, noun: "Token", start: int, end: int) -> Speaker:
        if noun.lemma_ in self.text.lexicon.texts:
            return self.speakers.owner(noun)[0]
        key = self.speakers.named_by(noun)
        if key is not None:
            return Speaker(key)
        found = (self.text.mention_at(index) for index in range(start, end))
        named = next((Speaker(mention.actor) for mention in found if mention is not None), None)
        return named or self.speakers.of_human(noun)

    def _by_noun(self, noun: "Token", attribution: Attribution) -> Phrase | None:
        speaker, end = self.speakers.owner(noun)
        start = phrase_first(noun)
        end = max(self._phrase_end(noun, start, end), attribution_end(noun, self.text.pack))
        doc = self.text.doc
        before = doc[start - 1] if start and doc[start - 1].pos_ == "ADP" else None
        if before is None and self._is_behind(end, attribution):
            return Phrase(start, end + 1, speaker, "reported.noun", attribution.act)
        before = before or case_of(noun)
        if before is not None and before.dep_ == "fixed":  # of several words, as the tree knows (`according | to`)
            before = before.head
        if before is None or not self._attributes(before, noun, start, attribution):
            return None
        if attribution.act is None and self._is_occasion(noun, start, before) and not self._is_sub(noun):
            return None
        return Phrase(min(start, before.i), end, speaker, "reported.noun", attribution.act)

    def _phrase_end(self, noun: "Token", start: int, end: int) -> int:
        """Return where the phrase of a noun ends: before its postposition; inside a sentence also before what may as
        well belong to the verb (`nach Angaben der Armee am Montag`), a name never cut.
        """
        leads = start - 1 <= self.text.clauses.sentence(noun.i)[0]
        for word in self.text.doc[noun.i + 1 : end]:
            if word.lower_ in self.text.lexicon.postpositions:
                return word.i
            mention = self.text.book.at[word.i]
            if not leads and (mention is None or mention.start == word.i) and self._opens_other(word):
                return word.i
        return end

    def _opens_other(self, word: "Token") -> bool:
        """Tell whether a word opens a phrase that is no genitive and no source of the noun before it."""
        if word.pos_ == "ADP":
            return word.lower_ not in self.text.words.sources and word.lemma_.lower() not in self.text.words.sources
        return word.pos_ in ("ADV", "NUM") or (word.pos_ == "DET" and feature(word, "Case") in ("Nom", "Acc"))

    def _is_behind(self, place: int, attribution: Attribution) -> bool:
        """Tell whether the preposition of a noun stands behind its phrase (`Berichten zufolge`, `seiner Meinung
        nach`).
        """
        doc = self.text.doc
        if place >= len(doc) or doc[place].lower_ not in attribution.preps:
            return False
        own = place + 1 < len(doc) and doc[place + 1].pos_ in ("DET", "PROPN", "NOUN", "NUM")
        return doc[place].lower_ in self.text.lexicon.postpositions or (attribution.act is not None and not own)

    def _attributes(self, preposition: "Token", noun: "Token", start: int, attribution: Attribution) -> bool:
        """Tell whether a preposition makes a noun attribute: by the lexicon, or any that does so before some unknown
        text.
        """
        own = any(word.lemma_.lower() in self.text.words.own for word in self.text.doc[start : noun.i])
        if noun.dep_ == "obl:agent" and not own:
            return False  # who does it: `shaped by public opinion`
        if any(feature(word, "Case") == "Acc" for word in self.text.doc[start : noun.i] if word.pos_ == "DET"):
            return False  # they govern the dative: `in den Augen der Armee`, not `in die Augen`
        forms = {preposition.lemma_.lower(), preposition.lower_}
        if forms & set(attribution.preps):
            return True
        before = self.text.doc[start : noun.i]
        bare = feature(noun, "Number") == "Plur" and not any(word.pos_ == "DET" for word in before)
        some = bare or any(feature(word, "Definite") == "Ind" for word in before)
        return some and any(forms & set(entry.preps) for entry in self.text.lexicon.attributions if entry.act is None)

    def _is_occasion(self, noun: "Token", start: int, preposition: "Token") -> bool:
        """Tell whether a phrase may as well be a time (`nach dem Bericht`): one known text after a preposition."""
        definite = any(feature(word, "Definite") == "Def" for word in self.text.doc[start : noun.i])
        return (
            definite
            and feature(noun, "Number") == "Sing"
            and start > 0
            and {self.text.doc[start - 1].lower_, preposition.lower_}.isdisjoint(self.text.lexicon.prepositions)
        )

    def _is_sub(self, noun: "Token") -> bool:
        stretch = self.text.clauses.stretch(noun.i)
        return stretch is not None and self.text.clauses.is_subjunctive(stretch.start, stretch.end)

    # --- contents ---------------------------------------------------------------------------------------------------

    def _drafts(self, phrase: Phrase) -> Iterator[Draft]:
        content = self._content(phrase)
        if content is None or content[1] - content[0] < SHORTEST:
            return
        span = char_span(self.text.doc, phrase.start, phrase.end)
        parts = tuple(self._without(phrase, content))
        yield Draft("reported", parts, phrase.speaker, phrase.rule, 0.88, cue_span=span, act=phrase.act)

    def _without(self, phrase: Phrase, content: Range) -> Iterator[Range]:
        """Yield a content without a phrase in it that commas set off (`The port, according to Lima, was closed`)."""
        doc, (start, end) = self.text.doc, content
        inside = start < phrase.start and phrase.end <= end
        set_off = inside and doc[phrase.start - 1].text == "," and (phrase.end == end or doc[phrase.end].text == ",")
        if not set_off:
            yield content
            return
        yield start, phrase.start - 1
        if phrase.end + 1 < end:
            yield phrase.end + 1, end

    def _content(self, phrase: Phrase) -> Range | None:
        """Return the sentence or the clause that a phrase attributes: from behind it where it leads, else with it
        inside.
        """
        start, end = self._between_semicolons(phrase)
        stretch = self.text.clauses.stretch(phrase.start)
        if stretch is None:
            return None
        if stretch.kind in ("relative", "dass", "question") and phrase.start > stretch.start:
            return stretch.start, self._clause_end(stretch, end)
        if phrase.start <= start + 1:
            return self._behind(phrase.end, end), end
        if phrase.start == stretch.start and phrase.end >= stretch.end and stretch.end == end:
            return start, stretch.start - 1
        return start, end

    def _between_semicolons(self, phrase: Phrase) -> Range:
        start, end = self.text.clauses.sentence(phrase.start)
        marks = [token.i for token in self.text.doc[start:end] if token.text == ";"]
        start = max((place + 1 for place in marks if place < phrase.start), default=start)
        return start, min((place for place in marks if place >= phrase.end), default=end)

    def _behind(self, start: int, end: int) -> int:
        """Return where the sentence goes on after a leading phrase, a relative clause or an apposition to it left
        out.
        """
        doc = self.text.doc
        while start < end and doc[start].text == ",":
            aside = next((part for part in self.text.clauses.stretches(start) if part.start == start + 1), None)
            if aside is None or aside.kind not in ("relative", "fragment"):
                return start + 1
            start = aside.end
        return start

    def _clause_end(self, stretch: Stretch, end: int) -> int:
        """Return where a subordinate clause ends: before the stretch that goes on with the clause it hangs on."""
        outer = predicate_of(stretch.verb).head if stretch.verb is not None else None
        for part in self.text.clauses.stretches(stretch.start):
            if part.start > stretch.start and part.verb is not None and outer is not None:
                predicate = predicate_of(part.verb)
                if predicate == predicate_of(outer) or part.kind == "first":
                    return part.start - 1
        return end

    # --- so X -------------------------------------------------------------------------------------------------------

    def _is_put_behind(self, token: "Token") -> bool:
        return token.i > 0 and self.text.doc[token.i - 1].text in (",", "–", "-")

    def _by_so(self, token: "Token") -> Iterator[Draft]:
        """Yield what stands before and after `, so X`; in the subjunctive it is indirect speech."""
        mention = self.text.mention_after(token.i + 1)
        stretch = self.text.clauses.stretch(token.i)
        if mention is None or stretch is None or stretch.kind not in ("fragment", "infinitive"):
            return
        if self.text.book.entry(mention).kind == "state" and len(coordinated(self.text.doc[mention.head])) > 1:
            return  # examples: `einige Staaten, so Finnland und Estland`
        start, end = self.text.clauses.sentence(token.i)
        content: tuple[Range, ...] = ((start, token.i - 1),)
        after = next(
            (
                part
                for part in self.text.clauses.stretches(token.i)
                if part.start > stretch.end and part.kind != "relative"
            ),
            None,
        )
        if after is not None and end - after.start >= SHORTEST:
            content += ((after.start, end),)
        subjunctive = any(self.text.clauses.is_subjunctive(*part) for part in content)
        span = char_span(self.text.doc, token.i, token.i + 1)
        if content[0][1] - content[0][0] >= SHORTEST or len(content) > 1:
            form = "indirect" if subjunctive else "reported"
            yield Draft(form, content, Speaker(mention.actor), f"{form}.so", 0.9, cue_span=span)
