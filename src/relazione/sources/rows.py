"""A row of a table as a document: which column is the text, the day, the title."""

from collections.abc import Iterator, Mapping
from typing import Any

from relazione.errors import SourceError
from relazione.ontology import countries
from relazione.records import Document
from relazione.sources.days import day_of
from relazione.sources.found import Columns, Origin
from relazione.sources.html import address_of
from relazione.sources.text import document_of, headed

# The usual names of columns, compared without regard to capitals; the first that a row has counts.
USUAL = {
    "text": ("text", "body", "content", "article", "maintext", "fulltext", "full_text", "article_text", "plain_text"),
    "title": ("title", "headline", "heading"),
    "published": (
        "published", "date", "published_at", "publication_date", "published_date", "date_published", "date_publish",
        "datepublished", "pubdate", "pub_date", "publish_date", "publishdate", "datetime", "timestamp",
    ),
    "publisher": ("publisher", "source", "outlet", "newspaper", "site_name", "sitename", "source_name", "medium"),
    "country": ("publisher_country", "country"),
    "language": ("language", "lang"),
    "url": ("url", "link", "source_url", "permalink"),
    "author": ("author", "authors", "byline", "writer", "creator"),
}  # fmt: skip
CODE = 2  # letters of a language


def document_in(row: dict[str, Any], origin: Origin) -> Document:
    """Return the document of a row; raises `SourceError` where the row has no text.

    A title that the text does not begin with becomes its first paragraph. What a column holds that is no day, address,
    state or language is left out.
    """
    names = {name.lower(): name for name in reversed(row)}
    chosen = origin.options.columns
    values = {field: row.get(name) for field, name in _columns(names, chosen)}
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        named = chosen.text or " or ".join(USUAL["text"][:3])
        mend = f"name the column with --text-column; this row has {', '.join(list(row)[:20]) or 'none'}"
        raise SourceError("holds no text", allowed=f"a column {named}", mend=mend)
    title = _line(values.get("title"))
    state = _line(values.get("country"))
    return document_of(
        headed(title, text),
        origin=origin.name,
        title=title,
        published=day_of(values.get("published")),
        publisher=_line(values.get("publisher")),
        country=state if state and countries.is_state(state) else None,
        language=_language(values.get("language")),
        url=address_of(_line(values.get("url"))),
        author=_names(values.get("author")),
    )


def columns_read(available: list[str], chosen: Columns) -> list[str]:
    """Return the columns of a table that are read; raises `SourceError` where one that was named is not there."""
    names = {name.lower(): name for name in reversed(available)}
    for field in USUAL:
        named = getattr(chosen, field)
        if named and named not in available:
            raise SourceError(f"has no column {named!r}", allowed=", ".join(available[:50]))
    return list(dict.fromkeys(name for _, name in _columns(names, chosen)))


def _columns(names: Mapping[str, str], chosen: Columns) -> Iterator[tuple[str, str]]:
    """Yield field and column: the one that was chosen, else the first of the usual names."""
    for field, usual in USUAL.items():
        name = getattr(chosen, field) or next((names[known] for known in usual if known in names), None)
        if name:
            yield field, name


def _line(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _names(value: Any) -> str | None:
    """Return one name or several, parted by commas."""
    listed = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, map(_line, listed))) or None


def _language(value: Any) -> str | None:
    code = value.strip().lower().replace("_", "-").partition("-")[0] if isinstance(value, str) else ""
    return code if len(code) == CODE and code.isalpha() else None
