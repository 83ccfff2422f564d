"""Events: what actors do to, with or about one another, each with all its mentions.

First every mention by itself (`mentions`, `deeds`), then the mentions that tell of one and the same event together,
then what all of them leave open and the words around tell.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from relazione.extraction.deeds import find_deeds
from relazione.extraction.findings import OF_STATES, ActorBook, ActorEntry, StatementFinding
from relazione.extraction.frames import Frame
from relazione.extraction.mentions import ONCE, EventFinder, EventMention
from relazione.extraction.parties import DIRECTED, HELD, MUTUAL, Surroundings
from relazione.extraction.places import is_whole_state
from relazione.extraction.recall import BETWEEN_TWO, recalled
from relazione.extraction.syntax import char_span, is_pointing
from relazione.extraction.words import is_headed
from relazione.ontology.atlas import Atlas
from relazione.ontology.plover import quad
from relazione.records import Place, Status

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

GROUPED = "CONSULT"  # the type whose events share day and place with others of the same parties
SETTLED = ("occurred", "ongoing")
# Types of which one pair often does several things in one report.
DISTINCT = frozenset({"CONSULT", "ACCUSE", "REQUEST"})
# Sectors (PLOVER) whose unnamed groups act on states: who governs or wants to, who bears arms.
POWERS = frozenset({"GOV", "LEG", "MIL", "COP", "SPY", "JUD", "OPP", "PTY", "REB", "PRM", "CRM"})
CONFLICT = (3, 4)  # quad classes of what one does against another
VERBAL_QUADS = (1, 3)  # quad classes of what is said or agreed on when states meet
# Types of which a report on one tells of others before it, between the same parties.
REPEATED = frozenset({"ASSAULT", "PROTEST"})
SURE = 0.86  # the share right of events told once, in texts of our own
AGAIN = 0.08  # how much surer an event is that is told again
PLANNED = 0.08  # how much less sure one is that is only planned
GUESS = 0.05  # how much less sure one is whose party the context tells
CLOSE = 60  # words between two mentions of one event told in different words


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
        """How sure it is that the text tells of it; which of its slots are filled hardly matters."""
        again, is_planned = len(self.mentions) > 1, self.status == "planned"
        return round(SURE + AGAIN * again - PLANNED * is_planned - GUESS * self.guessed, 2)


def find_events(finder: EventFinder, statements: list[StatementFinding]) -> list[EventFinding]:
    """Return the events of a document, in order of their first mention."""
    doc, book = finder.doc, finder.book
    told = finder.mentions()
    deeds = list(find_deeds(finder, statements, told))
    done = {mention.token for mention in deeds}  # what somebody says must be done has not been done
    mentions = sorted((*deeds, *(one for one in told if one.token not in done)), key=lambda mention: mention.token)
    events = merge_mentions([mention for mention in mentions if not mention.recalls], book, finder.body)
    recalling = (mention for mention in mentions if mention.recalls)
    for _, readings in groupby(recalling, key=lambda mention: mention.token):
        _recall(events, list(readings), finder)
    events.sort(key=lambda event: event.first.token)
    complete_parties(events, doc, book, finder.pack.head.answered_nouns)
    events = [event for event in events if _concerns_states(event, book) and not _is_lonely(event, book)]
    for event in events:
        event.spans = [char_span(doc, mention.start, mention.end) for mention in event.mentions]
    return events


def merge_mentions(mentions: list[EventMention], book: ActorBook, body: int = 0) -> list[EventFinding]:
    """Return events, each with all the mentions that tell of it, in order of the text; the `body` begins behind a
    headline.
    """
    events: list[EventFinding] = []
    by_type: dict[str, list[EventFinding]] = defaultdict(list)
    for mention in mentions:
        alike = by_type[mention.type]
        same = next((event for event in reversed(alike) if _holds(event, mention)), None)
        same = same or next((event for event in reversed(alike) if _is_same(event, mention, book)), None)
        same = same or next((event for event in alike if _is_headlined(event, mention, book, body)), None)
        if same is None:
            events.append(_event(mention))
            alike.append(events[-1])
        else:
            _join(same, mention, book.atlas)
    _share_day_and_place(events, book)
    return events


def _recall(events: list[EventFinding], readings: list[EventMention], finder: EventFinder) -> None:
    """Join a word that names no parties, in the first of its readings that takes up an event, to that event; one with a
    date, or held in one of the two states spoken of, may tell of an event of its own between them.
    """
    for mention in readings:
        meetings = events if mention.frame.type == GROUPED and mention.status == "planned" else ()
        taken_up = next((event for event in meetings if _is_taken_up(event, mention)), None)
        if taken_up is not None:
            _join(taken_up, mention, finder.book.atlas)
            return
        announced = next((event for event in meetings if _is_announced(event, mention)), None)
        if announced is not None:
            announced.type, announced.mode, announced.status = mention.type, mention.mode, mention.status
            _join(announced, mention, finder.book.atlas)
            return
        event = recalled(events, mention, lambda event, mention: _may_recall(event, mention, finder.book))
        if event is not None:
            _join(event, mention, finder.book.atlas)
            return
    told = [event for mention in readings if (event := _told(events, mention, finder)) is not None]
    events.extend(told[:1])


def _is_taken_up(event: EventFinding, mention: EventMention) -> bool:
    """Tell whether who comes to the meeting that a mention announces is told right behind it (`Ein Treffen ist für Mai
    geplant. An den Gesprächen werden … teilnehmen`).
    """
    behind = 0 < event.first.token - mention.token < CLOSE
    planned = event.frame.type == GROUPED and event.status == "planned"
    return planned and behind and event.first.known and _dates_agree(event.date, mention.date)


def _is_announced(event: EventFinding, mention: EventMention) -> bool:
    """Tell whether a mention says that an undated meeting told of before, at the same place, lies ahead."""
    known = event.frame.type == GROUPED and mention.frame.is_noun and mention.definite
    dated = mention.date is not None and event.date is None
    return known and dated and event.place is not None and event.place == mention.place


def _told(events: list[EventFinding], mention: EventMention, finder: EventFinder) -> EventFinding | None:
    """Return the event of its own that a mention without parties tells of, between the two states spoken of or, where
    it is an attack like one told of before, between the same parties; `None` where it tells of none.
    """
    frame, book = mention.frame, finder.book
    pair = book.pair_told() or (() if mention.definite else book.pair_before(finder.doc, mention.token))
    if frame.symmetric and frame.type in BETWEEN_TWO and not frame.recalls:
        held = mention.place is not None and mention.place.country in pair
        said = mention.impersonal and mention.status != "negated"
        if pair and (mention.date or held or said) and _states(mention.parties, book) <= set(pair):
            known = _states(mention.actor, book)
            actor = (*mention.actor, *(key for key in pair if key not in known))
            return replace(_event(mention), actor=actor, guessed=True)
    elif mention.date and frame.type in REPEATED and not frame.recalls:
        like = [event for event in events if event.frame.type == frame.type and event.parties]
        if len({(event.actor, event.recipient) for event in like}) == 1:
            return replace(_event(mention), actor=like[0].actor, recipient=like[0].recipient, guessed=True)
    return None


def _may_recall(event: EventFinding, mention: EventMention, book: ActorBook) -> bool:
    """Tell whether a mention without parties of its own may be of an event: status, date and known parties agree."""
    settled = event.status == mention.status or {event.status, mention.status} <= set(SETTLED)
    known = _states(mention.parties, book) <= _states(event.parties, book)
    return settled and known and _dates_agree(event.date, mention.date)


def complete_parties(
    events: list[EventFinding], doc: "Doc", book: ActorBook, answered: Mapping[str, Sequence[str]]
) -> None:
    """Fill in the party that all mentions of an event leave open, where the words around one of them tell it;
    `answered` are the nouns for what somebody said before, by the types of event that say it.
    """
    said = {type_: frozenset(map(str.lower, nouns)) for type_, nouns in answered.items()}
    around = Surroundings(doc, book)
    for event in events:
        _give_state(event, doc, book)
        _drop_own(event, book)
    for event in events:
        known = _states(event.parties, book)
        places = [mention.token for mention in event.mentions]
        mutual = event.type in MUTUAL or event.status == "planned"  # what is planned is AGREE
        if event.frame.symmetric and mutual and _is_one_state(known, book):
            other = next((key for place in places if (key := around.beside(place, known))), None)
            event.actor = (*event.actor, other) if other else event.actor
        elif _is_between_unknown(event, book) or _is_of_pair(event, known, book):
            event.actor = book.pair_told() or event.actor
        elif _is_one_sided(event):
            told = (
                _joint_before(event, events, doc, book)
                or _author_before(event, events, doc, book, said)
                or _target_before(event, events, doc, book)
            )
            event.recipient = told or tuple(key for place in places for key in around.others(place, known))[:1]
        elif _is_promise(event) and known <= set(pair := book.pair_told()):
            event.recipient = tuple(key for key in pair if key not in known)[:1]
        elif event.frame.mode == "visit" and not event.actor and known <= set(pair := book.pair_told()):
            event.actor = tuple(key for key in pair if key not in known)[:1]
        elif event.mode in HELD and not event.actor and event.place is not None and event.place.country in book.entries:
            event.actor = (event.place.country,)
        else:
            continue
        event.guessed = event.guessed or event.parties != frozenset(
            key for mention in event.mentions for key in mention.parties
        )


def _give_state(event: EventFinding, doc: "Doc", book: ActorBook) -> None:
    """Give an office-holder of unknown state who deals with one of the two states spoken of the other one."""
    pair = book.pair_told() or book.pair_before(doc, event.first.token)
    meeting = event.frame.symmetric and event.frame.type == GROUPED
    sides = (
        ((event.actor, event.actor),) if meeting else ((event.actor, event.recipient), (event.recipient, event.actor))
    )
    directed = meeting or event.frame.mode == "visit" or event.frame.type in DIRECTED
    for side, other in sides if directed else ():
        unknown = [book.entries[key] for key in side if _is_stateless(book.entries[key])]
        told = {book.entries[key].country for key in other} - {None}
        sure = event.frame.mode == "visit" or meeting or quad(event.type) in CONFLICT or told <= set(other)
        if len(unknown) == 1 and len(told) == 1 and told < set(pair) and sure:
            book.give_country(unknown[0], next(key for key in pair if key not in told))


def _is_stateless(entry: ActorEntry) -> bool:
    """Tell whether somebody acts for a state that is not known."""
    holds = OF_STATES & {office.role for office in entry.offices}
    return entry.kind == "person" and entry.country is None and bool(holds)


def _drop_own(event: EventFinding, book: ActorBook) -> None:
    """Drop a state as the recipient of what it does itself (`bestritt eine Beteiligung seines Landes`)."""
    own = _states(event.actor, book)
    if not event.frame.symmetric:
        event.recipient = tuple(key for key in event.recipient if key not in own)


def _joint_before(event: EventFinding, events: list[EventFinding], doc: "Doc", book: ActorBook) -> tuple[str, ...]:
    """Return the parties of what two or more do together, the only ones told of before to do so, where an event is
    towards something known that its own sentence says no more of (`Zypern kritisierte das Vorhaben`).
    """
    place, own = event.first.token, _states(event.actor, book)
    words = doc.span(event.first.start, event.first.end)
    known = any(word.pos_ == "NOUN" and book.at[word.i] is None and is_pointing(word) for word in words)
    if not known or set(book.states_in(words.sent.start, words.sent.end)) - own:
        return ()
    before = (told for told in events if told.frame.symmetric and told.first.token < place)
    joint: dict[frozenset[str], tuple[str, ...]] = {}
    for told in before:
        states = _states(told.actor, book)
        if len(states) < 2:
            continue
        joint[states] = told.actor
        if len(joint) > 1 or own & states:
            return ()
    return next(iter(joint.values()), ())


def _author_before(
    event: EventFinding, events: list[EventFinding], doc: "Doc", book: ActorBook, answered: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """Return who said or proposed what an event answers (`lehnte den Vorstoß ab`, `wies den Vorwurf zurück`): the actor
    of the last one told of, first of those towards who answers.
    """
    place, own = event.first.token, _states(event.actor, book)
    nouns = [word for word in doc[event.first.start : event.first.end] if is_pointing(word) and book.at[word.i] is None]
    types = {type_ for type_, known in answered.items() if any(is_headed(word.lemma_, known) for word in nouns)}
    before = (told for told in reversed(events) if told.first.token < place and told.type in types)
    others = [
        told for told in before if told.actor and not told.frame.symmetric and not own & _states(told.actor, book)
    ]
    at_own = (told for told in others if own & _states(told.recipient, book))
    return next((told.actor for told in (*at_own, *others)), ())


def _target_before(event: EventFinding, events: list[EventFinding], doc: "Doc", book: ActorBook) -> tuple[str, ...]:
    """Return whom an event of the same kind in the sentence before is against, where an event's own clause names no
    other state (`Kanada verbot den Export nach Belarus. Auch Norwegen beschloss ein Embargo`).
    """
    sentence, own = doc[event.first.token].sent, _states(event.actor, book)
    if quad(event.type) != max(CONFLICT) or not sentence.start:
        return ()
    if set(book.states_in(event.first.start, event.first.end)) - own:
        return ()
    before = doc[sentence.start - 1].sent
    first, last = (bisect_left(events, place, key=_place_of) for place in (before.start, before.end))
    same = (told for told in events[first:last] if told.type == event.type)
    return next((told.recipient for told in same if told.recipient and not own & _states(told.recipient, book)), ())


def _place_of(event: EventFinding) -> int:
    return event.first.token


def _is_between_unknown(event: EventFinding, book: ActorBook) -> bool:
    """Tell whether all that is known of the parties of talks or a signing are persons of unknown states, none
    of them a go-between.
    """
    parties = [book.entries[key] for key in event.parties]
    unknown = all(entry.kind == "person" and entry.country is None for entry in parties)
    unknown = unknown and {office.role for entry in parties for office in entry.offices} <= OF_STATES | {"ambassador"}
    return event.frame.symmetric and event.type in BETWEEN_TWO and bool(parties) and unknown


def _is_of_pair(event: EventFinding, known: frozenset[str], book: ActorBook) -> bool:
    """Tell whether one side alone is told to bring on an agreement, in a report on two states of which it is one."""
    step = event.frame.symmetric and event.frame.agreement not in (None, "acceded")
    return step and _is_one_state(known, book) and known <= set(book.pair_told())


def _is_one_sided(event: EventFinding) -> bool:
    """Tell whether a deed towards another lacks the other."""
    directed = event.frame.type in DIRECTED and not event.frame.symmetric and not event.frame.agreement
    return directed and bool(event.actor) and not event.recipient


def _is_promise(event: EventFinding) -> bool:
    """Tell whether somebody promises something to an unnamed other."""
    return event.frame.type == "AGREE" and not event.frame.symmetric and bool(event.actor) and not event.recipient


def _concerns_states(event: EventFinding, book: ActorBook) -> bool:
    """Tell whether a state, or a body or group of states, is a party, or none but groups of power or, in violence and
    protest where a state is told of, of people; what goes on among others is no event here, nor is a visit of a group
    that comes from nowhere.
    """
    visitors = [book.entries[key] for key in event.actor] if event.mode in ONCE else []
    if visitors and all(visitor.kind == "group" and visitor.country is None for visitor in visitors):
        return any(visitor.is_public for visitor in visitors)
    entries = [book.entries[key] for key in event.parties]
    if any(entry.is_public for entry in entries):
        return True
    placed = event.type in REPEATED and (event.place is not None or book.tells_of_states)
    unnamed = all(entry.kind == "group" for entry in entries)
    return unnamed and (placed or any(entry.sector in POWERS for entry in entries))


def _is_one_state(parties: frozenset[str], book: ActorBook) -> bool:
    return len(parties) == 1 and all(key in book.entries and book.entries[key].kind == "state" for key in parties)


def _is_lonely(event: EventFinding, book: ActorBook) -> bool:
    """Tell whether a noun names something between two but only one state stands by it (`Verhandlungen mit Oslo`)."""
    lone = _is_one_state(_states(event.parties, book), book)
    return lone and event.frame.symmetric and all(mention.frame.is_noun for mention in event.mentions)


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
    return _is_near_enough(event, mention, book)


def _is_headlined(event: EventFinding, mention: EventMention, book: ActorBook, body: int) -> bool:
    """Tell whether a headline has told as a promise what the body says will be done (`pledges aid` … `will give`)."""
    told = event.first.token < body <= mention.token and event.type == mention.type == "AGREE"
    return (
        told
        and {event.status, mention.status} == {"occurred", "planned"}
        and _dates_agree(event.date, mention.date)
        and _public(event.actor, book) == _public(mention.actor, book)
        and (not event.recipient or _public(event.recipient, book) == _public(mention.recipient, book))
    )


def _is_near_enough(event: EventFinding, mention: EventMention, book: ActorBook) -> bool:
    """Tell whether mentions with compatible parties are one event: one kind of word, or one points back to the
    other.
    """
    told = [earlier.frame for earlier in event.mentions]
    frame = mention.frame
    if frame.agreement and any(one.agreement == frame.agreement for one in told) and event.parties & mention.parties:
        return True
    if any(one.lemma == frame.lemma or (one.entry == frame.entry and one.is_noun and frame.is_noun) for one in told):
        return True
    if mention.definite and not mention.parties:
        return True
    if (
        _is_assembly(frame, mention.parties, book)
        and any(one.is_noun for one in told)
        and event.parties == mention.parties
    ):
        return True
    if mention.mode in ONCE and event.mode == mention.mode and event.parties and mention.parties:
        return True
    close = mention.token - event.mentions[-1].token < CLOSE
    if close and mention.known and mention.frame.type == event.frame.type == GROUPED:
        return True
    alike = event.parties == mention.parties
    if quad(event.type) in CONFLICT:
        alike = _public(event.parties, book) == _public(mention.parties, book)
    same = alike or (event.type == "AID" and event.actor == mention.actor)
    return close and event.type not in DISTINCT and same


def _is_assembly(frame: Frame, parties: frozenset[str], book: ActorBook) -> bool:
    """Tell whether a noun names the meeting of one group of states (`das G7-Treffen`, `der G7-Gipfel`)."""
    group = len(parties) == 1 and all(book.entries[key].members for key in parties)
    return frame.type == GROUPED and frame.is_noun and group


def _sides(event: EventFinding | EventMention, book: ActorBook) -> tuple[frozenset[str], frozenset[str]]:
    return _states(event.actor, book), _states(event.recipient, book)


def _states(keys: Iterable[str], book: ActorBook) -> frozenset[str]:
    """Return the parties by the state they act for, else by themselves."""
    return frozenset(book.entries[key].country or key for key in keys)


def _public(keys: Iterable[str], book: ActorBook) -> frozenset[str]:
    """Return the states and public bodies among some parties, all of them where there is none."""
    known = frozenset(book.entries[key].country or key for key in keys if book.entries[key].is_public)
    return known or frozenset(keys)


def _contained(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _compatible(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _dates_agree(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    return one.startswith(other) or other.startswith(one) or other in one.split("/") or one in other.split("/")


def _join(event: EventFinding, mention: EventMention, atlas: Atlas) -> None:
    event.mentions.append(mention)
    if mention.frame.symmetric and not event.frame.symmetric and event.actor:
        recipient = tuple(key for key in mention.actor if key not in event.actor)
    else:
        event.actor, recipient = _longer(event.actor, mention.actor), mention.recipient
    event.recipient = tuple(key for key in _longer(event.recipient, recipient) if key not in event.actor)
    event.about = _longer(event.about, mention.about)
    event.mediator = _longer(event.mediator, mention.mediator)
    event.mode = event.mode or mention.mode
    event.date = max(event.date or "", mention.date or "", key=len) or None
    event.place = _nearer(event.place, mention.place, atlas)
    event.contexts = tuple(dict.fromkeys((*event.contexts, *mention.frame.contexts)))
    if mention.status == "occurred":
        event.status = "occurred" if event.status in SETTLED else event.status
    elif mention.status == "planned":
        event.status = "planned"


def _is_process(frame: Frame) -> bool:
    """Tell whether a noun names what goes on between two over more than a meeting (`die Annäherung zwischen …`)."""
    return frame.symmetric and frame.is_noun and frame.type != GROUPED and not frame.agreement


def _nearer(one: Place | None, other: Place | None, atlas: Atlas) -> Place | None:
    """Return the more precise of two places: a town rather than the state it lies in."""
    if one is None or other is None or one.country != other.country:
        return one or other
    return other if is_whole_state(one, atlas) and not is_whole_state(other, atlas) else one


def _longer(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return other if len(other) > len(one) else one


def _share_day_and_place(events: list[EventFinding], book: ActorBook) -> None:
    """Give undated words and meetings the day and place of the meeting between the same parties told of."""
    meetings = defaultdict(list)
    for event in events:
        if event.type == GROUPED and event.date and event.status in SETTLED:
            meetings[_states(event.parties, book)].append(event)
    for event in events:
        parties = _states(event.parties, book)
        said = quad(event.type) in VERBAL_QUADS and not _is_process(event.frame)
        if event.status not in SETTLED or len(parties) < 2 or not said:
            continue
        same = (meeting for meeting in meetings.get(parties, ()) if meeting is not event)
        meeting = next((meeting for meeting in same if event.date in (None, meeting.date)), None)
        if meeting is not None:
            event.date = meeting.date
            event.place = event.place or (meeting.place if event.type == GROUPED else None)
