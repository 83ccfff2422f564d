"""W3C Web Annotations (JSON-LD): one annotation page, an annotation for every stretch of evidence of every claim.

A target is a document's text as the ledger keeps it, found by position and, should it change, by its words.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from relazione.errors import ExportError
from relazione.exchange.plover import told
from relazione.exchange.writer import Options, Target, TextWriter
from relazione.records import Agreement, Event, Figure, Statement
from relazione.resolution.claims import Claim, Material, Quote, Source

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points of prefix and suffix
KEPT = 64  # texts at hand at a time
LOSES = "What merging found: which claims tell of one event, who of several reports is one."

AnyClaim = Claim[Event] | Claim[Statement] | Claim[Figure] | Claim[Agreement]


class AnnotationWriter(TextWriter):
    """Writes annotations into one page; prefix and suffix need `Options.texts`."""

    def __init__(self, target: Target, options: Options | None = None) -> None:
        self._parted = ""
        texts = options.texts if options else None
        self._texts = lru_cache(KEPT)(texts) if texts else None
        super().__init__(target, options)

    def _head(self) -> Iterable[str]:
        yield f'{{"@context":"{CONTEXT}","id":"urn:relazione:claims","type":"AnnotationPage","items":['

    def _body(self, material: Material) -> Iterator[str]:
        for claim in material.claims():
            for quote in claim.quotes:
                yield f"{self._parted}\n{_json(self._annotation(claim, quote))}"
                self._parted = ","

    def _tail(self) -> Iterable[str]:
        yield "\n]}\n"

    def _annotation(self, claim: AnyClaim, quote: Quote) -> dict[str, Any]:
        text = self._texts(quote.document) if self._texts else None
        return {
            "id": f"urn:relazione:annotation:{_hash(claim.id, quote)}",
            "type": "Annotation",
            "motivation": "classifying",
            "created": claim.source.added,
            "generator": {"type": "Software", "name": self.options.reader},
            "body": _body(claim),
            "target": {"source": _source(claim.source, quote), "selector": selectors(quote, text)},
        }


def selectors(quote: Quote, text: str | None) -> list[dict[str, Any]]:
    """Return where words stand in a text and which they are, with what stands around them where the text is given.

    Raises `ExportError` where other words stand there.
    """
    around = {}
    if text is not None:
        if text[quote.start : quote.end] != quote.words:
            raise ExportError(f"other words stand at [{quote.start}, {quote.end})", where=quote.document)
        around = {
            "prefix": text[max(0, quote.start - AROUND) : quote.start],
            "suffix": text[quote.end : quote.end + AROUND],
        }
    return [
        {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
        {"type": "TextQuoteSelector", "exact": quote.words} | told(**around),
    ]


def _body(claim: AnyClaim) -> list[dict[str, str]]:
    """Return the claim's code as a tag and all it says as JSON."""
    return [
        {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": _code(claim.record)},
        {"id": f"urn:relazione:{claim.id}", "type": "TextualBody", "purpose": "describing"}
        | {"format": "application/json", "value": msgspec.json.encode(claim.record).decode()},
    ]


def _code(record: Event | Statement | Figure | Agreement) -> str:
    if isinstance(record, Event):
        return f"{record.type}-{record.mode}" if record.mode else record.type
    if isinstance(record, Statement):
        return f"statement-{record.act}"
    return f"figure-{record.indicator}" if isinstance(record, Figure) else f"agreement-{record.kind}"


def _source(source: Source, quote: Quote) -> dict[str, Any]:
    return told(
        id=f"urn:{quote.document}",
        type="Text",
        format="text/plain",
        language=source.language,
        via=source.url,
    )


def _hash(claim: str, quote: Quote) -> str:
    parts = json.dumps([claim, quote.document, quote.start, quote.end])
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
