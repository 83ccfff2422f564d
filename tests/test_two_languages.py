"""Reports in two languages through the whole: their language found, what both tell merged, each line with its proof."""

from pathlib import Path

import msgspec
import pytest

import relazione
from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.resolution.claims import Question
from relazione.sources import open_source

ROOT = Path(__file__).parents[1]
TOLD = ("examples/fischerei.de.txt", "examples/fangquoten.de.txt", "examples-en/fishing-accord.en.txt")


@pytest.fixture(scope="module")
def readings():
    """The documents with their readings, without being told in which language they are."""
    documents = [document for name in TOLD for document in open_source(ROOT / name)]
    return [(one, read_document(msgspec.structs.replace(one, language=None))) for one in documents]


@pytest.fixture(scope="module")
def material(readings, tmp_path_factory):
    with Ledger(tmp_path_factory.mktemp("two") / "ledger.sqlite") as ledger:
        for document, reading in readings:
            ledger.add(document, reading)
        with ledger.view() as view:
            return view.material(Question(first="NOR", second="PRT"))


def test_the_language_of_each_is_found(readings):
    assert [reading.document.language for _, reading in readings] == ["de", "de", "en"]


def test_one_signing_has_evidence_in_both_languages(material):
    (signed,) = [merged for merged in material.events if merged.event.date == "2026-03-13"]
    assert {claim.source.language for claim in signed.claims} == {"de", "en"}
    words = " ".join(quote.words for claim in signed.claims for quote in claim.quotes)
    assert "signed a fisheries agreement" in words
    assert "unterzeichne" in words


def test_persons_of_both_languages_are_one(material):
    sandvik = [actor for actor in material.actors.values() if "Sandvik" in actor.name]
    assert len(sandvik) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Grenzvertrag zwischen Peru und Chile wurde vom peruanischen Parlament im Mai ratifiziert.",
        "The border treaty between Peru and Chile was ratified by the Peruvian parliament in May.",
    ],
)
def test_who_ratifies_an_agreement_does_so_towards_its_other_parties(sentence):
    reading = relazione.read(sentence)
    states = {actor.id: actor.country for actor in reading.actors}
    assert [([*map(states.get, event.actor)], [*map(states.get, event.recipient)]) for event in reading.events] == [
        (["PER"], ["CHL"])
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        (
            "de",
            "Perus Ministerin empfing den jordanischen Minister Hassan asch-Scharif in Lima.",
            "Hassan asch-Scharif",
        ),
        ("en", "Peru's minister received Jordan's trade minister Hassan ash-Sharif in Lima.", "Hassan ash-Sharif"),
    ],
)
def test_an_article_joined_to_a_name_belongs_to_it(language, sentence, name):
    assert name in {actor.name for actor in relazione.read(sentence, language=language).actors}
