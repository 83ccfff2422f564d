"""The event lexicon of a pack: which word, in which frame, tells of which PLOVER event.

A *path* says where in the tree a role stands: `nsubj`, `obj`, `iobj`, `obl:PREP`, `gen`, `nmod:PREP`, `amod`, `poss`,
`compound`, `xcomp`, `ccomp`, chained with `>`. Voice is normalised: in a passive, `nsubj` is the logical agent.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

import msgspec

from relazione.errors import PackError
from relazione.extraction.words import ends
from relazione.languages.pack import Pack

STEP = re.compile(r"nsubj|obj|iobj|gen|amod|poss|compound|xcomp|ccomp|advmod|case|(?:obl|nmod):[a-zäöüß]+")

Lemmas = str | tuple[str, ...]
Path = tuple[str, ...]


class FrameEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `lexicon/events/TYPE.yaml` as written."""

    verb: Lemmas | None = None
    noun: Lemmas | None = None
    sense: str = ""
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    reflexive: bool | None = None
    with_: dict[str, Lemmas] = msgspec.field(default_factory=dict, name="with")
    without: dict[str, Lemmas] = msgspec.field(default_factory=dict)
    actor: Lemmas = ()
    recipient: Lemmas = ()
    about: Lemmas = ()
    mediator: Lemmas = ()
    symmetric: bool = False
    stands: Lemmas = ()
    kept_by: Lemmas = ()
    recalls: bool = False
    actor_kind: Lemmas = ()
    needs: tuple[str, ...] | None = None
    agreement: str | None = None
    agreement_at: str | None = None
    status: str | None = None
    example: Lemmas = ()
    not_: Lemmas = msgspec.field(default=(), name="not")


@dataclass(frozen=True, slots=True)
class Frame:
    """One lemma in one frame, its paths parsed; `rule` is the id that records name, `entry` the number of the entry."""

    rule: str
    entry: int
    lemma: str
    is_noun: bool
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    reflexive: bool | None
    conditions: tuple[tuple[Path, frozenset[str]], ...]
    exclusions: tuple[tuple[Path, frozenset[str]], ...]
    actor: tuple[Path, ...]
    recipient: tuple[Path, ...]
    about: tuple[Path, ...]
    mediator: tuple[Path, ...]
    symmetric: bool
    stands: tuple[str, ...]
    kept_by: frozenset[str]
    recalls: bool
    actor_kind: tuple[str, ...]
    needs: tuple[str, ...]
    agreement: str | None
    agreement_at: Path
    status: str | None

    @property
    def specificity(self) -> int:
        """How narrow the frame is: of several that fit, the narrowest wins."""
        conditions = sum(2 if words else 1 for _, words in self.conditions) + 2 * bool(self.actor_kind)
        return conditions + (self.reflexive is not None) + len(self.needs)


@dataclass(frozen=True, eq=False)
class FrameIndex:
    """All frames of a pack by lemma; nouns also by the ends of compounds where these are `solid`, one word."""

    verbs: dict[str, tuple[Frame, ...]] = field(default_factory=dict)
    nouns: dict[str, tuple[Frame, ...]] = field(default_factory=dict)
    solid: bool = False

    @cached_property
    def phrasals(self) -> frozenset[str]:
        """The verbs with a particle behind them (`call off`)."""
        return frozenset(verb for verb in self.verbs if " " in verb)

    def of_verb(self, lemma: str) -> tuple[Frame, ...]:
        return self.verbs.get(lemma, ())

    @lru_cache(maxsize=50_000)  # noqa: B019  (one index a pack)
    def of_noun(self, lemma: str) -> tuple[Frame, ...]:
        """Return the frames of a noun, else those of the longest known noun that it ends in (`Staatsbesuch`)."""
        word = lemma.lower()
        if not self.solid:
            return self.nouns.get(word, ())
        return next((self.nouns[end] for end in (word, *ends(word, cut=3)) if end in self.nouns), ())


def as_tuple(lemmas: Lemmas | None) -> tuple[str, ...]:
    """Return one or several lemmas as a tuple."""
    if lemmas is None:
        return ()
    return (lemmas,) if isinstance(lemmas, str) else lemmas


@cache
def parse_path(text: str) -> Path:
    """Return the steps of a path; raises `ValueError` where a step is unknown."""
    steps = tuple(step.strip() for step in text.split(">"))
    for step in steps:
        if not STEP.fullmatch(step):
            raise ValueError(f"unknown path step {step!r} in {text!r}")
    return steps


def _paths(texts: Lemmas) -> tuple[Path, ...]:
    return tuple(parse_path(text) for text in as_tuple(texts))


def _conditions(table: dict[str, Lemmas]) -> tuple[tuple[Path, frozenset[str]], ...]:
    return tuple(
        (parse_path(path), frozenset(word.lower() for word in as_tuple(words))) for path, words in table.items()
    )


def frames_of(entry: FrameEntry, type_: str, prefix: str, number: int = 0) -> Iterable[Frame]:
    """Yield a frame for each lemma of an entry; raises `ValueError` on a faulty path."""
    is_noun = entry.noun is not None
    default_at = "gen" if is_noun else "obj"
    for lemma in as_tuple(entry.noun if is_noun else entry.verb):
        yield Frame(
            entry=number,
            rule=".".join(part for part in (prefix, lemma, entry.sense) if part),
            lemma=lemma.lower(),
            is_noun=is_noun,
            type=type_,
            mode=entry.mode,
            contexts=entry.contexts,
            reflexive=entry.reflexive,
            conditions=_conditions(entry.with_),
            exclusions=_conditions(entry.without),
            actor=_paths(entry.actor),
            recipient=_paths(entry.recipient),
            about=_paths(entry.about),
            mediator=_paths(entry.mediator),
            symmetric=entry.symmetric,
            stands=as_tuple(entry.stands),
            kept_by=frozenset(as_tuple(entry.kept_by)),
            recalls=entry.recalls,
            actor_kind=as_tuple(entry.actor_kind),
            needs=entry.needs if entry.needs is not None else (("any",) if is_noun else ("actor",)),
            agreement=entry.agreement,
            agreement_at=parse_path(entry.agreement_at or default_at),
            status=entry.status,
        )


def _indexed(frames: Iterable[Frame]) -> dict[str, tuple[Frame, ...]]:
    index: dict[str, list[Frame]] = {}
    for frame in frames:
        index.setdefault(frame.lemma, []).append(frame)
    return {lemma: tuple(sorted(found, key=lambda frame: -frame.specificity)) for lemma, found in index.items()}


@cache
def load_frames(pack: Pack) -> FrameIndex:
    """Return the event frames of a pack; raises `PackError` with every faulty entry."""
    frames: list[Frame] = []
    faults: list[str] = []
    seen: set[str] = set()
    for name in pack.names("events"):
        type_ = name.rsplit("/", 1)[1]
        for number, entry in enumerate(pack.lexicon(name, tuple[FrameEntry, ...]), 1):
            where = f"{name}.yaml entry {number} ({', '.join(as_tuple(entry.verb or entry.noun)) or 'no lemma'})"
            try:
                new = list(frames_of(entry, type_.upper(), f"{pack.code}.{type_}", number))
            except ValueError as error:
                faults.append(f"{where}: {error}")
                continue
            faults.extend(f"{where}: rule {frame.rule} stands twice" for frame in new if frame.rule in seen)
            seen.update(frame.rule for frame in new)
            frames.extend(new)
    if faults:
        raise PackError("; ".join(faults), where=str(pack.folder), mend="mend the entries")
    return FrameIndex(
        verbs=_indexed(frame for frame in frames if not frame.is_noun),
        nouns=_indexed(frame for frame in frames if frame.is_noun),
        solid=pack.head.solid_compounds,
    )
