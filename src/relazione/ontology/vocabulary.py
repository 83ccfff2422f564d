"""The closed vocabularies of a reading: kinds of actors, roles, statuses, forms, acts, bounds, kinds and stages of
agreements.

PLOVER's codes stand in `plover`, topics in `topics`, what figures measure in `indicators`.
"""

from functools import cache

from relazione.errors import UnknownCode
from relazione.ontology.terms import Term, read_terms


@cache
def vocabularies() -> dict[str, dict[str, Term]]:
    """Return all vocabularies by name, each with its terms by code, in their order."""
    return read_terms("vocabulary", dict[str, dict[str, Term]])


def codes(vocabulary: str) -> tuple[str, ...]:
    """Return the codes of a vocabulary in their order; raises `UnknownCode` where there is none of that name.

    >>> codes("form")
    ('direct', 'indirect', 'reported')
    """
    return tuple(_terms(vocabulary))


def term(vocabulary: str, code: str) -> Term:
    """Return the term of a code; raises `UnknownCode` where the vocabulary does not hold it."""
    terms = _terms(vocabulary)
    if code not in terms:
        raise UnknownCode(f"{vocabulary} has no code {code!r}", allowed=", ".join(terms))
    return terms[code]


def _terms(vocabulary: str) -> dict[str, Term]:
    if vocabulary not in vocabularies():
        raise UnknownCode(f"there is no vocabulary {vocabulary!r}", allowed=", ".join(vocabularies()))
    return vocabularies()[vocabulary]
