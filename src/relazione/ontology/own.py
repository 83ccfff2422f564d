"""A user's own actors: states, persons, organisations and groups that no gazetteer holds, from a YAML or CSV file.

    - kind: state
      code: BRE
      name: Bretonia
      names: {de: [Bretonien]}
      adjectives: {de: [bretonisch], en: [Bretonian]}
      people: {de: [Bretonier], en: [Bretonian]}
      capital: {de: Port Vasca}
    - {kind: person, name: Jorund Vale, state: BRE, office: foreign minister, since: 2024-03}
    - {kind: organisation, code: BAY, name: League of the Bay, members: [BRE, NOR]}

Words may be one or a list, by language or, where there is one for all languages, alone; they take the marks of
`inflection`. In CSV a column is a field (`name`) or a field in a language (`adjectives.de`), a cell's words are parted
by `|`. Every fault is told with its line.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from relazione.errors import ActorError, UnknownCode
from relazione.ontology import countries, organisations, vocabulary
from relazione.ontology.checked import line_of, load_yaml, place_of, read_text
from relazione.ontology.inflection import Name, read_name
from relazione.ontology.tables import LANGUAGES

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
LONGEST = 200  # characters of a name
MOST_ENDINGS = 8  # that a name's marks may spell out
MEND = "docs/actors.md shows each kind of actor with its fields"

Words = str | tuple[str, ...]
Spoken = Words | dict[str, Words]


class OwnActor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What all own actors have; `name` is shown in every language for which `names` has none."""

    name: str
    names: Spoken = ()
    wikidata: str | None = None

    def called(self, language: str) -> tuple[Name, ...]:
        """Return the names of the actor in a language with all their forms, the one to show first."""
        return read_words(self.names, language) or read_words(self.name, language)

    @property
    def identifiers(self) -> dict[str, str]:
        return {"wikidata": self.wikidata} if self.wikidata else {}


class OwnState(OwnActor, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="state"):
    """A state: a code of three letters or more, and what its nationality, people and capital are called.

    A code that the ontology knows adds words to its state.
    """

    code: str
    adjectives: Spoken = ()
    people: Spoken = ()
    capital: Spoken = ()


class OwnPerson(OwnActor, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="person"):
    """A person, with the state he or she acts for and the office held from one day (month, year) to another."""

    state: str | None = None
    office: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def role(self) -> str | None:
        """The code of the office in the vocabulary of roles (`foreign_minister`)."""
        return self.office.strip().lower().replace(" ", "_") if self.office else None

    def holds_office(self, day: str | None) -> bool:
        """Tell whether the office is held on a day (ISO, may be a month or year); on an unknown one it is."""
        return bool(self.office) and (
            day is None
            or ((not self.since or _shared(day, self.since)) and (not self.until or _shared(self.until, day)))
        )


class OwnOrganisation(
    OwnActor, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="organisation"
):
    """An organisation, its code for the ledger, the state it belongs to, the codes of its members.

    `plover` is PLOVER's code for actors of no state (IGO, NGO, ISM …).
    """

    code: str | None = None
    state: str | None = None
    members: Words = ()
    plover: str | None = None

    @property
    def id(self) -> str:
        """The code, else one made of the name (`LEAGUE_OF_THE_BAY`)."""
        return self.code or re.sub(r"\W+", "_", self.name).strip("_").upper()


class OwnGroup(OwnOrganisation, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="group"):
    """States that act as one, with the fields of an organisation."""


Own = OwnState | OwnPerson | OwnOrganisation | OwnGroup


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry, with the path to it (`at `$.code``); `entry` is its number from 0."""

    entry: int
    what: str


Lines = Callable[[Fault], int | None]  # from a fault to its line in the file


def spoken(words: Spoken, language: str) -> tuple[str, ...]:
    """Return the words of a field in a language; none where it has them in other languages only.

    >>> spoken({"de": "bretonisch"}, "de"), spoken("Bretonia", "de"), spoken({"en": ["Bretonian"]}, "de")
    (('bretonisch',), ('Bretonia',), ())
    """
    own = words.get(language, ()) if isinstance(words, dict) else words
    return (own,) if isinstance(own, str) else tuple(own)


def read_words(words: Spoken, language: str) -> tuple[Name, ...]:
    """Return the names that the words of a field note in a language, with their forms."""
    return tuple(read_name(text, language) for text in spoken(words, language))


def actors_of(entries: Iterable[Mapping[str, Any]]) -> tuple[Own, ...]:
    """Return the actors that plain entries describe; raises `ActorError` naming the number of each faulty one."""
    given = list(entries)
    actors, faults = _checked(given)
    if faults:
        told = [f"entry {fault.entry + 1}: {fault.what}" for fault in faults]
        raise ActorError("; ".join(told), mend=MEND)
    return actors


def read_actors(path: Path) -> tuple[Own, ...]:
    """Return the actors of a file, CSV by its ending or else YAML; raises `ActorError` naming each fault's line."""
    text = read_text(path, ActorError)
    entries, lines = _csv_entries(text, path) if path.suffix.lower() == ".csv" else _yaml_entries(text, path)
    actors, faults = _checked(entries)
    if faults:
        told = [f"{place_of(path, lines(fault))}: {fault.what}" for fault in faults]
        raise ActorError("; ".join(told), mend=MEND)
    return actors


def _yaml_entries(text: str, path: Path) -> tuple[list[Any], Lines]:
    entries = load_yaml(text, path, ActorError, yaml.CBaseLoader)  # every scalar a string: `NO`, `2024-03-01`
    if not isinstance(entries, list):
        raise ActorError("is no list of actors", where=str(path), mend=MEND)
    root = yaml.compose(text, yaml.CBaseLoader)
    nodes = root.value if isinstance(root, yaml.SequenceNode) else []
    return entries, lambda fault: line_of(nodes[fault.entry], fault.what)


def _csv_entries(text: str, path: Path) -> tuple[list[Any], Lines]:
    rows = csv.DictReader(io.StringIO(text))
    try:
        _require_one_kind(rows.fieldnames or (), path)
        numbered = [(rows.line_num, _entry(row)) for row in rows]
    except csv.Error as error:
        raise ActorError(f"is no CSV ({error})", where=place_of(path, rows.line_num), mend=MEND) from error
    return [entry for _, entry in numbered], lambda fault: numbered[fault.entry][0]


def _require_one_kind(columns: Iterable[str], path: Path) -> None:
    """Raise `ActorError` where a field has columns in languages and one without."""
    parts = [column.strip().partition(".") for column in columns]
    both = {field for field, _, language in parts if language} & {field for field, _, language in parts if not language}
    if both:
        told = ", ".join(sorted(both))
        raise ActorError(f"has {told} with a language and without", where=place_of(path, 1), mend=MEND)


def _entry(row: Mapping[str | None, Any]) -> dict[str, Any]:
    """Return a row of CSV as a YAML entry would be; empty cells say nothing."""
    entry: dict[str, Any] = {}
    for column, cell in row.items():
        if not cell:
            continue
        if column is None:
            entry["…"] = cell  # more cells than columns
            continue
        field, _, language = column.strip().partition(".")
        words = cell.split("|") if "|" in cell else cell
        if language:
            entry.setdefault(field, {})[language] = words
        else:
            entry[field] = words
    return entry


def _checked(entries: list[Any]) -> tuple[tuple[Own, ...], list[Fault]]:
    """Return the actors of entries and everything that is wrong with them."""
    actors: list[Own] = []
    faults: list[Fault] = []
    numbers: list[int] = []
    for number, entry in enumerate(entries):
        try:
            actors.append(msgspec.convert(entry, Own))
            numbers.append(number)
        except msgspec.ValidationError as error:
            faults.append(Fault(number, str(error)))
    codes = {actor.code for actor in actors if isinstance(actor, OwnState)}
    names: dict[str, str] = {}
    for number, actor in zip(numbers, actors, strict=True):
        unread = [*_unreadable(actor)]
        faults += (Fault(number, what) for what in (unread or (*_faults(actor, codes), *_taken(actor, names))))
    return tuple(actors), sorted(faults, key=lambda fault: fault.entry)


def _unreadable(actor: Own) -> Iterator[str]:
    """Yield which words are no names: too long, or with more endings than have forms that can be told one by one."""
    for field in ("name", "names", "adjectives", "people", "capital"):
        given = getattr(actor, field, ())
        for language in given if isinstance(given, dict) else ("",):
            for word in spoken(given, language):
                if len(word) > LONGEST or word.count("/") > MOST_ENDINGS:
                    allowed = f"up to {LONGEST} characters and {MOST_ENDINGS} endings"
                    yield f"{word[:40]!r} … is no name; allowed: {allowed} - at `$.{field}`"


def _faults(actor: Own, states: set[str]) -> Iterator[str]:
    """Yield what is wrong with an actor by itself; `states` are the codes of the user's own states."""
    if not actor.name.strip():
        yield "name is empty - at `$.name`"
    for field in ("names", "adjectives", "people", "capital"):
        given = getattr(actor, field, ())
        for language in set(given) - set(LANGUAGES) if isinstance(given, dict) else ():
            yield f"no words are known in {language!r}; allowed: {', '.join(LANGUAGES)} - at `$.{field}`"
    if isinstance(actor, OwnState):
        yield from _code_faults(actor.code)
        return
    if isinstance(actor, OwnPerson):
        yield from _office_faults(actor)
    else:
        yield from _code_faults(actor.id, organisation=True)
        for code in spoken(actor.members, ""):
            yield from _state_faults(code, states, "members")
    if actor.state:
        yield from _state_faults(actor.state, states, "state")


def _code_faults(code: str, *, organisation: bool = False) -> Iterator[str]:
    if not organisation and not countries.is_code(code):
        yield f"{code!r} is no code; allowed: three capital letters or more - at `$.code`"
    try:
        organisations.organisation(code)
    except UnknownCode:
        if organisation and countries.is_state(code):
            yield f"{code!r} is the code of a state - at `$.code`"
        return
    yield f"{code!r} is the code of an organisation that is known - at `$.code`"


def _state_faults(code: str, states: set[str], field: str) -> Iterator[str]:
    if code not in states and not countries.is_state(code):
        yield f"no state has the code {code!r}; allowed: alpha-3 codes and the states of this file - at `$.{field}`"


def _office_faults(person: OwnPerson) -> Iterator[str]:
    roles = vocabulary.codes("role")
    if person.role and person.role not in roles:
        allowed = ", ".join(role.replace("_", " ") for role in roles)
        yield f"{person.office!r} is no office; allowed: {allowed} - at `$.office`"
    for field, day in (("since", person.since), ("until", person.until)):
        if day and not DAY.fullmatch(day):
            yield f"{day!r} is no date; allowed: 2024, 2024-03, 2024-03-01 - at `$.{field}`"


def _taken(actor: Own, names: dict[str, str]) -> Iterator[str]:
    """Yield that a name belongs to another own actor already; take the actor's names in."""
    for language in LANGUAGES:
        for name in actor.called(language):
            owner = names.setdefault(name.shown, actor.name)
            if owner != actor.name:
                yield f"{name.shown!r} is a name of {owner} already - at `$.names`"
                return


def _shared(later: str, earlier: str) -> bool:
    """Tell whether a date is not before another, as far as both are told."""
    length = min(len(later), len(earlier))
    return later[:length] >= earlier[:length]
