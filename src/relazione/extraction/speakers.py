"""Who speaks: the subject of a cue verb, the owner of an attributing noun, or whoever spoke before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relazione.extraction.clauses import Range
from relazione.extraction.cues import Cue, CueVerb, attribution_of
from relazione.extraction.findings import ActorBook, ActorEntry, ActorMention
from relazione.extraction.frames import parse_path
from relazione.extraction.measures import measures_of
from relazione.extraction.speech import BEFORE, NOBODY, Speaker, SpeechText
from relazione.extraction.syntax import (
    NOUNS,
    SUBJECTS,
    VERBS,
    auxiliaries,
    case_of,
    children,
    feature,
    finite,
    is_finite,
    is_passive,
    is_relative,
    phrase_start,
    predicate_of,
    word_before,
)

if TYPE_CHECKING:
    from relazione.languages.doc import Token

AFTER, AHEAD = 8, 14  # words after and before a cue in which a name without a place in the tree counts as its subject
SUBJECT = ("nsubj",)
NEUTRAL_KINDS = ("organisation", "state", "group")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Finds who speaks in one document."""

    text: SpeechText

    def of_cue(self, cue: Cue, entry: CueVerb | None, content: Iterable[Range]) -> Speaker:
        """Return who says what a cue verb tells of, the content itself left out of the search."""
        inside = {index for start, end in content for index in range(start, end)}
        path = parse_path(entry.speaker) if entry is not None else SUBJECT
        if path != SUBJECT:
            behind = self.text.mention_after(cue.verb.i + 1)
            keys = self.text.roles.actors(cue.verb, path) or ([behind.actor] if behind is not None else [])
            if keys:
                return Speaker(keys[0])
        first = self._coordinated_cue(cue)
        return self.of_cue(first, None, content) if first is not None else self._of_subject(cue.verb, inside)

    def _coordinated_cue(self, cue: Cue) -> Cue | None:
        """Return the cue before one that shares its subject (`sagte …, … und fügte hinzu`)."""
        joint = self.text.doc[cue.first - 1] if cue.first else None
        if joint is None or joint.pos_ != "CCONJ" or any(child.dep_ in SUBJECTS for child in cue.verb.children):
            return None
        start, is_told = self.text.clauses.raw_sentence(cue.verb.i)[0], finite(cue.verb) is not None
        before = reversed(self.text.cues_in(start, cue.first))
        return next((other for other in before if (finite(other.verb) is not None) == is_told), None)

    def _of_subject(self, verb: "Token", inside: set[int]) -> Speaker:
        if self.is_impersonal(verb):
            return self._source_beside(verb)
        words = [word for word in self._subjects(verb) if word.i not in inside]
        for word in words:
            key = self.named_by(word)
            if key is not None:
                return Speaker(key)
        if is_passive(verb):
            return self._source_beside(verb)
        near = self._near(verb, inside)
        pronoun = next((word for word in words if word.pos_ in ("PRON", "DET")), None)
        if pronoun is not None:
            dummy = pronoun.lower_ in self.text.words.nobody - self.text.words.anybody
            if dummy and near is not None and near.end == verb.i < pronoun.i:  # `Sandvik hält es für möglich`
                return Speaker(near.actor)
            return Speaker(open=True, gender=gender_of(pronoun))
        if words:
            beside = near if near is not None and self._belongs(near, words[0]) else None
            return Speaker(beside.actor) if beside is not None else self._unnamed(words[0])
        return Speaker(near.actor) if near is not None else BEFORE

    def of_noun(self, noun: "Token") -> Speaker:
        """Return whom a noun or pronoun that must be the speaker means."""
        key = self.named_by(noun)
        if key is not None:
            return Speaker(key)
        return Speaker(open=True, gender=gender_of(noun)) if noun.pos_ == "PRON" else self._unnamed(noun)

    def of_human(self, noun: "Token") -> Speaker:
        """Return a speaker whom a name that nothing else knows or a noun for people shows, nobody for other nouns."""
        return self._unnamed(noun) if self.is_human(noun) else NOBODY

    def is_human(self, noun: "Token") -> bool:
        """Tell whether a word is a name or a noun for people."""
        unit = measures_of(self.text.pack).counted_as(noun.lemma_, noun.i + 1)
        return noun.pos_ == "PROPN" or (unit is not None and unit.code == "people")

    def _unnamed(self, noun: "Token") -> Speaker:
        """Return a speaker that the text names only by a common noun (`ein Augenzeuge`), nobody for a text or a
        pronoun.
        """
        speaks = noun.pos_ in NOUNS and noun.lemma_ not in self.text.lexicon.texts
        return Speaker(noun=noun.i) if speaks and not attribution_of(noun, self.text.pack) else NOBODY

    def _subjects(self, verb: "Token") -> list["Token"]:
        """Return the subjects of a verb: by the tree, else what opens the sentence before a clause put in."""
        words = self.text.roles.words(verb, SUBJECT)
        relative = next((child for child in verb.children if child.dep_ in SUBJECTS and is_relative(child)), None)
        if relative is not None:
            beside = self.text.mention_at(relative.i - 2) if relative.i > 1 else None
            return [self.text.doc[beside.head], *words] if beside is not None else words
        if words:
            return words
        stretches = self.text.clauses.stretches(verb.i)
        part = self.text.clauses.stretch(verb.i)
        if part is None or len(stretches) < 2 or part.kind != "first" or stretches[1].kind != "relative" or part.linked:
            return []
        if stretches[0].kind != "fragment" or part not in stretches[2:3]:
            return []
        return [
            word
            for word in self.text.doc[stretches[0].start : stretches[0].end]
            if word.pos_ in NOUNS and case_of(word) is None
        ][:1]

    def named_by(self, word: "Token") -> str | None:
        """Return the actor that a word names itself, through an apposition beside it, or through what it belongs to."""
        beside = self._name_beside(word)
        if beside is not None:
            return beside
        mention = self.text.mention_at(word.i)
        if mention is not None:
            return mention.actor
        if not self.text.lexicon.texts & {word.lemma_, word.lower_}:
            return None
        origins = self.text.pack.head.origin_prepositions
        paths = (("nmod:" + preposition,) for preposition in origins)  # `die Antwort aus Oslo`
        keys = self.text.roles.named_by(word) or [key for path in paths for key in self.text.roles.actors(word, path)]
        issued = [part for part in children(word, "acl") if is_passive(part)]  # `figures published by the bank`
        keys = keys or [key for part in issued for key in self.text.roles.actors(part, SUBJECT)]
        return keys[0] if keys else None

    def _name_beside(self, noun: "Token") -> str | None:
        """Return the person whose name follows a title or a body at once (`Regierungssprecher Jan Wolny`)."""
        own = self.text.mention_at(noun.i)
        if own is not None and own.also:  # `the ministers of Oman and Chad, Salim Haddad and Idriss Mahamat, said`
            named = (self.text.mention_at(child.i) for child in children(noun, "appos"))
            return next((one.actor for one in named if one is not None and self._kind(one) == "person"), None)
        mention = self.text.mention_at(noun.i + 1) if noun.pos_ in NOUNS and noun.i + 1 < len(noun.doc) else None
        if mention is None or mention.kind_of != "name" or self._kind(mention) != "person":
            return None
        return mention.actor if own is None or self._kind(own) != "person" else None

    def _kind(self, mention: ActorMention) -> str:
        return self.text.book.entry(mention).kind

    def _belongs(self, mention: ActorMention, subject: "Token") -> bool:
        """Tell whether a mention stands inside the phrase of a subject that names nobody by itself."""
        words = (word.i for word in subject.subtree if not _in_clause(word, subject))
        first, last = sorted((mention.head, subject.i))
        apart = any(is_finite(word) for word in subject.doc[first:last])
        return not apart and any(mention.start <= place < mention.end for place in words)

    def is_text(self, verb: "Token") -> bool:
        """Tell whether a verb's subject is a text, which speaks even where it is nobody's (`die Studie ergab`)."""
        return any(
            child.lemma_ in self.text.lexicon.texts or attribution_of(child, self.text.pack) is not None
            for child in children(verb, *SUBJECTS)
            if child.pos_ in NOUNS
        )

    def is_impersonal(self, verb: "Token") -> bool:
        """Tell whether a verb's subject is nobody (`heißt es`, `war vermutet worden`, `ist sicher`)."""
        subjects = [child for child in verb.children if child.dep_.startswith(("nsubj", "expl"))]
        copula = next(children(verb, "cop"), None)
        predicate = copula is not None and (copula.i == 0 or self.text.mention_at(copula.i - 1) is None)
        if not subjects and (is_passive(verb) or predicate):
            return True
        if not subjects or not all(child.lower_ in self.text.words.nobody for child in subjects):
            return False
        resolved = any(self.text.mention_at(child.i) is not None for child in subjects)
        return not resolved and (
            verb.lemma_ in self.text.lexicon.impersonal
            or is_passive(verb)
            or predicate
            or subjects[0].lower_ in self.text.words.anybody
        )

    def _source_beside(self, verb: "Token") -> Speaker:
        """Return whose text or house an impersonal cue names (`heißt es in einer Erklärung der Regierung`)."""
        start, end = self.text.clauses.sentence(verb.i)
        stretch = self.text.clauses.stretch(verb.i)
        if stretch is not None:
            start, end = stretch.start, stretch.end
        head = self.text.pack.head
        for word in self.text.doc[start:end]:
            case = case_of(word)  # `in einer Antwort aus Oslo`, but `gilt als Antwort an Oslo`
            if case is not None and case.lower_ not in (*head.locative_prepositions, *head.origin_prepositions):
                continue
            if word.lemma_ in self.text.lexicon.texts or attribution_of(word, self.text.pack) is not None:
                owner, _ = self.owner(word)
                if owner.key is not None:
                    return owner
        for preposition in self.text.words.sources:
            for word in self.text.roles.words(verb, (f"obl:{preposition}",)):
                key = self.named_by(word)
                if key is not None:
                    return Speaker(key)
        return NOBODY

    def _near(self, verb: "Token", inside: set[int]) -> ActorMention | None:
        """Return the nearest name that can be the subject where the tree shows none: after an inverted verb, else
        before.
        """
        first = min(word.i for word in (verb, *auxiliaries(verb)))
        start, end = self.text.clauses.raw_sentence(verb.i)
        after = self._first_free(range(first + 1, min(first + AFTER, end)), inside, verb)
        before = self._first_free(range(first - 1, max(start - 1, first - AHEAD), -1), inside, verb)
        doc = self.text.doc
        inverted = first in (0, start) or doc[first - 1].is_punct
        return (after or before) if inverted else (before or after)

    def _first_free(self, places: range, inside: set[int], verb: "Token") -> ActorMention | None:
        for index in places:
            mention = self.text.mention_at(index)
            if mention is None or mention.place or index in inside or index in self.text.quoted:
                continue
            head = self.text.doc[mention.head]
            case = case_of(head)
            named = case is not None and case.i >= mention.start  # `von` opens a name
            governed = not named and (case is not None or feature(head, "Case") in ("Dat", "Gen"))
            owned = head.dep_ in ("nmod", "nmod:poss", "det:poss")
            told = head.dep_ == "iobj" and feature(head, "Case") is None  # where no case says so the place does
            beside = (head.head == verb and not told) or head.dep_ not in ("obj", "iobj", "obl")
            if not governed and not owned and beside:
                return mention
        return None

    # --- attributing nouns ------------------------------------------------------------------------------------------

    def owner(self, noun: "Token") -> tuple[Speaker, int]:
        """Return whose words an attributing noun means, and the token after the whole phrase."""
        end = phrase_end(noun)
        found = next(self._owners(noun, end), None)
        return found if found is not None else (NOBODY, end)

    def _owners(self, noun: "Token", end: int) -> Iterator[tuple[Speaker, int]]:
        doc = self.text.doc
        compound = self.text.book.at[noun.i]
        if compound is not None and compound.kind_of == "compound":
            yield Speaker(compound.actor), end
        for word in reversed(list(doc[phrase_first(noun) : noun.i])):
            if word.lemma_.lower() in self.text.words.own:
                yield self._of_own(predicate_of(noun)), end
            mention = self.text.book.at[word.i]
            if mention is not None:
                yield Speaker(mention.actor), end
            elif feature(word, "Poss") == "Yes":
                yield Speaker(open=True, gender=None), end
        behind = [mention for index in range(noun.i + 1, end) if (mention := self.text.mention_at(index)) is not None]
        yield from ((Speaker(mention.actor), max(end, mention.end)) for mention in behind if not mention.place)
        keys = [*self.text.roles.actors(noun, ("gen",)), *self.text.roles.actors(noun, ("poss",))]
        if keys:
            yield Speaker(keys[0]), end
        assemblies = (self.text.book.at[word.i] for word in self.text.roles.words(noun, ("gen",)))
        yield from ((Speaker(one.actor), end) for one in assemblies if one is not None and self._kind(one) != "state")
        yield from ((Speaker(mention.actor), max(end, mention.end)) for mention in behind if mention.place)

    def _of_own(self, verb: "Token") -> Speaker:
        """Return whose words `eigene Angaben` are: those of the verb's subject, in the passive only of a named one."""
        subjects = (child for child in verb.children if child.dep_ in SUBJECTS)
        key = next((key for word in subjects if (key := self.named_by(word)) is not None), None)
        if key is not None:
            return Speaker(key)
        return NOBODY if is_passive(verb) or self.is_impersonal(verb) else self._of_subject(verb, set())


def phrase_first(noun: "Token") -> int:
    """Return where a noun's phrase begins, determiners and a genitive name before it included."""
    start = phrase_start(noun)
    before = word_before(noun.doc[start])
    while before is not None:
        genitive = before.pos_ == "PROPN" and before.head == noun
        if before.pos_ not in ("DET", "ADJ", "NUM") and feature(before, "Poss") != "Yes" and not genitive:
            break
        start, before = before.i, word_before(before)
    return start


def phrase_end(noun: "Token") -> int:
    """Return the token after a noun's phrase: its genitives, `von` phrases, appositions, names, but no clause."""
    doc, end = noun.doc, noun.i + 1
    stop = noun.sent.end
    reach = {
        word.i
        for word in noun.subtree
        if not _in_clause(word, noun) and not (word.dep_ == "case" and word.head == noun)
    }
    while end < stop and end in reach and doc[end].pos_ not in VERBS:
        if doc[end].is_punct and not _bracketed(doc[end], reach):
            break
        end += 1
    return end


def _bracketed(token: "Token", reach: set[int]) -> bool:
    """Tell whether a punctuation mark goes on inside the phrase: quotation marks, brackets, hyphens."""
    return (token.is_quote or token.is_bracket) and (token.i + 1 in reach or token.is_right_punct or token.is_quote)


def _in_clause(word: "Token", noun: "Token") -> bool:
    while word != noun:
        if word.dep_.startswith("acl") or word.dep_ in ("advcl", "ccomp", "parataxis"):
            return True
        word = word.head
    return False


def gender_of(pronoun: "Token") -> str | None:
    """Return what a pronoun tells of who it stands for: Plur, or its gender, `None` where it leaves it open."""
    if is_relative(pronoun):
        return None
    if feature(pronoun, "Number") == "Plur":
        return "Plur"
    return feature(pronoun, "Gender")


def can_be(book: ActorBook, key: str, gender: str | None) -> bool:
    """Tell whether an actor can be meant by a pronoun of a gender; an unknown gender fits everyone."""
    entry = book.entries[key]
    if gender is None:
        return True
    if gender == "Plur":
        return entry.kind != "person"
    if entry.kind == "person":
        return gender != "Neut" and entry.gender in (None, gender)
    return entry.kind in NEUTRAL_KINDS


def unnamed(book: ActorBook, noun: "Token", language: str) -> str:
    """Return the key of a speaker known only by a noun, mostly a common one, entered in the book on first use."""
    start, end = phrase_first(noun), phrase_end(noun)
    if noun.pos_ == "PROPN":
        end = max(part.i for part in (noun, *children(noun, "flat"))) + 1
    while start < noun.i and noun.doc[start].pos_ == "DET":
        start += 1
    name = noun.doc.span(start, end).text
    plural = feature(noun, "Number") == "Plur"
    key = f"{'g' if plural else 'p'}:{name.lower()}"
    if key not in book.entries:
        kind = "group" if plural else "person"
        gender = None if plural else feature(noun, "Gender")
        rule = f"{language}.speaker.{'name' if noun.pos_ == 'PROPN' else 'noun'}"
        book.entries[key] = ActorEntry(
            key=key, kind=kind, name=name, confidence=0.6, rule=rule, named=False, gender=gender
        )
    if all(mention is None for mention in book.at[start:end]):
        book.add(ActorMention(key, start, end, noun.i, "name"))
    return key
