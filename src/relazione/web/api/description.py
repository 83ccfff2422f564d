"""The OpenAPI description of the interface."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from starlette.routing import compile_path

from relazione.version import __version__
from relazione.web.api.answers import schemas as records

router = APIRouter()
ABOUT = """\
What reports say of relations between states, as JSON. The records are those of `relazione schema`; in lists they bear \
the ledger's ids of actors, and `actors` tells who these are.

Lists come in parts: `next` of an answer is the `cursor` of the following part, `null` at the end. What is added \
meanwhile neither hides nor repeats anything. Work is bounded: where a filter lets little through, a part may hold \
fewer items than `limit`, even none, although `next` is given.

Errors are problem+json (RFC 9457): `detail` says what is wrong, `allowed` what would be right, `mend` what to do.

On one's own machine nobody logs in. Elsewhere a program sends `Authorization: Bearer TOKEN`; \
`relazione accounts token NAME` makes the token."""
TAGS = {
    "documents": "Reports, their texts and readings.",
    "records": "What reports say: merged events, statements, figures, agreements.",
    "actors": "States, persons, organisations and groups.",
    "search": "Words in texts, names and records.",
    "dossier": "What all reports together say of two sides.",
    "reading": "Reading a text without keeping it.",
}
SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A token of an account."},
    "login": {"type": "apiKey", "in": "cookie", "name": "relazione_login", "description": "A log-in of a browser."},
}


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    """Give the description."""
    return JSONResponse(describe(request.app))


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description of an application; it is made once."""
    if not app.openapi_schema:
        app.openapi_schema = _made(app)
    return app.openapi_schema


def methods_of(app: FastAPI, path: str) -> list[str]:
    """Return the methods that a path of the interface takes."""
    paths = describe(app)["paths"].items()
    return sorted(
        {method.upper() for known, methods in paths if compile_path(known)[0].match(path) for method in methods}
    )


def _made(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title="Relazione",
        version=__version__,
        summary="What press reports say of relations between states, with its proof",
        description=ABOUT,
        routes=app.routes,
        tags=[{"name": name, "description": about} for name, about in TAGS.items()],
    )
    schemas = found["components"]["schemas"]
    found["paths"] = _hoisted(found["paths"], schemas)
    for name in list(schemas):
        schemas[name] = _hoisted(schemas[name], schemas, name)
    schemas["SideCode"]["enum"] = sorted({*schemas["SideCode"]["enum"], *app.state.sides.own})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    found["components"]["schemas"] = dict(sorted((records() | schemas).items()))
    found["components"]["securitySchemes"] = SECURITY
    found["security"] = [{name: []} for name in SECURITY]
    return found


def _hoisted(part: Any, schemas: dict[str, Any], name: str = "") -> Any:
    """Return a part of a description with each vocabulary once, among the components, and parameters never `null`."""
    if isinstance(part, list):
        return [_hoisted(one, schemas) for one in part]
    if not isinstance(part, dict):
        return part
    part = {key: _hoisted(value, schemas) for key, value in part.items()}
    component = part.get("x-component")
    if component and component != name:
        schemas[component] = {key: value for key, value in part.items() if key != "x-component"}
        return {"$ref": f"#/components/schemas/{component}"}
    if "in" in part and "schema" in part:
        part["schema"] = _required(part["schema"])
    return part


def _required(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without the choice of `null`."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) != 1:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "title", "default")}
    return {**rest, **choices[0]}
