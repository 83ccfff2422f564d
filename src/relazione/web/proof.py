"""Evidence as readers check it: exact words within their sentence."""

from collections.abc import Iterable, Iterator, Sequence

from relazione.records import Record
from relazione.resolution.claims import Quote, Source
from relazione.resolution.sentences import sentences

Piece = tuple[str, bool]


class Proof(Record, frozen=True, kw_only=True):
    """Words of a report in their sentences, piece by piece, those that prove it marked.

    `kind`, `claim`, `local` (the record's id in its report), `confidence` and `rule` are empty where words alone are
    shown.
    """

    source: Source
    passages: tuple[tuple[Piece, ...], ...]
    kind: str = ""
    claim: str = ""
    local: str = ""
    confidence: float | None = None
    rule: str = ""


def passages(text: str, quotes: Iterable[Quote]) -> tuple[tuple[Piece, ...], ...]:
    """Return the sentences in which quotes of a text stand, those of one sentence together.

    >>> quote = Quote(document="d", start=4, end=7, words="kam")
    >>> passages("Sie kam. Er ging.", [quote])
    ((('Sie ', False), ('kam', True), ('.', False)),)
    """
    groups: dict[tuple[int, int], list[Quote]] = {}
    edges = list(sentences(text))
    for quote in sorted(quotes, key=lambda found: (found.start, found.end)):
        start = max((first for first, _ in edges if first <= quote.start), default=quote.start)
        end = min((last for _, last in edges if last >= quote.end), default=quote.end)
        groups.setdefault((start, end), []).append(quote)
    return tuple(tuple(_pieces(text, start, end, found)) for (start, end), found in groups.items())


def _pieces(text: str, start: int, end: int, quotes: Sequence[Quote]) -> Iterator[Piece]:
    place = start
    for quote in quotes:
        first = max(place, quote.start)
        if first > place:
            yield text[place:first], False
        if quote.end > first:
            yield text[first : quote.end], True
        place = max(place, quote.end)
    if end > place:
        yield text[place:end], False
