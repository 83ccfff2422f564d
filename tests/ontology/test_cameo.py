import itertools

import pytest

from relazione.errors import UnknownCode
from relazione.ontology import cameo, plover
from relazione.ontology.vocabulary import codes as vocabulary

PAIRS = [(code, mode) for code, entry in plover.plover().types.items() for mode in (None, *entry.modes)]
# CAMEO knows no such mode; its nearest code has none or another.
MODES_BEYOND_CAMEO = {
    ("CONSULT", "multilateral"),
    ("RETREAT", "resign"),
    ("THREATEN", "arrest"),
    ("PROTEST", "strike"),
    ("PROTEST", "vandalize"),
    ("MOBILIZE", "weapons"),
    ("MOBILIZE", "militia"),
    ("COERCE", "censor"),
    ("COERCE", "withhold"),
    ("COERCE", "misinformation"),
    ("COERCE", "cyber"),
    ("ASSAULT", "primitive"),
    ("ASSAULT", "drone"),
    ("ASSAULT", "crowd-control"),
}


@pytest.mark.parametrize(("type_", "mode"), PAIRS)
def test_a_code_chosen_for_an_event_maps_back_to_its_type_whatever_the_contexts(type_, mode):
    contexts = plover.plover().contexts
    for told in ((), *itertools.combinations(contexts, 1), *itertools.combinations(contexts, 2), tuple(contexts)):
        assert cameo.cameo(cameo.cameo_for(type_, mode, told)).type == type_, told


@pytest.mark.parametrize(("type_", "mode"), [pair for pair in PAIRS if pair[1] and pair not in MODES_BEYOND_CAMEO])
def test_a_code_chosen_for_a_mode_that_cameo_knows_maps_back_to_that_mode(type_, mode):
    found = cameo.cameo(cameo.cameo_for(type_, mode)).mode
    assert found == mode or (type_, mode, found) in {
        ("THREATEN", "restrict", None),  # the general threat short of force
        ("ASSAULT", "explosives", "suicide-attack"),  # 183 covers all bombings that are not military
    }


def test_only_modes_that_cameo_lacks_count_as_beyond_it():
    known = {(entry.type, entry.mode) for entry in cameo.codes().values()}
    assert known & MODES_BEYOND_CAMEO == set()


def test_every_type_and_mode_has_a_choice_without_conditions_and_it_comes_last():
    assert set(cameo.choices()) == set(PAIRS)
    for lines in cameo.choices().values():
        assert [not line.given and not line.contexts for line in lines] == [False] * (len(lines) - 1) + [True]


def test_every_condition_of_a_choice_can_be_met():
    data = plover.plover()
    allowed = (
        {f"aim={code}" for code in data.types}
        | {f"stage={code}" for code in vocabulary("agreement_stage")}
        | {"side=recipient", ""}
    )
    for lines in cameo.choices().values():
        assert {line.given for line in lines} <= allowed
        assert all(line.contexts <= set(data.contexts) for line in lines)


def test_no_choice_is_hidden_by_one_before_it():
    for pair, lines in cameo.choices().items():
        for later, earlier in ((b, a) for a, b in itertools.combinations(lines, 2)):
            assert not (earlier.given in ("", later.given) and earlier.contexts <= later.contexts), (pair, later)


def test_every_mapping_uses_types_modes_and_contexts_of_the_manual():
    data = plover.plover()
    for entry in cameo.codes().values():
        if entry.type:
            assert entry.mode is None or entry.mode in data.types[entry.type].modes, entry.code
            assert set(entry.contexts) <= set(data.contexts), entry.code


def test_all_codes_of_cameo_are_there_and_only_those_of_statements_and_appeals_map_to_nothing():
    assert len(cameo.codes()) == 313  # 312 of the ICEWS list and 1214, which only the mapping has
    assert {code[:2] for code, entry in cameo.codes().items() if entry.type is None} == {"01", "02"}
    assert [code for code, entry in cameo.codes().items() if entry.goldstein is None] == ["1214"]


def test_a_repair_says_why_and_keeps_what_was_published():
    repaired = [entry for entry in cameo.codes().values() if entry.repair]
    assert len(repaired) == 36
    for entry in cameo.codes().values():
        own = "/".join((entry.type or "", entry.mode or "", ",".join(entry.contexts)))
        assert bool(entry.repair) == bool(entry.published)
        assert entry.published != own


@pytest.mark.parametrize(
    ("type_", "mode", "contexts", "code"),
    [
        ("CONSULT", None, ("diplomatic",), "040"),
        ("CONSULT", "visit", (), "042"),
        ("CONSULT", "phone", ("diplomatic",), "041"),
        ("COERCE", "arrest", (), "173"),
        ("AGREE", None, (), "030"),
        ("AGREE", None, ("economic",), "0311"),
        ("AID", None, ("military",), "072"),
        ("SANCTION", "discontinue", ("economic",), "163"),
        ("ACCUSE", "disapprove", (), "111"),
        ("ACCUSE", None, (), "110"),
        ("ACCUSE", "allege", ("military", "legal"), "1124"),
    ],
)
def test_contexts_choose_among_the_codes_of_a_type(type_, mode, contexts, code):
    assert cameo.cameo_for(type_, mode, contexts) == code


@pytest.mark.parametrize("stage", ["signed", "acceded", "ratified", "in_force"])
def test_an_agreement_signed_or_ratified_is_057_and_other_support_is_not(stage):
    assert cameo.cameo_for("SUPPORT", stage=stage) == "057"
    assert cameo.cameo_for("SUPPORT", stage="negotiating") == cameo.cameo_for("SUPPORT") == "050"


def test_the_host_of_a_visit_hosts_it():
    assert cameo.cameo_for("CONSULT", "visit", side="recipient") == "043"


@pytest.mark.parametrize(
    ("type_", "mode", "contexts", "code"),
    [
        ("CONSULT", "visit", (), "036"),
        ("SUPPORT", None, (), "032"),
        ("COOPERATE", None, ("military",), "0312"),
        ("AID", None, ("human_security",), "0333"),
        ("SANCTION", "discontinue", ("economic",), "1312"),
        ("ASSAULT", "aerial", (), "138"),
        ("RETREAT", "withdraw", (), "080"),
        ("REQUEST", "meet", (), "106"),
    ],
)
def test_what_is_planned_is_an_intent_or_a_threat(type_, mode, contexts, code):
    assert cameo.cameo_for(type_, mode, contexts, status="planned") == code
    assert cameo.cameo(code).type == plover.planned(type_, mode)[0]


def test_an_agreement_to_meet_is_told_by_its_aim():
    assert cameo.cameo_for("AGREE", aim="CONSULT") == "036"


def test_statements_have_no_plover_equivalent():
    assert cameo.cameo("010").type is None


@pytest.mark.parametrize("call", [lambda: cameo.cameo("999"), lambda: cameo.cameo_for("FIGHT")])
def test_an_unknown_code_is_an_error(call):
    with pytest.raises(UnknownCode, match=r"'999'|'FIGHT'"):
        call()


def test_an_unknown_mode_is_an_error():
    with pytest.raises(UnknownCode, match="no mode 'visit'"):
        cameo.cameo_for("AID", "visit")


def test_a_misspelled_circumstance_is_an_error():
    with pytest.raises(TypeError, match="sidee"):
        cameo.cameo_for("CONSULT", "visit", sidee="recipient")  # type: ignore[call-arg]
