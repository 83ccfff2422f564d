"""Agreements: named or described understandings between actors, and the stages the report tells of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.events import EventFinding
from relazione.extraction.findings import ActorBook, TimeFinding
from relazione.extraction.frames import parse_path
from relazione.extraction.paragraphs import headline_end
from relazione.extraction.roles import Roles
from relazione.extraction.status import status_of
from relazione.extraction.syntax import (
    NOUNS,
    SUBJECTS,
    ancestors,
    case_of,
    char_span,
    children,
    feature,
    full_lemma,
    is_passive,
    is_pointing,
    open_compound,
    phrasal,
    phrase_start,
    word_before,
)
from relazione.extraction.time import date_for
from relazione.extraction.words import ends, is_headed
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

LONGEST_NAME = 120  # characters
TEXT = "text"  # the kind of a mention that stands for the agreement told of before
DONE = frozenset({"negotiating", "agreed", "signed", "ratified"})  # stages that somebody brings an agreement to
BRIEFLY = frozenset({"treaty", "accord"})  # kinds that headlines take for one another (`pact`, `deal`)
NEAR = 60  # tokens within which it was told


class KindWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of one kind of agreement; weak ones count only beside a stage word."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class StageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell of one stage; `phrases` pairs a verb with the noun it needs (`treten: Kraft`).

    The verbs of `assent` tell of it only where a legislature is their subject.
    """

    verbs: frozenset[str] = frozenset()
    assent: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    phrases: dict[str, str] = {}


class AgreementLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/agreements.yaml`."""

    kinds: dict[str, KindWords]
    not_: frozenset[str] = msgspec.field(name="not", default=frozenset())
    stages: dict[str, StageWords] = {}
    legislatures: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()  # after one of these a clause does nothing to the agreement (`under`)
    texts: frozenset[str] = frozenset()  # nouns that stand for the agreement told of last (`the draft`)
    mediating: frozenset[str] = frozenset()  # verbs of a stage whose doer is no party
    parties: tuple[str, ...] = ()  # paths from the noun of an agreement to whose it is
    acting: tuple[str, ...] = ()  # … and from the verb that tells a stage


@dataclass(frozen=True, slots=True)
class StageFinding:
    """One stage of an agreement, its evidence and the event that is that step, if one was found."""

    stage: str
    date: str | None
    span: tuple[int, int]
    event: EventFinding | None


@dataclass(slots=True)
class AgreementFinding:
    """One agreement of the document with all its mentions."""

    name: str
    kind: str
    subject: str | None
    rule: str
    confidence: float
    parties: list[str] = field(default_factory=list)
    mediator: list[str] = field(default_factory=list)
    stages: list[StageFinding] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    tokens: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Mention:
    token: "Token"
    kind: str
    strong: bool
    stages: tuple[StageFinding, ...]
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    start: int
    end: int

    @property
    def events(self) -> list[EventFinding]:
        return [stage.event for stage in self.stages if stage.event is not None]

    @property
    def is_named(self) -> bool:
        """Whether the words show one agreement: more than a weak noun alone, and no bare plural (`Verträge`)."""
        if self.kind == TEXT:
            return False
        if not self.strong:
            return bool(self.stages and self.parties)
        bare = feature(self.token, "Number") == "Plur" and not any(children(self.token, "det", "amod", "nmod"))
        return bool(self.stages or self.parties) and not bare


@cache
def _kind_table(pack: Pack) -> dict[str, tuple[str, bool]]:
    """Return noun → (kind, strong) in lower case."""
    lexicon = pack.lexicon("agreements", AgreementLexicon)
    table = {}
    for kind, words in lexicon.kinds.items():
        table.update({noun.lower(): (kind, False) for noun in words.weak})
        table.update({noun.lower(): (kind, True) for noun in words.strong})
    return table


@cache
def _excluded(pack: Pack) -> frozenset[str]:
    return frozenset(noun.lower() for noun in pack.lexicon("agreements", AgreementLexicon).not_)


@cache
def _legislatures(pack: Pack) -> frozenset[str]:
    return frozenset(noun.lower() for noun in pack.lexicon("agreements", AgreementLexicon).legislatures)


def find_agreements(
    doc: "Doc", pack: Pack, book: ActorBook, times: list[TimeFinding], events: list[EventFinding]
) -> list[AgreementFinding]:
    """Return the agreements of a document, in order of their first mention."""
    found: list[AgreementFinding] = []
    last: AgreementFinding | None = None
    body = headline_end(doc)
    for mention in AgreementFinder(doc, pack, book, times, events).mentions():
        near = last if last is not None and mention.token.i - max(last.tokens) < NEAR else None
        same = near if mention.kind == TEXT else next((one for one in found if _is_same(one, mention)), None)
        if same is None and mention.is_named:
            fresh = _new(mention, doc, pack)
            same = next((one for one in found if _gave_away(one, mention, body)), None)
            if same is None:
                same = fresh
                found.append(same)
            else:
                same.name, same.kind, same.subject = fresh.name, fresh.kind, fresh.subject
        if same is None:
            continue
        _join(same, mention, doc)
        last = same
    return [agreement for agreement in found if _concerns_states(agreement, book)]


def _concerns_states(agreement: AgreementFinding, book: ActorBook) -> bool:
    """Tell whether a state, or a body or group of states, is a party, or in a report on states who they are is left
    open, as it is where only who signed is told; what private people and bodies settle is no agreement here.
    """
    parties = [book.entries[key] for key in agreement.parties]
    if any(entry.is_public for entry in parties):
        return True
    persons = all(entry.kind == "person" for entry in parties)
    return bool(agreement.stages) and persons and book.tells_of_states


@dataclass(frozen=True)
class AgreementFinder:
    """Finds the mentions of agreements in one document, with the stages that the words around them tell."""

    doc: "Doc"
    pack: Pack
    book: ActorBook
    times: list[TimeFinding]
    events: list[EventFinding]

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self.book, self.pack)

    def mentions(self) -> Iterator[_Mention]:
        """Yield the mentions of agreements in order of the text."""
        for token in self.doc:
            kind = _kind(token, self.pack) or _text_kind(token, self.pack)
            if kind is None:
                continue
            name, strong = kind
            start, end = _phrase(token, self.pack)
            told = [(stage, word) for stage, word in _stage_words(token, self.pack) if self._is_told(word)]
            stages = tuple(self._stages(token, told, char_span(self.doc, start, end)))
            parties, mediators = self._parties(token, told)
            parties = self._both(parties) if stages else parties
            yield _Mention(token, name, strong, stages, parties, mediators, start, end)

    def _is_told(self, word: "Token") -> bool:
        """Tell whether a stage word tells of what was done or is going on, not of what may be or was not."""
        return word.pos_ != "VERB" or status_of(word, self.pack, "") not in ("hypothetical", "negated")

    def _stages(self, noun: "Token", told: list[tuple[str, "Token"]], span: tuple[int, int]) -> Iterator[StageFinding]:
        """Yield the stages that an agreement's noun stands in, by its attributes, its relative clauses and its
        governors.
        """
        seen = set()
        for stage, word in told:
            if stage not in seen:
                seen.add(stage)
                event = self._event_near(word, noun)
                date = event.date if event is not None else date_for(self.times, self.doc, word.i)
                yield StageFinding(stage, date, span, event)

    def _event_near(self, word: "Token", noun: "Token") -> EventFinding | None:
        """Return the event that a stage word tells of."""
        told = [self._steps[place] for place in (word.i, noun.i) if place in self._steps]
        return self.events[min(told)] if told else None

    @cached_property
    def _steps(self) -> dict[int, int]:
        """The number of the first event that is a step of an agreement, by the tokens that tell of it."""
        steps: dict[int, int] = {}
        for number, event in enumerate(self.events):
            for mention in event.mentions:
                if mention.frame.agreement:
                    steps.setdefault(mention.token, number)
        return steps

    def _parties(self, noun: "Token", told: list[tuple[str, "Token"]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the states, organisations and groups whose agreement it is: named beside the noun, or who acts on it;
        and those who only brought it about.
        """
        verbs = [word for _, word in told if word.pos_ == "VERB" and word.dep_ != "amod"]
        verbs += [noun.head for _, word in told if word.head == noun.head and noun.head.pos_ == "VERB"]
        words = self.pack.lexicon("agreements", AgreementLexicon)
        nouns = [noun, *_named_through(noun, self.pack)]
        found = [
            key
            for one in nouns
            for path in map(parse_path, words.parties)
            if not self._roles.is_of_town(one, path)
            for key in self._roles.actors(one, path)
        ]
        mediating = [verb for verb in verbs if full_lemma(verb) in words.mediating]
        acting = [verb for verb in verbs if verb not in mediating]
        found += self._acting(acting[:1], noun)
        own = self.book.at[noun.i]
        parties = (key for key in found if own is None or own.kind_of == "compound" or key != own.actor)
        return tuple(dict.fromkeys(parties)), tuple(dict.fromkeys(self._acting(mediating, noun)))

    def _both(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return the two states that the whole document is about for parties of which only one or none is told."""
        pair = self.book.pair_told()
        states = {self.book.entries[key].country or key for key in parties}
        return pair if len(parties) < 2 and states <= set(pair) else parties

    def _acting(self, verbs: list["Token"], noun: "Token") -> list[str]:
        """Return who acts in some verbs' clauses, not an agreement's noun itself, or the states that they act for."""
        paths = [parse_path(path) for path in self.pack.lexicon("agreements", AgreementLexicon).acting]
        acting = ((verb, path) for verb in verbs for path in paths if noun not in self._roles.words(verb, path))
        return [self._principal(key) for verb, path in acting for key in self._roles.actors(verb, path)]

    def _principal(self, key: str) -> str:
        """Return the state for which a legislature acts, of everybody else the actor itself."""
        entry, known = self.book.entries[key], _legislatures(self.pack)
        acts = entry.kind == "organisation" and any(is_headed(word.lower(), known) for word in entry.name.split())
        return entry.country if acts and entry.country in self.book.entries else key


def _kind(token: "Token", pack: Pack) -> tuple[str, bool] | None:
    """Return the kind of agreement that a noun names and whether it is strong; `None` also for a noun that is a part of
    another one's name (`memorandum of | understanding`).
    """
    if token.pos_ not in NOUNS or (token.dep_ == "nmod" and token in _named_through(token.head, pack)):
        return None
    phrases = (f"{token.lemma_.lower()} {_behind(inner)}" for inner in _named_through(token, pack))
    named = next((_kind_of(phrase, pack) for phrase in phrases), None)
    return named or _kind_of(open_compound(token), pack) or _kind_of(token.lemma_.lower(), pack)


def _text_kind(token: "Token", pack: Pack) -> tuple[str, bool] | None:
    """Return the kind of a noun that stands for an agreement told of before (`the draft`), `None` for any other."""
    texts = pack.lexicon("agreements", AgreementLexicon).texts
    return (TEXT, False) if token.pos_ in NOUNS and token.lemma_.lower() in texts and is_pointing(token) else None


def _named_through(noun: "Token", pack: Pack) -> list["Token"]:
    """Return the noun behind a noun with which it is one name (`memorandum of | understanding`), none for most."""
    if pack.head.solid_compounds:
        return []
    inner = (child for child in children(noun, "nmod") if case_of(child) is not None)
    return [child for child in inner if f"{noun.lemma_.lower()} {_behind(child)}" in _kind_table(pack)]


def _behind(noun: "Token") -> str:
    """Return a noun with its preposition (`of understanding`)."""
    case = case_of(noun)
    return f"{case.lower_} {noun.lemma_.lower()}" if case is not None else noun.lemma_.lower()


@lru_cache(maxsize=50_000)
def _kind_of(word: str, pack: Pack) -> tuple[str, bool] | None:
    table = _kind_table(pack)
    if word in _excluded(pack):
        return None
    heads = ends(word) if pack.head.solid_compounds else ()
    return next((table[end] for end in (word, *heads) if end in table), None)


def _stage_words(noun: "Token", pack: Pack) -> Iterator[tuple[str, "Token"]]:
    """Yield the stages that words around an agreement's noun tell, each with its word, the nearest word first."""
    stages = pack.lexicon("agreements", AgreementLexicon).stages
    for word in children(noun, "amod", "acl"):
        for stage, words in stages.items():
            if word.lemma_.lower() in words.adjectives or full_lemma(word) in words.verbs:
                yield stage, word
    for word in _relative_verbs(noun):
        yield from ((stage, word) for stage in _stage_of(word, pack))
    case, beside = case_of(noun), pack.lexicon("agreements", AgreementLexicon).beside
    governors = () if case is not None and case.lower_ in beside else _governors(noun)
    governed = ((stage, word) for word in governors for stage in _stage_of(word, pack) if not _does(noun, word, stage))
    first = next(governed, None) or next(_talks_beside(noun, pack), None)
    if first is not None:
        yield first
    joined = ((stage, word) for word in _joined_verbs(noun) for stage in _stage_of(word, pack))
    yield from ((stage, word) for stage, word in joined if not _does(noun, word, stage))


def _does(noun: "Token", verb: "Token", stage: str) -> bool:
    """Tell whether a noun is who does what a stage's verb tells, not what it is done to (`the commission settled`)."""
    active = verb.pos_ == "VERB" and (verb == noun.head or verb.dep_ == "conj") and not is_passive(verb)
    return stage in DONE and noun.dep_ == "nsubj" and active


def _joined_verbs(noun: "Token") -> Iterator["Token"]:
    """Yield the verbs without a subject of their own that go on with a noun, the subject of their clause's first verb
    (`was signed in May, | ratified in June`, `| Signed in May, the treaty was ratified in June`).
    """
    verb = noun.head
    if noun.dep_ not in SUBJECTS or verb.pos_ != "VERB":
        return
    above = [verb.head] if verb.dep_ in ("conj", "parataxis") and _lacks_subject(verb.head) else []
    for other in (*above, *(child for word in above for child in word.children), *verb.children):
        joined = other.dep_ in ("conj", "advcl", "parataxis") or other in above
        if other != verb and joined and _lacks_subject(other):
            yield other


def _lacks_subject(verb: "Token") -> bool:
    """Tell whether a verb has no subject, conjunction or auxiliary of its own."""
    return verb.pos_ == "VERB" and not any(children(verb, *SUBJECTS, "mark", "aux"))


def _stage_of(word: "Token", pack: Pack) -> Iterator[str]:
    """Yield the stage that a verb or noun tells, if any."""
    stages, verbs = pack.lexicon("agreements", AgreementLexicon).stages, {full_lemma(word)}
    if word.pos_ == "VERB" and not pack.head.separable_verbs:
        verbs.add(phrasal(word))
    for stage, words in stages.items():
        if verbs & words.assent and _is_of_legislature(word, pack):
            yield stage
            return
    for stage, words in stages.items():
        if _in_phrase(word, words.phrases):
            yield stage
            return
    for stage, words in stages.items():
        if word.lemma_ in words.nouns or verbs & words.verbs:
            yield stage
            return


def _is_of_legislature(verb: "Token", pack: Pack) -> bool:
    """Tell whether a legislature is the subject of a verb, or the agent of a passive one."""
    doers = children(verb, *SUBJECTS, "obl:agent", "obl:arg", "obl")
    return any(is_headed(word.lemma_, _legislatures(pack)) for word in doers)


def _talks_beside(noun: "Token", pack: Pack) -> Iterator[tuple[str, "Token"]]:
    """Yield the stage of talks that stand beside a phrase of what they are about (`begannen Gespräche über …`)."""
    words = pack.lexicon("agreements", AgreementLexicon).about
    about = any(child.lower_ in words for child in noun.children if child.dep_ == "case")
    if about and noun.head.pos_ == "VERB":
        for word in children(noun.head, *SUBJECTS, "obj"):
            yield from ((stage, word) for stage in _stage_of(word, pack) if word.pos_ in NOUNS)


def _relative_verbs(noun: "Token") -> Iterator["Token"]:
    """Yield the verbs of relative clauses on a noun or, since the tree may err, on what belongs to it."""
    for child in noun.children:
        if child.dep_ in ("acl", "acl:relcl"):
            yield child
        elif child.dep_ in ("nmod", "conj") and child.pos_ in NOUNS:
            yield from _relative_verbs(child)
    if noun.dep_ == "nmod" and noun.head.dep_ == "appos":
        yield from (child for child in noun.head.children if child.dep_ in ("acl", "acl:relcl"))


def _governors(noun: "Token") -> Iterator["Token"]:
    """Yield the words an agreement's noun hangs on, up to the verb of its clause; none beyond what it is an
    apposition to.
    """
    for word in ancestors(noun):
        if word != noun:
            yield word
        if word.pos_ == "VERB" or word.dep_ == "appos":
            return


def _in_phrase(verb: "Token", phrases: dict[str, str]) -> bool:
    if any(phrases.get(copula.lemma_.lower()) == verb.lemma_ for copula in children(verb, "cop")):
        return True
    wanted = phrases.get(verb.lemma_.lower())
    return wanted is not None and any(child.lemma_ == wanted for child in verb.children)


def _phrase(noun: "Token", pack: Pack) -> tuple[int, int]:
    """Return the token range of an agreement's name: its modifiers, its noun, what it is about."""
    about = pack.lexicon("agreements", AgreementLexicon).about
    inner = _named_through(noun, pack)
    words = [word for one in (noun, *inner) for word in one.children]
    parts = [word for word in words if word.i > noun.i and (word in inner or _names_more(word, about))]
    beside = _phrase_beside(noun, about)
    ends = [_last_of(part) + 1 for part in (*parts, *([beside] if beside is not None else []))]
    end = max([noun.i + 1, *ends])
    while end > noun.i + 1 and noun.doc[end - 1].is_punct:
        end -= 1
    if char_span(noun.doc, noun.i, end)[1] - noun.idx > LONGEST_NAME:
        end = noun.i + 1
    first = min([noun, *(child for child in children(noun, "compound") if child.i < noun.i)], key=lambda part: part.i)
    return phrase_start(first), end


def _names_more(part: "Token", about: frozenset[str]) -> bool:
    """Tell whether a part of a noun's phrase belongs to its name: a name of its own, or what it is about."""
    return part.dep_ in ("flat", "flat:name") or any(
        word.lower_ in about for word in part.children if word.dep_ == "case"
    )


def _phrase_beside(noun: "Token", about: frozenset[str]) -> "Token | None":
    """Return the head of the phrase right after a noun that says what it is about, though the tree joins it higher."""
    if noun.i + 1 >= len(noun.doc) or noun.doc[noun.i + 1].dep_ != "case":
        return None
    phrase = noun.doc[noun.i + 1].head
    return phrase if phrase.head == noun.head and _names_more(phrase, about) else None


def _last_of(token: "Token") -> int:
    """Return the place of the last word of a phrase; infinitives belong to it, relative and joined clauses do not."""
    inner = (
        child
        for child in token.children
        if child.dep_ not in ("punct", "acl:relcl", "advcl", "parataxis")
        and not (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))
    )
    return max([token.i, *map(_last_of, inner)])


def _new(mention: _Mention, doc: "Doc", pack: Pack) -> AgreementFinding:
    noun = mention.token
    subject = doc.span(noun.i + 1, mention.end).text or None
    name = f"{_proper(noun)}{_first_parts(noun)}{noun.lemma_} {subject or ''}"
    rule = f"{pack.code}.agreement.{mention.kind}"
    confidence = 0.55 + 0.15 * mention.strong + 0.1 * bool(mention.stages) + 0.1 * bool(mention.events)
    return AgreementFinding(
        name=" ".join(name.split()),
        kind=mention.kind,
        subject=subject,
        rule=rule,
        confidence=round(confidence, 2),
    )


def _proper(noun: "Token") -> str:
    """Return the capitalised attribute that is a part of a name (`Pariser` in `Pariser Abkommen`), else nothing."""
    before = word_before(noun)
    return f"{before.text} " if before is not None and before.pos_ == "ADJ" and before.text[:1].isupper() else ""


def _first_parts(noun: "Token") -> str:
    """Return the nouns that a noun is compounded with as they are written, each with a space behind it."""
    return "".join(f"{child.text} " for child in noun.children if child.dep_ == "compound" and child.i < noun.i)


def _is_same(agreement: AgreementFinding, mention: _Mention) -> bool:
    """Tell whether a mention names an agreement again: an apposition, the same noun, or a bare noun that ends its
    name.
    """
    if _is_apposition(mention.token, agreement.tokens):
        return True
    word = open_compound(mention.token)
    if word in agreement.heads:
        return _fits(agreement, mention)
    bare = mention.start == mention.token.i and word == mention.token.lemma_.lower()
    if any(head.endswith(word) for head in agreement.heads) and bare:
        return True
    known = is_pointing(mention.token) or not any(" " in head for head in agreement.heads)
    return agreement.kind == mention.kind and bare and known and _fits(agreement, mention)


def _gave_away(agreement: AgreementFinding, mention: _Mention, body: int) -> bool:
    """Tell whether a headline alone named the agreement that a mention in the body names first: at the same step,
    between the same parties.
    """
    kinds = {agreement.kind, mention.kind}
    steps = {stage.stage for stage in agreement.stages} & {stage.stage for stage in mention.stages}
    alike = bool(steps) and set(agreement.parties) == set(mention.parties) and (len(kinds) == 1 or kinds <= BRIEFLY)
    return max(agreement.tokens) < body <= mention.token.i and alike


def _fits(agreement: AgreementFinding, mention: _Mention) -> bool:
    """Tell whether a mention's parties may be those of an agreement."""
    return not agreement.parties or not mention.parties or bool(set(agreement.parties) & set(mention.parties))


def _is_apposition(noun: "Token", tokens: set[int]) -> bool:
    """Tell whether a noun, or the noun it is a quantity of, explains one of some tokens (`die Abkommen (eine Reihe
    von …)`).
    """
    for word in ancestors(noun):
        if word.dep_ == "appos":
            return word.head.i in tokens
        if word.dep_ != "nmod":
            return False
    return False


def _join(agreement: AgreementFinding, mention: _Mention, doc: "Doc") -> None:
    agreement.tokens.add(mention.token.i)
    agreement.heads.add(open_compound(mention.token))
    span = char_span(doc, mention.start, mention.end)
    agreement.spans.append(span)
    named = (key for event in mention.events for key in (*event.actor, *event.recipient))
    mediators = [key for event in mention.events for key in event.mediator]
    agreement.mediator.extend(
        key for key in dict.fromkeys((*mediators, *mention.mediators)) if key not in agreement.mediator
    )
    agreement.parties.extend(
        key for key in dict.fromkeys((*named, *mention.parties)) if key not in (*agreement.parties, *agreement.mediator)
    )
    for stage in mention.stages:
        _add_stage(agreement, stage)


def _add_stage(agreement: AgreementFinding, stage: StageFinding) -> None:
    for number, known in enumerate(agreement.stages):
        if known.stage == stage.stage:
            if known.date is None and stage.date is not None:
                agreement.stages[number] = stage
            return
    agreement.stages.append(stage)
