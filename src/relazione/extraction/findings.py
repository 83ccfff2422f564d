"""What the extraction steps hand on to one another before a reading is assembled.

A finding points at tokens of one parsed document (half-open token ranges `[start, end)`), so that the next steps
can look around it in the tree. `actor` is the key of an actor in `ActorBook`; keys are stable within a document.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relazione.ontology.atlas import ONTOLOGY, Atlas
from relazione.records import Office

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

# Roles whose holders stand for a state.
OF_STATES = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "minister",
        "deputy_minister",
        "monarch",
    }
)
BETWEEN_STATES = ("IGO", "UNO", "EUR")  # PLOVER's codes for actors that several states make up


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A token range that names an actor.

    `head` is the syntactic head token; `kind_of` is `name`, `title` (a bare office), `pronoun`, `adjective`
    (`russische`), `compound` (first element of `Astana-Besuch`), `periphrasis` or `group`. Adjectives and compounds
    show whom a word concerns but are no mentions of their own in the reading unless `counts` is true.
    """

    actor: str
    start: int
    end: int
    head: int
    kind_of: str
    metonym: bool = False
    place: bool = False  # the name stands after `in`, `nach`, `aus`: a place, not the acting state
    also: tuple[str, ...] = ()  # further actors that the same words name (`beide Länder`, `kasachisch-israelisch`)

    @property
    def actors(self) -> tuple[str, ...]:
        return (self.actor, *self.also)

    @property
    def anaphor(self) -> bool:
        return self.kind_of in ("title", "pronoun", "periphrasis")

    @property
    def counts(self) -> bool:
        return self.kind_of not in ("adjective", "compound") and not self.place


@dataclass(slots=True)
class ActorEntry:
    """One actor of the document while it is being put together."""

    key: str
    kind: str  # state | person | organisation | group
    name: str
    country: str | None = None
    offices: list[Office] = field(default_factory=list)
    members: tuple[str, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.9
    rule: str = ""
    named: bool = True  # false for `ein Sprecher des Ministeriums`: listed only where a record needs it
    gender: str | None = None  # Masc | Fem of a person, where title or given name tells
    sector: str | None = None  # PLOVER's, of a body or group that a common noun names

    @property
    def is_public(self) -> bool:
        """Whether this is a state, somebody or something of one, or a body or group of several."""
        return self.country is not None or bool(self.members) or self.identifiers.get("plover") in BETWEEN_STATES


def states_of(entries: Mapping[str, ActorEntry], mentions: Iterable[ActorMention | None]) -> list[str]:
    """Return the keys of the states that some mentions name, or whose people and bodies they name, each once."""
    countries = (entries[key].country for mention in mentions if mention is not None for key in mention.actors)
    return list(dict.fromkeys(country for country in countries if country is not None and country in entries))


@dataclass(slots=True)
class ActorBook:
    """The actors of a document and where they are mentioned, in order of the text.

    `at[i]` is the mention that covers token i (the longest where several do), or `None`; `atlas` is what was known of
    actors beforehand.
    """

    entries: dict[str, ActorEntry]
    mentions: list[ActorMention]
    at: list[ActorMention | None]
    atlas: Atlas = ONTOLOGY
    _pair: tuple[str, ...] | None = None

    def add(self, mention: ActorMention) -> None:
        """Take one more mention, at tokens that no other names an actor by."""
        insort(self.mentions, mention, key=lambda found: found.start)
        self.at[mention.start : mention.end] = [mention] * (mention.end - mention.start)
        self._pair = None

    def give_country(self, entry: ActorEntry, code: str) -> None:
        """Say which state an actor is of."""
        entry.country = code
        self._pair = None

    def mentions_in(self, start: int, end: int) -> list[ActorMention]:
        """Return the mentions that begin in a token range, in order of the text."""
        first, last = (bisect_left(self.mentions, place, key=lambda found: found.start) for place in (start, end))
        return self.mentions[first:last]

    def entry(self, mention: ActorMention) -> ActorEntry:
        """Return the actor that a mention names first."""
        return self.entries[mention.actor]

    @property
    def tells_of_states(self) -> bool:
        """Whether a state is among the actors."""
        return any(entry.kind == "state" for entry in self.entries.values())

    def states_in(self, start: int, end: int) -> list[str]:
        """Return the keys of the states that a token range tells of, by name or through who acts for them."""
        return states_of(self.entries, self.at[start:end])

    def pair_before(self, doc: "Doc", place: int, reach: int = 200) -> tuple[str, ...]:
        """Return the two states that the nearest sentence up to a token tells of together, none where there is none."""
        end = doc[place].sent.end
        while end > max(0, place - reach):
            start = doc[end - 1].sent.start
            found = self.states_in(start, end)
            if len(found) == 2:
                return tuple(found)
            end = start
        return ()

    def pair_told(self) -> tuple[str, ...]:
        """Return the two states that the whole document is about: told of far more often than any third; else none."""
        if self._pair is None:
            self._pair = self._pair_counted()
        return self._pair

    def most_told(self) -> tuple[str, ...]:
        """Return the two states that the document tells of most."""
        return tuple(key for key, _ in self._told().most_common(2))

    def _told(self) -> Counter[str]:
        keys = (self.entries[key].country for mention in self.mentions if not mention.place for key in mention.actors)
        return Counter(key for key in keys if key is not None and key in self.entries)

    def _pair_counted(self) -> tuple[str, ...]:
        told = self._told().most_common(3)
        if len(told) < 2 or (len(told) > 2 and told[2][1] * 2 > told[1][1]):
            return ()
        return tuple(key for key, _ in told[:2])


@dataclass(frozen=True, slots=True)
class StatementFinding:
    """Somebody says something. `content` and `cue` are character spans; `speaker` an actor key or None."""

    speaker: str | None
    form: str
    act: str
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    rule: str
    confidence: float
    addressee: tuple[str, ...] = ()
    date: str | None = None  # when it was said


@dataclass(frozen=True, slots=True)
class TimeFinding:
    """A time expression: character span, resolved EDTF value (None where it cannot be resolved), token range.

    `ahead` is the value of one that means a day, month or year to come; `None` where it cannot.
    """

    span: tuple[int, int]
    start: int
    end: int
    value: str | None
    kind: str  # date | interval | duration | set
    rule: str
    ahead: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier steps found in a document, and its publication date (EDTF) where that is known."""

    book: ActorBook
    times: Sequence[TimeFinding]
    statements: Sequence[StatementFinding]
    published: str | None


@dataclass(frozen=True, slots=True)
class FigureFinding:
    """A measured number; parties are actor keys; spans are character spans."""

    indicator: str
    measure: str
    value: float
    unit: str
    bound: str
    span: tuple[int, int]
    start: int
    end: int
    rule: str
    confidence: float
    value_max: float | None = None
    period: str | None = None
    parties: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None
    again: tuple[tuple[int, int], ...] = ()  # where it is told once more
