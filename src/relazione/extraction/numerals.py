"""Number expressions: what number words and digits stand for.

`1,5 Milliarden`, `zwölf`, `eine halbe Million`, `10 bis 15`, `drei Viertel`, `90:9` and the number in
`360-Millionen-Dollar-Marke`. The words come from `lexicon/numerals.yaml`, the signs for decimals and groups from the
pack's head.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

HYPHENS = re.compile("[-\u2010\u2011]")
SOFT_HYPHEN = "\u00ad"
LONGEST_WORD = 90  # characters; no number word is longer, so that parsing stays linear in the text


class NumeralWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The contents of `lexicon/numerals.yaml`; forms in lower case."""

    ones: dict[str, int]
    tens: dict[str, int]
    joiner: str
    powers: dict[str, int]
    articles: frozenset[str]
    halves: dict[str, float]
    scales: dict[str, float]
    fractions: dict[str, float]
    ranges: frozenset[str]
    between: str
    and_: str = msgspec.field(name="and")
    versus: str
    many: dict[str, float]
    plurals: dict[str, float]

    @cached_property
    def phrases(self) -> dict[str, list[tuple[str, ...]]]:
        """First word → the expressions of a vague many of several words that begin with it, longest first."""
        phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted((*self.many, *self.plurals), key=len, reverse=True):
            first, *rest = phrase.split()
            if rest:
                phrases.setdefault(first, []).append((first, *rest))
        return phrases

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(word[:2] for table in (self.ones, self.tens, self.powers) for word in table)

    @cached_property
    def _falling(self) -> list[tuple[str, int]]:
        return sorted(self.powers.items(), key=lambda item: -item[1])

    def value_of(self, word: str) -> int | None:
        """Return the number that a whole word spells (`zweihundertfünfzig` → 250), `None` where it spells none."""
        if word[:2] not in self._starts or len(word) > LONGEST_WORD:
            return None
        return self._powered(word, self._falling)

    def _powered(self, word: str, powers: list[tuple[str, int]]) -> int | None:
        if not powers:
            return self._small(word)
        (name, power), *smaller = powers
        head, found, tail = word.partition(name)
        if not found:
            return self._powered(word, smaller)
        times = 1 if not head else self._powered(head, smaller)
        rest = 0 if not tail else self._powered(tail.removeprefix(self.joiner), smaller)
        return None if times is None or rest is None else times * power + rest

    def _small(self, word: str) -> int | None:
        if word in self.ones:
            return self.ones[word]
        if word in self.tens:
            return self.tens[word]
        first, found, second = word.partition(self.joiner)
        one, ten = (second, first) if first in self.tens else (first, second)
        return self.ones[one] + self.tens[ten] if found and one in self.ones and ten in self.tens else None

    def prefix_of(self, word: str) -> tuple[float, str] | None:
        """Return the number that a word begins with and the rest (`zweitägig` → 2, `tägig`), `None` where there is
        none.
        """
        if word[:2] not in self._starts:
            return None
        for cut in range(min(len(word) - 3, LONGEST_WORD), 2, -1):
            value = self.halves.get(word[:cut]) or self.value_of(word[:cut])
            if value is not None:
                return value, word[cut:]
        return None


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number expression: its token range and what it stands for.

    `value_max` is the upper end of a range; `against` the second number of a ratio (`90:9`); `vague` marks a least
    value (`mehrere Dutzend`, `Hunderte`); `fraction` a part of a whole; `article` a lone `ein`; `tail` is what a word
    goes on with after its number (`360-Millionen-Dollar-Marke` → `Dollar`, `Marke`; `zweitägig` → `tägig`).
    """

    start: int
    end: int
    value: float
    value_max: float | None = None
    against: float | None = None
    vague: bool = False
    fraction: bool = False
    article: bool = False
    scaled: bool = False
    digits: bool = False
    between: bool = False
    tail: tuple[str, ...] = ()


def numeral_words(pack: Pack) -> NumeralWords:
    """Return the number words of a pack."""
    return pack.lexicon("numerals", NumeralWords)


@cache
def _may_begin(pack: Pack) -> Callable[[str], bool]:
    """Return what tells whether a word in lower case can begin a number at all; it remembers the words it has seen."""
    words = numeral_words(pack)
    known = {*words.plurals, *words.many, *words.phrases, *words.fractions, *words.articles, *words.halves}

    @lru_cache(maxsize=50_000)
    def may_begin(word: str) -> bool:
        if word in known or any(character.isdigit() for character in word):
            return True
        pieces = (word, next((piece for piece in HYPHENS.split(word) if piece), word))
        named = any(words.value_of(piece) is not None or piece in words.halves for piece in pieces)
        return named or words.prefix_of(word) is not None

    return may_begin


def find_numerals(doc: "Doc", pack: Pack) -> list[Numeral]:
    """Return the number expressions of a document in order of the text; ordinals are none."""
    reader = NumeralReader(doc, pack)
    found: list[Numeral] = []
    place = 0
    while place < len(doc):
        numeral = reader.at(place)
        if numeral is not None:
            found.append(numeral)
        place = numeral.end if numeral is not None else place + 1
    return found


class NumeralReader:
    """Reads the number expression that begins at a token of one document."""

    def __init__(self, doc: "Doc", pack: Pack) -> None:
        self.doc = doc
        self.words = numeral_words(pack)
        self.may_begin = _may_begin(pack)
        self.lower = [token.lower_.replace(SOFT_HYPHEN, "") for token in doc]
        decimal, group = re.escape(pack.head.decimal), re.escape(pack.head.group)
        plain = rf"\d+(?:{decimal}\d+)?|\d{{1,3}}(?:(?:{group}|['’])\d{{3}})+(?:{decimal}\d+)?"
        self._plain = re.compile(plain)
        self._two = re.compile(rf"({plain})([:\-–])({plain})")
        self._pointed = re.compile(rf"\d+{group}\d{{1,2}}")
        self._decimal, self._group = pack.head.decimal, pack.head.group

    def at(self, place: int) -> Numeral | None:
        """Return the longest number expression that begins at a token, `None` where there is none."""
        if self.lower[place] == self.words.between:
            return self._between(place)
        first = self._single(place)
        if first is None or first.tail or first.vague:
            return first
        return self._versus(first) or self._range(first) or first

    def _between(self, place: int) -> Numeral | None:
        """Return `zwischen 10 und 15`, `between $10 and $15`."""
        signed = self._is_sign(place + 1)
        first = self._single(place + 1 + signed)
        if first is None or self._word(first.end) != self.words.and_:
            return None
        joined = self._joined(first, self._second(first))
        start = first.start if signed else place
        return replace(joined, start=start, between=True) if joined else None

    def _range(self, first: Numeral) -> Numeral | None:
        """Return `10 bis 15`, `$10 to $15`."""
        if self._word(first.end) not in self.words.ranges or first.fraction:
            return None
        return self._joined(first, self._second(first))

    def _second(self, first: Numeral) -> Numeral | None:
        """Return the number behind the word after a number, with the same sign before both or none."""
        place = first.end + 1
        signed = self._is_sign(place)
        if signed and (first.start == 0 or self._word(first.start - 1) != self._word(place)):
            return None
        return self._single(place + signed)

    def _is_sign(self, place: int) -> bool:
        """Tell whether a token holds the sign of a currency."""
        return any(unicodedata.category(letter) == "Sc" for letter in self._word(place) or "")

    def _joined(self, first: Numeral, second: Numeral | None) -> Numeral | None:
        if second is None or second.article or second.vague or second.fraction:
            return None
        scale = self._scale_at(second) if second.scaled and not first.scaled else 1
        low = first.value * scale if first.value * scale < second.value else first.value
        if not low < second.value:
            return None
        return replace(second, start=first.start, value=low, value_max=second.value, article=False)

    def _scale_at(self, numeral: Numeral) -> float:
        """Return the scale word's factor in a scaled number; 1 where its number is a plain word (`Million`)."""
        return self.words.scales.get(self._word(numeral.end - 1) or "", 1)

    def _versus(self, first: Numeral) -> Numeral | None:
        """Return `90:9` written with spaces, or `90 zu 9` in digits."""
        if not first.digits or self._word(first.end) not in (":", self.words.versus):
            return None
        second = self._single(first.end + 1)
        if second is None or not second.digits or second.scaled or first.scaled:
            return None
        return replace(first, end=second.end, against=second.value)

    def _word(self, place: int) -> str | None:
        return self.lower[place] if place < len(self.lower) else None

    def _single(self, place: int) -> Numeral | None:
        """Return a number without range: digits or words, with what multiplies them."""
        word = self._word(place)
        if word is None or not self.may_begin(word):
            return None
        return self._ratio(place, word) or self._many(place, word) or self._scaled(place, word) or self._fused(place)

    def _ratio(self, place: int, word: str) -> Numeral | None:
        match = self._two.fullmatch(word)
        if not match:
            return None
        low, high = self._parse(match[1]), self._parse(match[3])
        if match[2] == ":":
            return Numeral(place, place + 1, low, against=high, digits=True)
        if not low < high:
            return None
        bare = Numeral(place, place + 1, low, value_max=high, digits=True)
        scale = self.words.scales.get(self._word(place + 1) or "")
        return replace(bare, end=place + 2, value=low * scale, value_max=high * scale, scaled=True) if scale else bare

    def _many(self, place: int, word: str) -> Numeral | None:
        """Return `mehrere Dutzend`, `Hunderte`, `tens of thousands`: at least that many."""
        rows = self.words.phrases.get(word, ())
        words = next((row for row in rows if tuple(self.lower[place : place + len(row)]) == row), (word,))
        phrase, end = " ".join(words), place + len(words)
        following = self._word(end) or ""
        scale = self.words.powers.get(following) or self.words.scales.get(following)
        if phrase in self.words.plurals:
            return Numeral(
                place,
                end + bool(scale),
                self.words.plurals[phrase] * (scale or 1),
                vague=True,
                scaled=bool(scale),
            )
        if phrase in self.words.many and scale:
            return Numeral(place, end + 1, self.words.many[phrase] * scale, vague=True, scaled=True)
        return None

    def _scaled(self, place: int, word: str) -> Numeral | None:
        """Return a number with the scale or fraction word after it (`1,5 Milliarden`, `drei Viertel`)."""
        base = self._base(place, word)
        if base is None:
            return self._fraction(place, word)
        end = base.end
        following = self._word(end) or ""
        if base.digits and self._pointed.fullmatch(word) and following not in self.words.scales:
            return None
        if following in self.words.fractions and not base.digits:
            return replace(
                base, end=end + 1, value=base.value * self.words.fractions[following], fraction=True, article=False
            )
        if following in self.words.scales:
            return self._summed(replace(base, article=False))
        return base

    def _summed(self, numeral: Numeral) -> Numeral:
        """Return a number with the scales that multiply it and the smaller number words added to it (`two hundred
        thousand`, `one hundred and twenty`).
        """
        value, end, least = numeral.value, numeral.end, 0.0
        while (scale := self.words.scales.get(self._word(end) or "")) is not None:
            value, end, least = value * scale, end + 1, scale
        added = None if numeral.digits or least > max(self.words.powers.values()) else self._added(end, least)
        if added is not None:
            value, end = value + added.value, added.end
        return replace(numeral, value=value, end=end, scaled=True)

    def _added(self, place: int, least: float) -> Numeral | None:
        """Return the number in words that one with a scale goes on with, `None` where there is none."""
        start = place + (self._word(place) == self.words.and_)
        word = self._word(start)
        if word is None or self.words.value_of(word) is None:
            return None
        rest = self._scaled(start, word)
        return rest if rest is not None and rest.value < least and not rest.fraction else None

    def _fraction(self, place: int, word: str) -> Numeral | None:
        value = self.words.fractions.get(word)
        return Numeral(place, place + 1, value, fraction=True) if value else None

    def _base(self, place: int, word: str) -> Numeral | None:
        if self._plain.fullmatch(word) or self._pointed.fullmatch(word):
            return self._digits(place, word)
        if word in self.words.articles:
            if not self.doc[place].whitespace_:
                return None
            half = self._word(place + 1) or ""
            if half in self.words.halves:
                return Numeral(place, place + 2, self.words.halves[half])
            return Numeral(place, place + 1, 1, article=True)
        if word in self.words.halves:
            article = self._word(place + 1) in self.words.articles and self._word(place + 2) in self.words.scales
            return Numeral(place, place + 1 + article, self.words.halves[word])
        value = self.words.value_of(word)
        return None if value is None else Numeral(place, place + 1, value)

    def _digits(self, place: int, word: str) -> Numeral:
        """Return a number in digits; groups of three set apart by spaces belong together (`1 200`)."""
        end = place + 1
        if re.fullmatch(r"[1-9]\d{0,2}", word):
            while re.fullmatch(r"\d{3}", self._word(end) or "") and self.doc[end - 1].whitespace_ == " ":
                word += self.lower[end]
                end += 1
        return Numeral(place, end, self._parse(word), digits=True)

    def _parse(self, word: str) -> float:
        if self._pointed.fullmatch(word):
            value = float(word.replace(self._group, "."))
        else:
            bare = word.replace(self._group, "").replace("'", "").replace("’", "")
            value = float(bare.replace(self._decimal, "."))
        return value if abs(value) < 1e300 else 0.0

    def _fused(self, place: int) -> Numeral | None:
        """Return the number that a longer word begins with (`360-Millionen-Dollar-Marke`, `zweitägig`, `5bn`)."""
        text = self.doc[place].text.replace(SOFT_HYPHEN, "")
        pieces = [piece for piece in HYPHENS.split(text) if piece]
        if len(pieces) > 1:
            return self._compound(place, pieces)
        if (value := self._short(text.lower())) is not None:
            return Numeral(place, place + 1, value, scaled=True, digits=True)
        split = self.words.prefix_of(text.lower())
        if split is None:
            match = re.fullmatch(r"(\d+)([^\W\d_]{2,})", text)
            split = (float(match[1]), match[2].lower()) if match else None
        return Numeral(place, place + 1, split[0], tail=(split[1],)) if split else None

    def _compound(self, place: int, pieces: list[str]) -> Numeral | None:
        """Return the number of a word with hyphens, `None` where it only stands before an ending (`3-fach`)."""
        value = self._piece(pieces[0].lower())
        if value is None:
            return None
        scale = self.words.scales.get(pieces[1].lower())
        tail = tuple(pieces[2:] if scale else pieces[1:])
        return Numeral(place, place + 1, value * (scale or 1), scaled=bool(scale), tail=tail)

    def _piece(self, piece: str) -> float | None:
        if self._plain.fullmatch(piece):
            return self._parse(piece)
        value = self.words.value_of(piece)
        short = self._short(piece) if value is None else value
        return self.words.halves.get(piece) if short is None else short

    def _short(self, word: str) -> float | None:
        """Return the number of digits written together with a scale (`5bn`), `None` for any other word."""
        match = re.fullmatch(r"(\d.*?)([^\W\d_]+)", word)
        if not match or match[2] not in self.words.scales or not self._plain.fullmatch(match[1]):
            return None
        return self._parse(match[1]) * self.words.scales[match[2]]


def number(value: float) -> float:
    """Return a value as an int where it is whole, rid of the noise of binary fractions."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def last_word(tail: Sequence[str]) -> str:
    """Return the last part of a compound in lower case, "" for none."""
    return tail[-1].lower() if tail else ""
