"""The documents of a chapter with their publishers."""

from collections import Counter, defaultdict

import msgspec

from relazione.dossier.naming import state_name
from relazione.dossier.notes import chapter_notes
from relazione.dossier.tree import Chapter, Dossier, Footnote, SourceLine
from relazione.resolution.claims import Material, Source


def shelf(material: Material, language: str) -> tuple[SourceLine, ...]:
    """Return the lines of the documents in order of publication, without notes."""
    claims = Counter(claim.source.document for claim in material.claims())
    return tuple(_source_line(source, claims[document], language) for document, source in material.sources().items())


def cited(chapter: Chapter, footnotes: tuple[Footnote, ...]) -> dict[str, tuple[int, ...]]:
    """Return, by document, the numbers with which the lines of a chapter cite it."""
    found: dict[str, list[int]] = defaultdict(list)
    by_number = {note.number: note for note in footnotes}
    for number in sorted(set(chapter_notes(chapter))):
        found[by_number[number].source.document].append(number)
    return {document: tuple(numbers) for document, numbers in found.items()}


def _source_line(source: Source, claims: int, language: str) -> SourceLine:
    return SourceLine(
        source=source,
        country=state_name(source.country, language) if source.country else None,
        claims=claims,
        copy=source.lineage != source.document,
    )


def shelved(dossier: Dossier) -> Dossier:
    """Return a dossier whose lines of sources name the footnotes that cite them."""
    return msgspec.structs.replace(
        dossier, chapters=tuple(_shelved(chapter, dossier.footnotes) for chapter in dossier.chapters)
    )


def _shelved(chapter: Chapter, footnotes: tuple[Footnote, ...]) -> Chapter:
    numbers = cited(chapter, footnotes)
    lines = (msgspec.structs.replace(line, notes=numbers.get(line.source.document, ())) for line in chapter.sources)
    return msgspec.structs.replace(chapter, sources=tuple(lines))
