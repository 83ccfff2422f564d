"""Event mentions: words of the event lexicon whose frame fits, with who stands where, when, where and how sure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.findings import ActorBook, ActorMention, TimeFinding
from relazione.extraction.frames import Frame, FrameIndex, Path, load_frames, parse_path
from relazione.extraction.offices import is_common
from relazione.extraction.paragraphs import headline_end
from relazione.extraction.parties import DIRECTED
from relazione.extraction.places import PlaceBook
from relazione.extraction.recall import is_impersonal, takes_object
from relazione.extraction.roles import Roles
from relazione.extraction.status import stands_at, status_of
from relazione.extraction.syntax import (
    NOUNS,
    SUBJECTS,
    VERBS,
    case_of,
    children,
    clause_tokens,
    coordinated,
    extent,
    feature,
    full_lemma,
    is_attributive,
    is_gerund,
    is_passive,
    is_pointing,
    is_relative,
    names_of,
    open_compound,
    particle,
    phrasal,
    phrasals_apart,
    phrase_start,
    predicate_of,
    word_before,
)
from relazione.extraction.time import date_of_deed, date_within, times_in
from relazione.languages.pack import Pack
from relazione.ontology.plover import planned
from relazione.records import Place, Status

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

OPPOSED = frozenset({"OPP", "PTY"})  # sectors whose bodies bear the name of a deed (`opposition`)
# What is done in words: a state that does it does it towards another.
VERBAL = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})
# Steps of paths that lead to no party of their own where they name no actor.
UNNAMED = frozenset({"amod", "poss", "compound", "obj"})
RATIFIED = "ratified"  # a stage that one party reaches alone
LEAVING = ("RETREAT", "withdraw")  # happens at the place that is left
FORCE = frozenset({"ASSAULT", "COERCE"})  # whatever its clause tells of happens where the force does
CROWDED = frozenset({"multilateral"})  # modes with more parties than a clause names
ONCE = frozenset({"visit"})  # modes that go to a place, of which a report seldom tells twice between the same parties


class AgreementPaths(msgspec.Struct, frozen=True):
    """Where an agreement's noun names its parties (`lexicon/agreements.yaml`); other fields are ignored."""

    parties: tuple[str, ...]


@cache
def _party_paths(pack: Pack) -> tuple[Path, ...]:
    return tuple(map(parse_path, pack.lexicon("agreements", AgreementPaths).parties))


@dataclass(frozen=True, slots=True)
class EventMention:
    """One mention of an event: actors by key, tokens of its word and of the phrase that shows it."""

    frame: Frame
    type: str
    mode: str | None
    token: int
    start: int
    end: int
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    about: tuple[str, ...]
    mediator: tuple[str, ...]
    date: str | None
    place: Place | None
    status: Status
    definite: bool = False  # `der Besuch`, `dieses Treffen`: may point back to an event told before
    known: bool = False  # a verb with a noun that stands for something known (`nahm an dem Treffen teil`)
    consumed: tuple[int, ...] = ()
    governors: tuple[int, ...] = ()  # tokens that the word hangs on as their complement
    impersonal: bool = False  # a verb that leaves open who acts, so that its nouns may tell more
    recalls: bool = False  # takes up an event told elsewhere, its own words do not say between whom

    @property
    def parties(self) -> frozenset[str]:
        return frozenset((*self.actor, *self.recipient))


@dataclass(frozen=True)
class EventFinder:
    """Finds event mentions in one document."""

    doc: "Doc"
    pack: Pack
    book: ActorBook
    times: list[TimeFinding]
    places: PlaceBook

    @cached_property
    def body(self) -> int:
        """The token that the body begins at, behind a headline."""
        return headline_end(self.doc)

    @cached_property
    def roles(self) -> Roles:
        """Who stands at a path of the tree."""
        timed = frozenset(place for time in self.times for place in range(time.start, time.end))
        return Roles(self.book, self.pack, timed)

    def mentions(self) -> list[EventMention]:
        """Return every event mention, in order of the text; words that served a wider frame tell of nothing more."""
        frames = load_frames(self.pack)
        found = [mention for token in self.doc for mention in self._at(token, frames)]
        consumed = {
            token
            for mention in found
            for token in mention.consumed
            if not is_attributive(self.doc[mention.token]) and not mention.impersonal
        }
        told = {mention.token for mention in found if not mention.recalls} - consumed
        found = [mention for mention in found if not self._is_told_by_noun(mention, told)]
        found = [mention for mention in found if not _is_told_by_object(mention, found)]
        consumed = {
            token for mention in found if not (mention.impersonal or mention.recalls) for token in mention.consumed
        }
        return [mention for mention in found if mention.token not in consumed]

    def _is_told_by_noun(self, mention: EventMention, told: set[int]) -> bool:
        """Tell whether the noun that a participle describes tells of the event by itself (`das geplante Treffen
        zwischen …`).
        """
        token = self.doc[mention.token]
        return is_attributive(token) and token.head.i in told

    def _at(self, token: "Token", frames: FrameIndex) -> Iterator[EventMention]:
        if token.pos_ in VERBS:
            candidates = (*self._of_verb(token, frames), *self._of_gerund(token, frames))
        elif token.pos_ == "ADJ" and any(children(token, "cop")):
            candidates = frames.of_verb(token.lemma_.lower())
        elif is_attributive(token):
            verb = self.pack.forms.verb_of_participle(token.lemma_.lower())
            candidates = tuple(frame for frame in frames.of_verb(verb or "") if takes_object(frame))
        elif token.pos_ in NOUNS or (is_common(token, self.pack) and not token.is_sent_start):
            candidates = () if self._is_body(token) else self._of_noun(token, frames)
        else:
            return
        recalling = []
        for frame in candidates:
            mention = self._fit(token, frame)
            if mention is not None and not mention.recalls:
                yield mention
                return
            recalling += [mention] if mention is not None else []
        yield from recalling

    def _is_body(self, noun: "Token") -> bool:
        """Tell whether a noun names a body that acts (`the opposition accused`), so that it tells of no deed."""
        mention = self.book.at[noun.i]
        acts = mention is not None and mention.head == noun.i and noun.dep_ in SUBJECTS
        return acts and mention is not None and self.book.entry(mention).sector in OPPOSED

    def _of_verb(self, verb: "Token", frames: FrameIndex) -> tuple[Frame, ...]:
        """Return the frames of a verb: first those with its particle (`pull out`), then its own."""
        own = frames.of_verb(full_lemma(verb)) or self._bare(verb, frames)
        if self.pack.head.separable_verbs:
            return own
        longs = dict.fromkeys((phrasal(verb), *phrasals_apart(verb)))
        return (*(frame for long in longs if " " in long for frame in frames.of_verb(long)), *own)

    def _of_noun(self, noun: "Token", frames: FrameIndex) -> tuple[Frame, ...]:
        """Return the frames of a noun: first those of the longest name that it has with the words before it."""
        if self.pack.head.solid_compounds:
            return frames.of_noun(open_compound(noun)) or frames.of_noun(noun.lemma_)
        return tuple(dict.fromkeys(frame for name in names_of(noun) for frame in frames.of_noun(name)))

    def _of_gerund(self, verb: "Token", frames: FrameIndex) -> tuple[Frame, ...]:
        """Return the frames of a verb's form in -ing as a noun (`Intelligence sharing between … works`)."""
        if not is_gerund(verb) or any(children(verb, "obj", "aux")):
            return ()
        return tuple(frame for frame in self._of_noun(verb, frames) if frame.lemma.endswith(verb.lower_))

    def _bare(self, verb: "Token", frames: FrameIndex) -> tuple[Frame, ...]:
        """Return the frames of a verb that the tree gave an adjective as its particle (`kritisierte … scharf`)."""
        part = particle(verb)
        return frames.of_verb(verb.lemma_.lower()) if part is not None and part.pos_ == "ADJ" else ()

    def _fit(self, token: "Token", frame: Frame) -> EventMention | None:
        """Return the mention that a frame makes of a word, `None` where it does not fit."""
        if frame.reflexive is not None and frame.reflexive != _is_reflexive(token, self.pack):
            return None
        if self._tells_which(token):
            return None
        if frame.stands and token.dep_.split(":")[0].lower() not in frame.stands:
            return None
        consumed: list[int] = []
        for path, lemmas in frame.conditions:
            word = self._matching(token, path, lemmas) or self._matching(token, path, lemmas, beside=True)
            if word is None:
                return None
            consumed += [part.i for part in coordinated(word) if part == word or self._is_one_of(part, lemmas)]
        if any(self._matching(token, path, lemmas) for path, lemmas in frame.exclusions):
            return None
        return self._filled(token, frame, tuple(consumed))

    def _tells_which(self, verb: "Token") -> bool:
        """Tell whether a relative clause only says which states a group are (`die Staaten, die Beziehungen zu Israel
        unterhalten`).
        """
        if not verb.dep_.startswith("acl"):
            return False
        subjects = [word for word in children(verb, "nsubj") if is_relative(word)]
        mentions = [self.book.at[noun.i] for noun in self.roles.words(verb, ("nsubj",))] if subjects else []
        return any(one is not None and self.book.entry(one).kind == "group" for one in mentions)

    def _filled(self, token: "Token", frame: Frame, consumed: tuple[int, ...]) -> EventMention | None:
        actor, recipient = self._sides(token, frame)
        if frame.agreement and frame.agreement != "acceded" and len({*actor, *recipient}) < 2:
            actor, recipient = self._agreement_parties(token, frame, actor) or (actor, recipient)
        if not self._is_kind(actor, frame.actor_kind):
            return None
        there = () if actor or recipient else self._present(token, frame)
        alone = self._satisfied(frame, actor, recipient) and self._stands_alone(token, actor)
        recalls = frame.recalls or not (alone or self._are_states(there))
        status = status_of(token, self.pack, frame.type) if frame.status is None else frame.status
        announced = status == "planned" and not is_attributive(token)
        date = self._own_date(token) if recalls and not (there or announced) else self._date(token)
        if recalls and not (there or (announced and date) or self._points_back(token, frame)):
            return None
        if status == "ongoing" and token.i < self.body and not any(children(token, "aux")):  # news in the present
            status = "occurred"
        type_, mode = planned(frame.type, frame.mode) if status == "planned" else (frame.type, frame.mode)
        start, end = self._phrase(token)
        return EventMention(
            frame=frame,
            type=type_,
            mode=mode,
            token=token.i,
            start=start,
            end=end,
            actor=actor or there,
            recipient=recipient,
            about=self._first(token, frame.about),
            mediator=self._first(token, frame.mediator),
            date=self._due(date) if date and type_ == "AGREE" else date,
            place=self._place(token, frame),
            status=status,  # type: ignore[arg-type]
            definite=_is_definite(token) or any(map(_is_definite, self.roles.words(token, ("obj",)))),
            known=not frame.is_noun and any(is_pointing(self.doc[place]) for place in consumed),
            consumed=consumed,
            governors=tuple(_governors(token)),
            impersonal=recalls and is_impersonal(token),
            recalls=recalls,
        )

    def _points_back(self, token: "Token", frame: Frame) -> bool:
        """Tell whether a word that names no parties may take up an event: it stands for something known, or a
        participle says when, and nobody unknown is named as a party.
        """
        dated = is_attributive(token) and self._own_date(token) is not None
        known = is_pointing(token) or dated or self._is_held(token) or self._is_open(token, frame)
        named = (word for path in frame.actor if path[-1] not in UNNAMED for word in self.roles.words(token, path))
        return known and not any(map(self._is_unknown, named))

    def _is_unknown(self, word: "Token") -> bool:
        """Tell whether a word names somebody who is no actor: no part of a date, not `man`."""
        return self.book.at[word.i] is None and word.i not in self.roles.timed and feature(word, "PronType") != "Ind"

    def _present(self, noun: "Token", frame: Frame) -> tuple[str, ...]:
        """Return who was at talks that only say at what something was done: the subject of the clause (`bei einem
        Treffen in Quito haben Chile und Ecuador … unterzeichnet`).
        """
        if not frame.is_noun or not frame.symmetric or frame.type != "CONSULT" or frame.mode in CROWDED:
            return ()
        clause = predicate_of(noun)
        if noun.head != clause or is_passive(clause):
            return ()
        at = stands_at(noun, (*self.pack.head.occasion_prepositions, *self.pack.head.after_prepositions))
        return tuple(self.roles.actors(clause, ("nsubj",))) if at else ()

    def _are_states(self, keys: tuple[str, ...]) -> bool:
        """Tell whether some actors are, or act for, at least two states."""
        return len({self.book.entries[key].country for key in keys} - {None}) > 1

    def _is_open(self, verb: "Token", frame: Frame) -> bool:
        """Tell whether a verb leaves open who acts: in what two do alike, or towards something known (`der Posten war
        angegriffen worden`).
        """
        things = (word for word in children(verb, "nsubj:pass") if self.book.at[word.i] is None)
        alike = frame.symmetric and (takes_object(frame) or not any(things))
        known = alike or any(is_pointing(word) for word in self.roles.words(verb, ("obj",)))
        return known and is_impersonal(verb)

    def _is_held(self, noun: "Token") -> bool:
        """Tell whether a noun says after what, and where, its clause happened (`nach Gesprächen in Oslo`)."""
        return noun.pos_ in NOUNS and _is_timed(noun, self.pack) and self.places.within(noun) is not None

    def _stands_alone(self, token: "Token", actor: tuple[str, ...]) -> bool:
        """Tell whether a word tells of an event by itself: a participle must say when or by whom."""
        return not is_attributive(token) or bool(actor) or self._own_date(token) is not None

    def _satisfied(self, frame: Frame, actor: tuple[str, ...], recipient: tuple[str, ...]) -> bool:
        """Tell whether the roles that a frame needs are filled; whom a state itself speaks of may be left to the
        context.
        """
        several = actor if self._are_states(actor) else ()
        sides = {"actor": actor, "recipient": recipient, "any": actor or recipient, "several": several}
        if frame.type in VERBAL and not frame.is_noun and actor and self.book.entries[actor[0]].country:
            sides["recipient"] = actor
        return all(sides.get(need) for need in frame.needs) and bool(actor or recipient)

    def _is_kind(self, actor: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
        """Tell whether all actors are of the kinds that a frame is for."""
        return not kinds or all(self.book.entries[key].kind in kinds for key in actor)

    def _agreement_parties(
        self, token: "Token", frame: Frame, actor: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return the parties that the agreement's noun names, for a noun without any those told of last; else
        `None`. Who ratifies for one party does so towards the others.
        """
        for noun in self.roles.words(token, frame.agreement_at):
            keys = [key for path in _party_paths(self.pack) for key in self.roles.actors(noun, path)]
            if len(set(keys)) > 1:
                own = {self.book.entries[key].country for key in actor if frame.agreement == RATIFIED} - {None}
                others = tuple(dict.fromkeys(key for key in keys if self.book.entries[key].country not in own))
                return (actor, others) if own else (others, ())
        pair = self.book.pair_before(self.doc, token.i) if frame.is_noun else ()
        return (pair, ()) if pair else None

    def _date(self, token: "Token") -> str | None:
        """Return the date of what a word tells of; a noun inside another phrase has only the date told in its own."""
        return self._own_date(token) if _is_embedded(token, self.pack) else date_of_deed(self.times, self.doc, token.i)

    def _due(self, date: str) -> str:
        """Return the date by which something is agreed to be done (`../2026-06`) as one of the time to come."""
        ahead = (time.ahead for time in self.times if time.value == date and time.ahead)
        return next(ahead, date) if date.startswith("../") else date

    def _own_date(self, token: "Token") -> str | None:
        """Return the date told in a word's own phrase or right after it."""
        inside = {*(word.i for word in token.subtree), token.i + 1}
        if is_attributive(token):
            return date_within(self.times, inside, token.i)
        own = [time for time in times_in(self.times, min(inside), max(inside) + 1) if time.start in inside]
        return date_of_deed(own, self.doc, token.i) if own else None

    def _place(self, token: "Token", frame: Frame) -> Place | None:
        """Return where it happened: what the phrase or clause says, else the state or seat that a visit goes to."""
        told = self.places.within(token) if _is_embedded(token, self.pack) else self.places.near(token)
        told = told or self._place_told_last(token) or self._place_around(token, frame)
        if told is not None or not (frame.mode in ONCE or (frame.type, frame.mode) == LEAVING):
            return told
        hosts = (word for path in frame.recipient for word in self.roles.words(token, path))
        return next((place for word in hosts if (place := self.places.named.get(word.i)) is not None), None)

    def _place_around(self, token: "Token", frame: Frame) -> Place | None:
        """Return the place told right behind a phrase of time (`nach der Besetzung der Botschaft 1979 | in Quito`), or
        of force anywhere in its clause (`schlug Proteste nach der Wahl in Mali nieder`).
        """
        if token.pos_ in NOUNS and _is_timed(token, self.pack):
            return self.places.behind(token)
        return self.places.inside(token) if frame.type in FORCE and token.pos_ in VERBS else None

    def _place_told_last(self, token: "Token") -> Place | None:
        """Return the place that an adverb in a verb's clause takes up (`Dort unterzeichneten beide Seiten …`)."""
        taken_up = any(child.lower_ in self.pack.head.place_adverbs for child in children(token, "advmod"))
        return self.places.last_before(token) if taken_up else None

    def _sides(self, token: "Token", frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if frame.symmetric:
            paths = [path for path in (*frame.actor, *frame.recipient) if not self.roles.is_of_town(token, path)]
            return tuple(dict.fromkeys(key for path in paths for key in self.roles.actors(token, path))), ()
        actor, recipient = self._first(token, frame.actor), self._first(token, frame.recipient)
        if not recipient and frame.type in DIRECTED and not frame.agreement:
            recipient = self._inside(token, frame.recipient)
        if frame.is_noun and recipient and not actor and frame.type in DIRECTED:
            actor = tuple(key for key in self._clause_subject(token) if key not in recipient)
        if frame.is_noun and frame.type == "ASSAULT" and not actor and not recipient:
            recipient = self._reacting(token)
        actor = actor or self._holder(token, frame)
        return actor, tuple(key for key in recipient if key not in actor)

    def _reacting(self, noun: "Token") -> tuple[str, ...]:
        """Return who acts in a clause after what a noun tells of, where it is one of the two states spoken of (`nach
        Schüssen auf eine Streife hat Thailand … geschlossen`).
        """
        clause = predicate_of(noun)
        if noun.head != clause or not stands_at(noun, self.pack.head.after_prepositions):
            return ()
        pair = self.book.pair_told()
        subjects = () if is_passive(clause) else self.roles.actors(clause, ("nsubj",))
        return tuple(key for key in subjects if self.book.entries[key].country in pair)

    def _holder(self, token: "Token", frame: Frame) -> tuple[str, ...]:
        """Return the subject of the clause where its verb handles what the subject itself has promised (`nahm die
        Zusage zurück`).
        """
        noun = token.head if is_attributive(token) else token
        clause = predicate_of(noun)
        if not frame.kept_by or noun.head != clause or noun.dep_ != "obj" or full_lemma(clause) not in frame.kept_by:
            return ()
        return tuple(self.roles.actors(clause, ("nsubj",)))

    def _clause_subject(self, noun: "Token") -> list[str]:
        """Return the actors that are the subject of the clause a noun stands in (`ist zu einem Besuch
        eingetroffen`).
        """
        clause = predicate_of(noun)
        aside = clause == noun or is_passive(clause) or _is_timed(noun, self.pack)
        return [] if aside else self.roles.actors(clause, ("nsubj",))

    def _first(self, token: "Token", paths: tuple[Path, ...]) -> tuple[str, ...]:
        """Return the actors at the first of some paths that names any; a state that stands itself where the path to its
        own part begins goes first (`hit | Aleppo in the north of Syria`).
        """
        found = ((path, tuple(self.roles.actors(token, path))) for path in paths)
        path, keys = next((one for one in found if one[1]), ((), ()))
        return (path[:-1] in paths and self._state_at(token, path[:-1])) or keys

    def _state_at(self, token: "Token", path: Path) -> tuple[str, ...]:
        """Return the state named at a path by its own name, no place."""
        mentions = (self.book.at[word.i] for word in self.roles.words(token, path))
        named = (one for one in mentions if one is not None and one.kind_of == "name" and not one.place)
        return next((one.actors for one in named if self.book.entry(one).kind == "state"), ())

    def _inside(self, token: "Token", paths: Iterable[Path]) -> tuple[str, ...]:
        """Return the actor named somewhere in the phrases at some paths (`lobte die Zusammenarbeit mit Lissabon`)."""
        phrases = (clause_tokens(word) for path in paths for word in self.roles.words(token, path))
        mentions = (self.book.at[word.i] for phrase in phrases for word in phrase)
        return next((one.actors for one in mentions if one is not None and not one.place and self._is_party(one)), ())

    def _is_party(self, mention: ActorMention) -> bool:
        """Tell whether a mention is of a state, of somebody who acts for one, or of a group of states."""
        return self.book.entry(mention).is_public

    def _matching(self, token: "Token", path: Path, lemmas: frozenset[str], *, beside: bool = False) -> "Token | None":
        """Return the word at a path that is, or ends in, one of some lemmas; `beside`: also words coordinated to it."""
        found = self.roles.words(token, path)
        for word in [part for one in found for part in coordinated(one)] if beside else found:
            if not lemmas or self._is_one_of(word, lemmas):
                return word
        return None

    def _is_one_of(self, word: "Token", lemmas: frozenset[str]) -> bool:
        """Tell whether a word is, or ends in, one of some lemmas."""
        if not self.pack.head.solid_compounds:
            return not lemmas.isdisjoint(names_of(word))
        lemma, form, endings = word.lemma_.lower(), word.lower_, _endings(lemmas)
        named = lemma in lemmas or form in lemmas or open_compound(word) in lemmas
        return named or lemma.endswith(endings) or form.endswith(endings)

    def _phrase(self, token: "Token") -> tuple[int, int]:
        """Return the token range that shows an event: a noun with what belongs to it, or a verb's clause."""
        if is_attributive(token):
            start, _ = extent([*token.subtree])
            return start, token.head.i + 1
        if token.pos_ not in NOUNS:
            return extent(clause_tokens(predicate_of(token)))
        words = [
            token,
            *(
                word
                for child in token.children
                if child.dep_ not in ("conj", "acl:relcl", "acl", "appos")
                for word in child.subtree
            ),
        ]
        near = [word for word in words if token.i - 12 <= word.i <= token.i + 25]
        start, end = extent(near)
        return min(start, phrase_start(token)), end


def _is_told_by_object(mention: EventMention, found: list[EventMention]) -> bool:
    """Tell whether a noun tells the same as the verb that leaves open who acts with it (`ein Treffen ist geplant`)."""
    objects = (one for one in found if one.token in mention.consumed)
    return mention.impersonal and any((one.type, one.status) == (mention.type, mention.status) for one in objects)


def _governors(word: "Token") -> Iterator[int]:
    """Yield the words that a word completes, up to three links away; an infinitive also the nouns right before its
    comma.
    """
    yield from _nouns_before(word)
    for _ in range(3):
        if word.dep_.split(":")[0] not in ("acl", "ccomp", "xcomp", "nmod", "obj", "obl"):
            return
        word = word.head
        yield word.i


def _nouns_before(word: "Token") -> Iterator[int]:
    """Yield the noun that stands right before the comma of an infinitive clause, and the nouns it belongs to."""
    if feature(word, "VerbForm") != "Inf":
        return
    mark = word_before(word)
    while mark is not None and not mark.is_punct:
        mark = word_before(mark)
    noun = (word_before(mark) if mark is not None else None) or word
    while noun.pos_ in NOUNS:
        yield noun.i
        if noun.head == noun or noun.dep_ != "nmod":
            return
        noun = noun.head


def _is_embedded(word: "Token", pack: Pack) -> bool:
    """Tell whether a noun stands inside another noun's phrase, or in a phrase of time (`nach dem Beitritt`)."""
    if word.pos_ not in NOUNS:
        return is_attributive(word)
    return word.dep_.split(":")[0] in ("nmod", "appos", "acl") or _is_timed(word, pack)


def _is_timed(word: "Token", pack: Pack) -> bool:
    case = case_of(word)
    return case is not None and case.lemma_.lower() in pack.head.temporal_prepositions


def _is_reflexive(verb: "Token", pack: Pack) -> bool:
    return any(feature(child, "Reflex") == "Yes" or child.lower_ in pack.grammar.reflexives for child in verb.children)


def _is_definite(noun: "Token") -> bool:
    return any(
        feature(child, "Definite") == "Def" or feature(child, "PronType") in ("Art", "Dem", "Prs")
        for child in children(noun, "det")
    )


@lru_cache(maxsize=10_000)
def _endings(lemmas: frozenset[str]) -> tuple[str, ...]:
    """Return the lemmas long enough to be known at the end of a compound."""
    return tuple(lemma for lemma in lemmas if len(lemma) >= 4)
