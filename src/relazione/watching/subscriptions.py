"""Which feeds to watch: addresses, lists of feeds (OPML), or text files with one address a line."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from relazione.errors import SourceError
from relazione.sources.feeds import Feed, opml
from relazione.sources.fetching import is_url


def subscriptions(sources: Iterable[str]) -> tuple[Feed, ...]:
    """Return the feeds that addresses and files name, each once; raises `SourceError` where one names none.

    In a text file, what follows `#` is left out, and what follows an address is the publisher's name.
    """
    found: dict[str, Feed] = {}
    for source in sources:
        for feed in [Feed(url=source)] if is_url(source) else _in_file(Path(source)):
            url = re.sub(r"^feed://", "https://", feed.url, flags=re.IGNORECASE)
            found.setdefault(url, msgspec.structs.replace(feed, url=url))
    return tuple(found.values())


def _in_file(path: Path) -> list[Feed]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})",
            where=str(path),
            mend="give a feed's address, or a file that lists feeds",
        ) from error
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        try:
            feeds = opml(data)
        except SourceError as error:
            error.where = str(path)
            raise
    else:
        feeds = list(_lines(data, path))
    if not feeds:
        raise SourceError("names no feed", where=str(path), allowed="OPML, or one address a line")
    return feeds


def _lines(data: bytes, path: Path) -> Iterable[Feed]:
    for number, line in enumerate(data.decode("utf-8-sig", errors="replace").splitlines(), 1):
        url, _, title = line.split(" #")[0].strip().partition(" ")
        if not url or url.startswith("#"):
            continue
        if not is_url(url):
            raise SourceError(f"{url!r} is no web address", where=f"{path}:{number}", allowed="https://…")
        yield Feed(url=url, title=title.strip() or None)
