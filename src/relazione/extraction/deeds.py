"""Events that a statement is by itself: who says what another state must do requests it, in PLOVER's sense.

Most deeds of speech are told by a verb or noun of the event lexicon (`forderte`, `kritisierte`). Where the cue is
neutral, the act of the statement tells: `Der Iran müsse die Anreicherung beenden, so Sandvik`.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from relazione.extraction.findings import StatementFinding
from relazione.extraction.frames import Frame, FrameEntry, frames_of
from relazione.extraction.mentions import EventFinder, EventMention
from relazione.extraction.syntax import SUBJECTS, VERBS, clause_tokens, extent, predicate_of

if TYPE_CHECKING:
    from spacy.tokens import Token

DEEDS = {"demand": ("REQUEST", "change")}  # act of a statement → PLOVER type and mode
SURE = 0.6


@cache
def _frame(language: str, act: str) -> Frame:
    type_, mode = DEEDS[act]
    prefix = f"{language}.{type_.lower()}"
    return next(iter(frames_of(FrameEntry(verb=act, sense="statement", mode=mode), type_, prefix)))


def find_deeds(
    finder: EventFinder, statements: list[StatementFinding], told: list[EventMention]
) -> Iterator[EventMention]:
    """Yield the events that statements are by their act, where the event lexicon told none of that type in their
    words.
    """
    for said in statements:
        if said.act in DEEDS and said.speaker is not None and not _is_told(finder, said, told):
            yield from _deed(finder, said)


def _is_told(finder: EventFinder, said: StatementFinding, told: list[EventMention]) -> bool:
    type_ = DEEDS[said.act][0]
    spans = [*said.content, *([said.cue] if said.cue else [])]
    places = (finder.doc[mention.token].idx for mention in told if mention.type == type_)
    return any(start <= place < end for place in places for start, end in spans)


def _deed(finder: EventFinder, said: StatementFinding) -> Iterator[EventMention]:
    """Yield the event of a statement: its speaker towards the state that the first clause of its content is about."""
    content = finder.doc.char_span(*said.content[0], alignment_mode="expand")
    predicate = _first_predicate(list(content)) if content is not None else None
    if content is None or predicate is None:
        return
    own = finder.book.entries[str(said.speaker)].country
    addressed = [key for child in predicate.children if child.dep_ in SUBJECTS for key in finder.roles.named_by(child)]
    others = tuple(key for key in dict.fromkeys(addressed) if finder.book.entries[key].country not in (None, own))
    if own is None or not others:
        return
    start, end = extent(clause_tokens(predicate))
    yield EventMention(
        frame=_frame(finder.pack.code, said.act),
        type=DEEDS[said.act][0],
        mode=DEEDS[said.act][1],
        token=predicate.i,
        start=max(start, content.start),
        end=min(end, content.end),
        actor=(str(said.speaker),),
        recipient=others[:1],
        about=(),
        mediator=(),
        date=said.date,
        place=None,
        status="occurred",
        confidence=SURE,
    )


def _first_predicate(words: list["Token"]) -> "Token | None":
    """Return the head of the first clause in some words."""
    verb = next((word for word in words if word.pos_ in VERBS), None)
    return predicate_of(verb) if verb is not None else None
