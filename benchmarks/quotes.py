"""Print how well statements are read as quotes: `python benchmarks/quotes.py DATA_DIR [--errors] [--json]`.

DATA_DIR holds annotated documents (`*.json`) of the German news quotation attribution dataset, or folders of them;
its part `dev` has 150. Beside the figures stand those published for the rule baseline, on the part `test`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotescheme import quotes_of
from quotescores import PARTS, Annotated, Quote, Scores, load_annotated
from relazione.extraction.reading import read_parsed
from relazione.languages import load_pack
from relazione.reader import parse_document
from relazione.records import Document
from relazione.version import __version__

BASELINE = {"quote": (70.8, 36.2, 47.9), "roles": (None, None, 35.5), "joint": (None, None, 39.1)}
BASELINE |= {"form": (None, None, 43.9)}  # Petersen-Frey and Biemann 2024, rules, on the test part


@dataclass
class Measured:
    """Scores over some documents, and what went wrong in words."""

    documents: int = 0
    scores: Scores = field(default_factory=Scores)
    errors: list[str] = field(default_factory=list)


def read_quotes(annotated: Annotated) -> list[Quote]:
    """Return the quotes that are read in an annotated document's text."""
    document, pack = Document.of(annotated.text), load_pack("de")
    doc = parse_document(document, language=pack.code)
    reading = read_parsed(doc, pack, document, published=annotated.day, reader="quotes")
    return quotes_of(doc, pack, reading, annotated)


def measure(folder: Path) -> Measured:
    """Return scores and errors over the annotated documents of a folder."""
    measured = Measured()
    for path in sorted(folder.rglob("*.json")):
        annotated = load_annotated(path)
        couples = measured.scores.add(read_quotes(annotated), annotated.quotes)
        measured.errors += [f"{annotated.name[:24]}: {line}" for line in errors(annotated, couples)]
        measured.documents += 1
    return measured


def errors(annotated: Annotated, couples: list[tuple[Quote | None, Quote | None]]) -> Iterator[str]:
    """Yield a line for each quote missed or made up, and for each part of a pair that differs."""
    for got, wanted in couples:
        if got is None or wanted is None:
            quote = got or wanted
            if quote is not None:
                kind = "missed" if got is None else "extra"
                yield f"{kind} {quote.form}: {_told(annotated, quote)}"
            continue
        if got.form != wanted.form:
            yield f"form {got.form} for {wanted.form}: {annotated.words(wanted.tokens)}"
        for part in PARTS:
            if got.parts[part] != wanted.parts[part]:
                words = (annotated.words(quote.parts[part]) or "-" for quote in (got, wanted))
                yield f"{part} of {wanted.form}: {' | for | '.join(words)}"


def _told(annotated: Annotated, quote: Quote) -> str:
    roles = (f"{part} {annotated.words(tokens)}" for part, tokens in quote.parts.items() if tokens and part != "quote")
    return " | ".join((annotated.words(quote.tokens), *roles))


def table(scores: Scores) -> Iterator[str]:
    """Yield the lines of the table: our figures, then the published rule baseline's."""
    yield f"{'':12}{'P':>7}{'R':>7}{'F1':>7}   rule baseline, test part"
    for name, figures in scores.lines():
        ours = "".join(f"{100 * figure:7.1f}" for figure in figures)
        published = BASELINE.get(name, ())
        yield f"{name:12}{ours}   {''.join(f'{figure:7.1f}' if figure else ' ' * 7 for figure in published)}".rstrip()


def figures(scores: Scores) -> dict[str, Any]:
    """Return the table's numbers as plain data, in percent."""
    names = ("precision", "recall", "f1")
    return {
        name: dict(zip(names, (round(100 * one, 2) for one in values), strict=True)) for name, values in scores.lines()
    }


def main() -> int:
    """Print the table; return 1 where there was nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, help="a folder of annotated documents")
    parser.add_argument("--errors", action="store_true", help="list what was missed, made up or wrong")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    measured = measure(arguments.data)
    if not measured.documents:
        print("quotes: no *.json files there", file=sys.stderr)
        return 1
    scores = measured.scores
    if arguments.json:
        told = {"version": __version__, "documents": measured.documents, "read": scores.read, "gold": scores.gold}
        print(json.dumps({**told, "figures": figures(scores)}, indent=1))
        return 0
    counts = f"{measured.documents} documents, {scores.read} quotes read, {scores.gold} annotated"
    print(f"relazione {__version__}, {counts}")
    print("\n".join(table(scores)))
    if arguments.errors:
        print("\n".join(measured.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
