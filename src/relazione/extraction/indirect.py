"""Indirect speech: what a cue verb or noun says in a clause, an infinitive, an object or a predicate."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relazione.extraction.clauses import Range, Stretch
from relazione.extraction.cues import Cue, CueNoun, CueVerb, cue_noun
from relazione.extraction.frames import parse_path
from relazione.extraction.speakers import Speakers, phrase_end, phrase_first
from relazione.extraction.speech import NOBODY, Draft, Speaker, SpeechText
from relazione.extraction.status import StatusLexicon
from relazione.extraction.syntax import (
    NOUNS,
    SUBJECTS,
    VERBS,
    auxiliaries,
    case_of,
    char_span,
    children,
    feature,
    is_finite,
    is_gerund,
    is_passive,
    is_relative,
    predicate_of,
)

if TYPE_CHECKING:
    from relazione.languages.doc import Token

UNSURE = ("indirect.object", "indirect.als", "indirect.double", "indirect.clause")  # only where somebody is named
CALLS = ("demand", "propose")  # acts of nouns whose infinitive is what somebody says, not only has in mind
TELLS = (None, "commit")  # acts of verbs whose `das` is what they tell: `Das kündigte X an`, not `Das kritisierte X`
LONG = 6  # words of an object that is a content without a clause of its own
HANGING = ("infinitive", "relative")  # clauses that go on with the noun before them
SHORTEST_INFINITIVE = 3  # words of an infinitive that no comma parts from its cue
SHORTEST_CLAUSE = 3  # words of a clause that only its place makes a content
SPOKEN = 0.7  # the share of a predicate in quotation marks that makes it direct speech


@dataclass(frozen=True, slots=True)
class Content:
    """Where the content of a cue stands, how it was recognised, and how surely."""

    ranges: tuple[Range, ...]
    rule: str
    confidence: float
    entry: CueVerb | None = None
    form: str = "indirect"
    subject: "Token | None" = None  # who says it, where the cue's place shows that surer than the tree


@dataclass(frozen=True, slots=True)
class IndirectSpeech:
    """Finds the indirect speech of one document."""

    text: SpeechText
    speakers: Speakers

    def find(self) -> Iterator[Draft]:
        """Yield the drafts of each cue, the surest first, then those of nouns that have a clause."""
        for cue in self.text.cues:
            for content in () if self._is_itself_said(cue) else self._contents(cue):
                draft = self._draft(cue, content)
                if (
                    draft.speaker.noun is not None
                    and content.form != "reported"
                    and not self._may_say(cue, content, draft)
                ):
                    continue
                named = draft.speaker != NOBODY or self._may_be_nobody_s(cue)
                if named or (cue.is_strong and content.rule not in UNSURE):
                    yield draft
        for token in self.text.doc:
            if token.pos_ in NOUNS and token.i not in self.text.quoted:
                yield from self._of_noun(token)

    def _may_say(self, cue: Cue, content: Content, draft: Draft) -> bool:
        """Tell whether whom only a noun shows can say a content: by a weak cue only who is named does, and only people
        say what is no clause or promise to do something (not in `the move underlines the need`, `the storm threatens to
        break`).
        """
        noun = draft.speaker.noun
        human = noun is not None and self.speakers.is_human(self.text.doc[noun])
        promise = content.rule == "indirect.infinitive" and content.entry is not None and content.entry.act == "commit"
        return cue.is_strong and (human or not (promise or content.rule in UNSURE))

    def _may_be_nobody_s(self, cue: Cue) -> bool:
        """Tell whether a cue needs no speaker: an impersonal verb or a text's; `sicher ist, dass …` says the writer."""
        if is_passive(cue.verb) and any(children(cue.verb, "nsubj:pass")) and not self.text.clauses.words_of.commas:
            return False
        if self.speakers.is_impersonal(cue.verb):
            return cue.is_strong or next(children(cue.verb, "cop"), None) is None
        return self.speakers.is_text(cue.verb)

    def _is_itself_said(self, cue: Cue) -> bool:
        """Tell whether a cue stands in what somebody else says (`Er sei bereit, …`): then all of that is said."""
        verb = self._finite(cue)
        return not cue.is_strong and is_first_subjunctive(verb)

    def _draft(self, cue: Cue, content: Content) -> Draft:
        speaker = self.speakers.of_cue(cue, content.entry, content.ranges)
        if content.subject is not None:
            speaker = self.speakers.of_noun(content.subject)
        return Draft(
            content.form, content.ranges, speaker, content.rule, content.confidence, cue=cue, entry=content.entry
        )

    def _contents(self, cue: Cue) -> Iterator[Content]:
        stretch = self.text.clauses.stretch(cue.verb.i)
        if stretch is None:
            return
        opener = self._as_clause(cue, stretch)
        if opener is not None:
            subject = self._taken_for_object(cue)
            for content in self._around(cue, (opener, stretch), form="reported", rule="reported.wie"):
                yield replace(content, subject=subject)
            return
        put_in = self._put_in(cue)
        if put_in is not None:
            yield put_in
            return
        clauses = list(self._after(cue))
        objects = list(self._objects_said(cue))
        if clauses and clauses[0].rule == "indirect.infinitive" and objects and _covers(objects[0], clauses[0]):
            clauses = []
        yield from clauses or self._without_comma(cue, stretch)
        opening = self._opening(cue, stretch)
        put_behind = self._is_inverted(cue, stretch) or (not clauses and self._is_put_behind(cue, opening))
        put_behind = put_behind and not self._is_subordinate(stretch) and is_finite(self._finite(cue))
        if cue.verb.i not in self.text.used and cue.takes("clause", "dass") and put_behind:
            yield from self._around(cue, (opening, stretch), form="indirect", rule="indirect.before")
        if entry := cue.takes("als"):
            yield from self._predicate(cue, entry)
        if entry := cue.takes("double"):
            yield from self._double(cue, entry)
        yield from objects
        yield from self._back(cue)

    def _is_subordinate(self, stretch: Stretch) -> bool:
        """Tell whether a clause hangs on another by its first word, so that nothing before it is what it says."""
        opener = self.text.doc[stretch.start].lower_
        return stretch.kind == "relative" or opener in self.text.clauses.words_of.circumstances

    def _finite(self, cue: Cue) -> "Token":
        return next((word for word in (*auxiliaries(cue.verb), cue.verb) if is_finite(word)), cue.verb)

    # --- clauses after the cue --------------------------------------------------------------------------------------

    def _after(self, cue: Cue) -> Iterator[Content]:
        """Yield the clause behind a cue, appositions and relative clauses between them left out."""
        stretches = self.text.clauses.stretches(cue.verb.i)
        place = next(i for i, part in enumerate(stretches) if part.start <= cue.verb.i < part.end)
        while place + 1 < len(stretches) and cue.last >= stretches[place].end:
            place += 1
        condition: Stretch | None = None
        for number, part in enumerate(stretches[place + 1 :], place + 2):
            if self.text.doc[part.start - 1].text == ";" or self._is_said_by_another(cue, part):
                return
            if part.kind == "question" and self._is_taken_up(stretches[number : number + 1]):
                condition = part
                continue
            found = self._carried(cue, part, condition)
            if found is not None:
                yield found
                return
            if part.kind == "circumstance":
                condition = part
            elif part.linked or part.kind not in ("relative", "fragment", "infinitive"):
                return

    def _is_said_by_another(self, cue: Cue, part: Stretch) -> bool:
        """Tell whether a participle that says what somebody adds stands between a cue and a clause (`rejected the
        claim, | saying that …`).
        """
        between = self.text.cues_in(cue.last + 1, part.start)
        comma = (one for one in between if self.text.doc[one.verb.i - 1].text == ",")
        added = (one.verb for one in comma if one.is_strong and is_gerund(one.verb))
        marks = self.text.words.predicative  # `quoted him as saying`: whom the cue means
        return any(marks.isdisjoint(mark.lower_ for mark in children(verb, "mark", "case")) for verb in added)

    def _without_comma(self, cue: Cue, stretch: Stretch) -> Iterator[Content]:
        """Yield the infinitive behind a cue that ends its own clause (`hat angekündigt das Land zu verlassen`)."""
        entry, start = cue.takes("inf"), cue.last + 1
        if entry is None or feature(cue.verb, "VerbForm") != "Part" or stretch.end - start < SHORTEST_INFINITIVE:
            return
        clauses = self.text.clauses
        if clauses.is_infinitive(start, stretch.end) and not clauses.finite_verbs(start, stretch.end):
            yield Content(((start, stretch.end),), "indirect.infinitive", 0.8, entry)

    def _is_taken_up(self, following: tuple[Stretch, ...]) -> bool:
        """Tell whether a clause is the first part of the one behind it (`wer das tue, mache sich schuldig`)."""
        return any(part.kind == "first" and self._is_sub(part) for part in following)

    def _carried(self, cue: Cue, part: Stretch, condition: Stretch | None) -> Content | None:
        """Return a stretch as the content of a cue, `None` where it is none."""
        form = self._form(part, condition)
        entry = cue.takes(form) if form else None
        if form == "inf" and not self._governs(cue, part):
            return None
        colon = self.text.doc[part.start - 1].text == ":"
        subjunctive = self._is_sub(part)
        if form == "clause" and colon and subjunctive:
            entry = entry or cue.entries[0]
        if entry is None or (part.kind == "question" and self._is_unsaid(cue)):
            return None
        start = condition.start if condition is not None and part.kind == "first" else part.start
        end = self._end(cue, start)
        ranges = ((start, self._end_of_infinitive(start, end) if form == "inf" else end),)
        if form == "clause" and ranges[0][1] - start < SHORTEST_CLAUSE:
            return None
        if form != "clause":
            rule = "infinitive" if form == "inf" else "dass"
            return Content(ranges, f"indirect.{rule}", 0.93 if form == "dass" else 0.88, entry)
        if subjunctive:
            return Content(ranges, "indirect.colon" if colon else "indirect.konjunktiv", 0.92, entry)
        plain = cue.verb.i not in self.text.used and not part.linked and part.kind == "main"
        plain = plain and not self._hangs_on(cue, part)
        hangs = part.verb is not None and predicate_of(part.verb).head == cue.verb
        sure = plain and (cue.is_strong or hangs) and not self._has_object(cue)
        return Content((*self._condition_before(cue, part), *ranges), "indirect.clause", 0.7, entry) if sure else None

    def _condition_before(self, cue: Cue, part: Stretch) -> Iterator[Range]:
        """Yield the condition before a cue put into what it says (`If it rains, she warned, the harvest …`)."""
        stretches, doc = self.text.clauses.stretches(cue.verb.i), self.text.doc
        place = next(number for number, one in enumerate(stretches) if one.start <= cue.verb.i < one.end)
        before = stretches[place - 1] if place else None
        put_in = (
            not self.text.clauses.words_of.commas and doc[part.start - 1].text == "," and part == stretches[place + 1]
        )
        if before is not None and put_in and before.kind == "circumstance" and doc[before.end].text == ",":
            yield before.start, before.end

    def _is_unsaid(self, cue: Cue) -> bool:
        """Tell whether a cue is negated, so that nothing is said of what it leaves open (`did not say when …`)."""
        negated = self.text.pack.lexicon("status", StatusLexicon).negated
        adverbs = {word.lemma_.lower() for word in children(cue.verb, "advmod")}
        subjects = list(children(cue.verb, *SUBJECTS))
        words = {part.lower_ for word in subjects for part in (word, *children(word, "det"))}
        return bool(adverbs & negated.adverbs or words & (negated.determiners | negated.adverbs))

    def _governs(self, cue: Cue, part: Stretch) -> bool:
        """Tell whether an infinitive behind a cue is what it says: where no comma shows that, the tree must (not in
        `the waste floating around was used to make shoes`).
        """
        if self.text.clauses.words_of.commas:
            return True
        heads = [word for word in self.text.doc[part.start : part.end] if not part.start <= word.head.i < part.end]
        governors = (word.head.head if word.head.pos_ in NOUNS else word.head for word in heads)
        return cue.verb in governors

    def _form(self, part: Stretch, condition: Stretch | None) -> str | None:
        if part.kind in ("dass", "question"):
            return "dass"
        if part.kind == "infinitive" and not part.linked:
            return "inf"
        if part.kind == "main" or (part.kind == "first" and condition is not None):
            return "clause"
        return None

    def _is_sub(self, part: Stretch) -> bool:
        return self.text.clauses.is_subjunctive(part.start, part.end)

    def _hangs_on(self, cue: Cue, part: Stretch) -> bool:
        """Tell whether a cue itself stands in a circumstance of a clause (`Forecasting wind, the captain sailed`)."""
        return part.verb is not None and cue.verb.dep_ == "advcl" and predicate_of(part.verb) in cue.verb.ancestors

    def _has_object(self, cue: Cue) -> bool:
        """Tell whether a verb has an object that is no clause: a noun, or what it asks for (`what she is saying`)."""
        objects = children(cue.verb, "obj")
        return any(word.pos_ in NOUNS or feature(word, "PronType") in ("Int", "Rel", "Int,Rel") for word in objects)

    def _end(self, cue: Cue, start: int) -> int:
        """Return where the content of a cue ends: with its sentence, or where the cue's own clause or another cue
        takes over.
        """
        end = self.text.clauses.sentence(cue.verb.i)[1]
        for token in self.text.doc[start + 1 : end]:
            if not is_finite(token) or token.i in self.text.quoted or feature(token, "Mood") == "Sub":
                continue
            if self._takes_over(cue, token, start):
                return self._clause_start(token, start)
        return end

    def _end_of_infinitive(self, start: int, end: int) -> int:
        """Return where an infinitive ends: before a clause behind a comma that says when or why the rest is so, where
        commas are for that (`agreed to meet, | as the truce held`).
        """
        if self.text.clauses.words_of.commas:
            return end
        behind = (part for part in self.text.clauses.stretches(start) if start < part.start < end)
        asides = (part for part in behind if part.kind == "circumstance" and self.text.doc[part.start - 1].text == ",")
        return next((part.start - 1 for part in asides), end)

    def _takes_over(self, cue: Cue, token: "Token", start: int) -> bool:
        """Tell whether a finite verb is coordinated with the cue, goes on with its main clause, or is a cue put
        behind.
        """
        predicate = predicate_of(token)
        if any(mark.lower_ in self.text.clauses.words_of.contents for mark in children(predicate, "mark")):
            return False
        if predicate.dep_ == "conj" and predicate.head == cue.verb:
            return True
        before = self.text.doc[token.i - 1]
        other = self.text.cue_in(token.i, token.i + 1)
        if other is not None and before.pos_ == "CCONJ" and token.i > start + 2:
            return True
        if before.text != "," or predicate == cue.verb:
            return False
        bare = other is not None and not any(child.dep_ in SUBJECTS for child in predicate.children)
        return bare or predicate in list(cue.verb.ancestors)

    def _clause_start(self, verb: "Token", start: int) -> int:
        """Return the comma or conjunction that the clause of a finite verb begins with."""
        for index in range(verb.i - 1, start, -1):
            if self.text.doc[index].text == "," or self.text.doc[index].pos_ == "CCONJ":
                return index
        return verb.i

    # --- clauses before and around the cue --------------------------------------------------------------------------

    def _is_inverted(self, cue: Cue, stretch: Stretch) -> bool:
        """Tell whether a cue opens its stretch and its subject follows (`…, teilte X mit`)."""
        doc = self.text.doc
        first = min(cue.first, self._finite(cue).i)
        before = doc[first - 2 if first > 1 and doc[first - 1].is_quote else first - 1]
        if first != stretch.start or first == 0 or before.text not in (",", "–", "-"):
            return False
        subjects = [child for child in cue.verb.children if child.dep_ in (*SUBJECTS, "expl")]
        if subjects:
            return any(first < child.i < stretch.end for child in subjects)
        return self.text.mention_after(first + 1, 4) is not None

    def _put_in(self, cue: Cue) -> Content | None:
        """Return what is said around a clause of speech that commas set off behind or in it, its subject first (`The
        port is open, Liv Sandvik, the minister, said`, `The port, she said, is open`).
        """
        entry = cue.takes("clause", "dass")
        if self.text.clauses.words_of.commas or entry is None or not is_finite(self._finite(cue)):
            return None
        start, end = self.text.clauses.sentence(cue.verb.i)
        comma = self._comma_before_subject(cue, start)
        subject = self._noun_put_first(comma + 1, cue.first) if comma is not None else None
        if comma is None or subject is None or cue.verb.i in self.text.used:
            return None
        start = max((place + 1 for place in range(start, comma) if self.text.doc[place].text == ":"), default=start)
        behind = cue.last + 1
        if behind < end and self.text.doc[behind].text == ",":
            opens = self.text.clauses.stretches(cue.verb.i)
            part = next((part for part in opens if part.start == behind + 1), None)
            if part is None or part.kind == "relative" or not self.text.clauses.finite_verbs(behind, end):
                return None
            return Content(((start, comma), (behind + 1, end)), "indirect.before", 0.8, entry, subject=subject)
        goes_on = self.text.clauses.finite_verbs(behind, end) or self._says_something(cue, entry)
        if goes_on or not self._is_whole(start, comma):
            return None
        return Content(((start, comma),), "indirect.before", 0.8, entry, subject=subject)

    def _comma_before_subject(self, cue: Cue, start: int) -> int | None:
        """Return the comma that sets off a clause of speech from what is before it, where one phrase alone, and what
        commas say of it, stands between that and the verb.
        """
        doc, place, commas = self.text.doc, cue.first - 1, []
        while place > start and (doc[place].text == "," or self._is_nominal(doc[place])):
            commas += [place] if doc[place].text == "," else []
            place -= 1
        aside = cue.first - 1 in commas
        wanted = 2 if aside else 0  # `, the minister, Liv Sandvik, | said` or `, Liv Sandvik | said`
        return commas[wanted] if len(commas) > wanted and commas[wanted] > start else None

    def _is_nominal(self, word: "Token") -> bool:
        """Tell whether a word may stand in the phrase that is the subject of a clause put behind."""
        participle = word.pos_ == "VERB" and feature(word, "VerbForm") == "Part"
        plain = word.pos_ in (*NOUNS, "DET", "ADJ", "ADP", "NUM", "PART", "PRON", "SYM")
        return (plain or participle) and word.i not in self.text.quoted and not is_relative(word)

    def _noun_put_first(self, start: int, end: int) -> "Token | None":
        """Return the word that the phrase between a comma and a clause's verb is about: its name, else its noun."""
        words = [word for word in self.text.doc[start:end] if word.text != ","]
        if len(words) == 1 and words[0].pos_ == "PRON":
            return words[0]
        ends = next(
            (number for number, word in enumerate(words) if number and word.pos_ in ("ADP", "VERB")), len(words)
        )
        mentions = [(word, self.text.mention_at(word.i)) for word in words if word.pos_ in NOUNS]
        persons = [word for word, one in mentions if one is not None and self.text.book.entry(one).kind == "person"]
        nouns = [word for word in words[:ends] if word.pos_ in NOUNS]
        heads = [word for word in nouns if not any(word != other and other in word.ancestors for other in nouns)]
        return next(iter(persons), None) or next(iter(heads[-1:] or nouns[-1:]), None)

    def _says_something(self, cue: Cue, entry: CueVerb) -> bool:
        """Tell whether a verb of speech has an object behind it that is no addressee (`the minister said nothing`)."""
        objects = [child for child in children(cue.verb, "obj") if child.i > cue.verb.i]
        return bool(objects) and "obj" not in entry.addressee

    def _is_whole(self, start: int, end: int) -> bool:
        """Tell whether a main clause stands in a range, so that it may be what somebody said."""
        parts = [part for part in self.text.clauses.stretches(start) if start <= part.start < end]
        verbs = [part for part in parts if part.verb is not None]
        unseen = not verbs and end - start >= LONG and self.text.doc[start].pos_ in (*NOUNS, "DET", "ADJ")
        return unseen or any(part.kind not in ("relative", "circumstance") for part in verbs)

    def _opening(self, cue: Cue, stretch: Stretch) -> Stretch:
        """Return the stretch in which a cue's clause begins: that of its subject where commas set off what is said of
        it in between (`…, the minister, Liv Sandvik, said`).
        """
        if self.text.clauses.words_of.commas:
            return stretch
        own = list(children(cue.verb, *SUBJECTS))
        subjects = [] if any(stretch.start <= child.i for child in own) else own
        first = min((word.i for child in subjects for word in child.subtree), default=stretch.start)
        parts = [part for part in self.text.clauses.stretches(cue.verb.i) if part.start <= first < part.end]
        return parts[0] if parts and parts[0].start == first else stretch

    def _is_put_behind(self, cue: Cue, stretch: Stretch) -> bool:
        """Tell whether a comma parts a clause of speaking from what is said before it, its subject first (`…, Liv
        Sandvik said`).
        """
        doc = self.text.doc
        if self.text.clauses.words_of.commas or stretch.start == 0 or doc[stretch.start - 1].text != ",":
            return False
        named = cue.first > stretch.start and self.text.mention_at(cue.first - 1) is not None
        return named or any(stretch.start <= child.i < cue.first for child in children(cue.verb, *SUBJECTS))

    def _as_clause(self, cue: Cue, stretch: Stretch) -> Stretch | None:
        """Return where the clause of a cue opens with `wie` or `was`, an apposition in it left aside; `None` where
        it does not.
        """
        for part in reversed([part for part in self.text.clauses.stretches(cue.verb.i) if part.start <= stretch.start]):
            if any(token.text == ":" for token in self.text.doc[part.start : cue.verb.i]):
                return None
            opener = self.text.doc[part.start].lower_
            asks = not self.text.clauses.words_of.commas and opener in self.text.words.questions
            if opener in self.text.words.as_ and (not asks or self._is_taken_up_by(cue, part, stretch)):
                return part if self._tells_as(cue, self.text.doc[part.start]) else None
            if part != stretch and part.kind not in ("fragment", "relative"):
                return None
            if part == stretch and part.kind not in ("main", "first", "fragment"):
                return None
        return None

    def _is_taken_up_by(self, cue: Cue, part: Stretch, stretch: Stretch) -> bool:
        """Tell whether a clause at the end of its sentence takes up what is told before it as its object (`…, which
        Oslo denied`).
        """
        opener = self.text.doc[part.start]
        last = part == stretch == self.text.clauses.stretches(part.start)[-1]
        return last and self.text.doc[part.start - 1].text == "," and opener.dep_ == "obj" and bool(cue.takes("obj"))

    def _tells_as(self, cue: Cue, opener: "Token") -> bool:
        """Tell whether a clause passes on what is around it: not where its opener is its subject (`was zeigt, …`) or
        asks for a degree (`wie sicher wir sind`), nor where the cue's subject stands before it (`Forscher, wie Wolny,
        sagen`).
        """
        subjects = list(children(cue.verb, *SUBJECTS))
        degree = (
            opener.head.i == opener.i + 1
            and opener.head.pos_ in ("ADJ", "ADV")
            and any(child.i > opener.head.i for child in children(opener.head, *SUBJECTS))
        )
        return not degree and opener not in subjects and not any(child.i < opener.i for child in subjects)

    def _taken_for_object(self, cue: Cue) -> "Token | None":
        """Return who speaks in a clause without a subject: what it says stands around it, so its object says it."""
        if any(children(cue.verb, *SUBJECTS)) or is_passive(cue.verb):
            return None
        return next(filter(_can_be_subject, children(cue.verb, "obj")), None)

    def _around(self, cue: Cue, clause: tuple[Stretch, Stretch], *, form: str, rule: str) -> Iterator[Content]:
        """Yield what stands before a cue put behind or in between, together with what goes on after it."""
        stretches = self.text.clauses.stretches(cue.verb.i)
        before = stretches[: stretches.index(clause[0])]
        after = stretches[stretches.index(clause[1]) + 1 :]
        entry = cue.takes("clause", "dass") or (cue.entries[0] if form == "reported" else None)
        if entry is None:
            return
        going_on = self._going_on(before, after, reported=form == "reported")
        before = self._behind_colon(before)
        ranges: tuple[Range, ...] = ((before[0].start, before[-1].end),) if before else ()
        ranges += ((going_on.start, self._end(cue, going_on.start)),) if going_on is not None else ()
        whole = any(part.verb is not None and part.kind not in ("relative", "circumstance") for part in before)
        if not ranges or not (whole or going_on is not None):
            return
        sure = any(self.text.clauses.is_subjunctive(*part) for part in ranges)
        told = self.speakers.is_text(cue.verb) or (form == "reported" and cue.takes("clause"))
        if sure or cue.is_strong or told:
            yield Content(ranges, rule, 0.92 if sure else 0.8, entry, form)

    def _behind_colon(self, parts: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        """Return the stretches behind the last colon where only they stand in the subjunctive, else all of them."""
        for place in range(len(parts) - 1, 0, -1):
            colon = self.text.doc[parts[place].start - 1].text == ":"
            if colon and not self.text.clauses.words_of.commas:
                return parts[place:]
            if colon and any(map(self._is_sub, parts[place:])) and not any(map(self._is_sub, parts[:place])):
                return parts[place:]
        return parts

    def _going_on(self, before: tuple[Stretch, ...], after: tuple[Stretch, ...], *, reported: bool) -> Stretch | None:
        """Return the stretch behind an inserted cue that goes on with the content."""
        for part in after:
            if not self.text.clauses.words_of.commas and self.text.doc[part.start - 1].text == ";":
                return part if before and not part.linked else None
            if part.kind == "relative" or (part.kind == "fragment" and not before):
                continue
            opens = not before and part.kind in ("first", "main", "fragment")
            goes_on = before and (part.kind in ("first", "dass", "question", "infinitive") or self._is_sub(part))
            return part if (opens and reported) or (goes_on and not part.linked) else None
        return None

    def _back(self, cue: Cue) -> Iterator[Content]:
        """Yield the sentence before one that says no more than who told it (`Das teilte die Polizei mit.`)."""
        start = self.text.clauses.sentence(cue.verb.i)[0]
        first, entry = self.text.doc[start], cue.takes("dass")
        if entry is None or entry.act not in TELLS or not cue.is_strong or first.lower_ not in self.text.words.back:
            return
        alone = all(part.kind in ("relative", "fragment") for part in self.text.clauses.stretches(start)[1:])
        subject = next(filter(_can_be_subject, self.text.doc[start + 2 : cue.verb.sent.end]), None)
        if subject is None or not alone or cue.first != start + 1:
            return
        before = self.text.clauses.raw_sentence(start)[0] - 1
        while before >= 0 and self.text.doc[before].is_space and "\n" not in self.text.doc[before].text:
            before -= 1
        if before > 0 and not self.text.doc[before].is_space:
            yield Content((self.text.clauses.sentence(before),), "reported.back", 0.7, entry, "reported", subject)

    # --- predicates, objects ----------------------------------------------------------------------------------------

    def _predicate(self, cue: Cue, entry: CueVerb) -> Iterator[Content]:
        """Yield `als …` of a verb of assessing, with its object where that stands between verb and `als`."""
        stretch = self.text.clauses.stretch(cue.verb.i)
        mark = next((word for word in self.text.clauses.words(cue.verb) if self._is_predicative(word)), None)
        if stretch is None or mark is None or mark.i == stretch.start:
            return
        end = self._predicate_end(cue, stretch)
        finite = self._finite(cue)
        starts = [
            phrase_first(word) for word in self._objects(cue) if word.pos_ != "PRON" and finite.i < word.i < mark.i
        ]
        start = min(starts, default=mark.i)
        if end - mark.i > 1:
            yield self._quoted_or(Content(((start, end),), "indirect.als", 0.7, entry), mark.i + 1)

    def _is_predicative(self, word: "Token") -> bool:
        """Tell whether a word is the `als` of a predicate, not that of a comparison or of `sowohl … als auch`."""
        if word.lower_ not in self.text.words.predicative:
            return False
        doc, place = self.text.doc, word.i
        pair = place + 1 < len(doc) and doc[place + 1].pos_ in ("CCONJ", "ADV") and doc[place + 1].head.dep_ == "conj"
        return not pair and not (place and feature(doc[place - 1], "Degree") == "Cmp")

    def _objects(self, cue: Cue) -> list["Token"]:
        return [word for word in self.text.roles.words(cue.verb, ("obj",)) if word.pos_ in (*NOUNS, "PRON")]

    def _predicate_end(self, cue: Cue, stretch: Stretch) -> int:
        """Return where a predicate ends: before the verbs that close its clause, or with the clauses that hang on
        it.
        """
        end = joined = min(stretch.end, _coordinated_from(cue.verb, stretch.end))
        while end - 1 in {word.i for word in (cue.verb, *auxiliaries(cue.verb))} or self._is_particle(cue, end - 1):
            end -= 1
        if end < joined or joined < stretch.end:
            return end
        for part in self.text.clauses.stretches(cue.verb.i):
            if part.start > stretch.start:
                if part.linked or part.kind not in ("infinitive", "relative", "dass"):
                    break
                end = part.end
        return end

    def _is_particle(self, cue: Cue, place: int) -> bool:
        return cue.particle is not None and cue.particle.i == place

    def _quoted_or(self, content: Content, start: int) -> Content:
        """Return a predicate that stands in quotation marks as direct speech, another as it is."""
        end = content.ranges[-1][1]
        inside = (self.text.quoted_from[place] for place in range(start, end) if place in self.text.quoted_from)
        for quoted in inside:
            if quoted.closed and quoted.end <= end and quoted.end - quoted.start > SPOKEN * (end - start):
                return replace(content, ranges=((quoted.first, quoted.last),), form="direct", rule="quote.predicate")
        return content

    def _double(self, cue: Cue, entry: CueVerb) -> Iterator[Content]:
        """Yield object and predicate of `X nannte die Lage eine Gefahr`."""
        stretch = self.text.clauses.stretch(cue.verb.i)
        if stretch is None or is_passive(cue.verb) or self.speakers.is_impersonal(cue.verb):
            return
        finite = self._finite(cue)
        starts = [phrase_first(word) for word in self._objects(cue) if word.i > finite.i]
        starts = starts if self._has_predicate(cue) else []
        subjects = {word.i for word in self.text.roles.words(cue.verb, ("nsubj",))}
        end = self._predicate_end(cue, stretch)
        if starts and end - min(starts) > 2 and not any(min(starts) <= place < end for place in subjects):
            yield self._quoted_or(Content(((min(starts), end),), "indirect.double", 0.65, entry), min(starts))

    def _has_predicate(self, cue: Cue) -> bool:
        """Tell whether what a verb calls its object may stand beside it; where nouns show no case, the tree must say
        so.
        """
        objects = self._objects(cue)
        caseless = bool(objects) and all(feature(word, "Case") is None for word in objects)
        return not caseless or len(objects) > 1 or bool(self.text.roles.words(cue.verb, ("xcomp",)))

    def _objects_said(self, cue: Cue) -> Iterator[Content]:
        """Yield the object or the prepositional phrase that carries what a cue says, with the clauses that hang on
        it.
        """
        if is_passive(cue.verb) or cue.verb.i in self.text.used:
            return
        for entry in cue.entries:
            for path in entry.takes:
                word = self._said(cue, path) if path == "obj" or path.startswith("obl:") else None
                if word is None:
                    continue
                ranges = self._phrase(cue, word, _phrase_begin(word))
                inside = [
                    part for part in self.text.clauses.stretches(word.i) if any(a < part.start < b for a, b in ranges)
                ]
                hangs = (
                    len(ranges) > 1
                    or is_gerund(word)
                    or any(part.verb is not None or part.kind == "infinitive" for part in inside)
                )
                if hangs or ranges[-1][1] - ranges[0][0] >= LONG:
                    yield Content(ranges, "indirect.object", 0.65, entry)

    def _said(self, cue: Cue, path: str) -> "Token | None":
        """Return the noun that a cue has as object: by the tree, else the first bare accusative behind the verb."""
        found = [
            word for word in self.text.roles.words(cue.verb, parse_path(path)) if word.pos_ in NOUNS or is_gerund(word)
        ]
        if not found and path == "obj":
            subjects = {word.i for subject in cue.verb.children if subject.dep_ in SUBJECTS for word in subject.subtree}
            found = [
                word
                for word in self.text.clauses.words(cue.verb)
                if word.i > cue.verb.i
                and word.i not in subjects
                and word.pos_ == "NOUN"
                and feature(word, "Case") == "Acc"
                and case_of(word) is None
            ]
        free = (word for word in found if self.text.mention_at(word.i) is None)
        return next((word for word in free if cue.verb not in word.subtree), None)

    def _phrase(self, cue: Cue, word: "Token", start: int) -> tuple[Range, ...]:
        """Return a noun's phrase and the clauses that hang on it, which the cue's own verb or particle may part from
        it.
        """
        stop = _coordinated_from(cue.verb, self.text.clauses.sentence(word.i)[1])
        outside = {cue.verb.i, *(aux.i for aux in auxiliaries(cue.verb)), *([cue.particle.i] if cue.particle else [])}
        inside = [token.i for token in word.subtree if token.i < stop]
        end = word.i + 1
        while end < stop and (end in inside or self.text.doc[end].is_punct) and end not in outside:
            end += 1
        behind = end
        while behind < stop and behind in outside:
            behind += 1
        ranges: list[Range] = [(start, end)]
        for part in self.text.clauses.stretches(word.i):
            condition = part.kind == "circumstance" and self._is_sub(part)
            if part.start in (behind, behind + 1) and (part.kind in HANGING or condition) and not part.linked:
                ranges = [(start, part.end)] if behind == end else [*ranges, (part.start, part.end)]
                behind = end = part.end
        return tuple(ranges)

    # --- nouns ------------------------------------------------------------------------------------------------------

    def _of_noun(self, noun: "Token") -> Iterator[Draft]:
        """Yield the clause of a noun like `Ankündigung`, which must follow its phrase."""
        entry = cue_noun(noun, self.text.pack)
        part = self._clause_of(noun) if entry is not None else None
        if entry is None or part is None or not self._fits_noun(entry, part):
            return
        speaker, _ = self.speakers.owner(noun)
        if speaker == NOBODY:
            speaker = self._of_governor(noun)
        if speaker == NOBODY:
            return
        end = self._end(Cue(predicate_of(noun), None, ()), part.start)
        span = char_span(self.text.doc, noun.i, noun.i + 1)
        yield Draft("indirect", ((part.start, end),), speaker, "indirect.noun", 0.75, cue_span=span, act=entry.act)

    def _clause_of(self, noun: "Token") -> Stretch | None:
        stretches = self.text.clauses.stretches(noun.i)
        end = phrase_end(noun)
        for part in stretches:
            if part.start == end + 1 and self.text.doc[end].text in (",", ":"):
                return part
            hangs = part.verb is not None and predicate_of(part.verb).head == noun
            if part.start > noun.i and hangs and part.kind in ("dass", "infinitive"):
                return part
        return None

    def _fits_noun(self, entry: CueNoun, part: Stretch) -> bool:
        if self.text.doc[part.start].lower_ in self.text.words.whereby:
            return "dass" in entry.takes
        if part.kind == "dass":
            return "dass" in entry.takes
        if part.kind == "infinitive":
            return "inf" in entry.takes and entry.act in CALLS
        return part.kind == "main" and bool({"dass", "clause"} & set(entry.takes)) and self._is_sub(part)

    def _of_governor(self, noun: "Token") -> Speaker:
        """Return the subject of the verb that a noun stands with (`vertritt die Ansicht, dass …`)."""
        verb = predicate_of(noun)
        if verb == noun or is_passive(verb):
            return NOBODY
        return self.speakers.of_cue(Cue(verb, None, ()), None, [])


def _phrase_begin(noun: "Token") -> int:
    """Return the token that a noun's phrase begins with, behind the preposition where it has one."""
    case = case_of(noun)
    if case is not None and case.i < noun.i:
        return case.i + 1
    return min([phrase_first(noun), *(word.i for word in auxiliaries(noun))])


def _coordinated_from(verb: "Token", end: int) -> int:
    """Return where a verb coordinated with another begins, its conjunction counted, else the end given."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in VERBS and verb.i < child.i < end:
            joints = [part.i for part in child.children if part.dep_ == "cc" and part.i < child.i]
            return min([child.i, *joints])
    return end


def _can_be_subject(word: "Token") -> bool:
    """Tell whether a word can be the subject of the verb before it, whatever the tree says."""
    nominal = word.pos_ in (*NOUNS, "PRON") and feature(word, "Reflex") != "Yes"
    return nominal and case_of(word) is None and feature(word, "Case") not in ("Dat", "Gen")


def is_first_subjunctive(verb: "Token") -> bool:
    """Tell whether a verb stands in the first subjunctive, the mood of reported speech."""
    return feature(verb, "Mood") == "Sub" and feature(verb, "Tense") == "Pres"


def _covers(content: Content, part: Content) -> bool:
    """Tell whether one content holds another."""
    return content.ranges[0][0] < part.ranges[0][0] and part.ranges[-1][1] <= content.ranges[-1][1] + 1
