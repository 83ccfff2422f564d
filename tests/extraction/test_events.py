import pytest

import relazione


def told(reading):
    names = {found.id: found.country or found.name for found in reading.actors}
    return [
        (
            event.type,
            event.mode,
            sorted({names[key] for key in event.actor}),
            sorted({names[key] for key in event.recipient}),
            event.status,
        )
        for event in reading.events
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Norwegens Außenministerin Liv Sandvik besuchte Lissabon.",
            ("CONSULT", "visit", ["NOR"], ["PRT"], "occurred"),
        ),
        (
            "Der Lissabon-Besuch der norwegischen Ministerin endete gestern.",
            ("CONSULT", "visit", ["NOR"], ["PRT"], "occurred"),
        ),
        ("Norwegen unterzeichnete mit Portugal ein Abkommen.", ("SUPPORT", None, ["NOR", "PRT"], [], "occurred")),
        ("Omans Beitritt zu dem Abkommen wurde begrüßt.", ("SUPPORT", None, ["OMN"], [], "occurred")),
        ("Kanada verhängte Sanktionen gegen Eritrea.", ("SANCTION", "discontinue", ["CAN"], ["ERI"], "occurred")),
        ("Peru wies zwei chilenische Diplomaten aus.", ("SANCTION", "expel", ["PER"], ["CHL"], "occurred")),
        ("Indien schickte Nepal Zelte und Decken.", ("AID", None, ["IND"], ["NPL"], "occurred")),
        ("Finnland verurteilte das Vorgehen Russlands.", ("ACCUSE", "disapprove", ["FIN"], ["RUS"], "occurred")),
    ],
)
def test_verbs_and_nouns_tell_of_events(read, text, event):
    assert event in told(read(text))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norwegens Außenministerin Liv Sandvik wird im Mai Lissabon besuchen.", "planned"),
        ("Norwegens Außenministerin Liv Sandvik will Lissabon besuchen.", "planned"),
        ("Norwegens Außenministerin Liv Sandvik besuchte Lissabon nicht.", "negated"),
        ("Kanada könnte Sanktionen gegen Eritrea verhängen.", "hypothetical"),
    ],
)
def test_status_is_read_off_verb_and_adverb(read, text, status):
    assert [event.status for event in read(text).events] == [status]


def test_a_planned_visit_is_agreed_on(read):
    (event,) = read("Norwegens Außenministerin Liv Sandvik will im Mai Lissabon besuchen.").events
    assert (event.type, event.mode, event.status, event.date) == ("AGREE", None, "planned", "2026-05")


def test_one_visit_told_twice_is_one_event(read):
    text = (
        "Norwegens Außenministerin Liv Sandvik besuchte am 3. März Lissabon. Der Besuch Sandviks in Lissabon war kurz."
    )
    (event,) = read(text).events
    assert len(event.evidence) == 2
    assert (event.date, event.place.name) == ("2026-03-03", "Lissabon")


def test_a_name_behind_a_date_is_no_part_of_it(read):
    (event,) = read("Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.").events
    assert (event.date, event.place.country) == ("2026-01-27", "PRT")


def test_a_perfect_with_sein_is_no_passive(read):
    text = "Norwegens Außenministerin Liv Sandvik ist zu einem Besuch in Lissabon eingetroffen."
    assert told(read(text)) == [("CONSULT", "visit", ["NOR"], ["PRT"], "occurred")]


def test_who_says_that_another_state_must_act_requests_it(read):
    text = "Finnlands Präsident Aarne Lehto äußerte sich. Estland müsse seine Häfen öffnen, so Lehto."
    assert told(read(text)) == [("REQUEST", "change", ["FIN"], ["EST"], "occurred")]


def test_what_only_a_speaker_asserts_is_attributed(read):
    text = "Finnlands Präsident Aarne Lehto sagte, Estland habe Sanktionen gegen Belarus verhängt."
    reading = read(text)
    (sanction,) = (event for event in reading.events if event.type == "SANCTION")
    assert sanction.attributed_to == reading.statements[0].id


def test_cooperation_only_named_in_passing_is_no_event(read):
    assert read("Der Minister dankte für die Zusammenarbeit mit Peru.").events == ()


def test_every_event_has_code_score_and_quad(read):
    (event,) = read("Kanada verhängte Sanktionen gegen Eritrea.").events
    assert (event.cameo, event.score, event.quad) == ("163", -6.0, 4)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Russland kritisierte das Manöver scharf.", ("ACCUSE", "disapprove", ["RUS"], [], "occurred")),
        ("Moskau warnte Helsinki vor „ernsten Folgen“.", ("THREATEN", None, ["RUS"], ["FIN"], "occurred")),
        ("Kairo lieferte Sudans Armee im Februar Drohnen.", ("AID", None, ["EGY"], ["SDN"], "occurred")),
    ],
)
def test_adverbs_quotation_marks_and_dates_part_no_verb_from_its_words(read, text, event):
    assert told(read(text)) == [event]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Finnlands Außenministerin Aino Salo hat am Montag in Riga ihren lettischen Kollegen Jan Ozols getroffen.",
            ("CONSULT", None, ["FIN", "LVA"], [], "occurred"),
        ),
        (
            "Perus Ministerin Ana Rojas und ihr chilenischer Amtskollege Julio Paredes haben am 13. März in Lima ein "
            "Bergbauabkommen unterzeichnet.",
            ("SUPPORT", None, ["CHL", "PER"], [], "occurred"),
        ),
        (
            "Wie das Ministerium mitteilte, haben Togo und Benin am Dienstag ein Abkommen unterzeichnet.",
            ("SUPPORT", None, ["BEN", "TGO"], [], "occurred"),
        ),
        ("Mali hat sein Abkommen mit Niger gekündigt.", ("SANCTION", "withdraw", ["MLI"], ["NER"], "occurred")),
    ],
)
def test_a_perfect_with_its_participle_at_the_end_tells_of_an_event(read, text, event):
    assert event in told(read(text))


def test_a_second_participle_shares_subject_and_auxiliary_of_the_first(read):
    text = (
        "Finnlands Außenministerin Aino Salo hat am Mittwoch in Riga ihren lettischen Kollegen Juris Ozols getroffen "
        "und mit ihm ein Protokoll unterzeichnet."
    )
    assert ("SUPPORT", None, ["FIN", "LVA"], [], "occurred") in told(read(text))


def test_a_plural_pronoun_takes_up_the_subject_of_the_sentence_before(read):
    text = (
        "Schwedens Verteidigungsminister Olle Brandt und seine estnische Kollegin Kadri Saar berieten am Freitag in "
        "Tallinn. Zugleich unterzeichneten sie ein Protokoll über Luftabwehr."
    )
    assert ("SUPPORT", None, ["EST", "SWE"], [], "occurred") in told(read(text))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Drei belgische Diplomaten wurden aus Burundi ausgewiesen.",
            ("SANCTION", "expel", ["BDI"], ["BEL"], "occurred"),
        ),
        ("Peru hat zwei Diplomaten aus Chile ausgewiesen.", ("SANCTION", "expel", ["PER"], ["CHL"], "occurred")),
        ("Ghanas Botschafter wurde in Lomé einbestellt.", ("ACCUSE", "disapprove", ["TGO"], ["GHA"], "occurred")),
        (
            "Die kambodschanischen Fischer wurden am Montag freigelassen.",
            ("RETREAT", "release", [], ["KHM"], "occurred"),
        ),
    ],
)
def test_a_passive_without_an_agent_tells_of_an_event(read, text, event):
    assert event in told(read(text))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Togo weihte einen Hafen ein. Benins Minister Koffi Dossou, der zur Feier angereist war, schwieg.",
            ("CONSULT", "visit", ["BEN"], ["TGO"], "occurred"),
        ),
        (
            "Benins Minister Koffi Dossou ist aus Lomé abgereist.",
            ("CONSULT", "visit", ["BEN"], ["TGO"], "occurred"),
        ),
        (
            "Finnlands Präsident traf seinen estnischen Kollegen. Ein Gegenbesuch in Helsinki ist für Mai vorgesehen.",
            ("AGREE", None, ["EST"], ["FIN"], "planned"),
        ),
        (
            "Bei seinem Besuch in Zagreb sagte Sloweniens Minister Miha Kos neue Züge zu.",
            ("CONSULT", "visit", ["SVN"], ["HRV"], "occurred"),
        ),
    ],
)
def test_a_visit_finds_guest_and_host(read, text, event):
    assert event in told(read(text))


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Die Gewerkschaft Sol blockierte im Mai den Hafen von Lima.", ("PROTEST", "obstruct")),
        ("Die Gewerkschaft Sol jubelte. Sie hatte im Mai die Zufahrt nach Lima gesperrt.", ("PROTEST", "obstruct")),
        ("Der Bauernbund von Arequipa demonstrierte am Montag in Lima.", ("PROTEST", "demo")),
        ("Der Bauernbund aus Arequipa, der im Juli auf die Straße gegangen war, jubelte.", ("PROTEST", "demo")),
        ("Der Bauernbund von Arequipa rief für Freitag zu Protesten auf.", ("REQUEST", "change")),
        ("Tausende Landwirte folgten dem Aufruf des Bauernbunds von Arequipa.", ("REQUEST", "change")),
    ],
)
def test_protests_of_organisations_are_events(read, sentence, event):
    found = [one[:2] for one in told(read("Peru und Chile streiten über Zölle. " + sentence))]
    assert event in found


def test_soldiers_who_close_a_road_do_not_protest(read):
    assert "PROTEST" not in {
        event.type for event in read("Peruanische Soldaten sperrten die Brücke nach Chile.").events
    }


def test_an_exercise_of_two_states_is_cooperation(read):
    found = told(read("Das thailändisch-malaysische Manöver endete am Freitag."))
    assert found == [("COOPERATE", None, ["MYS", "THA"], [], "occurred")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ein Besuch des finnischen Präsidenten in Tallinn ist für Mai vorgesehen.", "planned"),
        ("Ein Besuch des finnischen Präsidenten in Tallinn ist möglich.", "hypothetical"),
        ("Ein Besuch des finnischen Präsidenten in Tallinn ist nicht geplant.", "negated"),
        ("Zu dem Besuch des finnischen Präsidenten in Tallinn äußerte sich niemand.", "occurred"),
        ("Auf einem Treffen mit Estland kündigte Finnland neue Fähren an.", "occurred"),
    ],
)
def test_status_of_a_noun_is_what_its_clause_says_of_it(read, text, status):
    assert read(text).events[0].status == status


def test_a_name_before_its_verb_is_the_subject_where_the_clause_has_none(read):
    found = told(read("Jordaniens Regierung versprach, die Grenze bis Juni zu öffnen."))
    assert ("AGREE", None, ["JOR"], [], "occurred") in found


def test_a_promise_in_a_report_on_two_states_is_made_to_the_other(read):
    found = told(read("Norwegen und Jordanien sprachen über Lager. Norwegen sagte weitere Hilfe zu."))
    assert ("AGREE", None, ["NOR"], ["JOR"], "occurred") in found


def test_a_visiting_minister_of_unknown_state_is_of_the_state_that_is_not_his_host(read):
    text = "Kenia und Ghana streiten. Es war der zweite Besuch von Minister Otieno in der ghanaischen Hauptstadt."
    assert ("CONSULT", "visit", ["KEN"], ["GHA"], "occurred") in told(read(text))


def test_what_a_state_says_it_will_do_by_a_day_it_promises(read):
    found = told(read("Man werde die Maut bis Juli abschaffen, sagte Malawis Minister Banda."))
    assert found == [("AGREE", None, ["MWI"], [], "occurred")]


def test_what_others_will_do_is_no_promise(read):
    assert read("Die Maut werde in Sambia bis Juli fallen, sagte Malawis Minister Banda.").events == ()


def test_an_event_told_again_is_surer_and_one_only_planned_less_sure(read):
    told = "Finnland und Lettland berieten am Montag in Riga über den Fährverkehr."
    again = " Die Beratungen dauerten zwei Stunden."
    planned = "Finnland und Lettland werden am Montag in Riga über den Fährverkehr beraten."
    (sure,), (surer,), (less_sure,) = (read(text).events for text in (told, told + again, planned))
    assert less_sure.confidence < sure.confidence < surer.confidence


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Nach dem Putsch hatte die Wirtschaftsgemeinschaft Ecowas bereits die Grenzen zu Niger geschlossen.",
            ("SANCTION", "discontinue", ["ECOWAS"], ["NER"], "occurred"),
        ),
        (
            "Der Gerichtshof hat die Klage Gambias gegen Myanmar zugelassen.",
            ("ACCUSE", "allege", ["GMB"], ["MMR"], "occurred"),
        ),
        (
            "Das im letzten Monat von Ghana und Togo unterzeichnete Abkommen half dem Handel.",
            ("SUPPORT", None, ["GHA", "TGO"], [], "occurred"),
        ),
        ("Norwegen nannte den Bericht Chiles einseitig.", ("ACCUSE", "disapprove", ["NOR"], ["CHL"], "occurred")),
        (
            "Dem Beitritt Finnlands zur Allianz hat das ungarische Parlament zugestimmt.",
            ("SUPPORT", None, ["HUN"], ["FIN"], "occurred"),
        ),
        (
            "Managua erkennt die Grenze nicht an und hat bereits zusätzliche Polizeieinheiten auf die Insel geschickt.",
            ("MOBILIZE", "troops", ["NIC"], [], "occurred"),
        ),
    ],
)
def test_a_phrase_that_the_tree_hung_elsewhere_is_still_found(read, text, event):
    assert event in told(read(text))


def test_one_of_several_things_done_is_enough(read):
    (event,) = read("Kanada verhängte Einreisesperren, Kontosperren und Sanktionen gegen Eritrea.").events
    assert (event.type, event.mode) == ("SANCTION", "discontinue")


def test_the_accused_did_what_is_alleged(read):
    text = "Gambia hat dem Sudan vorgeworfen, Rebellen zu unterstützen."
    assert ("SUPPORT", None, ["SDN"], ["Rebellen"], "occurred") in told(read(text))


def test_criticism_without_a_word_for_it_is_an_event(read):
    text = "Israels Vorgehen sei völkerrechtswidrig und eine Provokation, sagte Irlands Außenminister Sean Malloy."
    assert ("ACCUSE", "disapprove", ["IRL"], ["ISR"], "occurred") in told(read(text))


def test_a_demand_after_a_condition_is_towards_whom_it_is_made(read):
    text = "Norwegens Außenministerin Liv Sandvik sagte: „Wenn das Abkommen halten soll, muss Peru die Grenze öffnen.“"
    assert ("REQUEST", "change", ["NOR"], ["PER"], "occurred") in told(read(text))


def test_who_takes_part_in_an_announced_meeting_is_told_behind_it(read):
    text = (
        "Am Donnerstag ist ein Treffen der Verhandlungspartner in Wien geplant. "
        "An diesen Gesprächen werden die Außenminister Chiles und Perus teilnehmen."
    )
    assert [(event.type, event.status) for event in read(text).events] == [("AGREE", "planned")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Norwegen und Portugal unterzeichneten auf der Ferieninsel Brandsholm ein Abkommen.", "Brandsholm"),
        ("Serbien hielt im Norden des Kosovo ein Manöver ab.", "Kosovo"),
        ("Sandvik traf am Montag Portugals Präsidenten in Porto. Dort unterzeichneten Norwegen und Portugal ein "
         "Abkommen.", "Porto"),
        ("Die Regierung in Nairobi verhängte Sanktionen gegen Eritrea.", None),
        ("Im Streit um die Wasserrechte am Nil haben Ägypten und Äthiopien Verhandlungen vereinbart.", None),
        ("Chile warf der Regierung in Lima Wortbruch vor.", None),
    ],
)  # fmt: skip
def test_a_place_is_one_of_the_clause_not_of_a_noun_in_it(read, text, place):
    told_at = {event.place.name if event.place else None for event in read(text).events if event.type != "CONSULT"}
    assert told_at == {place}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Peru hat den bolivianischen Botschafter einbestellt. Zuvor hatten Fischer protestiert. "
            "Außenminister Jorge Salcedo verurteilte das Vorgehen der bolivianischen Marine.",
            ("ACCUSE", "disapprove", ["PER"], ["BOL"], "occurred"),
        ),
        (
            "Portugals Präsidentin warnte Spanien vor einer Eskalation und bat die Nato um zusätzliche Soldaten.",
            ("REQUEST", "assist", ["PRT"], ["NATO"], "occurred"),
        ),
        (
            "Kenia warf Äthiopien vor. Der eritreische Minister Tesfay Haile bestritt eine Beteiligung seines Landes.",
            ("REJECT", None, ["ERI"], ["ETH"], "occurred"),
        ),
        (
            "Südkorea und Usbekistan haben einen Vertrag unterzeichnet. Er gilt zehn Jahre. Nordkorea kritisierte das "
            "Geschäft.",
            ("ACCUSE", "disapprove", ["PRK"], ["KOR", "UZB"], "occurred"),
        ),
        (
            "Die Kritik Venezuelas an den beiden größten Förderländern, Katar und Oman, nahm zu.",
            ("ACCUSE", "disapprove", ["VEN"], ["OMN", "QAT"], "occurred"),
        ),
        (
            "Auf der Sitzung der Wächter kam Widerspruch von Ägypten, das dem Sudan Wortbruch vorwarf.",
            ("ACCUSE", "allege", ["EGY"], ["SDN"], "occurred"),
        ),
    ],
)
def test_who_stands_on_either_side_is_told_by_the_words_around(read, text, event):
    assert event in told(read(text))


def test_the_first_person_of_direct_speech_is_whoever_speaks(read):
    text = "„Wir fordern von Bolivien die Freilassung der Fischer“, sagte Perus Außenminister Jorge Salcedo."
    assert ("REQUEST", "yield", ["PER"], ["BOL"], "occurred") in told(read(text))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Der Antrag ging an den Sicherheitsrat der Vereinten Nationen. Dieser könnte Sanktionen gegen Eritrea "
            "beschließen.",
            ("SANCTION", "discontinue", ["UN-Sicherheitsrat"], ["ERI"], "hypothetical"),
        ),
        (
            "Ein Entwurf kam auf der Tagung der UNESCO von Uruguay, das vorschlug, eine Schutzzone einzurichten.",
            ("AGREE", None, ["URY"], [], "occurred"),
        ),
        (
            "Uruguay schlug eine Schutzzone vor. Chile schwieg, während Peru den Vorstoß begrüßte.",
            ("SUPPORT", None, ["PER"], ["URY"], "occurred"),
        ),
        (
            "Uruguay warf Chile vor, Holz zu schmuggeln, und wandte sich an Peru. Chile wies den Vorwurf zurück.",
            ("REJECT", None, ["CHL"], ["URY"], "occurred"),
        ),
        (
            "Kanada verbot der Firma Nortek den Export von Panzern nach Belarus. Norwegen hat ein Moratorium für "
            "Waffenlieferungen beschlossen, von dem Ausnahmen für Schweden gelten.",
            ("SANCTION", "discontinue", ["NOR"], ["BLR"], "occurred"),
        ),
        (
            "Der Präsident von Peru, Juan Peralta, hob der „Gazeta“ zufolge im Interview die Rolle Polens hervor.",
            ("SUPPORT", None, ["PER"], ["POL"], "occurred"),
        ),
        (
            "Estland bemüht sich darum, Ungarn und Zypern von ihrer Ablehnung der Sanktionen gegen Belarus "
            "abzubringen.",
            ("REQUEST", "change", ["EST"], ["CYP", "HUN"], "ongoing"),
        ),
        (
            "Der Streit um die kenianischen Häfen müsse bald gelöst werden, sagte der ugandische Präsident.",
            ("REQUEST", "change", ["UGA"], ["KEN"], "occurred"),
        ),
    ],
)
def test_pronouns_proposals_and_what_was_told_before_lead_to_the_parties(read, text, event):
    assert event in told(read(text))


def test_what_is_to_become_of_a_predicate_noun_is_planned(read):
    text = (
        "Die Reise könnte auch die Handelspolitik verändern, die ein wichtiges Gesprächsthema zwischen Kenia und "
        "Uganda werden soll."
    )
    assert told(read(text)) == [("AGREE", None, ["KEN", "UGA"], [], "planned")]


def test_the_summit_whose_will_is_told_is_itself_not_planned(read):
    text = "Nach dem Willen des G7-Gipfels in Turin soll der Streit um die sudanesischen Häfen gelöst werden."
    assert ("CONSULT", "multilateral", ["G7"], [], "occurred") in told(read(text))


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        (
            "Nach einem Überfall auf das Konsulat Omans 1988 in Karatschi brach der Oman die Beziehungen zu Pakistan "
            "ab.",
            "ASSAULT",
            "Karatschi",
        ),
        (
            "Der Minister betonte, Bolivien habe nicht die Absicht, Soldaten aus Paraguay abzuziehen.",
            "RETREAT",
            "Paraguay",
        ),
        (
            "Die malische Polizei hat Proteste nach dem Ende der Wahl in Timbuktu niedergeschlagen.",
            "ASSAULT",
            "Timbuktu",
        ),
    ],
)
def test_places_stand_behind_phrases_of_time_and_where_force_is_used_or_troops_leave(read, text, type_, place):
    places = {event.type: event.place.name for event in read(text).events if event.place is not None}
    assert places[type_] == place


def test_a_list_that_goes_on_in_an_infinitive_keeps_its_beginning(read):
    text = "Bolivien plant, Panzer, Raketen und Soldaten aus Paraguay abzuziehen."
    assert told(read(text)) == [("CONCEDE", None, ["BOL"], ["PRY"], "planned")]


@pytest.mark.parametrize(
    "text",
    [
        "Der chilenische Außenminister Pablo Rivas traf seinen ghanaischen Kollegen Kofi Addo, mit dem er über die "
        "Verlängerung des Kakaoabkommens von 2019 sprach.",
        "The foreign ministers of Chile and Ghana met in Accra and discussed the 2019 cocoa treaty.",
    ],
)
def test_the_year_of_a_treaty_is_not_the_day_it_is_talked_about(text: str) -> None:
    assert {event.date for event in relazione.read(text, published="2026-05-04").events} == {None}


def test_who_signs_alone_in_a_report_on_two_states_signs_with_the_other() -> None:
    text = (
        "Ghana schuldet Kanada Geld. Kanada gewährte ihm einen Aufschub. Ghanas Ministerin Abena Mensah unterschrieb "
        "im Juli ein Abkommen über die Schulden."
    )
    (signing,) = (event for event in relazione.read(text, published="2026-05-04").events if event.date == "2025-07")
    assert len(signing.actor) == 2


def test_both_are_the_two_states_told_of_where_the_sentence_before_tells_of_one_only() -> None:
    text = (
        "Der chilenische Minister Pablo Rivas traf in Accra den ghanaischen Minister Kofi Addo. Rivas kündigte einen "
        "Entwurf an. Beide unterzeichneten ein Protokoll über Häfen."
    )
    signings = [event for event in relazione.read(text, published="2026-05-04").events if event.type == "SUPPORT"]
    assert [len(event.actor) for event in signings] == [2]
