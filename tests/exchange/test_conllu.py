import re

import pytest

from relazione.exchange import to_conllu

TEXT = (
    "Kasachstans Präsident besuchte am 3. Mai 2024 Taschkent.\n\n„Wir liefern mehr Weizen“,  sagte er; "
    "Usbekistan stimmte zu.\tDas Abkommen (57 Seiten) wurde unterzeichnet."
)
RELATION = re.compile(r"[a-z]+(:[a-z]+)?")
UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())


def sentences(text):
    """Return (comments, rows) of every sentence of a CoNLL-U text."""
    assert text.endswith("\n\n")
    for block in text[:-2].split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("#"))
        yield comments, [line.split("\t") for line in lines if not line.startswith("#")]


def faults(comments, rows):
    """Yield what breaks the format in a sentence."""
    if any(len(row) != 10 or not all(row) or any(cell != cell.strip() for cell in row) for row in rows):
        yield "a row has not ten filled cells"
    if [row[0] for row in rows] != [str(number) for number in range(1, len(rows) + 1)]:
        yield "ids do not count from 1"
    heads = [int(row[6]) for row in rows]
    if heads.count(0) != 1 or [row[7] for row in rows if row[6] == "0"] != ["root"]:
        yield f"not one root: {heads}"
    if any(row[7] == "root" for row in rows if row[6] != "0"):
        yield "a root with a head"
    if any(_climb(number, heads) is None for number in range(1, len(rows) + 1)):
        yield "a cycle or a head outside the sentence"
    if not {row[3] for row in rows} <= UPOS or not all(RELATION.fullmatch(row[7]) for row in rows):
        yield "a label that is none"
    if any(row[5] != "_" and row[5].split("|") != sorted(row[5].split("|"), key=str.lower) for row in rows):
        yield "features out of order"
    forms = "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows).rstrip(" ")
    if forms != comments["text"]:
        yield f"{forms!r} is not {comments['text']!r}"


def _climb(number, heads):
    for _ in range(len(heads) + 1):
        if number == 0:
            return 0
        if not 0 <= number <= len(heads):
            return None
        number = heads[number - 1]
    return None


def misc(row):
    return dict(pair.split("=", 1) for pair in row[9].split("|"))


@pytest.fixture(scope="module")
def parsed(nlp):
    return nlp(TEXT)


def test_every_sentence_is_valid(parsed):
    found = list(sentences(to_conllu(parsed, "doc1")))
    assert len(found) >= 3
    assert [list(faults(*sentence)) for sentence in found] == [[] for _ in found]


def test_sentences_have_running_ids_and_the_first_begins_the_document(parsed):
    found = [comments for comments, _ in sentences(to_conllu(parsed, "doc1"))]
    assert [comments["sent_id"] for comments in found] == [f"doc1-{number}" for number in range(1, len(found) + 1)]
    assert [("newdoc id" in comments) for comments in found] == [True] + [False] * (len(found) - 1)


def test_offsets_cut_every_form_out_of_the_text(parsed):
    rows = [row for _, rows in sentences(to_conllu(parsed, "doc1")) for row in rows]
    assert [TEXT[int(misc(row)["start_char"]) : int(misc(row)["end_char"])] for row in rows] == [row[1] for row in rows]


def test_the_text_can_be_put_together_again_blanks_and_all(parsed):
    marks = {"\\s": " ", "\\n": "\n", "\\t": "\t"}
    pieces = []
    for _, rows in sentences(to_conllu(parsed, "doc1")):
        for row in rows:
            told = misc(row)
            spaces = re.sub(r"\\.", lambda match: marks[match[0]], told.get("SpacesAfter", "\\s"))
            pieces += [row[1], "" if told.get("SpaceAfter") == "No" else spaces]
    assert "".join(pieces) == TEXT


def test_blanks_that_are_heads_hand_their_words_on():
    from spacy import tokens, vocab

    from relazione.languages.doc import Doc

    doc = tokens.Doc(
        vocab.Vocab(),
        words=["Er", "\n", "kam"],
        spaces=[False, False, False],
        heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "dep"],
        pos=["PRON", "SPACE", "VERB"],
        sent_starts=[True, False, False],
    )
    ((comments, rows),) = sentences(to_conllu(Doc.of([doc]), "d"))
    assert [(row[1], row[6], row[7]) for row in rows] == [("Er", "0", "root"), ("kam", "1", "dep")]
    assert comments["text"] == "Er kam"


def test_a_text_of_blanks_has_no_sentences(nlp):
    assert to_conllu(nlp("\n \n"), "d") == ""
