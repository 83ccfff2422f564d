"""What many tests need: the German pack, its pipeline, and reading with both."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import relazione
from relazione.languages import Pack, load_pack
from relazione.records import Reading

if TYPE_CHECKING:
    from spacy.language import Language

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = "2026-03-15"


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("de")


@pytest.fixture(scope="session")
def nlp(pack: Pack) -> "Language":
    from relazione.languages.pipeline import load_pipeline

    return load_pipeline(pack.folder / pack.head.pipeline)


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """Read a German text published on DAY."""

    def read_text(text: str, published: str | None = DAY) -> Reading:
        return relazione.read(text, published=published, language="de")

    return read_text
