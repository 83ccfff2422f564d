"""The day that stands in a report's dateline (`NAIROBI, 12 March 2026 (agency) –`) or in a line of its own."""

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from relazione.extraction.paragraphs import paragraphs
from relazione.extraction.syntax import char_span
from relazione.extraction.time import TimeReader
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

__all__ = ["day_of_dateline"]

PARAGRAPHS = 3  # a dateline stands in the headline's, the subtitle's or the first paragraph
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё]"
PLACE = rf"{CAPITAL}[\w.’']*(?:[ /–-]{{1,3}}{CAPITAL}[\w.’']*)*"
AGENCY = r" \([^()\n]{2,30}\)"
BEFORE = re.compile(rf"(?:{PLACE}(?:{AGENCY}[,:]?|[,:])(?: [^\W\d_]{{1,3}})?\s+|{CAPITAL}{{3,}}\s+)?")
BEHIND = re.compile(rf"(?:{AGENCY})?(?:\s*[–—]|\s+-+\s|[.:](?=\s)|\s*(?:\n|$))")


def day_of_dateline(doc: "Doc", pack: Pack) -> str | None:
    """Return the day, month and year that a report's dateline names (ISO 8601), `None` where there is none."""
    opening = list(islice(paragraphs(doc), PARAGRAPHS))
    end = opening[-1][1] if opening else 0
    for said in takewhile(lambda said: said.parse.start < end, TimeReader(doc, pack, None).readings()):
        start, stop = char_span(doc, said.parse.start, said.parse.end)
        line = doc[next(first for first, last in opening if said.parse.start < last)].idx
        is_dated = said.value and DAY.fullmatch(said.value) and doc[said.parse.start].pos_ != "ADP"
        if is_dated and BEFORE.fullmatch(doc.text, line, start) and BEHIND.match(doc.text, stop):
            return said.value
    return None
