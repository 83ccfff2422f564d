"""Holding a reading against a gold reading of the same document.

A gold reading is a YAML file: `document`, `actors` (by key), `events` (by key), `statements`, `figures`,
`agreements` (by key); its anchors are exact substrings of the text, `words#2` the second occurrence. Two questions
are asked of every gold record: was it *found* (the right record at the right place), and are *all* of its slots
right (`contexts` and `cue` are shown but not asked for)? Records marked `optional` count neither way.
`pair` says which records belong together, `compare` counts them.
"""

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import relazione

KINDS = ("actors", "events", "statements", "figures", "agreements")
SOFT = frozenset({"contexts", "cue"})
LONGEST_EVIDENCE = 500  # characters; longer evidence points at nothing
FOUND_OVERLAP, FULL_OVERLAP = 0.5, 0.9  # of the characters of a statement's content (intersection over union)

Record = dict[str, Any]
Slots = dict[str, bool]
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """A gold record, the record read that it is, and which of its slots are right."""

    key: str
    want: Record
    got: Record
    slots: Slots

    @property
    def faults(self) -> list[str]:
        """The slots that are wrong, sorted."""
        return sorted(slot for slot, right in self.slots.items() if not right)


@dataclass(frozen=True)
class Pairing:
    """Which records of one kind belong together, optional ones too; which gold records that must be found were not, by
    their keys; and which records read are in no gold.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[tuple[str, Record], ...]
    extra: tuple[Record, ...]


@dataclass
class Tally:
    """Counts for one kind of record over any number of documents."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    full: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take another tally's counts in."""
        for name in ("gold", "predicted", "found", "full"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.right.update(other.right)
        self.asked.update(other.asked)
        for name in ("missed", "extra", "wrong"):
            getattr(self, name).extend(getattr(other, name))

    @property
    def precision(self) -> float:
        return self.found / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 1.0

    @property
    def found_f1(self) -> float:
        return _f1(self.found, self.predicted, self.gold)

    @property
    def full_f1(self) -> float:
        return _f1(self.full, self.predicted, self.gold)


def _f1(right: int, predicted: int, gold: int) -> float:
    if not predicted and not gold:
        return 1.0
    return 2 * right / (predicted + gold)


def arguments_of(description: str, *, json: str, **switches: str) -> argparse.Namespace:
    """Return what the command line of a benchmark on gold readings asks: `gold` (paths), `json` and other switches.

    Each switch is given with its help.
    """
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path, help="folders of gold readings, or gold files")
    for name, told in (*switches.items(), ("json", json)):
        parser.add_argument(f"--{name}", action="store_true", help=told)
    return parser.parse_args()


def gold_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the gold files named, and those in the folders named, sorted."""
    for folder in folders:
        yield from sorted(folder.glob("*.gold.yaml")) if folder.is_dir() else [folder]


def load_gold(path: Path) -> tuple[dict[str, Any], str]:
    """Return a gold reading and the text it is about."""
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    return gold, (path.parent / gold["document"]["file"]).read_text(encoding="utf-8")


def read_for(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the product's reading of a text, as the contract's JSON, with the date and language of its gold."""
    head = gold["document"]
    published = str(head["published"]) if head.get("published") else None
    return relazione.read(text, published=published, language=head.get("language")).to_dict()


def pair(gold: dict[str, Any], text: str, reading: dict[str, Any]) -> dict[str, Pairing]:
    """Return a pairing a kind of record for one reading (as the contract's JSON) against its gold."""
    judge = _Judge(gold, text, reading)
    return {kind: judge.pairing(kind) for kind in KINDS}


def compare(gold: dict[str, Any], text: str, reading: dict[str, Any]) -> dict[str, Tally]:
    """Return a tally a kind of record for one reading (as the contract's JSON) against its gold."""
    return {kind: _tally(pairing, text) for kind, pairing in pair(gold, text, reading).items()}


def quoted(record: Record, text: str) -> str:
    """Return what a record read is and the words that show it."""
    spans = record.get("evidence") or record.get("content") or record.get("mentions") or []
    head = record.get("type") or record.get("form") or record.get("indicator") or record.get("kind")
    return f"{head}: " + " … ".join(text[slice(*_stretch(span))] for span in spans[:2])[:110]


def _tally(pairing: Pairing, text: str) -> Tally:
    asked = [pair for pair in pairing.pairs if not pair.want.get("optional")]
    return Tally(
        gold=len(asked) + len(pairing.missed),
        predicted=len(asked) + len(pairing.extra),
        found=len(asked),
        full=sum(set(pair.faults) <= SOFT for pair in asked),
        right=Counter(slot for pair in asked for slot, right in pair.slots.items() if right),
        asked=Counter(slot for pair in asked for slot in pair.slots),
        missed=[key for key, _ in pairing.missed],
        extra=[quoted(got, text) for got in pairing.extra],
        wrong=[f"{pair.key}: {', '.join(pair.faults)}" for pair in asked if pair.faults],
    )


def normal(words: object) -> str:
    """Return a name for comparison: case, apostrophes, outer punctuation and blanks do not count."""
    text = re.sub("[’‘`´ʼ]", "'", unicodedata.normalize("NFKC", str(words)).casefold())
    return re.sub(r"\s+", " ", text).strip(' .,;:()„“”"«»')


def locate(anchor: str, text: str) -> Stretch:
    """Return the half-open span of an anchor; raises `ValueError` where the text does not hold it."""
    counted = re.fullmatch(r"(.*)#(\d+)", anchor, re.DOTALL)
    words, count = (counted[1], int(counted[2])) if counted else (anchor, 1)
    start = -1
    for _ in range(count):
        start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"anchor not in the text: {anchor!r}")
    return start, start + len(words)


def listed(value: Any) -> list[Any]:
    """Return the values that a slot of the gold allows: one or a list."""
    return value if isinstance(value, list) else [value]


def _stretch(span: dict[str, int]) -> Stretch:
    return span["start"], span["end"]


def touch(one: Stretch, other: Stretch) -> bool:
    """Tell whether two spans share a character."""
    return min(one[1], other[1]) > max(one[0], other[0])


def _characters(spans: Iterable[Stretch]) -> set[int]:
    return {index for start, end in spans for index in range(start, end)}


def _same_date(got: str | None, wanted: Any) -> bool:
    allowed = {None if date is None else str(date) for date in listed(wanted)}
    if not got:
        return None in allowed
    return got in allowed or got.rstrip("~?%") in {date.rstrip("~?%") for date in allowed if date}


class _Judge:
    def __init__(self, gold: dict[str, Any], text: str, reading: dict[str, Any]) -> None:
        self.gold, self.text, self.reading = gold, text, reading
        self.people = gold.get("actors") or {}
        self.countries = {actor["id"]: actor.get("country") for actor in reading["actors"]}
        self.keys = {actor["id"]: self._gold_key(actor) for actor in reading["actors"]}
        self.speakers = {said["id"]: said.get("speaker") for said in reading["statements"]}

    # --- actors and parties ---------------------------------------------------------------------------------------

    def _gold_key(self, actor: dict[str, Any]) -> str:
        """Return the key of the gold actor that an actor is: states by code, others by shared names."""
        names = {normal(name) for name in (actor["name"], *actor["names"])}
        names |= {normal(self.text[m["start"] : m["end"]]) for m in actor["mentions"] if not m["anaphor"]}
        names.discard("")
        best, best_shared = f"?{actor['id']}", 0
        for key, want in self.people.items():
            states = (want["kind"] == "state", actor["kind"] == "state")
            if all(states) and want.get("country") == actor["country"]:
                return str(key)
            shared = 0 if any(states) else len(names & {normal(name) for name in want["names"]})
            if shared > best_shared:
                best, best_shared = key, shared
        return best

    def _party(self, id_: str | None) -> str:
        """Return whom a party counts as: the state it acts for, else itself."""
        if id_ is None:
            return "?None"
        key = self.keys.get(id_, f"?{id_}")
        return self.people.get(key, {}).get("country") or self.countries.get(id_) or key

    def _gold_party(self, key: str) -> str:
        return str(self.people.get(key, {}).get("country") or key)

    def _parties(self, ids: Iterable[str] | None) -> set[str]:
        return {self._party(id_) for id_ in ids or ()}

    def _gold_parties(self, keys: Iterable[str] | None) -> set[str]:
        return {self._gold_party(key) for key in keys or ()}

    def _pointers(self, record: dict[str, Any]) -> list[Stretch]:
        """Return the evidence that really points at something: not too long, within one paragraph."""
        spans = [_stretch(span) for span in record.get("evidence") or ()]
        return [
            (start, end)
            for start, end in spans
            if 0 <= start < end <= len(self.text)
            and end - start <= LONGEST_EVIDENCE
            and "\n" not in self.text[start:end]
        ]

    def _at_anchor(self, spans: list[Stretch], anchors: list[str]) -> bool:
        places = [locate(anchor, self.text) for anchor in anchors]
        return any(touch(span, place) for span in spans for place in places)

    # --- one comparison a kind: `None` where it is not the same record, else the slots -----------------------------

    def actors(self, key: str, want: dict[str, Any], got: dict[str, Any]) -> Slots | None:
        if self.keys[got["id"]] != key:
            return None
        roles = {office["role"] for office in got["offices"]}
        return {
            "kind": got["kind"] == want["kind"],
            "country": want.get("country") in (None, got["country"]),
            "role": "role" not in want or want["role"] in roles,
            "members": "members" not in want or set(want["members"]) == set(got["members"]),
        }

    def events(self, _: str, want: dict[str, Any], got: dict[str, Any]) -> Slots | None:
        if got["type"] not in listed(want["type"]) or not self._at_anchor(self._pointers(got), want["anchors"]):
            return None
        slots = {"dyad": self._same_dyad(want, got), "status": got["status"] in listed(want["status"])}
        if "mode" in want:
            slots["mode"] = got["mode"] in listed(want["mode"])
        if "date" in want:
            slots["date"] = _same_date(got["date"], want["date"])
        if "place" in want:
            name = (got["place"] or {}).get("name", "")
            slots["place"] = normal(name) in {normal(wanted) for wanted in listed(want["place"]["name"])}
        if want.get("contexts"):
            slots["contexts"] = bool(set(want["contexts"]) & set(got["contexts"]))
        return slots

    def _same_dyad(self, want: dict[str, Any], got: dict[str, Any]) -> bool:
        actor, recipient = self._parties(got["actor"]), self._parties(got["recipient"])
        wanted_actor, wanted_recipient = (
            self._gold_parties(want.get("actor")),
            self._gold_parties(want.get("recipient")),
        )
        if want.get("symmetric"):
            return (actor | recipient) - self._gold_parties(want.get("mediator")) == wanted_actor | wanted_recipient
        return actor == wanted_actor and (not wanted_recipient or recipient == wanted_recipient)

    def statements(self, _: str, want: dict[str, Any], got: dict[str, Any]) -> Slots | None:
        wanted = _characters(locate(anchor, self.text) for anchor in want["content"])
        read = _characters(_stretch(span) for span in got["content"])
        overlap = len(wanted & read) / len(wanted | read)
        if overlap < FOUND_OVERLAP:
            return None
        slots = {
            "speaker": self.keys.get(got["speaker"]) in listed(want["speaker"]),
            "form": got["form"] in listed(want["form"]),
            "act": got["act"] in listed(want["act"]),
            "span": overlap >= FULL_OVERLAP,
        }
        if want.get("cue"):
            places = [(match.start(), match.end()) for match in re.finditer(re.escape(want["cue"]), self.text)]
            slots["cue"] = bool(got["cue"]) and any(touch(_stretch(got["cue"]), place) for place in places)
        return slots

    def figures(self, _: str, want: dict[str, Any], got: dict[str, Any]) -> Slots | None:
        same_value = abs(got["value"] - want["value"]) <= 1e-3 * abs(want["value"])
        same_unit = got["unit"] in listed(want["unit"])
        if not (same_value and same_unit and self._at_anchor(self._pointers(got), [want["anchor"]])):
            return None
        slots = {name: got[name] in listed(want[name]) for name in ("indicator", "measure", "bound")}
        slots["parties"] = self._same_figure_parties(want, got)
        if "period" in want:
            slots["period"] = _same_date(got["period"], want["period"])
        if "speaker" in want:
            speaker = self.speakers.get(got["attributed_to"])
            slots["speaker"] = self.keys.get(speaker) in listed(want["speaker"])
        return slots

    def _same_figure_parties(self, want: dict[str, Any], got: dict[str, Any]) -> bool:
        if "from" in want:
            return all(self._party(got[end]) == self._gold_party(want[end]) for end in ("from", "to"))
        ends = [got[end] for end in ("from", "to") if got[end]]
        return self._parties([*got["parties"], *ends]) == self._gold_parties(want.get("parties"))

    def agreements(self, _: str, want: dict[str, Any], got: dict[str, Any]) -> Slots | None:
        spans = self._pointers(got) + [span for stage in got["stages"] for span in self._pointers(stage)]
        if not self._at_anchor(spans, want["anchors"]):
            return None
        dates = {stage["stage"]: stage["date"] for stage in got["stages"]}
        parties = self._parties(got["parties"]) - self._gold_parties(want.get("mediator"))
        return {
            "kind": got["kind"] in listed(want["kind"]),
            "parties": parties == self._gold_parties(want.get("parties")),
            "stages": all(
                any(name in dates and _same_date(dates[name], wanted.get("date")) for name in listed(wanted["stage"]))
                for wanted in want["stages"]
            ),
        }

    # --- pairing --------------------------------------------------------------------------------------------------

    def pairing(self, kind: str) -> Pairing:
        """Pair gold and read records one to one, the best fits first."""
        gold = self.gold.get(kind) or {}
        named = gold.items() if isinstance(gold, dict) else [(_label(want), want) for want in gold]
        wants = [(str(key), want) for key, want in named]
        gots = self.reading[kind]
        pairs = self._pairs(wants, gots, getattr(self, kind))
        taken = {number for number, _ in pairs.values()}
        return Pairing(
            pairs=tuple(Pair(*wants[i], gots[j], slots) for i, (j, slots) in sorted(pairs.items())),
            missed=tuple(want for i, want in enumerate(wants) if i not in pairs and not want[1].get("optional")),
            extra=tuple(got for j, got in enumerate(gots) if j not in taken and self._is_error(kind, got)),
        )

    def _pairs(
        self,
        wants: list[tuple[str, dict[str, Any]]],
        gots: list[dict[str, Any]],
        same: Callable[[str, dict[str, Any], dict[str, Any]], Slots | None],
    ) -> dict[int, tuple[int, Slots]]:
        fits = []
        for i, (key, want) in enumerate(wants):
            for j, got in enumerate(gots):
                slots = same(key, want, got)
                if slots is not None:
                    fits.append((-sum(slots.values()) / max(1, len(slots)), i, j, slots))
        pairs: dict[int, tuple[int, Slots]] = {}
        taken: set[int] = set()
        for _, i, j, slots in sorted(fits, key=lambda fit: fit[:3]):
            if i not in pairs and j not in taken:
                pairs[i] = (j, slots)
                taken.add(j)
        return pairs

    def _is_error(self, kind: str, got: dict[str, Any]) -> bool:
        """Tell whether an unpaired record counts: an actor only where it doubles one of the gold actors."""
        return kind != "actors" or not self.keys[got["id"]].startswith("?")


def _label(want: dict[str, Any]) -> str:
    return str(want.get("anchor") or want["content"][0])[:110]
