"""The ledger as pages ask for it."""

from collections.abc import AsyncIterator
from typing import Annotated

import anyio
from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from relazione.ledger import Ledger
from relazione.ledger.view import View

AT_ONCE = 10  # views that are open together; the ledger's pool holds more connections than that


def ledger_of(request: Request) -> Ledger:
    """Return the ledger that is served."""
    return request.app.state.ledger  # type: ignore[no-any-return]


async def view_of(request: Request) -> AsyncIterator[View]:
    """Yield a view of the ledger that lasts as long as the request.

    Requests wait for one another here, where they hold no thread: those that do would wait in vain for connections
    held by requests that need a thread to go on.
    """
    places: anyio.Semaphore = request.app.state.places
    async with places:
        opened = ledger_of(request).view()
        view = await run_in_threadpool(opened.__enter__)
        try:
            yield view
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(opened.__exit__, None, None, None)


Kept = Annotated[Ledger, Depends(ledger_of)]
Seen = Annotated[View, Depends(view_of)]
