"""Corpora of names to sentences with one label a token: PER, ORG, LOC, OTH, in BIO."""

import gzip
import json
import random
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

SMARTDATA_LABELS = {
    "person": "PER",
    "organization": "ORG",
    "organization-company": "ORG",
    "location": "LOC",
    "location-city": "LOC",
    "location-street": "LOC",
    "location-stop": "LOC",
    "location-route": "LOC",
}


class NamedSpan(NamedTuple):
    """A name's half-open character offsets in its text and its label."""

    start: int
    end: int
    label: str


class NamedText(NamedTuple):
    """A text with its names; `complete` says whether names of class OTH are marked too."""

    text: str
    spans: tuple[NamedSpan, ...]
    complete: bool


def read_germeval(path: Path) -> Iterator[NamedText]:
    """The sentences of a GermEval 2014 file with their outer names; parts and derivations are no names."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        if rows:
            yield _from_tags([(row[1], row[2]) for row in rows])


def read_bio(path: Path, columns: tuple[int, int]) -> Iterator[NamedText]:
    """The sentences of a file with a word and a BIO tag in the given columns."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line and not line.startswith("#")]
        if rows:
            yield _from_tags([(row[columns[0]], row[columns[1]]) for row in rows])


def read_wikiann(path: Path) -> Iterator[NamedText]:
    """The sentences of a WikiANN file; it has no names of class OTH."""
    for named in read_bio(path, (1, 2)):
        yield named._replace(complete=False)


def _from_tags(pairs: list[tuple[str, str]]) -> NamedText:
    """A text of words joined by spaces, its spans read off BIO tags."""
    text, spans, opened = "", [], None
    for word, tag in pairs:
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        mark, _, label = tag.partition("-")
        label = {"MISC": "OTH"}.get(label, label)
        if label.endswith(("deriv", "part")):
            mark, label = "O", ""
        if mark == "I" and opened and opened.label == label:
            opened = opened._replace(end=len(text))
            continue
        if opened:
            spans.append(opened)
        opened = NamedSpan(start, len(text), label) if mark in {"B", "I"} else None
    return NamedText(text, tuple(spans + ([opened] if opened else [])), complete=True)


# White space of texts whose words and marks were set apart: before and behind marks, within numbers.
_GAPS = re.compile(
    r" (?=[,.;:!?)\]}%])|(?<=[(\[{]) | (?=[’'] ?s\b)|(?<=[’']) (?=s\b)|(?<=\d [,.]) (?=\d)|(?<=“) | (?=”)"
)
_HYPHEN_GAPS = re.compile(r"(?<=\w) (?=- \w)|(?<=\w -) (?=\w)")


def closed_up(named: NamedText, *, hyphens: bool = False) -> NamedText:
    """The text as it is printed, its marks beside its words; hyphens too where they were set apart."""
    patterns = (_GAPS, _HYPHEN_GAPS) if hyphens else (_GAPS,)
    cuts = sorted({match.start() for pattern in patterns for match in pattern.finditer(named.text)})
    dropped = frozenset(cuts)
    text = "".join(sign for place, sign in enumerate(named.text) if place not in dropped)
    spans = (
        span._replace(start=span.start - bisect_left(cuts, span.start), end=span.end - bisect_left(cuts, span.end))
        for span in named.spans
    )
    return named._replace(text=text, spans=tuple(spans))


def read_smartdata(path: Path) -> Iterator[NamedText]:
    """The documents of a SmartData file (JSON objects one after the other, gzipped)."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        text = file.read()
    decoder, place = json.JSONDecoder(), 0
    while (start := text.find("{", place)) >= 0:
        document, place = decoder.raw_decode(text, start)
        yield _smartdata_text(document)


def _smartdata_text(document: dict[str, Any]) -> NamedText:
    """One document of SmartData with the names that fit our classes; common nouns are no names."""
    text = document["text"]["string"]
    mentions = (document["conceptMentions"] or {}).get("array") or []
    spans = []
    for mention in mentions:
        label = SMARTDATA_LABELS.get(mention["type"])
        start, end = mention["span"]["start"], mention["span"]["end"]
        if label and text[start:end][:1].isupper():
            spans.append(NamedSpan(start, end, label))
    return NamedText(text, tuple(spans), complete=False)


def whole_words(named: NamedText) -> NamedText:
    """The text without the names that are only a part of a word (`EU` in `EU-Gipfel`)."""

    def is_whole(span: NamedSpan) -> bool:
        before = named.text[span.start - 1 : span.start]
        after = named.text[span.end : span.end + 1]
        return not (before.isalnum() or before == "-" or after.isalnum() or after == "-")

    return named._replace(spans=tuple(filter(is_whole, named.spans)))


HELD_OUT = 300


def read_held_out(folder: Path) -> list[NamedText]:
    """The first sentences of GermEval's dev part, kept for choosing."""
    texts = list(read_germeval(folder / "ner-de-germeval2014" / "NER-de-dev.tsv"))
    return [whole_words(named) for named in texts[:HELD_OUT]]


def read_broad(folder: Path, *, silver: int, seed: int) -> list[NamedText]:
    """Texts of all kinds: GermEval's dev part, SmartData once a text, some sentences of WikiANN.

    GermEval and SmartData come a second time with other names, those of the whole of WikiANN among them.
    """
    chance = random.Random(seed)  # noqa: S311  (no secrets)
    german, smart, wiki = _germeval(folder), _smartdata(folder), _wikiann(folder)
    long = [named for named in wiki if len(named.text.split()) >= 7]
    chance.shuffle(long)
    given = [*german, *smart]
    pools = name_pools([*given, *wiki])
    others = [swapped(named, pools, chance) for named in [*german, *german, *given]]
    return [*german, *given, *others, *long[:silver]]


def read_close(folder: Path, *, copies: int, seed: int) -> list[NamedText]:
    """The texts whose names of all classes are marked, GermEval's dev part whole, and copies with other names."""
    chance = random.Random(seed)  # noqa: S311  (no secrets)
    german = [*read_held_out(folder), *_germeval(folder)]
    pools = name_pools([*german, *_smartdata(folder), *_wikiann(folder)])
    return [*german, *german, *(swapped(named, pools, chance) for named in german * copies)]


def _germeval(folder: Path) -> list[NamedText]:
    """GermEval's dev part but for the sentences held out."""
    texts = list(read_germeval(folder / "ner-de-germeval2014" / "NER-de-dev.tsv"))
    return [whole_words(named) for named in texts[HELD_OUT:]]


def _smartdata(folder: Path) -> list[NamedText]:
    """SmartData, each text once."""
    parts = (folder / "ner-de-smartdata" / "v1_20180119" / f"{part}.json.gz" for part in ("train", "test"))
    texts = {named.text: named for part in parts for named in read_smartdata(part)}
    return [whole_words(named) for named in texts.values()]


def _wikiann(folder: Path) -> list[NamedText]:
    """The train part of WikiANN."""
    return list(read_wikiann(folder / "ner-wikiann" / "data" / "wikiann" / "de" / "train.conllu"))


def name_pools(texts: Iterable[NamedText]) -> dict[tuple[str, bool], list[str]]:
    """The names of the texts by label and whether they are of several words."""
    pools: dict[tuple[str, bool], list[str]] = {}
    for named in texts:
        for span in named.spans:
            name = named.text[span.start : span.end]
            if name[:1].isupper() and len(name) > 2 and "(" not in name and not name.isupper():
                pools.setdefault((span.label, " " in name), []).append(name)
    return pools


def swapped(named: NamedText, pools: dict[tuple[str, bool], list[str]], chance: random.Random) -> NamedText:
    """A copy in which names have made room for others of their kind."""
    text, spans, done = "", [], 0
    for span in sorted(named.spans):
        if span.start < done:
            continue
        name = named.text[span.start : span.end]
        pool = pools.get((span.label, " " in name))
        if pool and chance.random() < 0.7 and not name.endswith("s"):
            name = chance.choice(pool)
        text += named.text[done : span.start]
        spans.append(NamedSpan(len(text), len(text) + len(name), span.label))
        text += name
        done = span.end
    return named._replace(text=text + named.text[done:], spans=tuple(spans))
