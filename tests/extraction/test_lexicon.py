"""The example sentences of the event lexicon: each must show its own entry at work, each counter-example must not."""

from collections.abc import Iterator

import pytest

from relazione.extraction.frames import FrameEntry, as_tuple, frames_of
from relazione.extraction.reading import find_all
from relazione.languages import load_pack

DAY = "2026-03-15"
PACK = load_pack("de")
FILES = list(PACK.names("events"))


def entries(name: str) -> Iterator[tuple[FrameEntry, frozenset[str]]]:
    type_ = name.rsplit("/", 1)[1]
    for number, entry in enumerate(PACK.lexicon(name, tuple[FrameEntry, ...]), 1):
        yield entry, frozenset(frame.rule for frame in frames_of(entry, type_.upper(), f"de.{type_}", number))


@pytest.fixture(scope="module")
def rules_of(nlp):
    def told(sentences: list[str]) -> list[set[str]]:
        found = (find_all(doc, PACK, DAY) for doc in nlp.pipe(sentences))
        return [{one.frame.rule for event in finding.events for one in event.mentions} for finding in found]

    return told


@pytest.mark.parametrize("name", FILES)
def test_every_example_shows_its_entry_and_no_counter_example_does(name, rules_of):
    cases = [
        (sentence, rules, wanted)
        for entry, rules in entries(name)
        for sentences, wanted in ((entry.example, True), (entry.not_, False))
        for sentence in as_tuple(sentences)
    ]
    told = rules_of([sentence for sentence, _, _ in cases])
    assert cases
    wrong = [
        sentence for (sentence, rules, wanted), seen in zip(cases, told, strict=True) if bool(rules & seen) != wanted
    ]
    assert wrong == []


def test_every_type_of_plover_has_its_words():
    assert {name.rsplit("/", 1)[1] for name in FILES} == set(
        "accuse agree aid assault coerce concede consult cooperate mobilize protest reject request retreat sanction "
        "support threaten".split()
    )
