"""The example sentences of the event lexicons: each must show its own entry at work, each counter-example must not."""

from collections.abc import Iterator

import pytest

from relazione.extraction.frames import FrameEntry, as_tuple, frames_of
from relazione.extraction.reading import find_all
from relazione.languages import Pack, languages, load_pack

DAY = "2026-03-15"
FILES = [(code, name) for code in languages() for name in load_pack(code).names("events")]


def entries(pack: Pack, name: str) -> Iterator[tuple[FrameEntry, frozenset[str]]]:
    type_ = name.rsplit("/", 1)[1]
    for number, entry in enumerate(pack.lexicon(name, tuple[FrameEntry, ...]), 1):
        yield entry, frozenset(frame.rule for frame in frames_of(entry, type_.upper(), f"{pack.code}.{type_}", number))


@pytest.fixture(scope="module")
def rules_of(parser_of):
    def told(pack: Pack, sentences: list[str]) -> list[set[str]]:
        found = (find_all(doc, pack, DAY) for doc in map(parser_of(pack.code), sentences))
        return [{one.frame.rule for event in finding.events for one in event.mentions} for finding in found]

    return told


@pytest.mark.parametrize(("code", "name"), FILES)
def test_every_example_shows_its_entry_and_no_counter_example_does(code, name, rules_of):
    pack = load_pack(code)
    cases = [
        (sentence, rules, wanted)
        for entry, rules in entries(pack, name)
        for sentences, wanted in ((entry.example, True), (entry.not_, False))
        for sentence in as_tuple(sentences)
    ]
    told = rules_of(pack, [sentence for sentence, _, _ in cases])
    assert cases
    wrong = [
        sentence for (sentence, rules, wanted), seen in zip(cases, told, strict=True) if bool(rules & seen) != wanted
    ]
    assert wrong == []


@pytest.mark.parametrize("code", languages())
def test_every_type_of_plover_has_its_words(code):
    assert {name.rsplit("/", 1)[1] for language, name in FILES if language == code} == set(
        "accuse agree aid assault coerce concede consult cooperate mobilize protest reject request retreat sanction "
        "support threaten".split()
    )
