"""English ways of saying things, each sentence with what is read in it."""

from collections.abc import Callable

import pytest

import relazione
from relazione.records import Reading

DAY = "2026-03-15"  # a Sunday


@pytest.fixture(scope="module")
def read() -> Callable[[str], Reading]:
    """Read an English text published on DAY."""
    return lambda text: relazione.read(text, published=DAY, language="en")


def told(reading: Reading) -> list[tuple[str, str | None, str, str, str]]:
    """Return type, mode, actors, recipients (states by their code, in order of the letters) and status of events."""
    names = {found.id: found.country or found.name for found in reading.actors}
    return [
        (
            event.type,
            event.mode,
            " ".join(sorted({names[key] for key in event.actor})),
            " ".join(sorted({names[key] for key in event.recipient})),
            event.status,
        )
        for event in reading.events
    ]


def said(reading: Reading, text: str) -> list[tuple[str | None, str, str]]:
    """Return speaker, form and content of statements."""
    names = {found.id: found.name for found in reading.actors}
    return [
        (names.get(one.speaker or ""), one.form, " … ".join(text[span.start : span.end] for span in one.content))
        for one in reading.statements
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "“The port must stay open,” Norwegian foreign minister Liv Sandvik said on Monday.",
        "“The port must stay open,” said Liv Sandvik, Norway's foreign minister.",
        "“The port must stay open,” Norway's foreign minister, Liv Sandvik, told reporters.",
        "Norway's foreign minister Liv Sandvik said: “The port must stay open.”",
    ],
)
def test_the_comma_stands_inside_the_quotation_marks_and_the_speaker_before_or_behind_the_verb(read, sentence):
    assert said(read(sentence), sentence) == [("Liv Sandvik", "direct", "The port must stay open")]


def test_a_quotation_goes_on_behind_its_cue(read):
    text = "“We need time,” Norway's foreign minister Liv Sandvik said, “and we need patience.”"
    assert said(read(text), text) == [("Liv Sandvik", "direct", "We need time … and we need patience")]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        (
            "Norway's foreign minister Liv Sandvik said that the talks had failed.",
            "that the talks had failed",
        ),
        ("Norway's foreign minister Liv Sandvik said the talks had failed.", "the talks had failed"),
        ("The talks had failed, Norway's foreign minister Liv Sandvik said.", "The talks had failed"),
    ],
)
def test_a_content_clause_needs_no_that_and_may_stand_before_its_cue(read, sentence, content):
    assert said(read(sentence), sentence) == [("Liv Sandvik", "indirect", content)]


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("According to the Kenyan government, the pump had failed.", "Kenya", "the pump had failed"),
        ("The pump had failed, according to the Kenyan government.", "Kenya", "The pump had failed"),
        ("According to a report by the Kenyan government, the pump had failed.", "Kenya", "the pump had failed"),
        ("According to early findings, the pump had failed.", None, "the pump had failed"),
    ],
)
def test_according_to_reports_what_a_government_or_a_text_says(read, sentence, speaker, content):
    assert said(read(sentence), sentence) == [(speaker, "reported", content)]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Ghana's president visited Togo.", ("CONSULT", "visit", "GHA", "TGO", "occurred")),
        ("The visit of Ghana's president to Togo was short.", ("CONSULT", "visit", "GHA", "TGO", "occurred")),
        ("Kenya recalled its ambassador to Somalia.", ("SANCTION", "withdraw", "KEN", "SOM", "occurred")),
        ("The Norwegian minister's visit to Lisbon ended.", ("CONSULT", "visit", "NOR", "PRT", "occurred")),
    ],
)
def test_possessives_say_whose(read, sentence, event):
    assert told(read(sentence)) == [event]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Kenya arrested an Egyptian.", ("COERCE", "arrest", "KEN", "EGY", "occurred")),
        ("The agents assassinated an Iranian in Berlin.", ("ASSAULT", "targeted", "", "IRN", "occurred")),
        ("Two Kenyans were arrested in Somalia.", ("COERCE", "arrest", "SOM", "KEN", "occurred")),
        ("Egyptian officials met Sudanese officials.", ("CONSULT", None, "EGY SDN", "", "occurred")),
        (
            "The Saudi Arabian government expelled the Canadian ambassador.",
            ("SANCTION", "expel", "SAU", "CAN", "occurred"),
        ),
        ("South Korean soldiers shot a North Korean fisherman.", ("ASSAULT", "firearms", "KOR", "PRK", "occurred")),
        ("New Zealand's defence minister visited Sri Lanka.", ("CONSULT", "visit", "NZL", "LKA", "occurred")),
    ],
)
def test_demonyms_are_adjectives_and_nouns_of_one_word_or_two(read, sentence, event):
    assert told(read(sentence)) == [event]


@pytest.mark.parametrize(
    "sentence",
    [
        "The deputy prime minister of Malta, Ana Vella, met the Tunisian president.",
        "Ana Vella, the deputy prime minister of Malta, met the Tunisian president.",
        "Maltese deputy prime minister Ana Vella met the Tunisian president.",
        "Malta's deputy prime minister, Ana Vella, met the Tunisian president.",
    ],
)
def test_an_office_of_several_words_stands_before_or_behind_its_name(read, sentence):
    reading = read(sentence)
    vella = next(found for found in reading.actors if found.name == "Ana Vella")
    assert told(reading) == [("CONSULT", None, "MLT TUN", "", "occurred")]
    assert [(office.title, office.country) for office in vella.offices] == [("deputy prime minister", "MLT")]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Liv Sandvik, Norway's foreign minister, arrived in Lisbon. She met the Portuguese president.",
            ("CONSULT", None, "NOR PRT", "", "occurred"),
        ),
        (
            "Kenya sent troops to the border. It accused Somalia of sheltering rebels.",
            ("ACCUSE", "allege", "KEN", "SOM", "occurred"),
        ),
        (
            "Ministers from Chile and Peru met in Lima. They signed a treaty.",
            ("SUPPORT", None, "CHL PER", "", "occurred"),
        ),
        (
            "Norway's foreign minister Liv Sandvik left for Lisbon. Her talks with Portugal took three days.",
            ("CONSULT", None, "NOR PRT", "", "occurred"),
        ),
        (
            "Kenya sent troops to the border. Its attack on Somalia lasted a day.",
            ("ASSAULT", None, "KEN", "SOM", "occurred"),
        ),
        (
            "Chile and Peru signed a treaty. Their talks had taken three days.",
            ("CONSULT", None, "CHL PER", "", "occurred"),
        ),
    ],
)
def test_pronouns_take_up_persons_states_and_several(read, text, event):
    assert event in told(read(text))


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("The Mexican ambassador was expelled by Bolivia.", ("SANCTION", "expel", "BOL", "MEX", "occurred")),
        ("A Greek tanker was seized by Iran.", ("COERCE", "seize", "IRN", "GRC", "occurred")),
        ("Brazil was hit with tariffs by the United States.", ("SANCTION", "discontinue", "USA", "BRA", "occurred")),
        ("Iran was accused by Israel.", ("ACCUSE", "allege", "ISR", "IRN", "occurred")),
    ],
)
def test_passives_turn_actor_and_recipient(read, sentence, event):
    assert told(read(sentence)) == [event]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Mexico called off the talks with Peru.", ("REJECT", "meet", "MEX", "PER", "occurred")),
        ("Mexico called the talks with Peru off.", ("REJECT", "meet", "MEX", "PER", "occurred")),
        ("France pulled its troops out of Niger.", ("RETREAT", "withdraw", "FRA", "NER", "occurred")),
        ("Israel cut off the electricity to Lebanon.", ("COERCE", "withhold", "ISR", "LBN", "occurred")),
        ("Russia shot down a Turkish jet.", ("ASSAULT", "heavy-weapons", "RUS", "TUR", "occurred")),
    ],
)
def test_the_particle_of_a_verb_stands_before_or_behind_its_object(read, sentence, event):
    assert told(read(sentence)) == [event]


def test_a_verb_is_not_the_same_with_a_particle(read):
    text = "Mexico called off the talks with Peru."
    assert said(read(text), text) == []


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Kenya, Uganda and Rwanda signed a trade agreement.", ("SUPPORT", None, "KEN RWA UGA", "", "occurred")),
        (
            "The presidents of Kenya and Uganda met the Rwandan president.",
            ("CONSULT", None, "KEN RWA UGA", "", "occurred"),
        ),
        ("The Kenyan president and his Somali counterpart met.", ("CONSULT", None, "KEN SOM", "", "occurred")),
        ("Canada sanctioned Belarus and Myanmar.", ("SANCTION", "discontinue", "CAN", "BLR MMR", "occurred")),
    ],
)
def test_coordinated_parties_all_count(read, sentence, event):
    assert told(read(sentence)) == [event]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Kenya did not attack Somalia.", "negated"),
        ("Kenya has never recognised Kosovo.", "negated"),
        ("No talks between Kenya and Somalia took place.", "negated"),
        ("Kenya may attack Somalia.", "hypothetical"),
        ("Kenya could impose sanctions on Somalia.", "hypothetical"),
        ("If Kenya attacks Somalia, the price of oil will rise.", "hypothetical"),
        ("Kenya is attacking Somalia.", "ongoing"),
        ("Kenya has attacked Somalia.", "occurred"),
    ],
)
def test_negation_modals_and_tense_say_the_status(read, sentence, status):
    assert [event.status for event in read(sentence).events] == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Kenyan president will visit Somalia on Friday.",
        "The Kenyan president plans to visit Somalia on Friday.",
        "The Kenyan president is to visit Somalia on Friday.",
        "The Kenyan president is expected in Mogadishu on Friday.",
        "The Kenyan president is going to visit Somalia on Friday.",
    ],
)
def test_a_visit_to_come_is_agreed_on(read, sentence):
    reading = read(sentence)
    assert told(reading) == [("AGREE", None, "KEN", "SOM", "planned")]
    assert [event.date for event in reading.events] == ["2026-03-20"]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Kenya is in talks with Somalia.", ("CONSULT", None, "KEN SOM", "", "occurred")),
        ("Kenya is grateful to Somalia.", ("SUPPORT", None, "KEN", "SOM", "occurred")),
        ("Kenya and Somalia are on the brink of war.", ("THREATEN", "violence", "KEN SOM", "", "occurred")),
        ("Kenya is opposed to the accession of Somalia.", ("REJECT", "change", "KEN", "SOM", "occurred")),
    ],
)
def test_a_predicate_is_an_adjective_or_a_noun_behind_a_preposition(read, sentence, event):
    assert told(read(sentence)) == [event]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Kenya awarded the Somali president a medal.", ("SUPPORT", None, "KEN", "SOM", "occurred")),
        ("Kenya offered Somalia talks.", ("AGREE", None, "KEN", "SOM", "occurred")),
        ("Kenya lent Somalia a hand.", ("AID", None, "KEN", "SOM", "occurred")),
    ],
)
def test_of_two_objects_the_first_is_given_to(read, sentence, event):
    assert told(read(sentence)) == [event]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("The general strike in Greece began.", ("PROTEST", "strike", "", "GRC", "ongoing")),
        ("Fighting between Sudan and Chad broke out.", ("ASSAULT", None, "SDN TCD", "", "occurred")),
        (
            "Kenya banned a Somali politician from entering the country.",
            ("SANCTION", "expel", "KEN", "SOM", "occurred"),
        ),
    ],
)
def test_nouns_of_several_words_and_verbs_in_ing_tell_of_events(read, sentence, event):
    assert told(read(sentence)) == [event]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Hungary said it had released two Austrian prisoners.", ("RETREAT", "release", "HUN", "AUT", "occurred")),
        (
            "Kenya and Uganda said they had expelled the Chadian ambassador.",
            ("SANCTION", "expel", "KEN UGA", "TCD", "occurred"),
        ),
        (
            "France has begun withdrawing some of its troops from Mali.",
            ("RETREAT", "withdraw", "FRA", "MLI", "occurred"),
        ),
        ("Iran released hundreds of Iraqi prisoners.", ("RETREAT", "release", "IRN", "IRQ", "occurred")),
    ],
)
def test_who_says_it_begins_it_or_does_it_to_some_is_who_does_it(read, sentence, event):
    assert event in told(read(sentence))


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        (
            "The Norwegian prime minister condemned the attack by Iran.",
            ("ACCUSE", "disapprove", "NOR", "IRN", "occurred"),
        ),
        (
            "The Danish premier called the Omani sultan on Monday to convey his support.",
            ("CONSULT", "phone", "DNK", "OMN", "occurred"),
        ),
        ("Saudi Arabia imposed a blockade on Qatar.", ("COERCE", "restrict", "SAU", "QAT", "occurred")),
        ("Ghana withdrew its peacekeepers from Lebanon.", ("SANCTION", "withdraw", "GHA", "LBN", "occurred")),
        ("Ghana sent peacekeepers to Lebanon.", ("AID", None, "GHA", "LBN", "occurred")),
        ("France returned the sculptures to Benin.", ("RETREAT", "release", "FRA", "BEN", "occurred")),
    ],
)
def test_the_border_between_types_is_that_of_the_codebook(read, sentence, event):
    assert event in told(read(sentence))


def test_an_accusation_is_rejected_towards_who_made_it(read):
    text = "Uruguay accused Chile of smuggling timber and turned to Peru. Chile rejected the accusation."
    assert ("REJECT", "CHL", "URY") in [(type_, actor, other) for type_, _, actor, other, _ in told(read(text))]


@pytest.mark.parametrize(
    "words",
    [
        "that Indonesia and Australia signed in 2024",
        ", which Indonesia and Australia signed in 2024,",
        "signed by Indonesia and Australia in 2024",
    ],
)
def test_a_clause_on_an_agreement_tells_who_signed_it(read, words):
    assert told(read(f"The agreement {words} provides for joint patrols.".replace(" ,", ","))) == [
        ("SUPPORT", None, "AUS IDN", "", "occurred")
    ]


def test_whom_a_verb_tells_is_no_part_of_what_it_tells(read):
    text = "The Norwegian foreign minister Liv Sandvik told Reuters the treaty would be signed."
    reading = read(text)
    assert said(reading, text) == [("Liv Sandvik", "indirect", "the treaty would be signed")]
    assert {found.name for found in reading.actors if found.id in reading.statements[0].addressee} == {"Reuters"}


def test_a_relative_clause_at_the_end_denies_what_stands_before_it(read):
    text = "Norway accused Denmark of sabotage, which Copenhagen denied."
    reading = read(text)
    assert {one.act for one in reading.statements} == {"criticise", "deny"}
    assert ("Denmark", "reported", "Norway accused Denmark of sabotage") in said(reading, text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Pay is fixed according to the rank of the officer.",
        "The plan was shaped by public opinion.",
        "The ferry sailed without the proposed limits, sailors began to study the charts.",
        "The move underlined the need of a fast vote on the treaty that the parliament passed.",
    ],
)
def test_measures_agents_and_things_say_nothing(read, sentence):
    assert read(sentence).statements == ()


def test_to_have_to_is_a_duty(read):
    (one,) = read("Norway's minister Liv Sandvik said the members have to pay.").statements
    assert one.act == "demand"


def test_from_a_point_of_view_attributes(read):
    text = "From the ministry's point of view the treaty is void."
    assert said(read(text), text) == [("ministry", "reported", "the treaty is void")]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Kenya's minister said that Kenya would send aid to Vietnam.", "planned"),
        ("Kenya would send aid to Vietnam, Kenya's minister said.", "planned"),
        ("Kenya would send aid to Vietnam if Laos agreed.", "hypothetical"),
    ],
)
def test_would_is_the_future_of_what_was_said(read, sentence, status):
    assert status in {event.status for event in read(sentence).events}


def test_an_embassy_is_of_no_state_that_it_is_in(read):
    assert told(read("Guatemala opened an embassy in Kenya.")) == [("SUPPORT", None, "GTM", "KEN", "occurred")]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The ferry will sail in May, Liv Sandvik, Norway's transport minister, told reporters.",
            "Liv Sandvik",
            "The ferry will sail in May",
        ),
        (
            "The ferry will sail in May, her Danish colleague, Mette Holm, said.",
            "Mette Holm",
            "The ferry will sail in May",
        ),
        (
            "The ferry, Norway's foreign minister Liv Sandvik vowed, would sail in May.",
            "Liv Sandvik",
            "The ferry … would sail in May",
        ),
        (
            "If it rains, Norway's foreign minister Liv Sandvik warned, the ferry will not sail.",
            "Liv Sandvik",
            "If it rains … the ferry will not sail",
        ),
        (
            "Norway's foreign minister Liv Sandvik called the delay a shame and apologised.",
            "Liv Sandvik",
            "the delay a shame",
        ),
        (
            "Norway has an offer: the ferry will sail in May, foreign minister Liv Sandvik said.",
            "Liv Sandvik",
            "the ferry will sail in May",
        ),
        (
            "The ferry was late, according to Norwegian Transport Minister Liv Sandvik.",
            "Liv Sandvik",
            "The ferry was late",
        ),
        (
            "Trade fell by 3 percent in May, data published by the Norwegian ministry showed.",
            "Norwegian ministry",
            "Trade fell by 3 percent in May",
        ),
    ],
)
def test_who_says_it_stands_behind_or_in_what_is_said(read, text, speaker, content):
    assert [(one, words) for one, _, words in said(read(text), text)] == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway's foreign minister Liv Sandvik did not say when the ferry would sail.",
        "The treaty is expected to be signed in May.",
        "Norway and Denmark agreed to build a ferry in May.",
    ],
)
def test_what_nobody_says_is_no_statement(read, text):
    assert said(read(text), text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Trade between Norway and Denmark rose 12 percent to $6 billion last year.",
            [("trade_turnover", "change", 12, "2025"), ("trade_turnover", "level", 6e9, "2025")],
        ),
        (
            "Norway's exports to Denmark fell to $4 million in 2024 from $5 million a year earlier.",
            [("exports", "level", 4e6, "2024"), ("exports", "level", 5e6, "2023")],
        ),
        (
            "Norway's exports to Denmark fell to $4 million in 2024. In 2020, they had stood at $7 million.",
            [("exports", "level", 4e6, "2024"), ("exports", "level", 7e6, "2020")],
        ),
    ],
)
def test_changes_and_what_they_are_compared_with_have_their_own_years(read, text, figures):
    assert [(one.indicator, one.measure, one.value, one.period) for one in read(text).figures] == figures


def test_a_figure_told_in_headline_and_body_is_one(read):
    text = "Norway gives Denmark 12 million euros\n\nNorway will give Denmark 12 million euros, it said."
    assert [len(one.evidence) for one in read(text).figures] == [2]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Sweden summoned the Hungarian ambassador, Eva Nagy, on Monday.",
            [("ACCUSE", "disapprove", "SWE", "HUN", "occurred")],
        ),
        (
            "Omani and Yemeni troops exchanged fire near the border on Saturday.",
            [("ASSAULT", "firearms", "OMN YEM", "", "occurred")],
        ),
        (
            "Chad and Oman have many ties. The two leaders will meet again in Muscat in March.",
            [("AGREE", None, "OMN TCD", "", "planned")],
        ),
        ("Malta dismissed the accusations by Libya.", [("REJECT", None, "MLT", "LBY", "occurred")]),
        ("Malta called the treaty with Libya a mistake.", []),
        (
            "Malta recalls envoy from Libya\n\nMalta recalled its envoy from Libya on Friday.",
            [("SANCTION", "withdraw", "MLT", "LBY", "occurred")],
        ),
    ],
)
def test_who_deals_with_whom(read, text, events):
    assert [one for one in told(read(text)) if one[0] != "COOPERATE"] == events


def test_the_two_countries_of_a_later_paragraph_are_those_of_the_headline(read):
    text = (
        "Estonia and Georgia agree on wine tariffs\n\nThe Estonian minister Maris Kask was in Tbilisi.\n\n"
        "Kask also spoke about a dispute between Latvia and Belarus.\n\nThe two countries signed a protocol on tourism."
    )
    assert ("SUPPORT", None, "EST GEO", "", "occurred") in told(read(text))


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Kenya expelled two Ghanaian captains, accusing them of theft.", ("ACCUSE", "allege", "KEN")),
        ("Kenya attacked Somalia, killing two soldiers.", ("ASSAULT", None, "KEN")),
    ],
)
def test_what_a_clause_in_ing_adds_is_done_by_the_subject(read, sentence, event):
    assert event in [one[:3] for one in told(read(sentence))]
