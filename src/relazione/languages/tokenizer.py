"""Text to tokens and sentence starts, for languages written with spaces.

One regular expression finds the tokens; a second look at each full stop says whether it belongs to
an ordinal or an abbreviation and whether a sentence ends there. The word lists come from the pack
(`lexicon/abbreviations.yaml`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from relazione.errors import PackError

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_LISTS = ("abbreviations", "closing", "ordinal_heads", "ordinal_leads", "openers")
_CUT = "|"
_LONGEST_WORD = 200  # characters; looking a word up in all its parts takes time that grows with their square
_LONGEST = 250  # tokens of a sentence; the time of its tree may grow with their cube, its memory with their square
_APOSTROPHES = "'’‘ʼ′´`"
_QUOTES = "„“”‚‘’»«›‹\"'"
_LETTER = r"[^\W\d_]"
_INNER = r"\u00ad\u0300-\u036f"
_HYPHENS = r"\-\u2010\u2011"
_WORD = rf"[\w{_INNER}]"

_PIECES = (
    r"(?P<space>\s+)",
    r"(?P<web>(?:https?://|www\.)[^\s<>„“”»«]*[^\s<>„“”»«.,;:!?)\]'\"]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    r"(?P<abbreviation>ABBREVIATIONS)",
    rf"(?P<initials>(?<!\w)(?:{_LETTER}\.(?:[{_HYPHENS}]?{_LETTER}\.)+|[A-ZÄÖÜ]\.(?=[ \u00a0]?[A-ZÄÖÜ(])))",
    r"(?P<ordinal>(?<![\w.,])(?:\d{1,3}|[IVX]{1,5})\.(?![\d\w]))",
    r"(?P<number>\d+(?:[.,:]\d+)+(?:[‑\-]\w[\w‑\-]*)?)",
    r"(?P<dots>\.{2,}|…)",
    rf"(?P<short>(?<=[{_LETTER[1:-1]}])['’]s(?!\w))",
    rf"(?P<word>{_WORD}+(?:(?!['’]s(?!\w))(?:[{_HYPHENS}{_APOSTROPHES}+&]|[.](?=\d)|[_/](?=\d)){_WORD}+)*"
    rf"(?:[{_HYPHENS}](?!\w))?(?:[{_APOSTROPHES}](?<=[sxzß].)(?=\s+[A-ZÄÖÜ]))?)",
    rf"(?P<cut>[{_HYPHENS}]{_WORD}+(?:[{_HYPHENS}]{_WORD}+)*)",
    r"(?P<dashes>-{2,}|[–—]+)",
    r"(?P<quotes>``|''|,,)",
    r"(?P<smiley>[:;]-?[()DP](?!\w))",
    r"(?P<sign>.)",
)


_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w.’'/ -]{1,40}?)(?:, [^\n(–—]{1,20})?(?P<agency> \([^)\n]{2,20}\))?\s*(?:–|—|--| -)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class StopWords:
    """The word lists that decide what a full stop means."""

    abbreviations: tuple[str, ...]
    closing: frozenset[str]
    ordinal_heads: frozenset[str]
    ordinal_leads: frozenset[str]
    openers: frozenset[str]
    contractions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A token's kind and its half-open offsets in the text."""

    kind: str
    start: int
    end: int


def load_stop_words(path: Path) -> StopWords:
    """The lists of an `abbreviations.yaml`; a missing or malformed list is a `PackError`."""
    lists = yaml.safe_load(path.read_text(encoding="utf-8"))
    faults = [
        name
        for name in _LISTS
        if not isinstance(lists, dict) or not all(isinstance(word, str) for word in lists.get(name) or [1])
    ]
    if faults:
        raise PackError(
            f"lists missing or not made of words: {', '.join(faults)}",
            where=str(path),
            allowed=", ".join(_LISTS),
            mend="give each list at least one word, in quotes if YAML reads it as something else",
        )
    return StopWords(
        abbreviations=tuple(lists["abbreviations"]),
        closing=frozenset(_unspaced(word) for word in lists["closing"]),
        ordinal_heads=frozenset(lists["ordinal_heads"]),
        ordinal_leads=frozenset(lists["ordinal_leads"]),
        openers=frozenset(lists["openers"]),
        contractions=tuple(lists.get("contractions") or ()),
    )


def _unspaced(word: str) -> str:
    """The word without the spaces in it."""
    return "".join(word.split())


def _abbreviation_pattern(words: StopWords) -> str:
    """A regular expression for the abbreviations, longest first, that may not begin inside a word."""
    forms = sorted({*words.abbreviations, *words.closing}, key=lambda word: (-len(word), word))
    patterns = (r"[ \u00a0]?".join(map(re.escape, form.split())) for form in forms)
    return r"(?<![\w.\-])(?:" + "|".join(patterns) + r")(?!\w)"


def _contraction_pattern(words: StopWords) -> re.Pattern[str] | None:
    """A regular expression whose group is the second part of a word written together, `None` where there are none.

    An entry names the two parts (`can|not`); where the first is empty, it is any word (`|n't`).
    """
    parts = []
    for entry in words.contractions:
        first, second = (re.escape(part).replace("'", "['’]") for part in entry.split(_CUT))
        parts.append(rf"(?<=^{first}){second}" if first else rf"(?<=.){second}")
    return re.compile(f"({'|'.join(parts)})$", re.IGNORECASE) if parts else None


def _short(piece: Piece) -> Iterator[Piece]:
    """The piece, in parts where it is longer than any word; white space stays whole."""
    step = piece.end - piece.start if piece.kind == "space" else _LONGEST_WORD
    for start in range(piece.start, piece.end, step):
        yield Piece(piece.kind, start, min(start + step, piece.end))


class Splitter:
    """Finds the tokens and sentence starts of a text."""

    def __init__(self, words: StopWords) -> None:
        pattern = "|".join(_PIECES).replace("ABBREVIATIONS", _abbreviation_pattern(words))
        self._find = re.compile(pattern, re.DOTALL).finditer
        self._words = words
        self._contraction = _contraction_pattern(words)

    def pieces(self, text: str) -> list[Piece]:
        """The tokens of the text in order, white space among them."""
        found: list[Piece] = []
        for match in self._find(text):
            kind, start, end = str(match.lastgroup), *match.span()
            if kind == "ordinal" and not self._is_ordinal(text, found, end):
                found += (Piece("number", start, end - 1), Piece("sign", end - 1, end))
            elif kind == "abbreviation":
                found += (
                    Piece("space" if part.group().isspace() else kind, start + part.start(), start + part.end())
                    for part in re.finditer(r"\S+|\s+", text[start:end])
                )
            elif kind == "word" and text[start] in "'’‘" and end - start > 1:
                found += (Piece("sign", start, start + 1), Piece("word", start + 1, end))
            elif kind == "word" and (second := self._second_part(text[start:end])):
                found += (Piece("word", start, start + second), Piece("short", start + second, end))
            else:
                found.append(Piece(kind, start, end))
        return [part for piece in found for part in _short(piece)]

    def _second_part(self, word: str) -> int:
        """Where the second part of a word begins that is two written together, 0 for other words."""
        match = self._contraction.search(word) if self._contraction else None
        return match.start() if match else 0

    def _is_ordinal(self, text: str, found: list[Piece], end: int) -> bool:
        """Whether the number with a full stop before this offset is an ordinal (`am 24. Juli`)."""
        following = re.compile(rf"[^\S\n]*([\w]+\.?|[{_QUOTES}(]|[{_HYPHENS}–,;/])?").match(text, end)
        word = following.group(1) if following else None
        if not word:
            return False
        bare = word.rstrip(".")
        if word in self._words.ordinal_heads or bare in self._words.ordinal_heads or word[0].islower():
            return True
        if word[0] in "-–,;/":
            return True
        lead = next((text[piece.start : piece.end] for piece in reversed(found) if piece.kind != "space"), "")
        if lead.lower() not in self._words.ordinal_leads:
            if word[0].isdigit():
                return bool(re.compile(r"[^\S\n]*\d{1,2}\.(?:[^\S\n]*\d|\s+\w)").match(text, end))
            return lead in {"", ".", "!", "?"} and bare not in self._words.openers
        return bare not in self._words.openers

    def starts(self, text: str, pieces: list[Piece]) -> list[bool]:
        """For each token whether a sentence starts with it; white space starts none, and what never ends is cut."""
        starts: list[bool] = []
        open_end, paragraph, first, dateline, length = False, False, True, 0, 0
        for index, piece in enumerate(pieces):
            word = text[piece.start : piece.end]
            if piece.kind == "space":
                starts.append(False)
                paragraph = paragraph or "\n" in word
                continue
            if first or paragraph:
                dateline = self._dateline_end(text, piece.start)
            closing = open_end and not paragraph and self._closes(text, pieces, index)
            begins = (
                paragraph
                or piece.start == dateline
                or length >= _LONGEST
                or (open_end and not closing and self._opens(word, text, piece.end))
            )
            starts.append(first or begins)
            length = 1 if begins else length + 1
            open_end = (closing and not begins) or self._ends(text, pieces, index)
            paragraph = first = False
        return starts

    @staticmethod
    def _dateline_end(text: str, start: int) -> int:
        """Return where a sentence begins behind a dateline (`LISBON, March 3 (AFP) –`, `Oslo (dpa) –`), 0 for none."""
        match = _DATELINE.match(text, start)
        if match is None or text[match.end()].islower():
            return 0
        first = match["place"].split()[0]
        return match.end() if match["agency"] or (first.isupper() and len(first) > 2) else 0

    def _ends(self, text: str, pieces: list[Piece], index: int) -> bool:
        """Whether a sentence may end with this token."""
        piece = pieces[index]
        word = text[piece.start : piece.end]
        if piece.kind in {"abbreviation", "initials"}:
            following = re.compile(r"\s+(\w+)").match(text, piece.end)
            opener = bool(following) and following.group(1) in self._words.openers  # type: ignore[union-attr]
            return opener and (_unspaced(word) in self._words.closing or piece.kind == "initials")
        return word in {".", "!", "?", "…", "...", "?!", "!!", "!?"} or piece.kind == "dots"

    @staticmethod
    def _closes(text: str, pieces: list[Piece], index: int) -> bool:
        """Whether the token still belongs to the sentence whose final sign has just been read."""
        piece = pieces[index]
        word = text[piece.start : piece.end]
        if word in {")", "]", ".", "!", "?", "…"}:
            return True
        touches = piece.start > 0 and not text[piece.start - 1].isspace()
        return (
            (word in _QUOTES or word == "''") and touches and (piece.end >= len(text) or not text[piece.end].isalnum())
        )

    @staticmethod
    def _opens(word: str, text: str, end: int) -> bool:
        """Whether a sentence can begin with this word."""
        if word[0].isalnum():
            return not word[0].islower()
        if word in {",", ";", ":"}:
            return False
        following = re.compile(r"\s*(\w)").match(text, end)
        return word[0] in _QUOTES + "`([-–—*•" and following is not None and not following.group(1).islower()


class Tokenizer:
    """A spaCy tokenizer: calls give a Doc with words, spaces and sentence starts."""

    def __init__(self, vocab: "Vocab", splitter: Splitter) -> None:
        self.vocab = vocab
        self.splitter = splitter

    def __call__(self, text: str) -> "Doc":
        """The text as a Doc; `doc.text == text` always holds."""
        from spacy.tokens import Doc

        pieces = self.splitter.pieces(text)
        flags = self.splitter.starts(text, pieces)
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[bool | int | None] = []
        for piece, flag in zip(pieces, flags, strict=True):
            word = text[piece.start : piece.end]
            follows_word = bool(words) and not spaces[-1] and not words[-1].isspace()
            if piece.kind == "space" and word[0] == " " and follows_word:
                spaces[-1] = True
                word = word[1:]
                if not word:
                    continue
            words.append(word)
            spaces.append(False)
            starts.append(flag)
        return Doc(self.vocab, words=words, spaces=spaces, sent_starts=starts)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: the tokenizer is built from the pack."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "Tokenizer":
        """Itself, unchanged."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Writes nothing."""

    def from_disk(self, _path: Any, **_: Any) -> "Tokenizer":
        """Itself, unchanged."""
        return self
