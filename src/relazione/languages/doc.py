"""A parsed document as plain objects: what spaCy found, looked up once, so that reading it costs little.

Tokens, spans and documents have the attributes of spaCy's that extraction asks for. Those of spaCy are made anew, and
each of their attributes looked up, whenever they are asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.lang.lex_attrs import is_bracket, is_punct, is_quote, is_right_punct

if TYPE_CHECKING:
    from spacy.tokens import Doc as Parsed

_COLUMNS = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "SPACY", "ENT_IOB", "SENT_START", "HEAD")
_STRINGS = 7  # of the columns, the first
_UNSIGNED = 2**64 - 1
_NO_FEATURES = "_"
_IOB = ("", "I", "O", "B")
_ABSENT: list[str] = []


class Features:
    """The features of a word by Universal Dependencies; `first` has the first value of each."""

    __slots__ = ("first", "text")

    def __init__(self, text: str) -> None:
        pairs = (pair.partition("=") for pair in text.split("|"))
        self.text = text
        self.first: Mapping[str, str] = {name: values.partition(",")[0] for name, _, values in pairs}

    def get(self, name: str, default: list[str] = _ABSENT) -> list[str]:
        """Return the values of a feature."""
        values = next((pair.partition("=")[2] for pair in self.text.split("|") if pair.startswith(f"{name}=")), None)
        return default if values is None else values.split(",")

    def __str__(self) -> str:
        return self.text


class Token:
    """A word, sign or blank of a document; a token equals itself only."""

    __slots__ = (
        "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_alpha", "is_bracket", "is_punct",
        "is_quote", "is_right_punct", "is_sent_start", "is_space", "lemma_", "lower_", "morph", "pos_", "sent", "tag_",
        "text", "whitespace_",
    )  # fmt: skip

    doc: "Doc"
    sent: "Span"
    head: "Token"
    children: "tuple[Token, ...]"
    morph: Features
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    is_alpha: bool
    is_bracket: bool
    is_punct: bool
    is_quote: bool
    is_right_punct: bool
    is_space: bool
    is_sent_start: bool

    def __repr__(self) -> str:
        return self.text

    @property
    def lang_(self) -> str:
        """The language of the document."""
        return self.doc.lang_

    @property
    def end_char(self) -> int:
        """Where the token ends in the text."""
        return self.idx + len(self.text)

    def nbor(self, steps: int = 1) -> "Token":
        """Return the token so many places further on; there must be one."""
        if self.i + steps < 0:
            raise IndexError(self.i + steps)
        return self.doc[self.i + steps]

    @property
    def ancestors(self) -> "Iterator[Token]":
        """The head, its head and so on, up to the root."""
        word = self
        for _ in self.doc:
            if word.head is word:
                return
            word = word.head
            yield word

    @property
    def subtree(self) -> "list[Token]":
        """The token and all that stand below it, in order of the text."""
        if not self.children:
            return [self]
        found, queue = [], [self]
        while queue:
            word = queue.pop()
            found.append(word)
            queue += word.children
        found.sort(key=_place)
        return found


def _place(token: Token) -> int:
    return token.i


class Span:
    """A row of tokens, half-open; `label_` says what a name is the name of."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, max(start, end), label

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, place: int) -> Token:
        return self.doc[self.start : self.end][place]

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """Where the first token begins in the text."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """Where the last token ends in the text."""
        return self.doc[self.end - 1].end_char

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        return self.doc.text[self.start_char : self.end_char] if self else ""

    @property
    def sent(self) -> "Span":
        """The sentence of the first token."""
        return self.doc[self.start].sent

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several; signs and blanks count last."""
        tops = [token for token in self if token.head is token or not self.start <= token.head.i < self.end]
        if len(tops) < 2:
            return tops[0] if tops else self.doc[self.start]
        return min(tops, key=_distance)


def _distance(token: Token) -> int:
    """Return how far a token is from the root of its sentence; signs and blanks that nothing hangs on are farthest."""
    mark = token.head is not token and not token.children and (token.is_punct or token.is_space)
    return len(token.doc) if mark else sum(1 for _ in token.ancestors)


class Doc(list[Token]):
    """A parsed document: its tokens, with the text, the sentences and the names in it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.lang_ = ""
        self.sents: list[Span] = []
        self.ents: list[Span] = []
        self.is_parsed = True

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return self is other

    @classmethod
    def of(cls, parts: Iterable["Parsed"]) -> "Doc":
        """Return a document that spaCy parsed, in one part or several that follow on one another."""
        doc = cls()
        for part in parts:
            doc._take(part)
        return doc

    def span(self, start: int, end: int) -> Span:
        """Return the row of tokens from one place up to another."""
        return Span(self, start, min(end, len(self)))

    def char_span(self, start: int, end: int) -> Span | None:
        """Return the tokens that lie in a stretch of the text, also those in part; `None` where it is outside."""
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        return Span(self, first + (start == self[first].end_char), last + 1)

    def _at(self, offset: int) -> int | None:
        """Return the place of the token that a character belongs to, or that it is the blank behind."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle].idx <= offset:
                low = middle + 1
            else:
                high = middle
        if not low or offset < 0:
            return None
        token = self[low - 1]
        return low - 1 if offset < token.end_char + len(token.whitespace_) else None

    def _take(self, parsed: "Parsed") -> None:
        """Add what spaCy parsed behind what is there."""
        first, end, offset = len(self), len(self) + len(parsed), len(self.text)
        rows = parsed.to_array([*_COLUMNS]).astype("int64").T.tolist() if len(parsed) else [[] for _ in _COLUMNS]
        names = parsed.vocab.strings
        known = {key: names[key & _UNSIGNED] for key in set().union(*rows[:_STRINGS])} | {0: ""}
        columns = [[known[key] for key in row] for row in rows[:_STRINGS]]
        for place, (text, lemma, pos, tag, dep, feats, name, blank, iob, start, _) in enumerate(
            zip(*columns, *rows[_STRINGS:], strict=True), first
        ):
            token = Token()
            self.append(token)
            token.doc, token.i, token.idx, token.text = self, place, offset, text
            token.lemma_, token.pos_, token.tag_, token.dep_, token.morph = lemma, pos, tag, dep, _features(feats)
            token.ent_type_, token.ent_iob_, token.is_sent_start = name, _IOB[iob], start == 1
            token.whitespace_, token.children = " " * blank, ()
            (
                token.lower_,
                token.is_alpha,
                token.is_space,
                token.is_punct,
                token.is_quote,
                token.is_bracket,
                token.is_right_punct,
            ) = _signs(text)
            offset += len(text) + blank
        self.text += parsed.text
        self.lang_ = parsed.lang_
        self.is_parsed = self.is_parsed and any(rows[_COLUMNS.index("DEP")])
        self.ents += (Span(self, first + name.start, first + name.end, name.label_) for name in parsed.ents)
        self._hang(first, rows[-1])
        starts = [first, *(token.i for token in self[first + 1 :] if token.is_sent_start), end]
        self._part(starts if first < end else [])

    def _hang(self, first: int, steps: list[int]) -> None:
        """Give each token from one on its head, so many steps away, and its children."""
        below: dict[int, list[Token]] = {}
        for token, step in zip(self[first:], steps, strict=True):
            token.head = self[token.i + step]
            if step:
                below.setdefault(token.i + step, []).append(token)
        for place, tokens in below.items():
            self[place].children = tuple(tokens)

    def _part(self, bounds: list[int]) -> None:
        """Make sentences between some bounds."""
        for start, end in pairwise(bounds):
            sentence = Span(self, start, end)
            self.sents.append(sentence)
            for token in self[start:end]:
                token.sent = sentence


@lru_cache(maxsize=20_000)
def _features(text: str) -> Features:
    return Features("" if text == _NO_FEATURES else text)


@lru_cache(maxsize=100_000)
def _signs(text: str) -> tuple[str, bool, bool, bool, bool, bool, bool]:
    """Return what the form alone tells of a token, as its attributes have it."""
    alpha, space, right = text.isalpha(), text.isspace(), is_right_punct(text)
    return text.lower(), alpha, space, is_punct(text), is_quote(text), is_bracket(text), right
