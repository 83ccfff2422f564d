"""Measure the web application's pages on a ledger that `benchmarks/ledger.py` made.

    python benchmarks/web.py LEDGER [--readers 50] [--requests 400] [--seed 1]

Readers ask for the first page, its news, dossiers of pairs (drawn like the ledger's: few very busy, a long tail), the
dossier of a state, evidence and parts; first nothing is known to the server, then each reader asks the same again.
"""

import argparse
import html
import random
import re
import socket
import statistics
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import uvicorn

from ledger import Generator
from relazione.web import Settings, create_app

LANGUAGE = {"accept-language": "de"}
LINKS = re.compile(r'href="(/(?:evidence|dossier/part)\?[^"]+)"')
Took = tuple[str, float, int]


def addresses(number: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield kinds of pages with their addresses."""
    generator, chance = Generator(), random.Random(seed)  # noqa: S311
    for _ in range(number):
        first, second = chance.choices(generator.states, generator.weights, k=2)
        kind = chance.choices(("home", "news", "pair", "filtered", "state"), (3, 1, 8, 2, 1))[0]
        if kind in ("pair", "filtered") and first != second:
            query = f"?since={chance.randrange(2016, 2025)}&type=CONSULT" if kind == "filtered" else ""
            yield kind, f"/dossier/{first}/{second}{query}"
        elif kind == "state":
            yield kind, f"/dossier/{first}"
        else:
            yield "home", "/" if kind != "news" else "/news"


def read(port: int, asked: Sequence[tuple[str, str]]) -> list[Took]:
    """Return what each page took a reader in seconds, with its status; of dossiers also a piece of evidence."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    took = []
    for kind, address in asked:
        seconds, status, body = _get(connection, address)
        took.append((kind, seconds, status))
        links = [html.unescape(link) for link in LINKS.findall(body)[:1]]
        took += [("evidence", *_get(connection, link)[:2]) for link in links]
    return took


def _get(connection: HTTPConnection, address: str) -> tuple[float, int, str]:
    start = time.perf_counter()
    connection.request("GET", address, headers=LANGUAGE)
    answer = connection.getresponse()
    body = answer.read().decode()
    return time.perf_counter() - start, answer.status, body


def report(name: str, took: Sequence[Took]) -> None:
    """Print the median and the 95th percentile of each kind of page, and how many failed."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for kind, seconds, _ in took:
        kinds[kind].append(seconds * 1000)
    failed = sum(status != 200 for _, _, status in took)
    print(f"{name}: {len(took)} requests, {failed} failed")
    for kind, found in sorted(kinds.items()):
        p95 = statistics.quantiles(found, n=20)[-1] if len(found) > 1 else found[0]
        print(f"  {kind:10}{len(found):>6}  median {statistics.median(found):8.0f} ms  p95 {p95:8.0f} ms")


def main() -> int:
    """Serve the ledger and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--requests", type=int, default=400, help="pages that are asked for in all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    config = uvicorn.Config(create_app(Settings(ledger=options.ledger, port=port)), port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    asked = list(addresses(options.requests, options.seed))
    report("one reader, nothing known", read(port, asked))
    report("one reader, again", read(port, asked))
    shares = [asked[place :: options.readers] for place in range(options.readers)]
    with ThreadPoolExecutor(options.readers) as readers:
        report(
            f"{options.readers} readers",
            [one for found in readers.map(lambda share: read(port, share), shares) for one in found],
        )
    server.should_exit = True
    thread.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
