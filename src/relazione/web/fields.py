"""The form of a record: which fields its slots have, what they are filled with, and how what was filled is read.

Fields follow from the kind of record; what may be chosen comes from the ontology and from the report's other records.
A form gives slots as the contract's JSON has them; whether they are right is not decided here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from relazione.dossier.naming import state_name
from relazione.errors import RelazioneError
from relazione.ontology import countries
from relazione.ontology.indicators import currencies, indicators, units
from relazione.ontology.plover import plover
from relazione.ontology.topics import topics
from relazione.ontology.vocabulary import vocabularies
from relazione.records import Actor, Reading, Record
from relazione.resolution.kinds import Kind, Told
from relazione.resolution.names import fold
from relazione.web.asking import state_of
from relazione.web.cards import Cards

Sort = Literal[
    "coding", "choice", "many", "actor", "actors", "reference", "text", "lines", "date", "number", "spans", "place",
    "stages", "offices", "states",
]  # fmt: skip
Form = Mapping[str, Sequence[str]]
Option = tuple[str, str]  # code, label

SLOTS: dict[Kind, tuple[tuple[str, Sort], ...]] = {
    "event": (
        ("coding", "coding"),
        ("status", "choice"),
        ("place", "place"),
        ("date", "date"),
        ("actor", "actors"),
        ("recipient", "actors"),
        ("participants", "actors"),
        ("mediator", "actors"),
        ("about", "actors"),
        ("contexts", "many"),
        ("topics", "many"),
        ("attributed_to", "reference"),
        ("agreement", "reference"),
        ("evidence", "spans"),
    ),
    "statement": (
        ("speaker", "actor"),
        ("act", "choice"),
        ("form", "choice"),
        ("addressee", "actors"),
        ("about", "actors"),
        ("topics", "many"),
        ("date", "date"),
        ("due", "date"),
        ("cue", "spans"),
        ("content", "spans"),
    ),
    "figure": (
        ("indicator", "choice"),
        ("measure", "choice"),
        ("bound", "choice"),
        ("value", "number"),
        ("value_max", "number"),
        ("unit", "text"),
        ("period", "date"),
        ("parties", "actors"),
        ("from", "actor"),
        ("to", "actor"),
        ("attributed_to", "reference"),
        ("evidence", "spans"),
    ),
    "agreement": (
        ("name", "text"),
        ("kind", "choice"),
        ("subject", "text"),
        ("parties", "actors"),
        ("mediator", "actors"),
        ("stages", "stages"),
        ("evidence", "spans"),
    ),
    "actor": (
        ("name", "text"),
        ("kind", "choice"),
        ("country", "text"),
        ("names", "lines"),
        ("offices", "offices"),
        ("members", "states"),
        ("mentions", "spans"),
    ),
}
NEW = "+"  # ends the name of the field that takes an actor the report's reading lacks
WORDS = "~"  # ends the name of the field that takes words copied from the text


class Field(Record, frozen=True, kw_only=True):
    """A slot in a form: `groups` are what may be chosen, by the label of the group (empty where there are no groups).

    `chosen` are the codes that are filled in, `rows` the parts of a slot that has several.
    """

    name: str
    sort: Sort
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    chosen: tuple[str, ...] = ()
    rows: tuple[dict[str, str], ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """Return all that may be chosen."""
        return tuple(option for _, options in self.groups for option in options)

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the labels of what is chosen."""
        labels = dict(self.options)
        return tuple(labels.get(code, code) for code in self.chosen)


def fields_of(kind: Kind, record: Told | Actor | None, cards: Cards, filled: Form | None = None) -> list[Field]:
    """Return the fields of a record of a kind, filled with `record`, or with what somebody typed (`filled`)."""
    slots = msgspec.json.decode(msgspec.json.encode(record)) if record else {}
    form = filled if filled is not None else form_of(kind, slots)
    return [_field(kind, name, sort, form, cards) for name, sort in SLOTS[kind]]


def form_of(kind: Kind, slots: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the slots of a record as a form has them; the inverse of `slots_of`."""
    form: dict[str, list[str]] = {}
    for name, sort in SLOTS[kind]:
        form |= dict(WRITERS.get(sort, _write_plain)(name, slots))
    return form


def slots_of(kind: Kind, form: Form, text: str) -> dict[str, Any]:
    """Return what a form says as slots of the contract's JSON; `text` is where words are looked for."""
    slots: dict[str, Any] = {}
    for name, sort in SLOTS[kind]:
        if sort == "spans":
            spans = spans_in(form, name, text)
            slots[name] = (spans[0] if spans else None) if name == "cue" else spans
        else:
            slots |= dict(READERS.get(sort, _read_text)(name, form))
    return slots


def new_actors(kind: Kind, form: Form) -> dict[str, list[str]]:
    """Return slot → names of actors that somebody typed because the report's reading lacks them."""
    named = {name: _clean(form.get(name + NEW, ())) for name, sort in SLOTS[kind] if sort in ("actor", "actors")}
    return {name: [one for entry in entries for one in _parts(entry)] for name, entries in named.items() if entries}


def spans_in(form: Form, name: str, text: str) -> list[dict[str, int]]:
    """Return the spans that a form has for a slot: those ticked (`12-40`), and where words that were typed stand."""
    found: set[tuple[int, int]] = set()
    for value in form.get(name, ()):
        match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", value)
        if match and int(match[1]) < int(match[2]):
            found.add((int(match[1]), int(match[2])))
    for words in _clean(form.get(name + WORDS, ())):
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        if place := re.search(pattern, text):
            found.add(place.span())
    return [{"start": start, "end": end} for start, end in sorted(found)]


def lost_words(kind: Kind, form: Form, text: str) -> dict[str, str]:
    """Return slot → words that somebody typed and that do not stand in the text."""
    lost = {}
    for name, sort in SLOTS[kind]:
        for words in _clean(form.get(name + WORDS, ())) if sort == "spans" else ():
            if not re.search(r"\s+".join(re.escape(word) for word in words.split()), text):
                lost[name] = words
    return lost


def _field(kind: Kind, name: str, sort: Sort, form: Form, cards: Cards) -> Field:
    language = cards.words.language
    groups = _groups(kind, name, sort, cards)
    return Field(
        name=name,
        sort=sort,
        groups=groups,
        chosen=tuple(value for value in form.get(name, ()) if value),
        rows=tuple(_rows(name, sort, form, language)),
    )


def _groups(kind: Kind, name: str, sort: Sort, cards: Cards) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    language = cards.words.language
    if sort == "coding":
        return tuple(
            (
                f"{entry.label[language]} ({code})",
                (
                    (code, entry.label[language]),
                    *(
                        (f"{code}/{mode}", f"{entry.label[language]}: {own.label[language]}")
                        for mode, own in entry.modes.items()
                    ),
                ),
            )
            for code, entry in plover().types.items()
        )
    if sort in ("actor", "actors"):
        return (("", tuple((actor.id, cards.name(actor.id)) for actor in cards.reading.actors)),)
    if sort == "reference":
        records = cards.reading.statements if name == "attributed_to" else cards.reading.agreements
        return (("", tuple((record.id, cards.title(record)) for record in records)),)
    if sort == "stages":
        return (("", _labels(vocabularies()["agreement_stage"], language)),)
    if sort == "offices":
        return (("", _labels(vocabularies()["role"], language)),)
    if sort == "many":
        terms: Mapping[str, Any] = plover().contexts if name == "contexts" else topics()
        return (("", tuple(sorted(_labels(terms, language), key=lambda option: fold(option[1])))),)
    if sort == "choice":
        return (("", _choices(kind, name, language)),)
    return ()


def _choices(kind: Kind, name: str, language: str) -> tuple[Option, ...]:
    if name == "indicator":
        return tuple(sorted(_labels(indicators(), language), key=lambda option: fold(option[1])))
    return _labels(vocabularies()[f"{kind}_kind" if name == "kind" else name], language)


def _labels(terms: Mapping[str, Any], language: str) -> tuple[Option, ...]:
    return tuple((code, term.label[language]) for code, term in terms.items())


def unit_options(language: str) -> tuple[Option, ...]:
    """Return the units that are offered while typing one."""
    return (
        *_labels(units(), language),
        *_labels({c: one for c, one in currencies().items() if one.until is None}, language),
    )


# from slots to a form

Written = Iterator[tuple[str, list[str]]]


def _write_plain(name: str, slots: Mapping[str, Any]) -> Written:
    value = slots.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    yield name, [_plain(one) for one in values]


def _write_coding(name: str, slots: Mapping[str, Any]) -> Written:
    parts = [slots.get("type"), slots.get("mode")]
    yield name, ["/".join(filter(None, parts))] if parts[0] else []


def _write_spans(name: str, slots: Mapping[str, Any]) -> Written:
    value = slots.get(name) or []
    yield name, [f"{span['start']}-{span['end']}" for span in (value if isinstance(value, list) else [value])]


def _write_place(name: str, slots: Mapping[str, Any]) -> Written:
    place = slots.get(name) or {}
    yield name, [place.get("name") or ""]
    yield f"{name}.country", [place.get("country") or ""]


def _write_rows(keys: Sequence[str]) -> Callable[[str, Mapping[str, Any]], Written]:
    def write(name: str, slots: Mapping[str, Any]) -> Written:
        for key in keys:
            yield f"{name}.{key}", [row.get(key) or "" for row in slots.get(name) or []]
        if "spans" in keys:
            places = [row.get("evidence") or [] for row in slots.get(name) or []]
            yield f"{name}.spans", [" ".join(f"{span['start']}-{span['end']}" for span in row) for row in places]

    return write


def _plain(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


WRITERS: dict[str, Callable[[str, Mapping[str, Any]], Written]] = {
    "coding": _write_coding,
    "spans": _write_spans,
    "place": _write_place,
    "stages": _write_rows(("stage", "date", "spans")),
    "offices": _write_rows(("title", "role", "country", "organisation")),
}


# from a form to slots

Read = Iterator[tuple[str, Any]]


def _read_text(name: str, form: Form) -> Read:
    yield name, _first(form, name) or None


def _read_list(name: str, form: Form) -> Read:
    yield name, list(dict.fromkeys(_clean(form.get(name, ()))))


def _read_coding(name: str, form: Form) -> Read:
    type_, _, mode = _first(form, name).partition("/")
    yield "type", type_
    yield "mode", mode or None


def _read_number(name: str, form: Form) -> Read:
    typed = _first(form, name)
    try:
        yield name, float(typed.replace(",", ".")) if typed else None
    except ValueError:
        yield name, typed


def _read_lines(name: str, form: Form) -> Read:
    yield name, [line for entry in form.get(name, ()) for line in _clean(entry.splitlines())]


def _read_states(name: str, form: Form) -> Read:
    yield name, [_state(part) for entry in form.get(name, ()) for part in _parts(entry)]


def _read_place(name: str, form: Form) -> Read:
    place = _first(form, name)
    yield name, {"name": place, "country": _state(_first(form, f"{name}.country")) or None} if place else None


def _read_stages(name: str, form: Form) -> Read:
    rows = _rows(name, "stages", form, "")
    yield (
        name,
        [
            {
                "stage": row["stage"],
                "date": row["date"] or None,
                "evidence": spans_in({name: row["spans"].split()}, name, ""),
            }
            for row in rows
            if row["stage"]
        ],
    )


def _read_offices(name: str, form: Form) -> Read:
    rows = _rows(name, "offices", form, "")
    yield (
        name,
        [
            {
                "title": row["title"],
                "role": row["role"] or "other",
                "country": _state(row["country"]) or None,
                "organisation": row["organisation"] or None,
            }
            for row in rows
            if row["title"]
        ],
    )


READERS: dict[str, Callable[[str, Form], Read]] = {
    "coding": _read_coding,
    "number": _read_number,
    "many": _read_list,
    "actors": _read_list,
    "lines": _read_lines,
    "states": _read_states,
    "place": _read_place,
    "stages": _read_stages,
    "offices": _read_offices,
}
ROWS = {"stages": ("stage", "date", "spans"), "offices": ("title", "role", "country", "organisation")}


def _rows(name: str, sort: Sort, form: Form, language: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a slot of several parts; for drawing (`language` is given) with an empty one at the end."""
    if sort == "place":
        yield {"country": _shown(_first(form, f"{name}.country"), language)}
    if sort not in ROWS:
        return
    columns = [[value.strip() for value in form.get(f"{name}.{key}", ())] for key in ROWS[sort]]
    length = max(map(len, columns), default=0)
    for number in range(length):
        row = [column[number] if number < len(column) else "" for column in columns]
        if any(row):
            yield dict(zip(ROWS[sort], row, strict=True))
    if language:
        yield dict.fromkeys(ROWS[sort], "")


def _shown(code: str, language: str) -> str:
    return state_name(code, language) if language and countries.is_state(code) else code


def _state(typed: str) -> str:
    """Return the code of a state that was typed by name or code; what is none stays as it is, to be refused."""
    try:
        return state_of(typed) or ""
    except RelazioneError:
        return typed


def _first(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "").strip()


def _clean(values: Iterable[str]) -> list[str]:
    return [value.strip() for value in values if value.strip()]


def _parts(entry: str) -> list[str]:
    return _clean(entry.split(","))


def with_actors(reading: Reading, names: Iterable[str]) -> tuple[Reading, dict[str, str]]:
    """Return a reading with actors of some names added where it lacks them, and name → actor id.

    A state is known by its code or name; anybody else is taken for a person until somebody corrects it.
    """
    actors = {actor.id: actor for actor in reading.actors}
    ids: dict[str, str] = {}
    for name in names:
        code = _state(name) if countries.is_state(_state(name)) else None
        known = next((one.id for one in actors.values() if _is(one, name, code)), None)
        if known is None:
            known = f"a{max((int(id_[1:]) for id_ in actors if id_[1:].isdigit()), default=0) + 1}"
            actors[known] = Actor(
                id=known,
                kind="state" if code else "person",
                name=name,
                names=(name,),
                country=code,
                identifiers={"iso3166-1": code} if code else {},
                confidence=1.0,
                rule="review",
            )
        ids[name] = known
    return msgspec.structs.replace(reading, actors=tuple(actors.values())), ids


def _is(actor: Actor, name: str, code: str | None) -> bool:
    if code:
        return actor.kind == "state" and actor.country == code
    return fold(name) in {fold(known) for known in (actor.name, *actor.names)}
