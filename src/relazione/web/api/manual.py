"""An OpenAPI description as a page shows it."""

from collections.abc import Iterator
from typing import Any

from relazione.records import Record


class Slot(Record, frozen=True, kw_only=True):
    """A parameter or a slot of a body: its name, kind, meaning and whether it must be given."""

    name: str
    kind: str
    meaning: str
    required: bool


class Reply(Record, frozen=True, kw_only=True):
    """An answer: its status, meaning and the name of its schema."""

    status: str
    meaning: str
    kind: str


class Operation(Record, frozen=True, kw_only=True):
    """What can be asked."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    slots: tuple[Slot, ...]
    answers: tuple[Reply, ...]


def operations(description: dict[str, Any]) -> list[Operation]:
    """Return the operations of an OpenAPI description, in its order."""
    schemas = description["components"]["schemas"]
    return [
        Operation(
            id=operation["operationId"],
            method=method.upper(),
            path=path,
            summary=operation["description"].partition("\n")[0],
            description=operation["description"],
            slots=(*_parameters(operation, schemas), *_body(operation, schemas)),
            answers=tuple(_answers(operation)),
        )
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]


def _parameters(operation: dict[str, Any], schemas: dict[str, Any]) -> Iterator[Slot]:
    for parameter in operation.get("parameters", ()):
        yield _slot(parameter["name"], parameter["schema"], schemas, parameter)


def _body(operation: dict[str, Any], schemas: dict[str, Any]) -> Iterator[Slot]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        body = schemas[_last(content["schema"]["$ref"])]
        for name, schema in body["properties"].items():
            yield _slot(name, schema, schemas, {"required": name in body.get("required", ())})


def _slot(name: str, schema: dict[str, Any], schemas: dict[str, Any], about: dict[str, Any]) -> Slot:
    meaning = about.get("description") or schema.get("description", "")
    return Slot(name=name, kind=_kind(schema, schemas), meaning=meaning, required=about["required"])


def _kind(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """Return the kind of a schema in a few words."""
    if "$ref" in schema:
        return _last(schema["$ref"])
    if "anyOf" in schema:
        kinds = [_kind(choice, schemas) for choice in schema["anyOf"] if choice.get("type") != "null"]
        return " | ".join(dict.fromkeys(kinds))
    if schema.get("type") == "array":
        return f"{_kind(schema['items'], schemas)} …"
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    return str(schema.get("const") or schema.get("type", ""))


def _answers(operation: dict[str, Any]) -> Iterator[Reply]:
    for status, answer in operation["responses"].items():
        references = [content["schema"].get("$ref", "") for content in answer.get("content", {}).values()]
        yield Reply(status=status, meaning=answer["description"], kind=", ".join(map(_last, references)))


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]
