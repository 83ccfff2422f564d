"""Whom an office-holder acts for where his own words do not tell: what stands around his name, first of all mentions of
states, then, once pronouns and bodies are known, whatever else the passage and the dateline say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from relazione.extraction.coreference import Builder
from relazione.extraction.cues import cue_noun, is_speech
from relazione.extraction.findings import OF_STATES, ActorBook, ActorEntry, ActorMention, states_of
from relazione.extraction.gazetteer import STATE_KINDS, Hit
from relazione.extraction.offices import STATE_SECTORS, Title, sector_of
from relazione.extraction.people import NameSpan
from relazione.extraction.syntax import (
    DASHES,
    NOUNS,
    SUBJECTS,
    case_of,
    children,
    coordinated,
    feature,
    is_finite,
    is_pointing,
    predicate_of,
    word_before,
)
from relazione.ontology import countries, places

if TYPE_CHECKING:
    from relazione.languages.doc import Span, Token

NEARBY = 80  # words that the state of an office-holder is looked for before his first mention
PLACES = ("place", "region")
OPENING = 5  # sentences at most before the body, headline, subtitle and dateline
SHORTEST_DATELINE = 2  # words, its dash counted
SAID = ("ccomp", "parataxis")  # relations between a verb of speech and what is said
# Roles that one person at a time holds in a state.
SOLE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "monarch"})
AT_HOME = frozenset({"legislator", "military_officer"})  # roles that are held in a state, whoever is dealt with
IN_BODIES = frozenset({"spokesperson", "official", "party_leader", "other"})  # held in bodies
DOMESTIC = STATE_SECTORS | {"OPP"}
BODY_REACH = 5  # words behind a title in which its body is named


@dataclass(slots=True)
class Person:
    """A person while the names of a document are being joined."""

    key: str
    words: tuple[str, ...]
    spans: list[NameSpan]
    sure: bool
    titles: list[Title] = field(default_factory=list)
    gender: str | None = None

    @property
    def first(self) -> int:
        """The token that the person is first named at."""
        return min(span.start for span in self.spans)


@dataclass(frozen=True, slots=True)
class Allegiances:
    """Finds the states of the office-holders of one document."""

    builder: Builder

    def give_told(self, person: Person) -> None:
        """Give an office-holder whose state no word tells the state whose seat he speaks in, else the one told of
        last; who may be told by what points back waits.
        """
        entry = self.builder.entries[person.key]
        told = next(self._states_beside(person), None)
        if entry.country is None and told is not None:
            entry.country = self.builder.state(told)
        if entry.country is not None or not _is_of_state(entry) or self._waits(person):
            return
        roles = {office.role for office in entry.offices}
        for code in (*self._seats_after(person), *self._states_before(person)):
            if not self._is_held(code, roles, entry):
                entry.country = self.builder.state(code)
                return

    def give_around(self, person: Person, book: ActorBook) -> None:
        """Give an office-holder of unknown state the one that the passage tells of, pronouns and bodies counted."""
        entry = self.builder.entries[person.key]
        if entry.country is not None or not (_is_of_state(entry) or any(map(self._is_at_home, person.titles))):
            return
        sole = SOLE & {office.role for office in entry.offices}
        for code in self._around(person, book):
            if not self._is_held(code, sole, entry):
                book.give_country(entry, self.builder.state(code))
                return

    def _is_held(self, code: str, roles: "set[str] | frozenset[str]", entry: ActorEntry) -> bool:
        """Tell whether somebody else holds one of some offices in a state."""
        others = (other for other in self.builder.entries.values() if other is not entry and other.country == code)
        return any(roles & {office.role for office in other.offices} for other in others)

    def _waits(self, person: Person) -> bool:
        """Tell whether a person's title belongs to a pronoun, or another office is named before it in its sentence."""
        first = self.builder.doc[person.first]
        offices = (self.builder.doc[token] for token in self.builder.open_titles if first.sent.start <= token < first.i)
        return self._possessor(person) is not None or any(feature(one, "Number") != "Plur" for one in offices)

    def _possessor(self, person: Person) -> "Token | None":
        """Return the pronoun that says whose office somebody holds (`Its president, Lucía Sandvik`)."""
        before = (word_before(self.builder.doc[title.start]) for title in person.titles)
        return next((word for word in before if word is not None and feature(word, "Poss") == "Yes"), None)

    def _is_at_home(self, title: Title) -> bool:
        """Tell whether a title is held in a state, if none is told: by its role, or by the body it is held in."""
        if title.keys or title.former:
            return False
        return title.role in AT_HOME or (title.role in IN_BODIES and any(self._sectors(title)))

    def _sectors(self, title: Title) -> Iterator["Token"]:
        """Yield the nouns of bodies of state in a title or right behind it (`a spokesman for the ministry`)."""
        noun = self.builder.doc[title.token]
        for word in noun.subtree:
            near = title.start - 2 <= word.i < title.token + BODY_REACH and word != noun
            if near and sector_of(word, self.builder.pack) in DOMESTIC:
                yield word

    # --- what the passage tells ---------------------------------------------------------------------------------

    def _around(self, person: Person, book: ActorBook) -> Iterator[str]:
        """Yield the states that an office-holder may be of, the likeliest first."""
        if self._possessor(person) is not None:
            yield from self._owners(person)
            return
        opposed = self._opposed(person)
        yield from self._states_of_body(person)
        yield from self._seats_after(person)
        yield from self._seats_beside(person)
        subjects = (*self._subjects_of_clause(person), *self._subjects_before(person))
        others = (*self._subjects_of_content(person), *self._dateline())
        yield from (code for code in self._hosts(person) if code not in opposed)
        told = [code for code in (*subjects, *others) if code not in opposed]
        most = book.most_told()
        pair = [code for code in book.pair_told() if code not in opposed]
        yield from (code for code in told if code in most or not most or told.count(code) > 1)
        yield from pair if len(pair) == 1 else ()

    def _opposed(self, person: Person) -> set[str]:
        """Return the states of those that a person deals with in his own sentence."""
        entry = self.builder.entries[person.key]
        sentence = self.builder.doc[person.first].sent
        others = self._states_of_others(person, sentence)
        return (
            others | self._states_in(sentence.start, sentence.end, ("obj", "iobj")) if _is_of_state(entry) else others
        )

    def _owners(self, person: Person) -> Iterator[str]:
        """Yield the state that a pronoun before a title stands for (`Its president`, `Chad, whose president`)."""
        possessor = self._possessor(person)
        if possessor is None:
            return
        whose = feature(possessor, "PronType") == "Rel" and possessor.i > 1
        mention = self.builder.at[possessor.i - 2 if whose else possessor.i]
        country = self.builder.entries[mention.actor].country if mention is not None else None
        yield from (country,) if country is not None else ()

    def _states_of_body(self, person: Person) -> Iterator[str]:
        """Yield the state of the body told of before under the noun in a title (`a ministry spokesman`)."""
        nouns = {_bare_name(word) for title in person.titles for word in self._sectors(title)}
        for body in reversed(self.builder.bodies) if nouns else ():
            mention, noun = self.builder.at[body.token], self.builder.doc[body.token]
            called = {noun.lemma_.lower(), _bare_name(noun)}
            if mention is not None and body.token < person.first and called & nouns:
                country = self.builder.entries[mention.actor].country
                if country is not None:
                    yield country
                    return

    def _hosts(self, person: Person) -> Iterator[str]:
        """Yield the state that somebody goes to before he meets a person (`will travel to Lima for talks with`)."""
        name = self.builder.doc[person.first]
        if name.dep_ in SUBJECTS or name.head.dep_ in SUBJECTS:
            return
        for hit in self._hits_in(name.sent.start, person.first):
            if hit.kind in ("seat", "state") and self.builder.is_place(hit):
                yield hit.keys[0]

    def _seats_beside(self, person: Person) -> Iterator[str]:
        """Yield the state whose seat a person speaks in, told anywhere beside his verb (`told reporters in Lima`)."""
        for span in person.spans:
            name = self.builder.doc.span(span.start, span.end).root
            verb = predicate_of(name)
            if name.dep_ not in SUBJECTS and name.head.dep_ not in SUBJECTS:
                continue
            for hit in self._hits_in(name.sent.start, name.sent.end):
                place = self.builder.doc.span(hit.start, hit.end).root
                behind = hit.start > max(verb.i, span.end) and place.head == verb
                if hit.kind == "seat" and self.builder.is_place(hit) and behind and is_speech(verb, self.builder.pack):
                    yield hit.keys[0]

    def _subjects_before(self, person: Person) -> Iterator[str]:
        """Yield the state that the subject of the nearest sentence before that tells of any is or acts for; one that
        names the state beside another leaves open whose holder speaks next.
        """
        sentence = self.builder.doc[person.first].sent
        end = sentence.start
        while end > max(0, person.first - NEARBY):
            start = self.builder.doc[end - 1].sent.start
            mentions = [mention for mention in self.builder.at[start:end] if mention is not None and not mention.place]
            acting = [mention for mention in mentions if self._is_subject(mention)]
            told = self._countries(acting)
            if told:
                named = any(mention.kind_of == "name" and mention.actor in told for mention in acting)
                clear = not named or self._takes_up(sentence) or len(self._countries(mentions)) == 1
                yield from told if len(told) == 1 and clear else ()
                return
            end = start

    def _countries(self, mentions: list[ActorMention]) -> list[str]:
        """Return the states that some mentions name or that those they name act for, each once."""
        return states_of(self.builder.entries, mentions)

    def _is_subject(self, mention: ActorMention) -> bool:
        word = self.builder.doc[mention.head]
        while word.dep_ in ("conj", "appos", "flat") and word.head.pos_ in NOUNS:
            word = word.head
        return word.dep_ in SUBJECTS and predicate_of(word).dep_.split(":")[0].lower() in (
            "root",
            "conj",
            "parataxis",
            "ccomp",
        )

    def _subjects_of_clause(self, person: Person) -> Iterator[str]:
        """Yield the states that are subjects before a person in his sentence, not of what he says."""
        for code, subject in self._subject_states(person):
            if self._is_above(subject, person):
                yield code

    def _subjects_of_content(self, person: Person) -> Iterator[str]:
        """Yield the states that are subjects of what a person is told to say before him."""
        for code, subject in self._subject_states(person):
            if not self._is_above(subject, person):
                yield code

    def _subject_states(self, person: Person) -> Iterator[tuple[str, "Token"]]:
        sentence = self.builder.doc[person.first].sent
        for hit in self._hits_in(sentence.start, person.first):
            name = self.builder.doc.span(hit.start, hit.end).root
            named = hit.kind == "state" or (hit.kind == "seat" and not self.builder.is_place(hit))
            if named and name.dep_ in SUBJECTS:
                yield hit.keys[0], name

    def _is_above(self, subject: "Token", person: Person) -> bool:
        """Tell whether a subject's clause is that of a person, or one that his hangs on and does not tell of."""
        clause = predicate_of(self.builder.doc[person.first])
        above = predicate_of(subject)
        while clause not in (above, clause.head) and not _is_put_in(clause):
            clause = clause.head
        return clause == above

    def _dateline(self) -> Iterator[str]:
        """Yield the state that a report is told from (`LIMA, March 3 –`)."""
        language = self.builder.pack.code
        for sentence in islice(self.builder.doc.sents, OPENING):
            words = [word for word in sentence if not word.is_space]
            if len(words) < SHORTEST_DATELINE or words[-1].text not in DASHES or words[0].pos_ != "PROPN":
                continue
            name = sentence.text.strip().split(words[-1].text)[0].split("(")[0].split(",")[0].strip()
            name = name.title() if name.isupper() else name
            place = places.places(language).get(name)
            country = countries.seats(language).get(name) or (place.country if place is not None else None)
            yield from (country,) if country is not None else ()
            return

    # --- what stands beside ---------------------------------------------------------------------------------------

    def _states_beside(self, person: Person) -> Iterator[str]:
        """Yield the states told right beside a person's name: `Sandvik (Norwegen)`, `Sandvik aus Oslo`, `die
        Norwegerin Sandvik`.
        """
        for span in person.spans:
            opening = self.builder.doc[span.end].lower_ if span.end < len(self.builder.doc) else ""
            after = (
                self.builder.hit_at.get(span.end + 1)
                if opening == "(" or opening in self.builder.pack.head.origin_prepositions
                else None
            )
            before = self.builder.hit_at.get(span.start - 1)
            if after is not None and after.kind in ("state", "seat"):
                yield after.keys[0]
            if before is not None and before.kind == "demonym":
                yield before.keys[0]

    def _seats_after(self, person: Person) -> Iterator[str]:
        """Yield the states whose seat the person is told to be in (`sagte Sandvik in Oslo`, `In Oslo sprach …`)."""
        for span in person.spans:
            sentence = self.builder.doc[span.start].sent
            for place in (span.end + 1, sentence.start + 1):
                hit = self.builder.hit_at.get(place)
                if hit is not None and hit.kind == "seat" and self.builder.is_place(hit):
                    yield hit.keys[0]

    def _states_before(self, person: Person) -> Iterator[str]:
        """Yield the states that a person is sure to speak or act for: the subject of his own sentence before him, or
        the one that the sentence before is about, but none that his own sentence sets against him.
        """
        first = person.first
        sentence = self.builder.doc[first].sent
        yield from self._subjects_of_clause(person)
        opposed = self._states_in(sentence.start, sentence.end, ("obj", "iobj", "nmod"))
        opposed |= self._states_of_others(person, sentence)
        end = sentence.start
        while end > max(0, first - NEARBY):
            start = self.builder.doc[end - 1].sent.start
            about = self._state_told_of(start, end, sentence)
            if about is not None:
                yield from about - opposed
                return
            if any(mention is not None and self._is_other(mention, person) for mention in self.builder.at[start:end]):
                return
            end = start

    def _is_other(self, mention: ActorMention, person: Person) -> bool:
        return mention.actor != person.key and self.builder.entries[mention.actor].kind == "person"

    def _state_told_of(self, start: int, end: int, sentence: "Span") -> set[str] | None:
        """Return the one state that a stretch before a sentence is about, none where it is about several; `None` where
        it tells of no state.
        """
        subjects, told = self._states_in(start, end, SUBJECTS), set(self._states_told(start, end))
        if not told:
            return None
        if len(subjects) == 1 and (told <= subjects or self._takes_up(sentence) or self._goes_on(start, subjects)):
            return subjects
        grounds = {key for hit in self._hits_in(start, end) if self._is_ground(hit) for key in hit.keys}
        alone = not subjects and len(told | set(self._states_told(start, end, places=True))) == 1
        return told & grounds if alone else set()

    def _goes_on(self, start: int, subjects: set[str]) -> bool:
        """Tell whether the sentence before a stretch is about the same state (`Oslo drohte … Norwegen warnte`)."""
        before = self.builder.doc[start - 1].sent.start if start else 0
        return self._states_in(before, start, SUBJECTS) == subjects

    def _is_ground(self, hit: Hit) -> bool:
        """Tell whether a hit names a state itself, or by an adjective who acts or where something happens."""
        if hit.kind != "adjective":
            return True
        noun = self.builder.doc[hit.start].head
        case = case_of(noun)
        return noun.dep_ in SUBJECTS or (
            case is not None and case.lemma_.lower() in self.builder.pack.head.locative_prepositions
        )

    def _hits_in(self, start: int, end: int) -> Iterator[Hit]:
        yield from dict.fromkeys(
            hit for index in range(start, end) if (hit := self.builder.hit_at.get(index)) is not None
        )

    def give_other(self, person: Person, book: ActorBook) -> None:
        """Give an office-holder of unknown state, in a report on two states, the one that his counterpart is not of:
        the holder of the same office, or who acts together with him.
        """
        entry = self.builder.entries[person.key]
        if entry.country is not None or not any(office.role in OF_STATES for office in entry.offices):
            return
        pair = book.pair_told()
        if not pair:
            return
        roles, beside = {office.role for office in entry.offices}, self._beside(person)
        counterparts = [
            other
            for other in self.builder.entries.values()
            if other is not entry
            and other.kind == "person"
            and (other.key in beside or roles & {office.role for office in other.offices})
        ]
        taken = {other.country for other in counterparts if other.country in pair}
        if len(taken) == 1:
            book.give_country(entry, next(code for code in pair if code not in taken))

    def _beside(self, person: Person) -> set[str]:
        """Return the keys of the persons that a person acts with: coordinated (`Minister Lehto und Botschafter Kask`),
        or the object of what he does (`Minister Lehto sprach mit Ministerpräsident Kask`).
        """
        words = [word for span in person.spans for word in _holders(self.builder.doc.span(span.start, span.end).root)]
        near = (other for word in words for other in (*coordinated(word), *_partners(word)))
        names = (part for word in near for part in (word, *children(word, "appos", "flat")))
        return {mention.actor for word in names if (mention := self.builder.at[word.i]) is not None} - {person.key}

    def _takes_up(self, sentence: "Span") -> bool:
        """Tell whether a sentence opens with a pronoun or noun for what was just said (`Das teilte Minister …  mit`,
        `The decision, which Minister …`).
        """
        first = next((token for token in sentence if not (token.is_space or token.is_punct)), None)
        if first is None or first.lower_ in self.builder.pack.head.clause_pronouns:
            return first is not None
        noun = first.head
        return noun.pos_ == "NOUN" and is_pointing(noun) and cue_noun(noun, self.builder.pack) is not None

    def _states_told(self, start: int, end: int, *, places: bool = False) -> Iterator[str]:
        """Yield the states that a stretch names, also by their adjectives and people; as mere places only if asked."""
        for hit in self._hits_in(start, end):
            place = hit.kind in ("seat", "state") and self.builder.is_place(hit)
            if hit.kind in (*STATE_KINDS, "adjective") and (places or not place):
                yield from hit.keys

    def _states_of_others(self, person: Person, sentence: "Span") -> set[str]:
        """Return the states of the other persons in a sentence."""
        mentions = (mention for mention in self.builder.at[sentence.start : sentence.end] if mention is not None)
        others = (self.builder.entries[mention.actor] for mention in mentions if self._is_other(mention, person))
        return {other.country for other in others if other.country is not None}

    def _states_in(self, start: int, end: int, relations: tuple[str, ...]) -> set[str]:
        """Return the states that names and seats in some relations stand for in a stretch."""
        return {hit.keys[0] for hit in self._hits_in(start, end) if self._stands_for_state(hit, relations)}

    def _stands_for_state(self, hit: Hit, relations: tuple[str, ...]) -> bool:
        named = hit.kind == "state" or (hit.kind == "seat" and not self.builder.is_place(hit))
        return named and self.builder.doc.span(hit.start, hit.end).root.dep_ in relations


def _is_of_state(entry: ActorEntry) -> bool:
    """Tell whether an actor holds an office that stands for a state."""
    return any(office.role in OF_STATES for office in entry.offices)


def _bare_name(noun: "Token") -> str:
    """Return a body's noun with the words before it that say which (`foreign ministry`), in small letters."""
    words, before = [noun.lemma_.lower()], word_before(noun)
    while before is not None and before.pos_ in ("ADJ", "NOUN") and before.text.islower():
        words.insert(0, before.lower_)
        before = word_before(before)
    return " ".join(words)


def _is_put_in(clause: "Token") -> bool:
    """Tell whether a clause of speech is put behind or into what it says (`…, the minister warned`)."""
    unmarked = clause.dep_ == "advcl" and is_finite(clause) and not any(children(clause, "mark"))
    return clause.dep_ == "parataxis" or unmarked


def _holders(name: "Token") -> list["Token"]:
    """Return a name and the office that it stands in apposition to."""
    return [name, name.head] if name.dep_ in ("appos", "flat") else [name]


def _partners(word: "Token") -> Iterator["Token"]:
    """Yield the word that a word is coordinated to, and the objects of the verb that a word is the subject of."""
    if word.dep_ == "conj":
        yield word.head
    if word.dep_ in SUBJECTS:
        yield from children(word.head, "obj", "iobj", "obl")
