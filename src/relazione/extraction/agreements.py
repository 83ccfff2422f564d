"""Agreements: named or described understandings between actors, and the stages the report tells of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.events import EventFinding
from relazione.extraction.findings import ActorBook
from relazione.extraction.roles import Roles
from relazione.extraction.syntax import NOUNS, ancestors, char_span, children, full_lemma, phrase_start
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PARTY_PATHS = (("gen",), ("nmod:zwischen",), ("nmod:mit",), ("amod",), ("compound",))
LONGEST_NAME = 120  # characters


class KindWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of one kind of agreement; weak ones count only beside a stage word."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class StageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell of one stage; `phrases` pairs a verb with the noun it needs (`treten: Kraft`)."""

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    phrases: dict[str, str] = {}


class AgreementLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/agreements.yaml`."""

    kinds: dict[str, KindWords]
    not_: frozenset[str] = msgspec.field(name="not", default=frozenset())
    stages: dict[str, StageWords] = {}
    about: frozenset[str] = frozenset()


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


@dataclass(frozen=True, slots=True)
class _Mention:
    token: "Token"
    kind: str
    strong: bool
    stage: str | None
    event: EventFinding | None
    parties: tuple[str, ...]
    start: int
    end: int


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


def find_agreements(doc: "Doc", pack: Pack, book: ActorBook, events: list[EventFinding]) -> list[AgreementFinding]:
    """Return the agreements of a document, in order of their first mention."""
    found: list[AgreementFinding] = []
    for mention in _mentions(doc, pack, book, events):
        same = next((agreement for agreement in found if _is_same(agreement, mention)), None)
        if same is None:
            if not (mention.strong or mention.stage) or not (mention.stage or mention.parties):
                continue
            same = _new(mention, doc, pack)
            found.append(same)
        _join(same, mention, doc)
    return [agreement for agreement in found if agreement.parties or agreement.stages]


def _mentions(doc: "Doc", pack: Pack, book: ActorBook, events: list[EventFinding]) -> Iterator[_Mention]:
    roles = Roles(book, pack)
    for token in doc:
        kind = _kind(token, pack)
        if kind is None:
            continue
        name, strong = kind
        stage, worded = _stage(token, pack)
        event = _event_near(worded or token, token, events)
        parties = tuple(dict.fromkeys(key for path in PARTY_PATHS for key in roles.actors(token, path)))
        start, end = _phrase(token, pack)
        yield _Mention(token, name, strong, stage, event, parties, start, end)


def _kind(token: "Token", pack: Pack) -> tuple[str, bool] | None:
    if token.pos_ not in NOUNS:
        return None
    word = token.lemma_.lower()
    table = _kind_table(pack)
    if word in _excluded(pack):
        return None
    starts = (start for start in range(max(1, len(word) - 3)) if word[start:] in table)
    start = next(starts, None)
    return None if start is None else table[word[start:]]


def _stage(noun: "Token", pack: Pack) -> tuple[str | None, "Token | None"]:
    """Return the stage an agreement's noun stands in, and the word that tells so."""
    lexicon = pack.lexicon("agreements", AgreementLexicon)
    for word in children(noun, "amod", "acl"):
        for stage, words in lexicon.stages.items():
            if word.lemma_.lower() in words.adjectives or full_lemma(word) in words.verbs:
                return stage, word
    for word in _governors(noun):
        for stage, words in lexicon.stages.items():
            if word.lemma_ in words.nouns or full_lemma(word) in words.verbs or _in_phrase(word, words.phrases):
                return stage, word
    return None, None


def _governors(noun: "Token") -> Iterator["Token"]:
    """Yield the words an agreement's noun hangs on, up to the verb of its clause, and its relative clause's verb."""
    for word in ancestors(noun):
        if word == noun:
            continue
        yield word
        if word.pos_ == "VERB":
            break
    yield from (child for child in noun.children if child.dep_ == "acl:relcl" or child.dep_ == "acl")


def _in_phrase(verb: "Token", phrases: dict[str, str]) -> bool:
    wanted = phrases.get(verb.lemma_.lower())
    return wanted is not None and any(child.lemma_ == wanted for child in verb.children)


def _event_near(word: "Token", noun: "Token", events: list[EventFinding]) -> EventFinding | None:
    """Return the event that a stage word tells of."""
    for event in events:
        for mention in event.mentions:
            if mention.token in (word.i, noun.i) and mention.frame.agreement:
                return event
    return None


def _phrase(noun: "Token", pack: Pack) -> tuple[int, int]:
    """Return the token range of an agreement's name: its modifiers, its noun, what it is about."""
    about = pack.lexicon("agreements", AgreementLexicon).about
    end = noun.i + 1
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("flat", "flat:name") or any(
            word.lower_ in about for word in child.children if word.dep_ == "case"
        ):
            end = max(end, child.right_edge.i + 1)
    while end > noun.i + 1 and noun.doc[end - 1].is_punct:
        end -= 1
    if char_span(noun.doc, noun.i, end)[1] - noun.idx > LONGEST_NAME:
        end = noun.i + 1
    return phrase_start(noun), end


def _new(mention: _Mention, doc: "Doc", pack: Pack) -> AgreementFinding:
    name = doc[mention.start : mention.end].text
    subject = doc[mention.token.i + 1 : mention.end].text or None
    rule = f"{pack.code}.agreement.{mention.kind}"
    confidence = 0.55 + 0.15 * mention.strong + 0.1 * bool(mention.stage) + 0.1 * bool(mention.event)
    return AgreementFinding(
        name=" ".join(name.split()),
        kind=mention.kind,
        subject=subject,
        rule=rule,
        confidence=round(confidence, 2),
    )


def _is_same(agreement: AgreementFinding, mention: _Mention) -> bool:
    """Tell whether a mention names an agreement again: the same noun, or a bare noun that ends its name."""
    word = mention.token.lemma_.lower()
    if word in agreement.heads:
        return not agreement.parties or not mention.parties or bool(set(agreement.parties) & set(mention.parties))
    return any(head.endswith(word) for head in agreement.heads) and mention.start == mention.token.i


def _join(agreement: AgreementFinding, mention: _Mention, doc: "Doc") -> None:
    agreement.heads.add(mention.token.lemma_.lower())
    span = char_span(doc, mention.start, mention.end)
    agreement.spans.append(span)
    parties: Iterable[str] = mention.parties
    if mention.event is not None:
        parties = (*mention.event.actor, *mention.event.recipient, *mention.parties)
        agreement.mediator.extend(key for key in mention.event.mediator if key not in agreement.mediator)
    agreement.parties.extend(dict.fromkeys(key for key in parties if key not in agreement.parties))
    if mention.stage:
        date = mention.event.date if mention.event else None
        _add_stage(agreement, StageFinding(mention.stage, date, span, mention.event))


def _add_stage(agreement: AgreementFinding, stage: StageFinding) -> None:
    for number, known in enumerate(agreement.stages):
        if known.stage == stage.stage:
            if known.date is None and stage.date is not None:
                agreement.stages[number] = stage
            return
    agreement.stages.append(stage)
