import pytest

from relazione.errors import UnknownCode
from relazione.extraction.topics import Words, contexts_of, topics_in
from relazione.languages.pack import load_pack
from relazione.ontology import plover, topics

PACK = load_pack("de")
WORDS = PACK.lexicon("topics", Words)


def test_every_topic_has_labels_and_known_contexts():
    for code, entry in topics.topics().items():
        assert set(entry.label) == {"de", "en"}, code
        assert set(entry.contexts) <= set(plover.plover().contexts), code


def test_no_two_topics_have_one_label():
    for language in ("de", "en"):
        labels = [entry.label[language] for entry in topics.topics().values()]
        assert len(set(labels)) == len(labels)


def test_every_context_is_the_nearest_of_some_topic():
    nearest = {entry.contexts[0] for entry in topics.topics().values() if entry.contexts}
    assert nearest == set(plover.plover().contexts)


def test_a_context_leads_to_its_topics():
    assert topics.topics_of("territory") == ("territory", "borders", "settlements")


def test_an_unknown_topic_is_an_error():
    with pytest.raises(UnknownCode, match="'weather'"):
        topics.topic("weather")


def test_the_german_pack_has_words_for_every_topic_and_for_no_other():
    assert set(WORDS) == set(topics.topics())
    assert all(len(words) >= 4 for words in WORDS.values())


def test_no_german_word_of_a_topic_is_taken_by_a_topic_before_it():
    samples = {
        (code, word): f"{'qu' * word.startswith('*')}{word.strip('*')}" for code in WORDS for word in WORDS[code]
    }
    taken = [(code, word) for (code, word), sample in samples.items() if code not in topics_in(sample, PACK)]
    assert taken == []


def test_german_topic_words_are_in_lower_case_and_listed_once():
    listed = [word for words in WORDS.values() for word in words]
    assert [word for word in listed if word != word.lower() or not word.strip("*")] == []
    assert sorted(word for word in set(listed) if listed.count(word) > 1) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Peru und Chile teilen sich das Trinkwasser des Grenzflusses.", ("water",)),
        ("Norwegen liefert Flüssiggas und Erdöl.", ("gas", "oil")),
        ("Die Zölle auf Weizen belasten den Handel.", ("tariffs", "agriculture", "trade")),
        ("Ghana schafft die Visumpflicht ab.", ("visas",)),
        ("Ein Cyberangriff traf die Zentralbank.", ("cyber", "banking")),
        ("Togo und Benin bauen eine Bahnstrecke.", ("railways",)),
        ("Der Menschenhandel an der Grenze nimmt zu.", ("trafficking", "borders")),
        ("Das Wasserkraftwerk liefert Strom.", ("renewables", "electricity")),
    ],
)
def test_german_words_name_topics_in_the_order_of_the_text(text, found):
    assert topics_in(text, PACK) == found


@pytest.mark.parametrize(
    "text",
    [
        "Der Gastgeber begrüßte seine Gäste in Islamabad.",
        "Es handelt sich um Termine.",
        "Die Kritik ist an Christian Berg gerichtet.",
        "Er zollte ihr Respekt und rechtfertigte sich rechtzeitig.",
        "Auf dem Bankett in Las Vegas gab es eine große Auswahl.",
        "Die geschäftsführende Ministerin ist ernst.",
    ],
)
def test_words_that_merely_look_alike_name_no_topic(text):
    assert topics_in(text, PACK) == ()


def test_german_words_name_contexts_through_their_topics():
    assert contexts_of(topics_in("Nepal bittet um Hilfsgüter nach dem Erdbeben.", PACK)) == (
        "human_security",
        "disasters",
    )
