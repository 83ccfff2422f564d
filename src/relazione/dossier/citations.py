"""Sources as citations: a footnote in words, RIS and CSL-JSON for reference managers."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from relazione.dossier.dates import DAY, SEASON, days, say_date
from relazione.dossier.naming import state_name
from relazione.dossier.tree import Footnote
from relazione.dossier.wording import wording
from relazione.resolution.claims import Source


def cite(footnote: Footnote, language: str) -> str:
    """Return a footnote as a citation: publisher, title, date, address, exact words; what is unknown is left out."""
    words, source = wording(language), footnote.source
    title = words.fill("quoted", words=_line(source.title)) if source.title else ""
    published = say_date(source.published, language) if source.published else words["undated"]
    head = ", ".join(part for part in (_line(source.publisher), title, published, source.url or "") if part)
    exact = words.fill("quoted", words=_line(footnote.quote.words)) if footnote.quote else words["whole_document"]
    return f"{head}: {exact}"


def to_ris(sources: Iterable[Source]) -> str:
    """Return sources as RIS, one newspaper article each."""
    return "".join(f"{tag}  - {_line(value)}\r\n" for source in sources for tag, value in _ris(source))


def to_csl_json(sources: Iterable[Source]) -> str:
    """Return sources as CSL-JSON 1.0.2: a list of newspaper articles."""
    return msgspec.json.format(msgspec.json.encode([_csl(source) for source in sources]), indent=2).decode()


def _ris(source: Source) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    fields = (
        ("ID", source.document),
        ("TI", source.title),
        ("T2", source.publisher),
        ("PB", source.publisher),
        ("CY", state_name(source.country, "en") if source.country else None),
        ("PY", _year(source)),
        ("DA", _ris_date(source)),
        ("LA", source.language),
        ("UR", source.url),
        ("Y2", source.added[:10].replace("-", "/")),
    )
    yield from (("AU", name) for name in _authors(source))
    yield from ((tag, value) for tag, value in fields if value)
    yield "ER", ""


def _authors(source: Source) -> list[str]:
    return [name for part in (source.author or "").split(",") if (name := _line(part))]


def _year(source: Source) -> str | None:
    covered = days(source.published)
    return f"{covered.first.year:04d}" if covered and covered.first.year == covered.last.year else None


def _ris_date(source: Source) -> str | None:
    """Return the publication as RIS has it: `2026/01/27/`, unknown parts empty."""
    parts = _parts(source.published)
    return "/".join([f"{part:02d}" for part in parts] + [""] * (4 - len(parts))) if parts else None


def _csl(source: Source) -> dict[str, Any]:
    added = date.fromisoformat(source.added[:10])
    fields = {
        "id": source.document,
        "type": "article-newspaper",
        "author": [{"literal": name} for name in _authors(source)],
        "title": _line(source.title),
        "container-title": _line(source.publisher),
        "publisher-place": state_name(source.country, "en") if source.country else "",
        "issued": _issued(source.published),
        "accessed": {"date-parts": [[added.year, added.month, added.day]]},
        "language": source.language,
        "URL": source.url,
    }
    return {name: value for name, value in fields.items() if value}


def _issued(published: str | None) -> dict[str, Any] | None:
    """Return an EDTF date as CSL has dates: parts of one or two days, a season, whether it is uncertain."""
    covered = days(published)
    if published is None or covered is None:
        return None
    circa = {"circa": True} if any(sign in published for sign in "~?%") else {}
    if match := SEASON.fullmatch(published.rstrip("~?%")):
        return {"date-parts": [[int(match["year"])]], "season": int(match["season"]) - 20} | circa
    ends = [parts for part in published.split("/") if (parts := _parts(part))]
    return {"date-parts": ends} | circa if ends else {"literal": published}


def _parts(edtf: str | None) -> list[int]:
    """Return year, month and day of a plain date as far as they are known."""
    bare = (edtf or "").rstrip("~?%")
    return [int(part) for part in bare.split("-")] if days(bare) and DAY.fullmatch(bare) else []


def _line(text: str | None) -> str:
    """Return a text on one line."""
    return " ".join((text or "").split())
