"""The ledger as pages ask for it."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request

from relazione.ledger import Ledger
from relazione.ledger.view import View


def ledger_of(request: Request) -> Ledger:
    """Return the ledger that is served."""
    return request.app.state.ledger  # type: ignore[no-any-return]


def view_of(request: Request) -> Iterator[View]:
    """Yield a view of the ledger that lasts as long as the request."""
    with ledger_of(request).view() as view:
        yield view


Kept = Annotated[Ledger, Depends(ledger_of)]
Seen = Annotated[View, Depends(view_of)]
