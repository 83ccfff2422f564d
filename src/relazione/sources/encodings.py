"""Bytes as text: what they prove, what they declare, else what German and Russian press is likely to be written in.

UTF-8 and UTF-16 are told by their form. Among the eight-bit encodings that one counts in which the bytes outside ASCII
look most like the press: a German word holds few of them, a Russian word consists of them, neither goes on in capitals
after a small letter, and no sign but a hyphen or an apostrophe stands inside a word.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from relazione.errors import SourceError

CANDIDATES = ("cp1252", "iso8859-15", "cp850", "cp1251", "koi8-r", "cp866")  # the first of equals is taken
SAMPLE = 20_000  # bytes that are looked at, all from lines that hold any outside ASCII
GOOD_TO_BROKEN = 10  # characters outside ASCII to broken ones, from which on a text is UTF-8 with a fault
READABLE = 0.9  # share of Latin, Cyrillic and punctuation in a wide encoding without a mark
CONTROLS = (b"\0", b"\4")  # every second byte of UTF-16 in the scripts that are read
EVERY_BYTE = bytes(range(256))
STRAY = 0.01  # share of such bytes up to which they are a fault in a text of another encoding

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}  # as browsers read the narrower names

READABLES = re.compile(r"[\s\x20-\x7e\xa0-\u017f\u0400-\u04ff\u2010-\u203a\u20ac]")
WORD = re.compile(r"[^\W\d_]+")
SIGN = re.compile(r"[^\w\s\x21-\x7e]")
USUAL = {"german": frozenset("äöüÄÖÜß"), "signs": frozenset("„“”‚‘’‹›«»–—…§°€\u00a0\u00ad·•№")}
RUSSIAN = {letter: rank for rank, letter in enumerate("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")}  # by frequency
CAPITAL = 0.6  # of what a small letter tells
LONE_LETTER = 0.2  # a sign of another encoding is as likely
JOINING = frozenset("’‘'\u00ad")


def decode(data: bytes, *, declared: str | None = None, where: str = "the text") -> str:
    """Return bytes as text without a byte-order mark; what they declare counts unless it gives no words.

    Raises `SourceError` where they are no text.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").removeprefix("\ufeff")
    if sum(map(data.count, CONTROLS)) > STRAY * len(data):
        return _decode_wide(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", errors="replace")
    broken = mended.count("\ufffd")
    if sum(character > "\x7f" for character in mended) - broken > GOOD_TO_BROKEN * broken:
        return mended
    return data.decode(_encoding_of(_sample(data), _known(declared)), errors="replace")


def _decode_wide(data: bytes, where: str) -> str:
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        usual = sum(bool(READABLES.match(character)) for character in text)
        if usual >= READABLE * len(text):
            return text
    raise SourceError("is no text (it holds control characters)", where=where, allowed="text", mend="convert it first")


@cache
def _known(declared: str | None) -> str | None:
    """Return Python's name of a declared encoding, `None` where it is none of text in eight bits."""
    try:
        found = codecs.lookup((declared or "").strip().strip("\"'"))
        if found.name.startswith("utf") or not found._is_text_encoding:  # noqa: SLF001  (no public way)
            return None
        found.decode(EVERY_BYTE, "replace")
    except (LookupError, ValueError):  # there is none, or one that cannot go over what is broken
        return None
    return WIDER.get(found.name, found.name)


def _sample(data: bytes) -> bytes:
    lines = [line for line in data[: 50 * SAMPLE].splitlines() if not line.isascii()]
    return b"\n".join(lines)[:SAMPLE] or data[-SAMPLE:]


def _encoding_of(sample: bytes, declared: str | None) -> str:
    guessed = max(CANDIDATES, key=lambda name: _likelihood(sample, name))
    contradicted = declared and _likelihood(sample, declared) < 0 < _likelihood(sample, guessed)
    return declared if declared and not contradicted else guessed


def _likelihood(sample: bytes, name: str) -> float:
    """Return how much a sample looks like the press in an encoding: negative where it does not."""
    text = sample.decode(name, errors="replace")
    return sum(_word_scores(text)) + sum(_sign_scores(text))


def _word_scores(text: str) -> Iterator[float]:
    for match in WORD.finditer(text):
        word = match[0]
        if word.isascii():
            continue
        letters = [letter for letter in word if not letter.isascii()]
        cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
        if len(word) == 1:
            yield LONE_LETTER
        elif cyrillic and cyrillic < len(word):
            yield -3.0 * len(letters)
        elif cyrillic:
            yield sum(map(_russian, word))
        elif len(letters) > len(word) / 2:
            yield -2.0 * len(letters)
        else:
            yield sum(2.0 if letter in USUAL["german"] else 0.5 for letter in letters)
        yield -3.0 * sum(left.islower() and right.isupper() for left, right in pairwise(word))


def _russian(letter: str) -> float:
    """Return 2 for the most frequent letters down to -1 for the rarest and for those of other languages."""
    rank = RUSSIAN.get(letter.lower(), len(RUSSIAN))
    return (2.0 - 3.0 * rank / len(RUSSIAN)) * (1.0 if letter.islower() else CAPITAL)


def _sign_scores(text: str) -> Iterator[float]:
    for match in SIGN.finditer(text):
        sign, origin = match[0], match.start()
        if sign == "\ufffd" or "\x80" <= sign <= "\x9f" or "\u2500" <= sign <= "\u25ff":
            yield -5.0
        elif sign not in USUAL["signs"]:
            yield -0.5
        else:
            yield 0.3
        inside = text[origin - 1 : origin].isalpha() and text[origin + 1 : origin + 2].isalpha()
        if inside and sign not in JOINING:
            yield -3.0
