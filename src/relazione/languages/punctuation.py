"""The heads of punctuation marks, by the rules of Universal Dependencies.

A mark hangs on the part of the sentence that it sets off, at the highest word there that lets no arcs
cross (universaldependencies.org/u/dep/punct.html). The other arcs decide that; no parser need guess it.
"""

from collections.abc import Iterator, Sequence

from relazione.languages.morphology import Word

_CLOSING = {")": "(", "]": "[", "“": "„", "”": "“", "‘": "‚", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"'}


def attach_marks(words: Sequence[Word]) -> None:
    """Hangs each punctuation mark that has no dependents on its word; a sentence of nothing else stays as it is."""
    governing = {word.head for index, word in enumerate(words) if word.head != index}
    marks = {index for index, word in enumerate(words) if word.dep == "punct" and index not in governing}
    skipped = marks | {index for index, word in enumerate(words) if word.pos == "SPACE"}
    heads = {index: _unit(words, index, skipped) for index in sorted(marks)}
    for first, last in _pairs(words, marks):
        inside = [index for index in range(first + 1, last) if index not in skipped]
        tops = [index for index in inside if words[index].head == index or not first < words[index].head < last]
        heads |= dict.fromkeys((first, last), tops[0]) if len(tops) == 1 else {}
    for index, head in heads.items():
        if head is not None:
            words[index].head = head


def _pairs(words: Sequence[Word], marks: set[int]) -> Iterator[tuple[int, int]]:
    """The brackets and quotation marks that belong together."""
    opened: dict[str, int] = {}
    for index in sorted(marks):
        first = opened.pop(_CLOSING.get(words[index].form, ""), None)
        if first is not None:
            yield first, index
        else:
            opened[words[index].form] = index


def _unit(words: Sequence[Word], mark: int, skipped: set[int]) -> int | None:
    """The head of what the mark sets off; `None` where nothing but marks is around it."""
    left = next((index for index in range(mark - 1, -1, -1) if index not in skipped), None)
    right = next((index for index in range(mark + 1, len(words)) if index not in skipped), None)
    if left is None:
        return right
    before = _climb(words, left, mark)[-1]
    if right is None:
        return before
    after = _climb(words, right, mark)[-1]
    follows = words[before].head == before or words[after].head < mark
    return after if follows and words[after].head != after else before


def _climb(words: Sequence[Word], index: int, mark: int) -> list[int]:
    """The word and those above it on its side of the mark."""
    path = [index]
    while words[path[-1]].head != path[-1] and (words[path[-1]].head < mark) == (index < mark):
        path.append(words[path[-1]].head)
    return path
