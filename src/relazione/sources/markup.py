"""The words of HTML as paragraphs, whatever they are: for mails, feed entries and pages that have no article."""

import re
from collections.abc import Iterator
from typing import Any

from relazione.sources.limits import MOST_ATTRIBUTES, MOST_TAGS

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section select summary table tbody td "
    "tfoot th thead title tr ul".split()
)
CELLS = frozenset(("cell",))
UNREAD = frozenset(
    "audio button canvas head iframe math noscript object script select style svg template title video".split()
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0", re.IGNORECASE)
LONG_TAG = re.compile(r"<([a-zA-Z][^\s/<>]{0,40})([^<>]{400,})")
SEPARATORS = re.compile(r"[\s/\"'=]+")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u034f\u200c\u200d]")  # soft hyphens and fillers of newsletters


def is_too_large(markup: str) -> bool:
    """Tell whether markup has more tags than any report has."""
    return markup.count("<") > MOST_TAGS


def tamed(markup: str) -> str:
    """Return markup without what stops its parsers: XML declarations, and attributes of tags that have far too many."""
    return LONG_TAG.sub(_short_tag, DECLARATION.sub("", markup, count=1).replace("\0", ""))


def _short_tag(match: re.Match[str]) -> str:
    many = len(SEPARATORS.findall(match[2])) > 2 * MOST_ATTRIBUTES
    return f"<{match[1]} " if many else match[0]


def text_of(markup: str) -> str:
    """Return the visible words of HTML, paragraphs parted by a blank line; empty where there are none."""
    from lxml import etree, html

    if not markup.strip() or is_too_large(markup):
        return ""
    try:
        root = html.document_fromstring(tamed(markup), parser=html.HTMLParser(encoding=None, remove_comments=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return words_of(root, BLOCKS)


def words_of(root: Any, blocks: frozenset[str]) -> str:
    """Return the words of a tree; the elements named `blocks` begin and end paragraphs."""
    return joined("".join(_pieces(root, blocks)).split("\n"))


def joined(paragraphs: Iterator[str] | list[str]) -> str:
    """Return paragraphs with blanks made single, those that are empty left out, parted by a blank line."""
    cleaned = (" ".join(UNSEEN.sub("", paragraph).split()) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in cleaned if paragraph)


def _pieces(root: Any, blocks: frozenset[str]) -> Iterator[str]:
    """Yield text and, where a block begins or ends, line ends."""
    from lxml import etree

    walk: Any = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            yield "\n" if tag in blocks else ""
            if not tag or (tag in UNREAD and tag not in blocks) or HIDDEN.search(element.get("style") or ""):
                walk.skip_subtree()
            elif element.text:
                yield _flat(element.text)
        else:
            yield "\n" if tag in blocks else " " if tag in CELLS else ""
            if element.tail and element is not root:
                yield _flat(element.tail)


def _flat(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")
