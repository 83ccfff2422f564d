"""Crews of workers: processes of this machine, or actors of a Ray cluster. Both take batches and give outcomes."""

import importlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Any, Protocol, Self, TypeVar

from relazione.bulk.worker import Batch, Worker
from relazione.errors import BulkError, MissingLibrary

T = TypeVar("T")

Done = tuple[T, dict[str, list[bytes]]]

AHEAD = 2  # batches a worker that are on their way, so that none waits
SHARE = 0.9  # of a CPU that Ray sets aside for an actor: with whole ones it may find no slot left for anything else


class Crew(Protocol):
    """Workers that read batches side by side."""

    def map(self, batches: Iterable[tuple[T, Batch]]) -> Iterator[Done[T]]:
        """Yield what became of batches, as they are done."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class LocalCrew:
    """Workers of this machine: a thread each waits for the worker's own process."""

    def __init__(self, settings: str, size: int) -> None:
        self._workers = [Worker(settings) for _ in range(size)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def map(self, batches: Iterable[tuple[T, Batch]]) -> Iterator[Done[T]]:
        """Yield what became of batches, as they are done."""
        waiting: dict[Future[dict[str, list[bytes]]], T] = {}
        for key, batch in batches:
            waiting[self._threads.submit(self._read, batch)] = key
            if len(waiting) >= AHEAD * len(self._workers):
                yield from _done(waiting)
        while waiting:
            yield from _done(waiting)

    def _read(self, batch: Batch) -> dict[str, list[bytes]]:
        worker = self._idle.get()
        try:
            return worker(batch)
        finally:
            self._idle.put(worker)


def _done(waiting: dict[Future[dict[str, list[bytes]]], T]) -> Iterator[Done[T]]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(future), future.result()


class RayCrew:
    """Workers of a Ray cluster: an actor each, which starts the same worker on its machine.

    `address` is that of the cluster (`auto`, `ray://head:10001`), `local` for one on this machine. Raises
    `MissingLibrary` without Ray, `BulkError` where the cluster cannot be reached.
    """

    def __init__(self, settings: str, size: int | None, address: str) -> None:
        self._ray = _ray()
        try:
            self._ray.init(address=address, ignore_reinit_error=True, log_to_driver=False, configure_logging=False)
        except Exception as error:  # Ray has no error of its own for this
            raise BulkError(f"cannot be reached ({error})", where=address, mend="see `ray status`") from error
        size = size or max(1, int(self._ray.cluster_resources().get("CPU", 1)) - 1)
        actor = self._ray.remote(num_cpus=SHARE, max_restarts=-1, max_task_retries=2)(Worker)
        self._actors = [actor.remote(settings) for _ in range(size)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for actor in self._actors:
            self._ray.kill(actor)
        self._ray.shutdown()

    def map(self, batches: Iterable[tuple[T, Batch]]) -> Iterator[Done[T]]:
        """Yield what became of batches, as they are done."""
        waiting: dict[Any, tuple[T, int]] = {}
        load = [0] * len(self._actors)
        for key, batch in batches:
            number = load.index(min(load))
            waiting[self._actors[number].__call__.remote(batch)] = (key, number)
            load[number] += 1
            if len(waiting) >= AHEAD * len(self._actors):
                yield from self._done(waiting, load)
        while waiting:
            yield from self._done(waiting, load)

    def _done(self, waiting: dict[Any, tuple[T, int]], load: list[int]) -> Iterator[Done[T]]:
        for reference in self._ray.wait([*waiting], num_returns=1)[0]:
            key, number = waiting.pop(reference)
            load[number] -= 1
            yield key, self._ray.get(reference)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ray() -> Any:
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise MissingLibrary("a cluster needs Ray", mend="pip install 'relazione[ray]'") from error
