"""Reading texts for those who ask, one at a time, so that pages stay quick; who comes when many wait is sent away."""

import asyncio
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

from fastapi import HTTPException, Request

from relazione.ontology.atlas import ONTOLOGY, Atlas
from relazione.reader import read_document
from relazione.records import Document, Reading
from relazione.web.buckets import Buckets

LONGEST = 100_000  # code points of a text that is read while somebody waits
QUEUE = 8  # texts that may be waiting or being read
AGAIN = "10"  # seconds after which to try again


class ReadingQueue:
    """Reads in a thread of its own, with what an atlas knows; `limit` is the seconds that somebody waits at most."""

    def __init__(self, limit: float, atlas: Atlas = ONTOLOGY) -> None:
        self.limit, self.atlas = limit, atlas
        self._threads: ThreadPoolExecutor | None = None
        self._open: set[Future[Reading]] = set()

    def close(self) -> None:
        """Let go of what waits."""
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)
        self._threads = None

    async def read(self, document: Document, language: str | None = None) -> Reading:
        """Return the reading of a document.

        Raises what `read_document` raises, and `HTTPException`: 422 for a text that is too long, 503 where too many
        wait or it takes too long.
        """
        future = self._take(document, language)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self.limit)
        except TimeoutError:
            raise _later("reading takes too long at present") from None
        except (CancelledError, asyncio.CancelledError):
            future.cancel()
            raise

    def wait(self, document: Document, language: str | None = None) -> Reading:
        """Do as `read` does, for a page that has a thread of its own."""
        future = self._take(document, language)
        try:
            return future.result(self.limit)
        except TimeoutError:
            future.cancel()
            raise _later("reading takes too long at present") from None

    def _take(self, document: Document, language: str | None) -> "Future[Reading]":
        if len(document.text) > LONGEST:
            raise HTTPException(422, f"the text is longer than {LONGEST} characters; add it with `relazione add`")
        if len(self._open) >= QUEUE:
            raise _later("too many texts are waiting to be read")
        self._threads = self._threads or ThreadPoolExecutor(1, thread_name_prefix="reading")
        future = self._threads.submit(read_document, document, language=language, actors=self.atlas)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future


def queue_of(request: Request) -> ReadingQueue:
    """Return the queue in which texts wait to be read."""
    return request.app.state.queue  # type: ignore[no-any-return]


def within_limits(request: Request) -> None:
    """Turn away who has had many texts read in a short time; a machine's own user may."""
    buckets: Buckets = request.app.state.reading
    if not request.app.state.settings.login:
        return
    wait = buckets.take(request.client.host if request.client else "")
    if wait:
        raise HTTPException(429, "too many texts in a short time", {"retry-after": str(wait)})


def _later(reason: str) -> HTTPException:
    return HTTPException(503, reason, {"retry-after": AGAIN})
