"""Print words a second of whole readings beside the bare pipeline: `python benchmarks/speed.py FOLDER [--words N]`.

Both run on the same texts in the same process, in turns, on one core; the best of three rounds counts, by processor
time, since other programs may be running. Also printed: the time to the first reading from a cold start, and the
largest memory used.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from relazione.extraction.reading import read_parsed
from relazione.languages import load_pack
from relazione.languages.pipeline import load_pipeline, parse
from relazione.sources import find_reports, one_report, open_source

ROUNDS = 3


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def cold_start(path: Path) -> float:
    """Return the seconds from starting the program to the printed reading of one report."""
    command = [sys.executable, "-m", "relazione", "read", str(path), "--format", "json"]
    start = time.perf_counter()
    subprocess.check_call(command, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Print the table; return 1 where there was nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="+", type=Path, help="folders of reports (*.txt), or reports")
    parser.add_argument(
        "--words", type=int, default=20_000, help="how many words to read at least (texts are repeated)"
    )
    arguments = parser.parse_args()
    documents = [one_report(open_source(path), path.name) for path in find_reports(arguments.folder)]
    if not documents:
        print("speed: no reports there", file=sys.stderr)
        return 1
    words = sum(len(document.text.split()) for document in documents)
    documents *= max(1, -(-arguments.words // words))
    words = sum(len(document.text.split()) for document in documents)
    pack = load_pack("de")
    nlp = load_pipeline(pack.folder / pack.head.pipeline)

    def bare() -> None:
        for document in documents:
            parse(nlp, document.text)

    def whole() -> None:
        for document in documents:
            read_parsed(parse(nlp, document.text), pack, document, published="2026-01-29", reader="speed")

    whole_first = timed(whole)
    times = [(timed(bare), timed(whole)) for _ in range(ROUNDS)]
    fastest_bare, fastest_whole = min(one for one, _ in times), min(other for _, other in times)
    print(f"{len(documents)} reports, {words} words, best of {ROUNDS} rounds on one core")
    print(f"{'bare pipeline':24}{words / fastest_bare:10.0f} words/s")
    print(f"{'whole reading':24}{words / fastest_whole:10.0f} words/s")
    print(f"{'reading / pipeline':24}{fastest_whole / fastest_bare:10.2f}")
    print(f"{'first round (cold)':24}{words / whole_first:10.0f} words/s")
    longest = max(find_reports(arguments.folder), key=lambda path: path.stat().st_size)
    print(f"{'cold start':24}{cold_start(longest):10.2f} s ({len(longest.read_text().split())} words)")
    print(f"{'memory':24}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
