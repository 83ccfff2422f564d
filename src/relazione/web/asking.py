"""From the fields of an address to a question, and back."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Request

from relazione.dossier.naming import ONTOLOGY, asked_name
from relazione.errors import RelazioneError, UnknownCode
from relazione.ledger import Ledger
from relazione.ontology import countries, organisations
from relazione.ontology.atlas import Atlas
from relazione.ontology.tables import LANGUAGES
from relazione.records import Record
from relazione.resolution.claims import Question
from relazione.resolution.dates import iso_days
from relazione.resolution.names import fold
from relazione.web.wording import languages


class Filters(Record, frozen=True, kw_only=True):
    """What a reader narrows a dossier to; empty lets through all.

    `since`, `until` (days, months or years) and `publishers` narrow the question itself; `type` and `status` the events
    that are listed, `speaker` the statements.
    """

    since: str = ""
    until: str = ""
    publishers: tuple[str, ...] = ()
    type: str = ""
    status: str = ""
    speaker: str = ""

    def query(self, **more: object) -> str:
        """Return the filters as the query of an address, with `?` where there are any."""
        own = [("since", self.since), ("until", self.until), *(("publisher", name) for name in self.publishers)]
        own += [("type", self.type), ("status", self.status), ("speaker", self.speaker)]
        fields = [(name, str(value)) for name, value in (*own, *more.items()) if value or value == 0]
        return f"?{urlencode(fields)}" if fields else ""


class Sides:
    """Whom one may ask about: states, groups and organisations of the ontology, a user's own, what a ledger holds.

    Codes are those of questions: of an own organisation the ledger's id (`org:BAY`).
    """

    def __init__(self, ledger: Ledger, atlas: Atlas) -> None:
        self.ledger, self.atlas = ledger, atlas

    def named(self, words: str) -> str:
        """Return the code of a state or group of that code or name; raises `RelazioneError` where there is none."""
        found = self._own.get(fold(words.strip())) or _names().get(fold(words.strip())) or self._held(words.strip())
        if found is None:
            raise RelazioneError(
                f"{words!r} is no state and no group", allowed="names, alpha-3 codes (KAZ) and groups (C6)"
            )
        return found

    def coded(self, code: str) -> str | None:
        """Return a code, exactly as it is written, as questions take it; `None` where nobody has it."""
        if countries.is_state(code) or code in organisations.codes():
            return code
        if code in self.own:
            return self.own[code]
        found = self._held(code)
        return found if found and found.removeprefix(ONTOLOGY) == code else None

    def choices(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return the names of a user's own actors, of all states, of all groups and organisations, with their codes."""
        own = ((self.name(id_, language), code) for code, id_ in self.own.items())
        return (*sorted(own), *choices(language))

    def name(self, code: str, language: str) -> str:
        """Return the name of a side by its code or the ledger's id; what nobody knows by name is called by its code."""
        return self.known_name(code, language) or code.removeprefix(ONTOLOGY)

    def known_name(self, code: str, language: str) -> str | None:
        """Return the name that the ontology or a user's file has for a side, `None` where neither has one."""
        try:
            if self.atlas.is_state(code):
                return self.atlas.country(code).name(language)
            return self.atlas.organisation(code.removeprefix(ONTOLOGY)).name(language)
        except UnknownCode:
            return None

    @cached_property
    def own(self) -> dict[str, str]:
        """The codes of a user's own states and organisations, each as questions take it."""
        ids = {id_ for id_ in self._own.values() if not countries.is_state(id_)}
        return {id_.removeprefix(ONTOLOGY): id_ for id_ in sorted(ids)}

    @cached_property
    def _own(self) -> dict[str, str]:
        """Folded names and codes of a user's own states and organisations."""
        ids = {"state": "", "organisation": ONTOLOGY}
        named = [entry for language in LANGUAGES for entry in self.atlas.names(language).items()]
        found = {fold(name): f"{ids[kind]}{key}" for name, (kind, key) in named if kind in ids}
        return found | {fold(id_.removeprefix(ONTOLOGY)): id_ for id_ in found.values()}

    def _held(self, code: str) -> str | None:
        with self.ledger.view() as view:
            try:
                return view.asked(code)
            except UnknownCode:
                return None


def sides_of(request: Request) -> Sides:
    """Return whom one may ask the application about."""
    return request.app.state.sides  # type: ignore[no-any-return]


Known = Annotated[Sides, Depends(sides_of)]


def question_of(first: str, second: str | None, filters: Filters) -> Question:
    """Return the question of a dossier on sides by their codes; raises `RelazioneError` for what is no date."""
    since, until = (_days(day) for day in (filters.since, filters.until))
    return Question(
        first=first,
        second=second,
        since=since[0] if since else None,
        until=until[1] if until else None,
        publishers=filters.publishers,
    )


def state_of(words: str) -> str | None:
    """Return the code of a state of that code or name, `None` for nothing; raises `RelazioneError` for anything else.

    >>> state_of("Kasachstan"), state_of("kaz"), state_of(" ")
    ('KAZ', 'KAZ', None)
    """
    found = _names().get(fold(words.strip()))
    if words.strip() and not (found and countries.is_state(found)):
        raise RelazioneError(f"{words!r} is no state", allowed="KAZ, Kasachstan, Kazakhstan")
    return found


@cache
def states(language: str) -> tuple[tuple[str, str], ...]:
    """Return the names of all states of today in the order of the alphabet, each with its code."""
    named = ((asked_name(code, language), code) for code in countries.codes())
    return tuple(sorted(named, key=lambda state: fold(state[0])))


@cache
def choices(language: str) -> tuple[tuple[str, str], ...]:
    """Return the names of all states, then of all groups and organisations, each with its code."""
    groups = {found.id: asked_name(found.id, language) for found in organisations.organisations(language).values()}
    return (*states(language), *sorted((name, code) for code, name in groups.items()))


def path_of(first: str, second: str | None = None) -> str:
    """Return the address of a dossier; ids of the ledger (`org:C6`) stand for their codes."""
    codes = [quote(code.removeprefix("org:"), safe="") for code in (first, second) if code]
    return "/".join(("/dossier", *codes))


@cache
def _names() -> Mapping[str, str]:
    """Return folded name or code → code."""
    found: dict[str, str] = {}
    for language in languages():
        found |= {fold(name): code for name, code in _known(organisations.organisations(language).items())}
        found |= {fold(name): code for name, code in countries.state_names(language).items()}
        found |= {fold(name): code for name, code in choices(language)}
    found |= {fold(code): code for code in found.values()}
    return found


def _known(items: Iterable[tuple[str, organisations.Organisation]]) -> Iterable[tuple[str, str]]:
    return ((name, found.id) for name, found in items)


def _days(words: str) -> tuple[str, str] | None:
    if not words:
        return None
    days = iso_days(words.strip())
    if days is None:
        raise RelazioneError(f"{words!r} is no date", allowed="2026-01-29, 2026-01 or 2026")
    return days
