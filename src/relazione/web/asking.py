"""From the fields of an address to a question, and back."""

from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import quote, urlencode

from relazione.dossier.naming import asked_name
from relazione.errors import RelazioneError
from relazione.ontology import countries, organisations
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


def question_of(first: str, second: str | None, filters: Filters) -> Question:
    """Return the question of a dossier; raises `RelazioneError` for unknown codes and what is no date."""
    since, until = (_days(day) for day in (filters.since, filters.until))
    return Question(
        first=side(first),
        second=side(second) if second else None,
        since=since[0] if since else None,
        until=until[1] if until else None,
        publishers=filters.publishers,
    )


def side(words: str) -> str:
    """Return the code of a state or group of that code or name; raises `RelazioneError` where there is none."""
    found = _names().get(fold(words.strip()))
    if found is None:
        raise RelazioneError(
            f"{words!r} is no state and no group", allowed="names, alpha-3 codes (KAZ) and groups (C6)"
        )
    return found


def state_of(words: str) -> str | None:
    """Return the code of a state of that code or name, `None` for nothing; raises `RelazioneError` for anything else.

    >>> state_of("Kasachstan"), state_of("kaz"), state_of(" ")
    ('KAZ', 'KAZ', None)
    """
    found = side(words) if words.strip() else None
    if found and not countries.is_state(found):
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
