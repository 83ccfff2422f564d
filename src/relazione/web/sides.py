"""States and groups as people type them: by code or by name in a language of the interface."""

from functools import cache

from relazione.dossier.naming import state_name
from relazione.errors import UnknownCode
from relazione.ontology import countries
from relazione.resolution.names import fold
from relazione.web.wording import languages


@cache
def states(language: str) -> tuple[tuple[str, str], ...]:
    """Return code and name of every state of today, by name."""
    named = ((code, state_name(code, language)) for code in countries.codes())
    return tuple(sorted(named, key=lambda state: fold(state[1])))


def state_of(typed: str) -> str | None:
    """Return the code of a state that somebody typed, `None` for nothing; raises `UnknownCode` for anything else.

    >>> state_of("Kasachstan"), state_of("kaz"), state_of(" ")
    ('KAZ', 'KAZ', None)
    """
    typed = typed.strip()
    if not typed:
        return None
    if countries.is_state(typed.upper()):
        return typed.upper()
    code = _by_name().get(fold(typed))
    if code is None:
        raise UnknownCode(f"{typed!r} is no state", allowed="KAZ, Kasachstan, Kazakhstan")
    return code


@cache
def _by_name() -> dict[str, str]:
    return {fold(name): code for language in languages() for code, name in states(language)}
