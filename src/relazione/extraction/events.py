"""Events: what actors do to, with or about one another, found by the words and frames of the event lexicon.

First every mention by itself (`find_mentions`), then the mentions that tell of one and the same event together
(`merge_mentions`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from relazione.extraction.findings import ActorBook, TimeFinding
from relazione.extraction.frames import Frame, FrameIndex, Path, load_frames
from relazione.extraction.parties import DIRECTED, HELD, MUTUAL, Surroundings
from relazione.extraction.places import PlaceBook
from relazione.extraction.roles import Roles
from relazione.extraction.status import status_of
from relazione.extraction.syntax import (
    NOUNS,
    VERBS,
    case_of,
    char_span,
    children,
    clause_tokens,
    extent,
    feature,
    full_lemma,
    is_passive,
    phrase_start,
    predicate_of,
)
from relazione.extraction.time import date_for
from relazione.languages.pack import Pack
from relazione.records import Place, Status

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What is only planned is an agreement to do it, or a threat where the deed would be hostile (PLOVER manual, AGREE).
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
GROUPED = "CONSULT"  # the type whose events share day and place with others of the same parties
SETTLED = ("occurred", "ongoing")
DISTINCT = frozenset(
    {"CONSULT", "ACCUSE", "REQUEST"}
)  # types of which one pair often does several things in one report
PARTIES: tuple[Path, ...] = (
    ("nmod:zwischen",),
    ("gen",),
    ("nmod:mit",),
    ("amod",),
)  # where an agreement's noun names them
ONCE = frozenset({"visit"})  # modes in which one report seldom tells of two events between the same parties
GUESS = 0.15  # how much less sure an event is whose party the context tells
CLOSE = 60  # words between two mentions of one event told in different words


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
    confidence: float
    definite: bool = False  # `der Besuch`, `dieses Treffen`: may point back to an event told before
    consumed: tuple[int, ...] = ()
    governors: tuple[int, ...] = ()  # tokens that the word hangs on as their complement

    @property
    def parties(self) -> frozenset[str]:
        return frozenset((*self.actor, *self.recipient))


@dataclass(slots=True)
class EventFinding:
    """One event of the document, all its mentions together."""

    mentions: list[EventMention]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    about: tuple[str, ...]
    mediator: tuple[str, ...]
    type: str
    mode: str | None
    date: str | None
    place: Place | None
    status: Status
    contexts: tuple[str, ...] = ()
    spans: list[tuple[int, int]] = field(default_factory=list)
    guessed: bool = False  # a party was filled in from the context

    @property
    def parties(self) -> frozenset[str]:
        return frozenset((*self.actor, *self.recipient))

    @property
    def first(self) -> EventMention:
        return self.mentions[0]

    @property
    def frame(self) -> Frame:
        return self.first.frame

    @property
    def confidence(self) -> float:
        """The confidence of the surest mention, less where a party was filled in from the context."""
        return round(max(mention.confidence for mention in self.mentions) - GUESS * self.guessed, 2)


@dataclass(frozen=True)
class EventFinder:
    """Finds event mentions in one document."""

    doc: "Doc"
    pack: Pack
    book: ActorBook
    times: list[TimeFinding]
    places: PlaceBook

    @cached_property
    def roles(self) -> Roles:
        """Who stands at a path of the tree."""
        timed = frozenset(place for time in self.times for place in range(time.start, time.end))
        return Roles(self.book, self.pack, timed)

    def mentions(self) -> list[EventMention]:
        """Return every event mention, in order of the text; words that served a wider frame tell of nothing more."""
        frames = load_frames(self.pack)
        found = [mention for token in self.doc for mention in self._at(token, frames)]
        consumed = {token for mention in found for token in mention.consumed}
        return [mention for mention in found if mention.token not in consumed]

    def _at(self, token: "Token", frames: FrameIndex) -> Iterator[EventMention]:
        if token.pos_ in VERBS:
            candidates = frames.of_verb(full_lemma(token))
        elif token.pos_ in NOUNS or (token.text[:1].isupper() and token.i > token.sent.start):
            candidates = frames.of_noun(token.lemma_)
        else:
            return
        for frame in candidates:
            mention = self._fit(token, frame)
            if mention is not None:
                yield mention
                return

    def _fit(self, token: "Token", frame: Frame) -> EventMention | None:
        """Return the mention that a frame makes of a word, `None` where it does not fit."""
        if frame.reflexive is not None and frame.reflexive != _is_reflexive(token):
            return None
        if frame.stands and token.dep_.split(":")[0] not in frame.stands:
            return None
        consumed: list[int] = []
        for path, lemmas in frame.conditions:
            word = self._matching(token, path, lemmas)
            if word is None:
                return None
            consumed.append(word.i)
        if any(self._matching(token, path, lemmas) for path, lemmas in frame.exclusions):
            return None
        return self._filled(token, frame, tuple(consumed))

    def _filled(self, token: "Token", frame: Frame, consumed: tuple[int, ...]) -> EventMention | None:
        actor, recipient = self._sides(token, frame)
        if frame.agreement and frame.agreement != "acceded" and len({*actor, *recipient}) < 2:
            actor, recipient = self._agreement_parties(token, frame) or (actor, recipient)
        if not _satisfied(frame.needs, actor, recipient) or not self._is_kind(actor, frame.actor_kind):
            return None
        status = status_of(token, self.pack, frame.type) if frame.status is None else frame.status
        type_, mode = planned_type(frame.type, frame.mode, status)  # type: ignore[arg-type]
        start, end = self._phrase(token)
        return EventMention(
            frame=frame,
            type=type_,
            mode=mode,
            token=token.i,
            start=start,
            end=end,
            actor=actor,
            recipient=recipient,
            about=self._first(token, frame.about),
            mediator=self._first(token, frame.mediator),
            date=self._date(token),
            place=self._place(token, frame),
            status=status,  # type: ignore[arg-type]
            confidence=_confidence(frame, actor, recipient, status),
            definite=_is_definite(token),
            consumed=consumed,
            governors=tuple(_governors(token)),
        )

    def _is_kind(self, actor: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
        """Tell whether all actors are of the kinds that a frame is for."""
        return not kinds or all(self.book.entries[key].kind in kinds for key in actor)

    def _agreement_parties(self, token: "Token", frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return the parties that the agreement's noun names, for a noun without any those told of last; else `None`."""
        for noun in self.roles.words(token, frame.agreement_at):
            keys = [key for path in PARTIES for key in self.roles.actors(noun, path)]
            if len(set(keys)) > 1:
                return tuple(dict.fromkeys(keys)), ()
        pair = self.book.pair_before(self.doc, token.i) if frame.is_noun else ()
        return (pair, ()) if pair else None

    def _date(self, token: "Token") -> str | None:
        """Return the date of what a word tells of; a noun inside another phrase has only the date told in its own."""
        if not _is_embedded(token, self.pack):
            return date_for(self.times, self.doc, token.i)
        inside = {word.i for word in token.subtree}
        own = [time for time in self.times if time.start in inside]
        return date_for(own, self.doc, token.i)

    def _place(self, token: "Token", frame: Frame) -> Place | None:
        """Return where it happened: what the phrase or clause says, else the state or seat that a visit goes to."""
        told = self.places.within(token) if _is_embedded(token, self.pack) else self.places.near(token)
        if told is not None or frame.mode not in ONCE:
            return told
        hosts = (word for path in frame.recipient for word in self.roles.words(token, path))
        return next((place for word in hosts if (place := self.places.named.get(word.i)) is not None), None)

    def _sides(self, token: "Token", frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if frame.symmetric:
            keys = [key for path in (*frame.actor, *frame.recipient) for key in self.roles.actors(token, path)]
            return tuple(dict.fromkeys(keys)), ()
        actor, recipient = self._first(token, frame.actor), self._first(token, frame.recipient)
        if frame.is_noun and recipient and not actor and frame.type in DIRECTED:
            actor = tuple(key for key in self._clause_subject(token) if key not in recipient)
        return actor, tuple(key for key in recipient if key not in actor)

    def _clause_subject(self, noun: "Token") -> list[str]:
        """Return the actors that are the subject of the clause a noun stands in (`ist zu einem Besuch eingetroffen`)."""
        clause = predicate_of(noun)
        return [] if clause == noun or is_passive(clause) else self.roles.actors(clause, ("nsubj",))

    def _first(self, token: "Token", paths: Iterable[Path]) -> tuple[str, ...]:
        """Return the actors at the first of some paths that names any."""
        return next((tuple(keys) for path in paths if (keys := self.roles.actors(token, path))), ())

    def _matching(self, token: "Token", path: Path, lemmas: frozenset[str]) -> "Token | None":
        for word in self.roles.words(token, path):
            if not lemmas:
                return word
            forms = {word.lemma_.lower(), word.lower_}
            if forms & lemmas or any(_ends(form, lemma) for form in forms for lemma in lemmas):
                return word
        return None

    def _phrase(self, token: "Token") -> tuple[int, int]:
        """Return the token range that shows an event: a noun with what belongs to it, or a verb's clause."""
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


def _satisfied(needs: tuple[str, ...], actor: tuple[str, ...], recipient: tuple[str, ...]) -> bool:
    sides = {"actor": actor, "recipient": recipient, "any": actor or recipient}
    return all(sides.get(need) for need in needs) and (bool(actor or recipient) or not needs)


def planned_type(type_: str, mode: str | None, status: Status) -> tuple[str, str | None]:
    """Return the PLOVER type and mode of an event by its status: what is planned is agreed on, or threatened."""
    if status != "planned":
        return type_, mode
    if type_ in FRIENDLY:
        return "AGREE", None
    return ("THREATEN", None) if type_ in HOSTILE else (type_, mode)


def _confidence(frame: Frame, actor: tuple[str, ...], recipient: tuple[str, ...], status: str) -> float:
    sure = 0.55 + 0.1 * bool(actor) + 0.1 * bool(recipient or frame.symmetric) + 0.05 * min(2, len(frame.conditions))
    return round(sure + (0.1 if status == "occurred" else 0.0), 2)


def _governors(word: "Token") -> Iterator[int]:
    """Yield the words that a word completes, up to three links away; an infinitive also the nouns right before its comma."""
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
    start = word.i
    while start > word.sent.start and not word.doc[start - 1].is_punct:
        start -= 1
    noun = word.doc[start - 2] if start - 2 >= word.sent.start else word
    while noun.pos_ in NOUNS:
        yield noun.i
        if noun.head == noun or noun.dep_ != "nmod":
            return
        noun = noun.head


def _is_embedded(word: "Token", pack: Pack) -> bool:
    """Tell whether a noun stands inside another noun's phrase, or in a phrase of time (`nach dem Beitritt`)."""
    if word.pos_ not in NOUNS:
        return False
    case = case_of(word)
    timed = case is not None and case.lemma_.lower() in pack.head.temporal_prepositions
    return word.dep_.split(":")[0] in ("nmod", "appos", "acl") or timed


def _is_reflexive(verb: "Token") -> bool:
    return any(feature(child, "Reflex") == "Yes" or child.lower_ == "sich" for child in verb.children)


def _is_definite(noun: "Token") -> bool:
    return any(
        feature(child, "Definite") == "Def" or feature(child, "PronType") in ("Art", "Dem", "Prs")
        for child in children(noun, "det")
    )


def _ends(word: str, lemma: str) -> bool:
    return len(lemma) >= 4 and len(word) > len(lemma) and word.endswith(lemma)


def find_events(
    doc: "Doc", pack: Pack, book: ActorBook, times: list[TimeFinding], places: PlaceBook
) -> list[EventFinding]:
    """Return the events of a document, in order of their first mention."""
    mentions = EventFinder(doc, pack, book, times, places).mentions()
    events = merge_mentions(mentions, book)
    complete_parties(events, doc, book)
    for event in events:
        event.spans = [char_span(doc, mention.start, mention.end) for mention in event.mentions]
    return events


def merge_mentions(mentions: list[EventMention], book: ActorBook) -> list[EventFinding]:
    """Return events, each with all the mentions that tell of it, in order of the text."""
    events: list[EventFinding] = []
    for mention in mentions:
        same = next((event for event in reversed(events) if _holds(event, mention)), None)
        same = same or next((event for event in reversed(events) if _is_same(event, mention, book)), None)
        if same is None:
            events.append(_event(mention))
        else:
            _join(same, mention)
    _share_day_and_place(events, book)
    return events


def complete_parties(events: list[EventFinding], doc: "Doc", book: ActorBook) -> None:
    """Fill in the party that all mentions of an event leave open, where the words around one of them tell it."""
    around = Surroundings(doc, book)
    for event in events:
        known = _states(event.parties, book)
        places = [mention.token for mention in event.mentions]
        if event.frame.symmetric and event.type in MUTUAL and len(known) == 1:
            other = next((key for place in places if (key := around.beside(place, known))), None)
            event.actor = (*event.actor, other) if other else event.actor
        elif event.type in DIRECTED and not event.frame.agreement and event.actor and not event.recipient:
            event.recipient = tuple(key for place in places for key in around.others(place, known))[:1]
        elif event.mode in HELD and not event.actor and event.place is not None and event.place.country in book.entries:
            event.actor = (event.place.country,)
        else:
            continue
        event.guessed = event.parties != frozenset(key for mention in event.mentions for key in mention.parties)


def _holds(event: EventFinding, mention: EventMention) -> bool:
    """Tell whether a mention only says what an intention told of before is about (`die Absicht, … auszubauen`)."""
    return event.type == mention.type == "AGREE" and any(told.token in mention.governors for told in event.mentions)


def _event(mention: EventMention) -> EventFinding:
    return EventFinding(
        mentions=[mention],
        actor=mention.actor,
        recipient=mention.recipient,
        about=mention.about,
        mediator=mention.mediator,
        type=mention.type,
        mode=mention.mode,
        date=mention.date,
        place=mention.place,
        status=mention.status,
        contexts=mention.frame.contexts,
    )


def _is_same(event: EventFinding, mention: EventMention, book: ActorBook) -> bool:
    if event.type != mention.type or not _compatible(event.mode, mention.mode):
        return False
    if event.status != mention.status and not {event.status, mention.status} <= set(SETTLED):
        return False
    if not _dates_agree(event.date, mention.date):
        return False
    ours, theirs = _sides(event, book), _sides(mention, book)
    if not all(_contained(one, other) for one, other in zip(ours, theirs, strict=True)):
        return False
    return _is_near_enough(event, mention)


def _is_near_enough(event: EventFinding, mention: EventMention) -> bool:
    """Tell whether mentions with compatible parties are one event: one kind of word, or one points back to the other."""
    told = [earlier.frame for earlier in event.mentions]
    frame = mention.frame
    if frame.agreement and any(one.agreement == frame.agreement for one in told) and event.parties & mention.parties:
        return True
    if any(one.lemma == frame.lemma or (one.entry == frame.entry and one.is_noun and frame.is_noun) for one in told):
        return True
    if mention.definite and not mention.parties:
        return True
    if mention.mode in ONCE and event.mode == mention.mode and event.parties and mention.parties:
        return True
    close = mention.token - event.mentions[-1].token < CLOSE
    return close and event.type not in DISTINCT and event.parties == mention.parties


def _sides(event: EventFinding | EventMention, book: ActorBook) -> tuple[frozenset[str], frozenset[str]]:
    return _states(event.actor, book), _states(event.recipient, book)


def _states(keys: Iterable[str], book: ActorBook) -> frozenset[str]:
    """Return the parties by the state they act for, else by themselves."""
    return frozenset(book.entries[key].country or key for key in keys)


def _contained(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _compatible(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _dates_agree(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    return one.startswith(other) or other.startswith(one) or other in one.split("/") or one in other.split("/")


def _join(event: EventFinding, mention: EventMention) -> None:
    event.mentions.append(mention)
    event.actor = _longer(event.actor, mention.actor)
    event.recipient = tuple(key for key in _longer(event.recipient, mention.recipient) if key not in event.actor)
    event.about = _longer(event.about, mention.about)
    event.mediator = _longer(event.mediator, mention.mediator)
    event.mode = event.mode or mention.mode
    event.date = max(event.date or "", mention.date or "", key=len) or None
    event.place = event.place or mention.place
    event.contexts = tuple(dict.fromkeys((*event.contexts, *mention.frame.contexts)))
    if mention.status == "occurred":
        event.status = "occurred" if event.status in SETTLED else event.status


def _longer(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return other if len(other) > len(one) else one


def _share_day_and_place(events: list[EventFinding], book: ActorBook) -> None:
    """Give undated events the day and place of the meeting between the same parties that the report tells of."""
    meetings = [event for event in events if event.type == GROUPED and event.date and event.status in SETTLED]
    for event in events:
        parties = _states(event.parties, book)
        if event.status not in SETTLED or len(parties) < 2:
            continue
        same = (meeting for meeting in meetings if meeting is not event and _states(meeting.parties, book) == parties)
        meeting = next((meeting for meeting in same if event.date in (None, meeting.date)), None)
        if meeting is not None:
            event.date = meeting.date
            event.place = event.place or (meeting.place if event.type == GROUPED else None)


def with_agreement(event: EventFinding) -> EventMention | None:
    """Return the mention of an event that is a step of an agreement, `None` where there is none."""
    return next((mention for mention in event.mentions if mention.frame.agreement), None)


__all__ = ["EventFinding", "EventMention", "find_events", "merge_mentions", "planned_type", "with_agreement"]
