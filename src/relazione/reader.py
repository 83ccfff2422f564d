"""Reading one report: language, parse, extraction."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from relazione.extraction.datelines import day_of_dateline
from relazione.extraction.expressions import find_expressions
from relazione.extraction.reading import read_parsed
from relazione.extraction.time import parse_published
from relazione.languages import load_pack, require_language
from relazione.languages.pipeline import load_other, load_pipeline, parse
from relazione.ontology.atlas import ONTOLOGY, Atlas
from relazione.records import Document, Reading, TimeExpression
from relazione.sources import document_of
from relazione.version import __version__

if TYPE_CHECKING:
    from spacy.language import Language

    from relazione.languages.doc import Doc

READER = f"relazione/{__version__}"
OWN = "actors-"  # begins the part of a reader's name that says which own actors it knew


def read(  # noqa: PLR0913  (what a report may come with)
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    pipeline: str | None = None,
    actors: Atlas | str | Path | None = None,
) -> Reading:
    """Return what a report says.

    `published` is the day, month or year it appeared (`2026-01-29`, `29.01.2026`, EDTF); without it, the day in the
    report's dateline is taken, and where there is none, dates keep an unspecified year. `language` is an ISO 639-1
    code, detected where it is not given. `pipeline` names another spaCy pipeline with labels of Universal Dependencies:
    an installed package, or a folder. `actors` are states, persons and organisations of your own that reading knows
    like any other: a YAML or CSV file (`ontology.own` shows one), or an `Atlas`, which is read once for many reports.
    Raises `SourceError` for an empty text, `LanguageError` where no pack reads the language, `PipelineError` for a
    pipeline that cannot be used, `ActorError` for faulty actors, `DateError` for a date it cannot understand.
    """
    metadata = {"title": title} if title else {}
    return read_document(
        document_of(text, **metadata), published=published, language=language, pipeline=pipeline, actors=actors
    )


def read_document(
    document: Document,
    *,
    published: str | None = None,
    language: str | None = None,
    pipeline: str | None = None,
    actors: Atlas | str | Path | None = None,
) -> Reading:
    """Return what a document says; the arguments, where given, go before the document's own metadata."""
    day = require_published(published or document.published)
    pack = load_pack(require_language(document.text, language or document.language))
    nlp = _pipeline(pack.code, pipeline)
    atlas = actors if isinstance(actors, Atlas) else Atlas.read(actors) if actors else ONTOLOGY
    parts = [READER]
    parts += [f"{nlp.meta['name']}-{nlp.meta['version']}"] if pipeline else []
    parts += [f"{OWN}{atlas.mark}"] if atlas.own else []
    parsed = parse(nlp, document.text)
    day = day or day_of_dateline(parsed, pack)
    return read_parsed(parsed, pack, document, published=day, reader="+".join(parts), atlas=atlas)


def has_own_actors(reading: Reading) -> bool:
    """Tell whether a reading was made with a user's own actors."""
    return f"+{OWN}" in reading.reader


def read_times(text: str, *, published: str | None = None, language: str | None = None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text in its order, never overlapping; arguments and errors are those of `read`.

    A reading holds dates only where a record has one; here is every expression, `zwei Tage` and `jeden Montag` as well.
    """
    document, day = document_of(text), require_published(published)
    pack = load_pack(require_language(document.text, language))
    return tuple(find_expressions(parse_document(document, language=pack.code), pack, day))


def parse_document(document: Document, *, language: str | None = None) -> "Doc":
    """Return a document's tokens, sentences and trees; raises `LanguageError` where no pack reads its language."""
    pack = load_pack(require_language(document.text, language or document.language))
    return parse(_pipeline(pack.code, None), document.text)


def require_published(text: str | None) -> str | None:
    """Return a publication date as EDTF, `None` for `None`; raises `DateError` where it cannot be understood."""
    return parse_published(text) if text else None


@cache
def _pipeline(code: str, other: str | None) -> "Language":
    pack = load_pack(code)
    return load_other(other, pack) if other else load_pipeline(pack.folder / pack.head.pipeline)
