"""Words that take up events: participles before a noun, definite nouns, promises that are kept or broken."""

import pytest

TALKS = "Finnland und Lettland berieten am Montag in Riga über den Fährverkehr. "
QUARREL = "Togo und Benin legen ihren Streit bei. "
ATTACK = "Malische Soldaten griffen am 2. März einen Grenzposten im Niger an. "


def told(reading):
    names = {found.id: found.country or found.name for found in reading.actors}
    return {(event.type, frozenset(names[key] for key in event.actor), event.date) for event in reading.events}


def evidence(reading, text, type_):
    (event,) = (event for event in reading.events if event.type == type_)
    return [text[span.start : span.end] for span in event.evidence]


def test_a_past_participle_before_its_noun_tells_of_an_event_with_its_own_date(read):
    text = "Peru und Chile streiten weiter. Das im Oktober unterschriebene Abkommen regelt den Bergbau nicht."
    assert ("SUPPORT", frozenset({"PER", "CHL"}), "2025-10") in told(read(text))


def test_a_participle_names_its_agent(read):
    text = "Das von Peru und Chile unterzeichnete Abkommen regelt den Bergbau."
    assert ("SUPPORT", frozenset({"PER", "CHL"}), None) in told(read(text))


def test_a_participle_without_date_or_agent_tells_of_nothing_new(read):
    assert read("Togo und Benin schwiegen. Der unterschriebene Vertrag lag auf dem Tisch.").events == ()


def test_a_participle_takes_up_the_signing_told_of_before(read):
    text = "Togo und Benin unterschrieben am Montag einen Vertrag. Der unterschriebene Vertrag gilt ab Mai."
    assert len(evidence(read(text), text, "SUPPORT")) == 2


def test_a_promise_belongs_to_the_state_that_takes_it_back(read):
    text = "Uruguay nahm die im Januar gegebene Zusage zurück."
    assert ("AGREE", frozenset({"URY"}), "2026-01") in told(read(text))


def test_what_a_state_withholds_it_has_promised_itself(read):
    assert ("AGREE", frozenset({"URY"}), None) in told(read("Uruguay streicht den zugesagten Zuschuss für Paraguay."))


@pytest.mark.parametrize(
    "sentence", ["Nach der Runde sprach niemand.", "Beim Treffen fehlten Dolmetscher.", "Die Gespräche waren kurz."]
)
def test_a_definite_noun_is_more_evidence_of_the_talks_told_of_before(read, sentence):
    text = TALKS + sentence
    assert len(evidence(read(text), text, "CONSULT")) == 2


def test_an_indefinite_noun_is_no_evidence_of_the_talks_told_of_before(read):
    text = TALKS + "Ein Treffen kostet Zeit."
    assert len(evidence(read(text), text, "CONSULT")) == 1


def test_a_noun_with_another_date_tells_of_an_attack_between_the_same_parties(read):
    reading = read(ATTACK + "Der Überfall vom 9. Februar ist nicht aufgeklärt.")
    attacks = [event for event in reading.events if event.type == "ASSAULT"]
    assert [event.date for event in attacks] == ["2026-03-02", "2026-02-09"]
    assert attacks[0].recipient == attacks[1].recipient
    assert attacks[0].confidence > attacks[1].confidence


def test_a_noun_with_the_same_date_takes_up_the_attack(read):
    text = ATTACK + "Bei dem Überfall vom 2. März starb niemand."
    assert "Überfall vom 2. März" in evidence(read(text), text, "ASSAULT")[1]


def test_a_meeting_planned_for_a_day_that_has_gone_by_lies_in_the_past(read):
    text = "Togo und Benin verhandeln. Das für den 2. März geplante Treffen war geplatzt."
    assert ("AGREE", frozenset({"TGO", "BEN"}), "2026-03-02") in told(read(text))


def test_a_negation_added_behind_a_comma_denies_no_event(read):
    (event,) = read("Bei dem Angriff auf den Posten seien zwei malische Soldaten gestorben, nicht mehr.").events
    assert event.status == "occurred"


def test_a_meeting_called_off_for_a_coming_weekday_lies_ahead(read):
    text = "Togo und Benin streiten. Togo sagte ein für Dienstag geplantes Treffen mit Benin ab."
    assert ("AGREE", frozenset({"TGO", "BEN"}), "2026-03-17") in told(read(text))


def test_talks_after_which_something_is_announced_are_over(read):
    text = "Peru senkt Zölle. Perus Minister Julio Paredes kündigte das nach Gesprächen mit Chile in Lima an."
    assert ("CONSULT", frozenset({"PER", "CHL"}), None) in told(read(text))


def test_ministers_of_unknown_states_sign_for_the_two_states_of_the_report(read):
    text = QUARREL + "Ministerin Afi Mensah und Minister Koffi Dossou unterschrieben am Montag einen Vertrag."
    assert ("SUPPORT", frozenset({"TGO", "BEN"}), "2026-03-09") in told(read(text))


def test_a_go_between_signs_for_nobody(read):
    text = QUARREL + "Vermittler Afi Mensah und Koffi Dossou unterschrieben am Montag einen Vertrag."
    assert "SUPPORT" not in {event.type for event in read(text).events}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Finnland und Estland vereinbarten eine Fähre. Ein weiteres Treffen ist für den 20. April vorgesehen.",
            ("AGREE", frozenset({"FIN", "EST"}), "2026-04-20"),
        ),
        (
            "Finnland und Estland planen eine Fähre. Das nächste Treffen soll am 20. April in Tallinn stattfinden.",
            ("AGREE", frozenset({"FIN", "EST"}), "2026-04-20"),
        ),
        (
            "Bei einem Treffen in Quito haben Chile und Ecuador am Montag einen Fischereivertrag unterzeichnet.",
            ("CONSULT", frozenset({"CHL", "ECU"}), "2026-03-09"),
        ),
        (
            "Ecuador und Mexiko streiten. Mexikos Minister schlug am Montag bei einem Treffen in Quito Regeln vor.",
            ("CONSULT", frozenset({"ECU", "MEX"}), "2026-03-09"),
        ),
        (
            "Uruguay und Paraguay streiten. Man habe sich auf Gespräche verständigt, teilte Montevideo mit.",
            ("AGREE", frozenset({"URY", "PRY"}), None),
        ),
        (
            "Uruguay und Paraguay nähern sich an. Der Vertrag wurde am Montag unterzeichnet.",
            ("SUPPORT", frozenset({"URY", "PRY"}), "2026-03-09"),
        ),
    ],
)
def test_what_names_no_parties_is_between_the_two_states_of_the_report(read, text, event):
    assert event in told(read(text))


def test_an_impersonal_passive_takes_up_the_talks_told_of_before(read):
    text = TALKS + "Gesprochen wurde auch über den Zoll."
    assert len(evidence(read(text), text, "CONSULT")) == 2


def test_what_was_not_talked_about_is_no_talk(read):
    text = "Togo und Benin streiten. Über den Preis sei nicht gesprochen worden."
    assert "CONSULT" not in {event.type for event in read(text).events}


def test_a_thing_told_of_again_belongs_to_whom_it_belonged_before(read):
    reading = read(ATTACK + "Der Posten war schon im Januar angegriffen worden.")
    assert [reading.actors[1].id] == list(reading.events[1].recipient)
    assert reading.events[1].date == "2026-01"


def test_who_answers_an_attack_with_a_measure_was_attacked(read):
    text = "Thailand und Kambodscha streiten. Nach Schüssen auf eine Streife hat Thailand die Waffenruhe ausgesetzt."
    reading = read(text)
    (attack,) = (event for event in reading.events if event.type == "ASSAULT")
    assert [found.country for found in reading.actors if found.id in attack.recipient] == ["THA"]


def test_a_pronoun_takes_up_the_agreement_told_of_before(read):
    text = "Das Abkommen zwischen Peru und Chile ist fertig. Es wurde am Montag unterzeichnet."
    assert ("SUPPORT", frozenset({"PER", "CHL"}), "2026-03-09") in told(read(text))


def test_a_blockade_takes_up_the_protest_not_a_siege(read):
    text = "Peruanische Fischer blockierten am Montag den Hafen. Bei der Blockade gab es Verletzte."
    assert len(evidence(read(text), text, "PROTEST")) == 2


def test_a_meeting_told_of_by_its_place_lies_ahead_where_a_date_is_set(read):
    text = "Gabun fordert eine Lösung bis zum Gipfel der AU in Kampala. Das Treffen in Kampala ist für Mai geplant."
    (meeting,) = (event for event in read(text).events if event.type != "REQUEST")
    assert (meeting.type, meeting.status, meeting.date) == ("AGREE", "planned", "2026-05")
