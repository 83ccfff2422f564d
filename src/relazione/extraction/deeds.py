"""Events that a statement is by itself: who says what another state must do requests it, in PLOVER's sense.

Most deeds of speech are told by a verb or noun of the event lexicon (`forderte`, `kritisierte`). Where the cue is
neutral, the act of the statement tells: `Der Iran müsse die Anreicherung beenden, so Sandvik`; `Man werde die Zölle
senken, sagte Sandvik`.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from relazione.extraction.cues import ClauseLexicon
from relazione.extraction.findings import StatementFinding
from relazione.extraction.frames import Frame, FrameEntry, frames_of
from relazione.extraction.mentions import EventFinder, EventMention
from relazione.extraction.status import status_of
from relazione.extraction.syntax import (
    SUBJECTS,
    VERBS,
    clause_tokens,
    coordinated,
    extent,
    finite,
    is_passive,
    predicate_of,
)
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Token

# Act of a statement → PLOVER type and mode.
DEEDS: dict[str, tuple[str, str | None]] = {
    "demand": ("REQUEST", "change"),
    "commit": ("AGREE", None),
    "criticise": ("ACCUSE", "disapprove"),
}


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
    promised = said.act == "commit"  # what is promised may itself be told as a plan
    inside = (one for span in spans for one in _mentions_in(finder, told, span))
    return any(one.type == type_ or (promised and one.status == "planned") for one in inside)


def _mentions_in(finder: EventFinder, told: list[EventMention], span: tuple[int, int]) -> list[EventMention]:
    """Return those of some mentions, in order of the text, whose word begins in a character span."""
    first, last = (bisect_left(told, place, key=lambda one: finder.doc[one.token].idx) for place in span)
    return told[first:last]


def _deed(finder: EventFinder, said: StatementFinding) -> Iterator[EventMention]:
    """Yield the event of a statement: its speaker towards the state that a clause of its content is about; a promise
    also where it is about none.
    """
    content = finder.doc.char_span(*said.content[0])
    clauses = _telling_clauses(list(content), finder.pack) if content is not None else []
    if content is None or not clauses:
        return
    own = finder.book.entries[str(said.speaker)].country
    predicate = next((clause for clause in clauses if _others(finder, clause, own)), clauses[0])
    others = _others(finder, predicate, own)
    promised = said.act == "commit" and _is_own_plan(finder, predicate, own)
    if not (promised and own) and not (others and said.act != "commit"):
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
    )


def _is_own_plan(finder: EventFinder, predicate: "Token", own: str | None) -> bool:
    """Tell whether a clause says what the speaker's own state will do by when, told by its name or a pronoun."""
    subjects = [word for child in predicate.children if child.dep_ in SUBJECTS for word in coordinated(child)]
    named = {finder.book.entries[key].country for word in subjects for key in finder.roles.named_by(word)}
    ours = named == {own} or (not named and all(word.pos_ == "PRON" for word in subjects))
    words = {word.i for word in clause_tokens(predicate)}
    dated = any(time.start in words for time in finder.times)
    return bool(subjects) and ours and dated and status_of(predicate, finder.pack, "AGREE") == "planned"


def _others(finder: EventFinder, predicate: "Token", own: str | None) -> tuple[str, ...]:
    """Return the actors of other states that are the subject of a clause, in a passive without such a subject those
    that it names (`der Streit um die kenianischen Häfen müsse gelöst werden`).
    """
    named = [key for child in predicate.children if child.dep_ in SUBJECTS for key in finder.roles.named_by(child)]
    if not named and is_passive(predicate):
        mentions = (finder.book.at[word.i] for word in clause_tokens(predicate))
        named = [key for mention in mentions if mention is not None and not mention.place for key in mention.actors]
    return tuple(key for key in dict.fromkeys(named) if finder.book.entries[key].country not in (None, own))


def _telling_clauses(words: list["Token"], pack: Pack) -> list["Token"]:
    """Return the heads of the clauses that say what must be done, where none does of the first clause in some words."""
    clauses = list(dict.fromkeys(predicate_of(word) for word in words if word.pos_ in VERBS))
    duty = pack.lexicon("clauses", ClauseLexicon).duty
    verbs = ((clause, finite(clause)) for clause in clauses)
    return [clause for clause, verb in verbs if verb is not None and verb.lemma_.lower() in duty] or clauses[:1]
