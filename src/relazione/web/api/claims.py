"""Statements, figures and agreements of reports: listed and given in one way."""

from collections.abc import Iterable

from relazione.ledger import Ledger
from relazione.ledger.listing import Listing
from relazione.web.api.answers import Answer, single, told
from relazione.web.api.paging import position_of
from relazione.web.api.parameters import About, Paged
from relazione.web.asking import Sides


class Which(About, Paged):
    """Which records of a kind."""


def list_claims(
    ledger: Ledger, sides: Sides, kind: str, which: Which, /, *, speaker: str | None = None, **slots: Iterable[str]
) -> Answer:
    """Return a part of the records of a kind, the latest day first; `slots` are the values that filters let through."""
    with ledger.view() as view:
        part = Listing(view.connection).claims(
            kind, which.wanted(sides, speaker, **slots), after=position_of(which.cursor), limit=which.limit
        )
    return told(part)


def one_claim(ledger: Ledger, kind: str, id_: str) -> Answer:
    """Return one record of a kind."""
    with ledger.view() as view:
        return single(Listing(view.connection).claim(kind, id_))
