"""The JSON interface below `/api`, one module a resource."""

from fastapi import APIRouter, Depends

from relazione.web.access import needs
from relazione.web.api import (
    actors,
    agreements,
    description,
    documents,
    dossier,
    events,
    figures,
    read,
    search,
    statements,
)

router = APIRouter(prefix="/api")
for module in (documents, events, statements, figures, agreements, actors, search, dossier, read):
    router.include_router(module.router, dependencies=[Depends(needs("reader"))])
router.include_router(description.router, dependencies=[Depends(needs("reader"))], include_in_schema=False)
