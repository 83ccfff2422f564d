"""The same sentence in German and in English is read alike."""

import pytest

import relazione

PAIRS = [
    ("Ghana zog seine Soldaten aus Mali ab.", "Ghana withdrew its soldiers from Mali."),
    ("Israel besetzte den Süden des Libanon.", "Israel occupied southern Lebanon."),
    (
        "Am Dienstag bestellte Bulgarien den russischen Botschafter ein.",
        "On Tuesday Bulgaria summoned the Russian ambassador.",
    ),
    ("Die US-Armee bombardierte Stellungen der Rebellen in Syrien.", "The US army bombed rebel positions in Syria."),
    ("Der EU-Gipfel in Lissabon endete ohne Ergebnis.", "The EU summit in Lisbon ended without a result."),
    ("Estland verlegte Panzer an die Grenze zu Russland.", "Estonia moved tanks to the border with Russia."),
    ("Der Iran stimmte Gesprächen mit dem Irak zu.", "Iran agreed to talks with Iraq."),
    ("Peru öffnete die Grenze zu Ecuador wieder.", "Peru reopened the border with Ecuador."),
    ("Bulgarien kapitulierte vor Rumänien.", "Bulgaria surrendered to Romania."),
    ("Ecuador und Peru verhandeln über ein Handelsabkommen.", "Ecuador and Peru are negotiating a trade agreement."),
    (
        "Die EU und Neuseeland schlossen ein Freihandelsabkommen.",
        "The EU and New Zealand concluded a free trade agreement.",
    ),
    ("Äthiopische Jets drangen in den Luftraum Eritreas ein.", "Ethiopian jets entered Eritrean airspace."),
    ("Ein Gericht in Oslo sprach zwei Russen frei.", "A court in Oslo acquitted two Russians."),
    (
        "Iranische Hacker griffen die Website des albanischen Parlaments an.",
        "Iranian hackers attacked the website of the Albanian parliament.",
    ),
    ("Die Gespräche zwischen Sudan und Ägypten scheiterten.", "The talks between Sudan and Egypt failed."),
    (
        "Die Beziehungen zwischen Kanada und Indien verschlechterten sich.",
        "Relations between Canada and India deteriorated.",
    ),
    (
        "Irland zeigte sich besorgt über die Lage in Belarus.",
        "Ireland expressed concern about the situation in Belarus.",
    ),
    ("Airbus lieferte zehn Flugzeuge an Vietnam.", "Airbus delivered ten aircraft to Vietnam."),
    (
        "Usbekistan hat zwei Terrorverdächtige an Kasachstan übergeben.",
        "Uzbekistan has handed over two terror suspects to Kazakhstan.",
    ),
    ("Kolumbien trat Panama an die Vereinigten Staaten ab.", "Colombia ceded Panama to the United States."),
    (
        "Die Opposition in Togo wirft der Regierung Betrug vor.",
        "The opposition in Togo accuses the government of fraud.",
    ),
    ("Der Minister aus Wien reiste nach Sofia.", "The minister from Vienna travelled to Sofia."),
    (
        "Brasilien begrüßte das Abkommen zwischen Peru und Chile.",
        "Brazil welcomed the agreement between Peru and Chile.",
    ),
    ("Die Milizen griffen Charkiw an.", "The militias attacked Kharkiv."),
]
BOTH = [
    (
        "Norwegen und Oman verhandelten lange. Beide unterzeichneten am Montag ein Protokoll.",
        "Norway and Oman negotiated for long. Both signed a protocol on Monday.",
    ),
    (
        "Die norwegische Ministerin empfing den Präsidenten von Oman. Beide unterzeichneten ein Protokoll.",
        "The Norwegian minister received the president of Oman. Both signed a protocol.",
    ),
]
PRIVATE = [
    ("Schüler sprachen mit Ärzten über das Geschehene.", "Students spoke with doctors about what had happened."),
    (
        "Die Sängerin unterschrieb einen neuen Vertrag mit ihrem Verlag.",
        "The singer signed a new contract with her publisher.",
    ),
    (
        "Forscher untersuchen die Wirkung seit zwanzig Jahren.",
        "Researchers have been investigating the effect for twenty years.",
    ),
    ("Kroatien besiegte Island im Finale mit 2:0.", "Croatia beat Iceland 2-0 in the final."),
]


def read(text: str, language: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return the events and agreements of a text with their parties by state."""
    reading = relazione.read(text, language=language)
    names = {found.id: found.country or found.identifiers.get("relazione", "?") for found in reading.actors}
    events = [
        (
            event.type,
            event.mode,
            sorted({names[key] for key in event.actor}),
            sorted({names[key] for key in event.recipient}),
        )
        for event in reading.events
    ]
    agreements = [
        (agreement.kind, sorted({names[key] for key in agreement.parties}), [stage.stage for stage in agreement.stages])
        for agreement in reading.agreements
    ]
    return sorted(events, key=str), sorted(agreements, key=str)


@pytest.mark.parametrize(("german", "english"), PAIRS, ids=[english for _, english in PAIRS])
def test_a_sentence_tells_the_same_in_both_languages(german: str, english: str) -> None:
    events, agreements = read(german, "de")
    assert events
    assert read(english, "en") == (events, agreements)


@pytest.mark.parametrize(("german", "english"), BOTH)
def test_both_are_the_two_told_of_before(german: str, english: str) -> None:
    for text, language in ((german, "de"), (english, "en")):
        events, agreements = read(text, language)
        assert ("SUPPORT", None, ["NOR", "OMN"], []) in events
        assert agreements == [("protocol", ["NOR", "OMN"], ["signed"])]


@pytest.mark.parametrize(("german", "english"), PRIVATE, ids=[english for _, english in PRIVATE])
def test_what_private_people_do_is_no_event_in_either_language(german: str, english: str) -> None:
    assert read(german, "de") == read(english, "en") == ([], [])


def test_a_treaty_is_not_of_the_state_of_the_town_it_is_named_after() -> None:
    assert read("The Treaty of Lisbon was signed in 2007.", "en")[1] == [("treaty", [], ["signed"])]
