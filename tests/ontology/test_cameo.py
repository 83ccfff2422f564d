import pytest

from relazione.errors import UnknownCode
from relazione.ontology import cameo, plover

PAIRS = [(code, mode) for code, entry in plover.plover().types.items() for mode in (None, *entry.modes)]


@pytest.mark.parametrize(("type_", "mode"), PAIRS)
def test_a_code_chosen_for_an_event_maps_back_to_its_type(type_, mode):
    assert cameo.cameo(cameo.cameo_for(type_, mode)).type == type_


def test_every_mapping_uses_types_modes_and_contexts_of_the_manual():
    data = plover.plover()
    for entry in cameo.codes().values():
        if entry.type:
            assert entry.mode is None or entry.mode in data.types[entry.type].modes, entry.code
            assert set(entry.contexts) <= set(data.contexts), entry.code


@pytest.mark.parametrize(
    ("type_", "mode", "contexts", "code"),
    [
        ("CONSULT", "visit", (), "042"),
        ("CONSULT", "phone", ("diplomatic",), "041"),
        ("COERCE", "arrest", (), "173"),
        ("AGREE", None, ("economic",), "0311"),
        ("AID", None, ("military",), "072"),
    ],
)
def test_contexts_choose_among_the_codes_of_a_type(type_, mode, contexts, code):
    assert cameo.cameo_for(type_, mode, contexts) == code


def test_a_signed_agreement_is_057():
    assert cameo.cameo_for("SUPPORT", None, signed=True) == "057"


def test_statements_have_no_plover_equivalent():
    assert cameo.cameo("010").type is None


def test_an_unknown_code_is_an_error():
    with pytest.raises(UnknownCode, match="'999'"):
        cameo.cameo("999")
