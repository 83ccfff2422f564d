"""Parquet: a folder of tables, one a kind of record, with fixed schemas.

`event_evidence` joins `events` with `documents`; local ids of statements and agreements hold within one document.
"""

import importlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Self

from relazione.errors import ExportError, MissingLibrary
from relazione.exchange.writer import Options, Target
from relazione.records import Agreement, Figure, Record, Statement
from relazione.resolution.claims import Claim, LedgerActor, Material, MergedEvent, Quote
from relazione.resolution.dates import span

LOSES = "Judgements on why records are one, nothing else."

Row = dict[str, Any]


class ParquetWriter:
    """Writes the tables into a folder; the files of another run there are replaced on `close`."""

    def __init__(self, target: Target, _: Options | None = None) -> None:
        self.left_out: Counter[str] = Counter()
        self._arrow, parquet = libraries()
        if not isinstance(target, Path):
            raise ExportError("parquet is a folder of tables", mend="name a folder, not a stream")
        self._folder = _made(target)
        self._seen: set[tuple[str, str]] = set()
        self._open = {
            name: parquet.ParquetWriter(self._part(name), schema, compression="zstd")
            for name, schema in schemas(self._arrow).items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
            return
        for name, writer in self._open.items():
            writer.close()
            self._part(name).unlink(missing_ok=True)

    def write(self, material: Material) -> None:
        """Write what a material holds; actors and documents once, however many materials hold them."""
        for name, rows in ROWS.items():
            found = [row for row in rows(material) if self._is_new(name, row)]
            if found:
                writer = self._open[name]
                writer.write_table(self._arrow.Table.from_pylist(found, schema=writer.schema))

    def close(self) -> None:
        """Put the tables in their place."""
        for name, writer in self._open.items():
            writer.close()
            self._part(name).replace(self._folder / f"{name}.parquet")

    def _is_new(self, name: str, row: Row) -> bool:
        if name not in ("actors", "documents"):
            return True
        key = (name, row["id"])
        new = key not in self._seen
        self._seen.add(key)
        return new

    def _part(self, name: str) -> Path:
        return self._folder / f"{name}.parquet.part"


@cache
def libraries() -> tuple[Any, Any]:
    """Return `pyarrow` and `pyarrow.parquet`; raises `MissingLibrary` where they are not installed."""
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingLibrary("parquet needs pyarrow", mend="pip install 'relazione[parquet]'") from error


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"its folder cannot be made ({error.strerror})", where=str(folder), mend="choose another folder"
        ) from error
    return folder


def schemas(arrow: Any) -> dict[str, Any]:
    """Return the schemas of the tables by name."""
    text, real, whole = arrow.string(), arrow.float64(), arrow.int64()
    texts = arrow.list_(text)
    quotes = arrow.list_(arrow.struct({"start": whole, "end": whole, "words": text}))
    told = {"confidence": real, "rule": text}
    claim = {"id": text, "document": text, "local": text}
    actors = dict.fromkeys(("actor", "recipient", "participants", "mediator", "about"), texts)
    stages = arrow.list_(arrow.struct({"stage": text, "date": text}))
    offices = {"title": text, "role": text, "country": text, "organisation": text, "first": text, "last": text}
    columns = {
        "actors": {"id": text, "kind": text, "name": text, "names": texts, "country": text, "members": texts}
        | {"offices": arrow.list_(arrow.struct(offices | {"documents": texts}))}
        | {"identifiers": arrow.list_(arrow.struct({"scheme": text, "value": text}))},
        "agreements": claim
        | {"name": text, "kind": text, "subject": text, "parties": texts, "mediator": texts, "stages": stages}
        | {"quotes": quotes}
        | told,
        "documents": dict.fromkeys(
            (
                "id",
                "title",
                "language",
                "published",
                "publisher",
                "country",
                "url",
                "origin",
                "author",
                "lineage",
                "added",
            ),
            text,
        ),
        "event_evidence": {"event": text, "claim": text, "document": text, "local": text, "lineage": text}
        | {"attributed_to": text, "agreement": text, "start": whole, "end": whole, "words": text},
        "events": {"id": text, "type": text, "mode": text, "contexts": texts, "topics": texts, "cameo": text}
        | {"score": real, "quad": arrow.int8()}
        | actors
        | {"date": text, "first_day": arrow.date32(), "last_day": arrow.date32(), "place": text, "place_country": text}
        | {"status": text, "reports": whole, "origins": whole}
        | told,
        "figures": claim
        | {"indicator": text, "measure": text, "value": real, "value_max": real, "unit": text, "bound": text}
        | {"period": text, "parties": texts, "from": text, "to": text, "attributed_to": text, "quotes": quotes}
        | told,
        "statements": claim
        | {"speaker": text, "addressee": texts, "about": texts, "topics": texts, "form": text, "act": text}
        | {"date": text, "due": text, "quotes": quotes}
        | told,
    }
    return {name: arrow.schema(list(fields.items())) for name, fields in columns.items()}


def plain(record: Record, *, without: tuple[str, ...] = ()) -> Row:
    """Return a record's own fields."""
    return {name: getattr(record, name) for name in record.__struct_fields__ if name not in without}


def _quotes(quotes: tuple[Quote, ...]) -> list[Row]:
    return [plain(quote, without=("document",)) for quote in quotes]


def _claim(claim: Claim[Any], *, without: tuple[str, ...]) -> Row:
    own = plain(claim.record, without=("id", "evidence", *without))
    return {
        "id": claim.id,
        "document": claim.source.document,
        "local": claim.local,
        **own,
        "quotes": _quotes(claim.quotes),
    }


def _event(merged: MergedEvent) -> Row:
    event, days = merged.event, span(merged.event.date)
    return plain(event, without=("place", "attributed_to", "agreement", "evidence")) | {
        "id": merged.id,
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "place": event.place.name if event.place else None,
        "place_country": event.place.country if event.place else None,
        "reports": len({claim.source.document for claim in merged.claims}),
        "origins": merged.origins,
    }


def _event_evidence(material: Material) -> Iterator[Row]:
    for merged in material.events:
        for claim in merged.claims:
            about: Row = {"event": merged.id, "claim": claim.id, "local": claim.local, "lineage": claim.source.lineage}
            about |= {"attributed_to": claim.record.attributed_to, "agreement": claim.record.agreement}
            yield from (about | plain(quote) for quote in claim.quotes)


def _statement(claim: Claim[Statement]) -> Row:
    return _claim(claim, without=("cue", "content"))


def _figure(claim: Claim[Figure]) -> Row:
    return _claim(claim, without=("from_",)) | {"from": claim.record.from_}


def _agreement(claim: Claim[Agreement]) -> Row:
    stages = [plain(stage, without=("evidence",)) for stage in claim.record.stages]
    return _claim(claim, without=()) | {"stages": stages}


def _actor(actor: LedgerActor) -> Row:
    return plain(actor, without=("links",)) | {
        "offices": [plain(office) for office in actor.offices],
        "identifiers": [{"scheme": scheme, "value": value} for scheme, value in sorted(actor.identifiers.items())],
    }


def _documents(material: Material) -> Iterator[Row]:
    for source in material.sources().values():
        yield plain(source) | {"id": source.document}


ROWS: dict[str, Callable[[Material], Iterator[Row]]] = {
    "actors": lambda material: (_actor(actor) for _, actor in sorted(material.actors.items())),
    "agreements": lambda material: map(_agreement, material.agreements),
    "documents": _documents,
    "event_evidence": _event_evidence,
    "events": lambda material: map(_event, material.events),
    "figures": lambda material: map(_figure, material.figures),
    "statements": lambda material: map(_statement, material.statements),
}
