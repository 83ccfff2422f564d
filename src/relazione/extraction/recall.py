"""Words that take up an event without naming its parties: `das im Februar unterschriebene Abkommen`, `dem Treffen`.

Such a mention belongs to the event of its kind that the report tells of elsewhere. Where there is none, and the words
themselves give a date, it tells of an event of its own between the two states spoken of.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from relazione.extraction.frames import Frame
from relazione.extraction.syntax import VERBS, children, feature, is_passive

if TYPE_CHECKING:
    from relazione.extraction.events import EventFinding
    from relazione.extraction.mentions import EventMention
    from relazione.languages.doc import Token

# Types of which two states are parties alike, so that the pair spoken of can be filled in.
BETWEEN_TWO = frozenset({"AGREE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"})


def takes_object(frame: Frame) -> bool:
    """Tell whether a verb's frame says what its object is, so that a participle may stand before it."""
    paths = (*(path for path, _ in frame.conditions), *frame.actor, *frame.recipient)
    return frame.reflexive is not True and any(path[0] == "obj" for path in paths)


def is_impersonal(verb: "Token") -> bool:
    """Tell whether a clause leaves open who acts: a passive without an agent, or `man` as its subject."""
    if verb.pos_ not in VERBS:
        return False
    subjects = list(children(verb, "nsubj"))
    return is_passive(verb) or (bool(subjects) and all(feature(word, "PronType") == "Ind" for word in subjects))


def recalled(
    events: Sequence["EventFinding"], mention: "EventMention", fits: Callable[["EventFinding", "EventMention"], bool]
) -> "EventFinding | None":
    """Return the event that a mention takes up; `None` where none or several may be meant."""
    found = [event for event in events if _is_kin(event, mention) and fits(event, mention)]
    before = [event for event in found if event.first.token < mention.token] or found
    exact = [event for event in before if mention.date and event.date == mention.date] or before
    return exact[0] if len(exact) == 1 else None


def _is_kin(event: "EventFinding", mention: "EventMention") -> bool:
    """Tell whether an event is of the kind that a mention names: type, mode, step of an agreement, one side or two."""
    ours, theirs = event.frame, mention.frame
    same = (ours.type, ours.symmetric, event.type) == (theirs.type, theirs.symmetric, mention.type)
    if not same or ours.agreement != theirs.agreement:
        return False
    if mention.date and not event.date:
        return False
    return (
        event.mode == mention.mode
        if mention.type == "CONSULT"
        else None in (event.mode, mention.mode) or (event.mode == mention.mode)
    )
