"""What was reckoned for one state of the ledger, kept until the ledger changes or something newer needs the room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, FastAPI, Request

T = TypeVar("T")


class Cache:
    """Keeps the results that were asked for last; of several readers who ask for one thing, one reckons it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returned for this key, calling it where that is not known any more."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("T", self._kept[key])
            turn = self._making.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._kept:
                    return cast("T", self._kept[key])
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._kept[key] = made
                while len(self._kept) > self.size:
                    self._kept.popitem(last=False)
            return made


class Memory:
    """A cache whose keys hold the state of the ledger as well: what is reckoned anew after every write."""

    def __init__(self, state: str, cache: Cache) -> None:
        self.state, self.cache = state, cache

    def get(self, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Return what `make` returned for this key in the present state of the ledger."""
        return self.cache.get((self.state, *key), make)


def _memory(app: FastAPI, name: str, size: int) -> Memory:
    caches: dict[str, Cache] = app.state.caches
    return Memory(app.state.ledger.state(), caches.setdefault(name, Cache(size)))


def findings_in(app: FastAPI) -> Memory:
    """Return the memory of large things: dossiers."""
    return _memory(app, "findings", 64)


def findings_of(request: Request) -> Memory:
    """Return the memory of large things for a request."""
    return findings_in(request.app)


def pages_of(request: Request) -> Memory:
    """Return the memory of parts of pages."""
    return _memory(request.app, "pages", 512)


Findings = Annotated[Memory, Depends(findings_of)]
Pages = Annotated[Memory, Depends(pages_of)]
