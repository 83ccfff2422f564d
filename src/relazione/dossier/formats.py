"""The formats that a dossier is written in, by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from relazione.dossier.citations import to_csl_json, to_ris
from relazione.dossier.docx import to_docx
from relazione.dossier.html import to_html
from relazione.dossier.markdown import to_markdown
from relazione.dossier.pdf import to_pdf
from relazione.dossier.text import to_text
from relazione.dossier.tree import Dossier
from relazione.errors import UnknownCode
from relazione.resolution.claims import Source

Renderer = Callable[[Dossier], bytes | str]


def to_json(dossier: Dossier) -> str:
    """Return the tree of a dossier as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(dossier), indent=2).decode() + "\n"


def from_json(text: str | bytes) -> Dossier:
    """Return the dossier that `to_json` wrote; raises `msgspec.ValidationError` on other JSON."""
    return msgspec.json.decode(text, type=Dossier)


def ris(dossier: Dossier) -> str:
    """Return the sources of a dossier as RIS."""
    return to_ris(_sources(dossier))


def csl_json(dossier: Dossier) -> str:
    """Return the sources of a dossier as CSL-JSON."""
    return to_csl_json(_sources(dossier))


def _sources(dossier: Dossier) -> tuple[Source, ...]:
    """Return the sources of all chapters, each once."""
    lines = (line for chapter in dossier.chapters for line in chapter.sources)
    return tuple({line.source.document: line.source for line in lines}.values())


FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {
        "text": to_text,
        "md": to_markdown,
        "html": to_html,
        "docx": to_docx,
        "pdf": to_pdf,
        "json": to_json,
        "ris": ris,
        "csl": csl_json,
    }
)


def render(dossier: Dossier, name: str) -> bytes | str:
    """Return a dossier in a format of `FORMATS`; raises `UnknownCode` for another name."""
    if name not in FORMATS:
        raise UnknownCode(f"dossiers are not written as {name!r}", allowed=", ".join(FORMATS))
    return FORMATS[name](dossier)
