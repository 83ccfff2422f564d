from relazione.resolution.claims import Quote
from relazione.web.proof import passages

TEXT = "Norwegen half. Die Ministerin kam am 3. Mai nach Lissabon. Danach reiste sie ab."


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(document="d", start=start, end=start + len(words), words=words)


def test_words_stand_in_their_whole_sentence() -> None:
    assert passages(TEXT, [quote("am 3. Mai")]) == (
        (("Die Ministerin kam ", False), ("am 3. Mai", True), (" nach Lissabon.", False)),
    )


def test_words_of_one_sentence_stand_together_and_overlaps_are_marked_once() -> None:
    found = passages(TEXT, [quote("Mai nach"), quote("Ministerin"), quote("3. Mai")])
    assert len(found) == 1
    assert "".join(words for words, _ in found[0]) == "Die Ministerin kam am 3. Mai nach Lissabon."
    assert [words for words, marked in found[0] if marked] == ["Ministerin", "3. Mai", " nach"]


def test_words_over_a_sentences_end_keep_both_sentences() -> None:
    assert passages(TEXT, [quote("Lissabon. Danach")])[0][-1] == (" reiste sie ab.", False)
