"""Names of persons and organisations that no gazetteer holds, by surface evidence and by the pipeline's entities.

A name found once is a name everywhere in the document: surnames, genitives and other apostrophes are joined to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.gazetteer import APOSTROPHES, HYPHENS, split_hyphens
from relazione.extraction.syntax import word_before
from relazione.extraction.words import is_headed
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

ARTICLE = re.compile(r"(\w+)[-’'](\w{2,})")  # before a name, joined to it: `al-Tahir`
ROMAN = re.compile(r"[IVX]{1,4}\.?")
LONGEST = 6  # words of a personal name


class NameLexicon(msgspec.Struct, frozen=True):
    """The contents of `lexicon/names.yaml`; fields not named here are ignored."""

    given: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    place_heads: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    organisation_heads: frozenset[str] = frozenset()
    linkers: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A token range that names a person or an organisation; `sure` where more than the pipeline's label speaks for
    it.
    """

    start: int
    end: int
    kind: str  # person | organisation
    sure: bool


@dataclass(frozen=True)
class NameFinder:
    """Finds names in one document; `taken` are tokens of known names, `titles` of offices, `places` of towns, which
    surnames may equal.
    """

    doc: "Doc"
    pack: Pack
    taken: frozenset[int]
    titles: frozenset[int]
    places: frozenset[int] = frozenset()

    @cached_property
    def _lexicon(self) -> NameLexicon:
        return self.pack.lexicon("names", NameLexicon)

    @cached_property
    def _place_heads(self) -> frozenset[str]:
        return frozenset(noun.lower() for noun in self._lexicon.place_heads)

    def persons(self) -> list[NameSpan]:
        """Return the spans that name persons, in order of the text, none overlapping another."""
        return list(self._persons)

    @cached_property
    def _persons(self) -> list[NameSpan]:
        return [span for span in self._runs() if span.kind == "person"]

    def organisations(self) -> list[NameSpan]:
        """Return the spans that name organisations no gazetteer knows: by their head word, by an acronym after, by
        label.
        """
        found = list(self._headed)
        covered = {index for span in (*found, *self._persons) for index in range(span.start, span.end)}
        barred = covered | self.taken | self.titles | self.places
        for entity in self.doc.ents:
            start, end = entity.start, entity.end
            while start < end and not self.doc[start].text[:1].isupper():
                start += 1
            free = barred.isdisjoint(range(start, end))
            if start < end and free and entity.label_ == "ORG" and not self._is_common(start, end):
                found.append(NameSpan(start, end, "organisation", sure=False))
        return sorted(found, key=lambda span: span.start)

    def _is_common(self, start: int, end: int) -> bool:
        """Tell whether a span is a single common noun that a label took for a name."""
        return end - start == 1 and self._is_plain_noun(self.doc[start])

    @cached_property
    def _headed(self) -> list[NameSpan]:
        """The names built around the head word of an organisation (`Fridtjof Nansen Institute for Peace`)."""
        heads = self._lexicon.organisation_heads
        found: list[NameSpan] = []
        for token in self.doc:
            if token.text not in heads or (found and token.i < found[-1].end) or token.i in self.taken:
                continue
            start, end = self._grow(token.i, -1), self._grow(token.i, 1) + 1
            if end - start > 1 and any(not self._is_plain_noun(word) for word in self.doc[start:end]):
                found.append(NameSpan(start, end, "organisation", sure=True))
        return found

    def _grow(self, place: int, step: int) -> int:
        """Return the outermost token of a foreign-looking name around a head word, in one direction."""
        edge, place = place, place + step
        while 0 <= place < len(self.doc) and place not in self.titles:
            token = self.doc[place]
            if token.text[:1].isupper() and not self._is_plain_noun(token) and not self._is_article(token):
                edge = place
            elif token.text not in self._lexicon.linkers:
                break
            place += step
        return edge

    def _is_article(self, token: "Token") -> bool:
        return token.pos_ in ("DET", "ADP", "PRON") and token.ent_type_ == ""

    def _runs(self) -> Iterator[NameSpan]:
        place = 0
        while place < len(self.doc):
            end = self._run_end(place)
            kind = self._judge(place, end) if end > place else None
            if kind is not None:
                yield kind
                place = kind.end
            else:
                place = max(place + 1, min(end, place + 1))

    def _run_end(self, start: int) -> int:
        """Return the end of the longest run of name words that begins at a token."""
        if not self._is_name_word(self.doc[start]):
            return start
        if start in self.places and not self._is_given_before_name(start):
            return start
        end = start + 1
        while end < min(len(self.doc), start + LONGEST):
            token = self.doc[end]
            if (
                self._is_name_word(token)
                or ROMAN.fullmatch(token.text)
                or (token.lower_ in self._lexicon.particles and self._follows_name(end))
            ):
                end += 1
            else:
                break
        return end

    def _is_given_before_name(self, place: int) -> bool:
        """Tell whether a town's name is a given name here (`Hassan al-Badri`)."""
        word, after = self.doc[place], self.doc[place + 1] if place + 1 < len(self.doc) else None
        if after is None:
            return False
        articled = self._is_articled(after.text)
        return (articled and word.ent_type_ == "PER") or (
            self._is_given(word) and (articled or after.ent_type_ == "PER")
        )

    def _is_articled(self, word: str) -> bool:
        """Tell whether a word is a name behind its article (`al-Tahir`)."""
        parts = ARTICLE.fullmatch(word)
        return parts is not None and parts[1] in self._lexicon.articles and parts[2][0].isupper()

    def _follows_name(self, place: int) -> bool:
        after = place + 1
        while after < len(self.doc) and self.doc[after].lower_ in self._lexicon.particles:
            after += 1
        return after < len(self.doc) and self._is_name_word(self.doc[after])

    def _is_name_word(self, token: "Token") -> bool:
        text = token.text
        if token.i in self.taken or token.i in self.titles or token.is_punct:
            return False
        if self._is_articled(text):
            return token.i > 0 and self.doc[token.i - 1].text[:1].isupper()
        if not text[:1].isupper() or text[-1] in HYPHENS or self.is_honorific(token):
            return False
        if len(text) == 2 and text[1] == ".":
            return True
        if any(character.isdigit() for character in text) or text in self._lexicon.never:
            return False
        if text.isupper() and len(text) > 1:
            return False
        if self._is_given(token):
            return True
        if self._is_plain_noun(token):
            compound = not self.pack.forms.is_listed_noun(text)
            likely = token.pos_ == "PROPN" or token.ent_iob_ == "B" if compound else self._after_given_or_title(token)
            return token.ent_type_ == "PER" and likely
        return token.pos_ == "PROPN" or token.ent_type_ == "PER" or not self._opens_sentence(token)

    def _after_given_or_title(self, token: "Token") -> bool:
        """Tell whether a word that is a common noun too (`Fischer`) stands where only a name can."""
        if token.i == 0:
            return False
        before = self.doc[token.i - 1]
        return before.i in self.titles or self._is_given(before) or before.lower_ in self._lexicon.particles

    def is_honorific(self, token: "Token") -> bool:
        """Tell whether a word marks rank or courtesy before a name (`Dr.`, `Scheich`) and is no surname itself."""
        listed = token.text.rstrip(".") in self._lexicon.honorifics and not self._is_given(token)
        return listed and not (token.i > 0 and self._is_given(self.doc[token.i - 1]))

    def _is_given(self, token: "Token") -> bool:
        return token.text.translate(APOSTROPHES) in self._lexicon.given

    def _is_plain_noun(self, token: "Token") -> bool:
        """Tell whether a word, or the last element of a hyphenated one, is a common noun."""
        if not self.pack.head.capital_common_nouns:
            return token.pos_ == "NOUN"
        return self.pack.forms.is_noun(split_hyphens(token.text)[-1])

    def _opens_sentence(self, token: "Token") -> bool:
        before = word_before(token)
        return before is None or (before.is_punct and word_before(before) is None)

    def _judge(self, start: int, end: int) -> NameSpan | None:
        """Return a run of name words as a person's name if enough speaks for it."""
        span = self.doc[start:end]
        titled = start > 0 and (start - 1) in self.titles
        honoured = start > 0 and self.is_honorific(self.doc[start - 1])
        given = self._is_given(self.doc[start]) and end - start > 1
        labelled = sum(token.ent_type_ == "PER" for token in span) * 2 > len(span)
        if self._in_organisation(start, end) or (not given and self._follows_place_head(start)):
            return None
        if titled or honoured or given:
            return NameSpan(start, end, "person", sure=True)
        if labelled:
            return NameSpan(start, end, "person", sure=False)
        return None

    def _follows_place_head(self, place: int) -> bool:
        """Tell whether the noun before a name says that it is a place or a ship."""
        return place > 0 and is_headed(self.doc[place - 1].lemma_, self._place_heads)

    def _in_organisation(self, start: int, end: int) -> bool:
        return any(span.start < end and start < span.end for span in self._headed)


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Return a name's word for comparison: apostrophes alike, no genitive mark after an apostrophe."""
    word = word.translate(APOSTROPHES)
    return word[:-2] if word.endswith("'s") else word.removesuffix("'")


def same_name(one: str, other: str) -> bool:
    """Tell whether two words are one name, a genitive ending apart (`Sandviks`, `Sandvik`)."""
    one, other = plain(one), plain(other)
    return one == other or one + "s" == other or other + "s" == one
