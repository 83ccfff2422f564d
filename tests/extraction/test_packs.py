"""Every pack's data is well formed, also of a language whose pipeline is not trained yet."""

import pytest

from relazione.extraction.agreements import AgreementLexicon
from relazione.extraction.coreference import PeriphrasisLexicon
from relazione.extraction.cues import ClauseLexicon, SpeechLexicon
from relazione.extraction.frames import FrameEntry, as_tuple, load_frames
from relazione.extraction.measures import CountedEntry, FigureWords, IndicatorLexicon, UnitLexicon
from relazione.extraction.numerals import NumeralWords
from relazione.extraction.offices import OfficeLexicon
from relazione.extraction.people import NameLexicon
from relazione.extraction.reckoning import RESOLVERS
from relazione.extraction.status import StatusLexicon
from relazione.extraction.timewords import TimeWords
from relazione.extraction.topics import Words
from relazione.languages.grammar import Grammar
from relazione.languages.pack import PACKS, Pack
from relazione.languages.tokenizer import load_stop_words
from relazione.ontology.indicators import currencies, indicators
from relazione.ontology.plover import context, event_type, mode, plover
from relazione.ontology.topics import topics

ALL = [Pack(path.parent) for path in sorted(PACKS.glob("*/pack.yaml"))]
LEXICONS = {
    "agreements": AgreementLexicon,
    "clauses": ClauseLexicon,
    "counted": tuple[CountedEntry, ...],
    "figures": FigureWords,
    "grammar": Grammar,
    "indicators": IndicatorLexicon,
    "names": NameLexicon,
    "numerals": NumeralWords,
    "offices": OfficeLexicon,
    "periphrases": PeriphrasisLexicon,
    "speech": SpeechLexicon,
    "status": StatusLexicon,
    "time": TimeWords,
    "topics": Words,
    "units": UnitLexicon,
}

pytestmark = pytest.mark.parametrize("language", ALL, ids=lambda pack: pack.code)


def test_every_lexicon_has_its_shape(language):
    for name, kind in LEXICONS.items():
        assert language.lexicon(name, kind)
    assert load_stop_words(language.folder / "lexicon" / "abbreviations.yaml").openers


def test_the_frames_name_what_the_ontology_knows(language):
    types = set()
    for name in language.names("events"):
        type_ = name.rsplit("/", 1)[1].upper()
        types.add(event_type(type_) and type_)
        for entry in language.lexicon(name, tuple[FrameEntry, ...]):
            assert entry.mode is None or mode(type_, entry.mode)
            assert all(context(code) for code in entry.contexts)
    assert load_frames(language).verbs
    assert types == set(plover().types)


def test_no_example_stands_twice_under_one_type(language):
    for name in language.names("events"):
        entries = language.lexicon(name, tuple[FrameEntry, ...])
        examples = [example for entry in entries for example in as_tuple(entry.example)]
        assert len(examples) == len(set(examples)), name


def test_topics_indicators_and_currencies_are_those_of_the_ontology(language):
    words = language.lexicon("indicators", IndicatorLexicon)
    counted = language.lexicon("counted", tuple[CountedEntry, ...])
    assert set(language.lexicon("topics", Words)) <= set(topics())
    assert {*words.indicators, *(entry.indicator for entry in counted)} <= set(indicators())
    assert set(language.lexicon("units", UnitLexicon).currencies) <= set(currencies())


def test_the_patterns_of_time_are_made_of_known_classes_and_reckoned_in_known_ways(language):
    words = language.lexicon("time", TimeWords)
    numbers = set("DAYNUM YEAR YEARSPAN DATE DAYMONTH NUM TENS".split())
    hours = {"HOUR", "HOUR_MINUTE", "HOUR_IN_HALF", "HOURSPAN", "CLOCK"}
    known = numbers | hours | {"UNIT", "UNITS"}
    known |= {"LASTING", "HOLIDAY", "ADJ", "POINT", *words.classes, *words.unit_classes, *words.rows}
    for pattern in words.compiled:
        assert pattern.value in RESOLVERS
        assert {name for element in pattern.elements for name in (*element.classes, *element.wider)} <= known
