"""Crews of workers: processes of this machine, or Ray Data on a cluster. Both take batches and give outcomes."""

import importlib
import logging
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Any, Protocol, Self, TypeVar

from relazione.bulk.worker import Batch, Worker
from relazione.errors import BulkError, MissingLibrary, PipelineError
from relazione.exchange.parquet import libraries

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
    """Workers of a Ray cluster: Ray Data streams parts to a pool of actors, each with a worker on its machine.

    `address` is that of the cluster (`auto`, `ray://head:10001`), `local` for one on this machine. Raises
    `MissingLibrary` without Ray, `BulkError` where the cluster cannot be reached or gives up.
    """

    def __init__(self, settings: str, size: int | None, address: str) -> None:
        self._ray, self._data, queue = _ray("ray"), _ray("ray.data"), _ray("ray.util.queue")
        self._address = address
        try:
            self._ray.init(address=address, ignore_reinit_error=True, log_to_driver=False, configure_logging=False)
        except Exception as error:  # Ray has no error of its own for this
            raise BulkError(f"cannot be reached ({error})", where=address, mend="see `ray status`") from error
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = self._data.DataContext.get_current()
        context.enable_progress_bars = False
        context.target_max_block_size = 1  # each part goes on its way at once, in a block of its own
        self._size = size or max(1, int(self._ray.cluster_resources().get("CPU", 1)) - 1)
        self._queue = queue.Queue(actor_options={"num_cpus": 0})
        one_at_a_time = {"batch_size": 1, "batch_format": "pyarrow"}
        parts = self._data.from_items([0]).map_batches(  # lost parts must not be fed again but end the run
            feed, **one_at_a_time, fn_args=(self._queue,), num_cpus=0, ray_remote_args_fn=lambda: {"max_retries": 0}
        )
        read = parts.map_batches(
            PartReader, **one_at_a_time, fn_constructor_args=(settings,), concurrency=self._size, num_cpus=SHARE
        )
        self._tables = iter(read.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._queue.shutdown(force=True)  # ends `feed`, for which Ray Data would wait
        self._ray.shutdown()

    def map(self, batches: Iterable[tuple[T, Batch]]) -> Iterator[Done[T]]:
        """Yield what became of batches, as they are done."""
        waiting: dict[int, T] = {}
        for number, (key, batch) in enumerate(batches):
            waiting[number] = key
            self._queue.put((number, [*batch["document"]]))
            if len(waiting) >= AHEAD * self._size:
                yield self._take(waiting)
        self._queue.put(None)
        while waiting:
            yield self._take(waiting)

    def _take(self, waiting: dict[int, T]) -> Done[T]:
        """Return the part that is done next, and its key."""
        try:
            [part] = next(self._tables).to_pylist()
        except (self._ray.exceptions.RayError, StopIteration) as error:
            told = f"gave up ({str(error).strip() or 'parts are missing'})"
            raise BulkError(told, where=self._address, mend="give the same command again; see `ray status`") from error
        if part["error"]:
            raise PipelineError(part["error"])
        return waiting.pop(part["number"]), {"outcome": part["outcome"]}


def feed(_: Any, queue: Any) -> Iterator[Any]:
    """Yield the parts that come through a queue, a row each, until `None` comes."""
    while (part := queue.get()) is not None:
        number, documents = part
        yield _row(number=number, document=documents)


class PartReader:
    """A worker as Ray Data calls it: takes and gives tables with a part in each row."""

    def __init__(self, settings: str) -> None:
        self._worker = Worker(settings)

    def __call__(self, table: Any) -> Any:
        """Return the outcomes of a part, or why the worker cannot load."""
        [part] = table.to_pylist()
        try:
            return _row(
                number=part["number"], error="", outcome=self._worker({"document": part["document"]})["outcome"]
            )
        except PipelineError as error:
            return _row(number=part["number"], error=str(error), outcome=[])


def _row(**fields: Any) -> Any:
    """Return a table of one row; lists hold bytes."""
    arrow, _ = libraries()
    many = arrow.large_list(arrow.large_binary())
    columns = {name: arrow.array([value], many if isinstance(value, list) else None) for name, value in fields.items()}
    return arrow.table(columns)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ray(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingLibrary("a cluster needs Ray", mend="pip install 'relazione[ray]'") from error
