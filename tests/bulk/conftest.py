import pytest

from relazione.records import Document
from relazione.sources import SourceFault

BETWEEN_TWO = "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar {place}. „Wir sind zufrieden“, sagte sie."
LOCAL = "Der Stadtrat von Altenfeld hat den Bau einer Turnhalle beschlossen. Er kostet {number} Millionen Euro."


@pytest.fixture
def found():
    """Five reports between two states or of a town, and one that could not be opened."""
    texts = [
        BETWEEN_TWO.format(place="Lissabon"),
        LOCAL.format(number=3),
        LOCAL.format(number=4),
        BETWEEN_TWO.format(place="Madrid"),
        BETWEEN_TWO.format(place="Nairobi"),
    ]
    documents = [
        Document.of(text, origin=f"news.jsonl:{number}", language="de", published="2026-01-29")
        for number, text in enumerate(texts, 1)
    ]
    return [*documents, SourceFault(origin="news.jsonl:6", what="is no JSON")]
