"""What a statement does: assert, assess, commit, propose, demand, praise, criticise, deny, forecast."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from relazione.extraction.cues import speech_lexicon
from relazione.extraction.speech import Draft, SpeechText
from relazione.extraction.syntax import (
    SUBJECTS,
    children,
    clause_tokens,
    coordinated,
    feature,
    finite,
    is_passive,
    is_relative,
    predicate_of,
)
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Token

PLAIN = ("assert", "assess")  # what a cue of these says of the content, the content's own words may overrule
# Acts that words of the content show, in the order they are tried.
BY_WORDS = ("deny", "criticise", "praise", "propose")
STEM = 7  # letters from which on a word of stance may go on (`provozier`)


def act_of(text: SpeechText, draft: Draft, speaker: str | None, content: str) -> str:
    """Return the act of a statement: what its cue says, else what its verbs and words say, else assert."""
    stated = draft.act or _of_others(text, draft, speaker) or _by_cue(draft)
    if stated is not None and stated not in PLAIN:
        return stated
    lowered = " " + " ".join(re.findall(r"[\w-]+", content.lower())) + " "
    if _says(text, "commit", lowered):
        return "commit"
    by_verbs = next(_by_verbs(text, draft, speaker), None)
    if by_verbs is not None and by_verbs != "forecast":
        return by_verbs
    return (
        _first(text, ("deny",), lowered)
        or by_verbs
        or _first(text, BY_WORDS, lowered)
        or stated
        or _first(text, ("assess",), lowered)
        or "assert"
    )


def _of_others(text: SpeechText, draft: Draft, speaker: str | None) -> str | None:
    """Return what the cue's entry says of a content whose first clause tells what another actor does, not will do."""
    public = speaker is not None and text.book.entries[speaker].is_public
    act = draft.entry.of_others if draft.entry is not None and public else None
    verb = next(iter(text.clauses.finite_verbs(*draft.content[0])), None) if act is not None else None
    if verb is None or verb.lemma_.lower() in text.words.future or feature(verb, "Tense") != "Pres":
        return None
    predicate = predicate_of(verb)
    subjects = (text.book.at[word.i] for child in children(predicate, "nsubj") for word in coordinated(child))
    named = any(text.book.entry(mention).is_public for mention in subjects if mention is not None)
    return act if named and not is_passive(predicate) and not _is_own(text, predicate, speaker) else None


def _by_cue(draft: Draft) -> str | None:
    """Return what the cue's entry says, where it says nothing what one with a fulfilled condition says."""
    if draft.entry is not None and draft.entry.act is not None:
        return draft.entry.act
    entries = draft.cue.entries if draft.cue is not None else ()
    return next((entry.act for entry in entries if entry.with_ and entry.act), None)


def _first(text: SpeechText, acts: tuple[str, ...], lowered: str) -> str | None:
    return next((act for act in acts if _says(text, act, lowered)), None)


def _says(text: SpeechText, act: str, lowered: str) -> bool:
    return any(words in lowered for words in _stances(text.pack).get(act, ()))


@cache
def _stances(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return what shows each act, in lower case and between blanks; a long single word may be the beginning of one."""
    stances = speech_lexicon(pack).stance
    return {act: tuple(f" {word.lower()}{_end(word)}" for word in words) for act, words in stances.items()}


def _end(word: str) -> str:
    return "" if len(word) >= STEM and " " not in word else " "


def _by_verbs(text: SpeechText, draft: Draft, speaker: str | None) -> Iterator[str]:
    """Yield what the finite verbs of a content say: a duty demands, a future commits its own speaker and forecasts
    of others.
    """
    words = text.words
    for start, end in draft.content:
        for verb in text.clauses.finite_verbs(start, end):
            predicate = predicate_of(verb)
            if finite(predicate) != verb or any(is_relative(word) for word in clause_tokens(predicate)):
                continue
            if _is_aside(predicate, start, end):
                continue
            own = _is_own(text, predicate, speaker)
            lemma = verb.lemma_.lower()
            duty = lemma in words.duty or (lemma in words.obliging and _has_infinitive(verb))
            if duty and _demands(text, verb, own=own) and not _is_plan(text, verb, predicate):
                yield "demand"
            elif lemma in words.intention and own:
                yield "commit"
            elif lemma in words.future and feature(predicate, "VerbForm") == "Inf" and predicate != verb:
                yield "commit" if own else "forecast"
            elif lemma not in words.future and f" {verb.lower_} " in _stances(text.pack).get("forecast", ()):
                yield "forecast"


def _has_infinitive(verb: "Token") -> bool:
    return any(feature(child, "VerbForm") == "Inf" and child.i > verb.i for child in children(verb, "xcomp"))


def _is_aside(predicate: "Token", start: int, end: int) -> bool:
    """Tell whether a clause of a content only says when another one is true (`…, wenn wir zahlen müssen`)."""
    word = predicate
    while word.head != word and start <= word.head.i < end:
        if word.dep_ == "advcl" and any(children(word, "mark")):
            return True
        word = word.head
    return False


def _demands(text: SpeechText, verb: "Token", *, own: bool) -> bool:
    """Tell whether a verb of duty demands: not where it says only what is planned (`soll … fliegen`)."""
    passed_on = verb.lemma_.lower() in text.words.hearsay and feature(verb, "Tense") == "Pres"
    planned = passed_on and feature(verb, "Mood") == "Ind"
    return not planned and not own


def _is_plan(text: SpeechText, verb: "Token", predicate: "Token") -> bool:
    """Tell whether a duty passed on is only what is planned: it is laid on nobody (`es solle beraten werden`)."""
    passed_on = verb.lemma_.lower() in text.words.hearsay and feature(verb, "Tense") == "Pres"
    subjects = [word for child in children(predicate, "nsubj") for word in coordinated(child)]
    return passed_on and all(text.book.at[word.i] is None for word in subjects)


def _is_own(text: SpeechText, predicate: "Token", speaker: str | None) -> bool:
    """Tell whether a clause's subject is the speaker, the speaker's state, or `wir`."""
    subject = next((child for child in predicate.children if child.dep_ in SUBJECTS), None)
    if subject is None:
        return False
    if feature(subject, "Person") == "1":
        return True
    owners = [child for child in children(subject, "det") if feature(child, "Poss") == "Yes"]
    mentions = [text.book.at[word.i] for word in (subject, *owners)]
    keys = {key for mention in mentions if mention is not None for key in mention.actors}
    shared = any(text.book.at[word.i] is not None for word in coordinated(subject)[1:])
    return speaker is not None and not shared and (speaker in keys or text.book.entries[speaker].country in keys)
