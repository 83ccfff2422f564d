import re
import string

import pytest

from relazione.errors import UnknownCode
from relazione.ontology import plover

# Codes of the manual 2.0; they never change.
FROZEN = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
CONTEXTS = (
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy "
    "economic legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity "
    "inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment "
    "technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking"
)
SECTORS = "AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL OPP PRE PRM PTY REB REF REL SOC SPY UAF UNK"
SCORES = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10, "RETREAT": 6.5,
    "REQUEST": 0, "ACCUSE": -3, "REJECT": -2, "THREATEN": -3.5, "PROTEST": -5, "SANCTION": -6, "MOBILIZE": -5.5,
    "COERCE": -7, "ASSAULT": -9,
}  # fmt: skip
QUADS = {1: "AGREE CONSULT SUPPORT CONCEDE", 2: "COOPERATE AID RETREAT", 3: "REQUEST ACCUSE REJECT THREATEN",
         4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}  # fmt: skip
PAIRS = [(code, mode) for code, modes in FROZEN.items() for mode in (None, *modes.split())]


def test_plover_has_the_types_and_modes_of_the_manual_in_their_order():
    assert {code: " ".join(entry.modes) for code, entry in plover.plover().types.items()} == FROZEN
    assert (len(FROZEN), len(PAIRS) - len(FROZEN)) == (16, 67)


def test_plover_has_the_contexts_sectors_and_auxiliary_modes_of_the_manual():
    data = plover.plover()
    assert " ".join(data.contexts) == CONTEXTS
    assert " ".join(data.sectors) == SECTORS
    assert " ".join(data.auxiliaries) == "historical future hypothetical negation"
    assert " ".join(data.collectives) == "IGO UNO EUR NGO ISM IMG MNC"
    assert (len(data.contexts), len(data.sectors)) == (37, 25)


def test_types_have_the_scores_and_quad_classes_of_the_manual():
    assert {code: plover.score(code) for code in FROZEN} == SCORES
    assert {quad: " ".join(code for code in FROZEN if plover.quad(code) == quad) for quad in QUADS} == QUADS


def test_only_vandalism_has_no_score_of_its_own():
    types = plover.plover().types
    scores = {pair: types[pair[0]].modes[pair[1]].score for pair in PAIRS if pair[1]}
    assert [pair for pair, score in scores.items() if score is None] == [("PROTEST", "vandalize")]
    assert sum(score for score in scores.values() if score is not None) == -265.5


@pytest.mark.parametrize(
    ("type_", "mode", "score"),
    [("CONSULT", "visit", 4), ("RETREAT", "disarm", 10), ("REQUEST", "change", -1), ("COERCE", "martial-law", -7.5),
     ("ASSAULT", "unconventional", -10)],
)  # fmt: skip
def test_a_mode_has_its_own_score(type_, mode, score):
    assert plover.score(type_, mode) == score


def test_accusing_scores_minus_three_unless_the_manual_is_taken_to_the_letter():
    assert plover.score("ACCUSE") == -3
    assert plover.score("ACCUSE", strict_manual=True) == 3
    assert plover.score("ACCUSE", "allege", strict_manual=True) == -3.5


def test_a_mode_without_a_score_has_that_of_its_type():
    assert plover.score("PROTEST", "vandalize") == plover.score("PROTEST") == -5


def test_sanctions_are_material_conflict_unless_the_manuals_table_is_taken_to_the_letter():
    assert plover.quad("SANCTION", "expel") == 4
    assert plover.quad("SANCTION", strict_manual=True) == 3
    assert plover.quad("ACCUSE", strict_manual=True) == plover.quad("ACCUSE")


def test_only_cooperation_aid_and_sanctions_require_a_recipient():
    required = [code for code, entry in plover.plover().types.items() if entry.recipient_required]
    assert required == ["COOPERATE", "AID", "SANCTION"]


@pytest.mark.parametrize("type_", FROZEN)
def test_every_type_has_labels_examples_and_look_alikes_of_other_types(type_):
    entry = plover.event_type(type_)
    assert set(entry.label) == set(entry.phrase) == set(entry.mutual) == {"de", "en"}
    assert 1 <= len(entry.examples) <= 2
    assert entry.not_
    assert set(entry.not_) < set(FROZEN) - {type_}


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_type_and_mode_can_be_said_with_or_without_a_recipient(pair, language):
    for actors in (["Peru"], ["Peru", "Togo"]):
        alone = plover.say(*pair, language, actors)
        both = plover.say(*pair, language, actors, ["Nepal"])
        assert "Peru" in alone
        assert "Nepal" in both or pair == ("RETREAT", "resign")
        for sentence in (alone, both):
            assert re.fullmatch(r"[A-Z][\w ,'’-]+", sentence), sentence
            assert "  " not in sentence
    fields = {name for _, name, _, _ in string.Formatter().parse(plover.phrase(*pair, language)) if name}
    assert "actor" in fields <= {"actor", "recipient"}


@pytest.mark.parametrize("pair", PAIRS)
def test_german_and_english_verbs_agree_with_the_number_of_actors(pair):
    for language in ("de", "en"):
        one = plover.say(*pair, language, ["Peru"], ["Nepal"])
        two = plover.say(*pair, language, ["Peru", "Togo"], ["Nepal"])
        assert two.replace(" und Togo", "").replace(" and Togo", "") != one


def test_a_visit_is_said_as_a_visit():
    assert plover.phrase("CONSULT", "visit", "de").format(actor="Oslo", recipient="Lissabon") == "Oslo besucht Lissabon"
    assert plover.say("CONSULT", "visit", "de", ["Oslo", "Lima"], ["Quito"]) == "Oslo und Lima besuchen Quito"


def test_actors_without_a_recipient_act_on_one_another():
    assert plover.say("CONSULT", "phone", "de", ["Oslo", "Lima"]) == "Oslo und Lima telefonieren miteinander"
    assert plover.phrase("CONSULT", None, "en", mutual=True) == "{actor} hold talks"


def test_names_with_braces_are_said_as_they_are():
    assert plover.say("AID", None, "en", ["{A}"], ["[B|C]"]) == "{A} aids [B|C]"


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_planned_is_a_code_of_plover_and_planning_it_again_changes_nothing(pair):
    becomes = plover.planned(*pair)
    plover.score(*becomes)
    assert plover.planned(*becomes) == becomes


@pytest.mark.parametrize(
    ("pair", "becomes"),
    [
        (("CONSULT", "visit"), ("AGREE", None)),
        (("RETREAT", "withdraw"), ("CONCEDE", None)),
        (("COERCE", "arrest"), ("THREATEN", "arrest")),
        (("ASSAULT", None), ("THREATEN", "violence")),
        (("MOBILIZE", "troops"), ("THREATEN", None)),
        (("ACCUSE", "allege"), ("ACCUSE", "allege")),
    ],
)
def test_plans_are_agreements_concessions_or_threats(pair, becomes):
    assert plover.planned(*pair) == becomes


def test_modes_of_deceit_and_hacking_bring_their_context():
    brought = {entry.context for code in FROZEN for entry in plover.event_type(code).modes.values() if entry.context}
    assert brought == {"misinformation", "cyber"}
    assert all(plover.context(code).label for code in brought)


@pytest.mark.parametrize(
    "call",
    [
        lambda: plover.event_type("FIGHT"),
        lambda: plover.score("AID", "visit"),
        lambda: plover.quad("AID", "visit"),
        lambda: plover.context("humanitarian"),
        lambda: plover.phrase("AID", None, "la"),
    ],
)
def test_an_unknown_code_is_an_error(call):
    with pytest.raises(UnknownCode, match=r"has no|have no"):
        call()
