"""CoNLL-U: the parse of a document, with the place of every token in the text.

Blanks are no tokens there: `SpaceAfter` and `SpacesAfter` in MISC keep them, as UDPipe writes them.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Span, Token

BLANKS = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p"}
LOSES = "What the reader found: actors, events, statements. Blanks at the beginning of a text."


def to_conllu(doc: "Doc", document_id: str) -> str:
    """Return a parsed document as CoNLL-U; `start_char` and `end_char` in MISC are half-open, in code points.

    Sentences are numbered from 1 under the document's id. Texts of sentences have one blank for every stretch of them.
    """
    sentences = [tokens for sentence in doc.sents if (tokens := _tokens(sentence))]
    parts = [f"# newdoc id = {document_id}\n"] if sentences else []
    for number, tokens in enumerate(sentences, 1):
        parts.append("".join(f"{line}\n" for line in _sentence(tokens, f"{document_id}-{number}")) + "\n")
    return "".join(parts)


def _tokens(sentence: "Span") -> "list[Token]":
    return [token for token in sentence if not token.is_space]


def _sentence(tokens: "list[Token]", sent_id: str) -> Iterator[str]:
    numbers = {token.i: number for number, token in enumerate(tokens, 1)}
    root = _root(tokens, numbers)
    yield f"# sent_id = {sent_id}"
    yield f"# text = {_text(tokens)}"
    for token in tokens:
        yield "\t".join(_columns(token, numbers, root))


def _root(tokens: "list[Token]", numbers: dict[int, int]) -> "Token":
    """Return the root of a sentence: the first token whose head lies outside it, blanks left out."""
    return next((token for token in tokens if _head(token, numbers) is None), tokens[0])


def _head(token: "Token", numbers: dict[int, int]) -> "Token | None":
    """Return the nearest head that is no blank, `None` where that is outside the sentence."""
    for ancestor in token.ancestors:
        if ancestor.i in numbers:
            return ancestor
    return None


def _columns(token: "Token", numbers: dict[int, int], root: "Token") -> tuple[str, ...]:
    head = _head(token, numbers)
    number = 0 if token == root else numbers[(head or root).i]
    relation = "root" if token == root else token.dep_.lower() if head else "dep"
    return (
        str(numbers[token.i]),
        _cell(token.text),
        _cell(token.lemma_),
        _cell(token.pos_),
        _cell(token.tag_),
        str(token.morph) or "_",
        str(number),
        relation or "dep",
        "_",
        _misc(token),
    )


def _cell(text: str) -> str:
    return " ".join(text.split()) or "_"


def _text(tokens: "list[Token]") -> str:
    pieces = (piece for token in tokens for piece in (_cell(token.text), " " if _blank_after(token) else ""))
    return "".join(pieces).rstrip(" ")


def _blank_after(token: "Token") -> str:
    """Return the blanks between a token and the next that is none."""
    doc, end = token.doc, token.i + 1
    while end < len(doc) and doc[end].is_space:
        end += 1
    stop = doc[end].idx if end < len(doc) else len(doc.text)
    return doc.text[token.idx + len(token.text) : stop]


def _misc(token: "Token") -> str:
    blank = _blank_after(token)
    place = [f"start_char={token.idx}", f"end_char={token.idx + len(token.text)}"]
    if not blank:
        return "|".join(["SpaceAfter=No", *place])
    spaces = [] if blank == " " else [f"SpacesAfter={''.join(BLANKS.get(mark, mark) for mark in blank)}"]
    return "|".join([*spaces, *place])
