"""The example sentences of the lexicons of speech: each must show its own entry at work in a statement."""

import pytest

from relazione.extraction.actors import find_actors
from relazione.extraction.cues import attribution_of, speech_lexicon
from relazione.extraction.frames import as_tuple
from relazione.extraction.speech import SpeechText
from relazione.extraction.statements import find_statements
from relazione.languages import languages, load_pack

pytestmark = pytest.mark.parametrize("code", languages())


def examples(entries):
    return [(entry, sentence) for entry in entries for sentence in as_tuple(entry.example)]


def told(doc, pack):
    """Return the document as statements see it, and the statements read in it."""
    book, _ = find_actors(doc, pack)
    return SpeechText(doc, pack, book), find_statements(doc, pack, book)


def test_every_example_of_a_verb_shows_its_entry(code, parser_of):
    pack, nlp = load_pack(code), parser_of(code)
    cases = examples(speech_lexicon(pack).verbs)
    wrong = []
    for entry, sentence in cases:
        text, statements = told(nlp(sentence), pack)
        cues = {cue.span for cue in text.cues if entry in cue.entries}
        if not any(said.cue in cues for said in statements):
            wrong.append(sentence)
    assert cases
    assert wrong == []


def test_every_example_of_an_attribution_shows_its_entry(code, parser_of):
    pack, nlp = load_pack(code), parser_of(code)
    cases = examples(speech_lexicon(pack).attributions)
    wrong = []
    for entry, sentence in cases:
        doc = nlp(sentence)
        cues = [doc.char_span(*said.cue) for said in told(doc, pack)[1] if said.cue]
        if not any(attribution_of(word, pack) == entry for cue in cues for word in cue):
            wrong.append(sentence)
    assert cases
    assert wrong == []
