import pytest

from relazione.errors import UnknownCode
from relazione.ontology import plover

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
).split()


def test_plover_has_its_sixteen_types_in_their_order():
    assert list(plover.plover().types) == TYPES


def test_plover_has_67_modes_37_contexts_and_25_sectors():
    data = plover.plover()
    assert sum(len(entry.modes) for entry in data.types.values()) == 67
    assert len(data.contexts) == 37
    assert len(data.sectors) == 25


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_has_a_score_a_quad_class_and_phrases(type_):
    entry = plover.event_type(type_)
    assert -10 <= entry.score <= 10
    assert entry.quad in (1, 2, 3, 4)
    assert set(entry.phrase) == set(entry.mutual) == {"de", "en"}
    assert "{actor}" in entry.phrase["de"]


def test_a_visit_scores_higher_than_a_bare_consultation():
    assert plover.score("CONSULT", "visit") == 4
    assert plover.score("CONSULT") == 2.5


def test_accusing_scores_minus_three_unless_the_manual_is_taken_to_the_letter():
    assert plover.score("ACCUSE") == -3
    assert plover.score("ACCUSE", strict_manual=True) == 3


def test_a_mode_without_a_score_has_that_of_its_type():
    assert plover.score("PROTEST", "vandalize") == plover.score("PROTEST") == -5


def test_sanctions_are_material_conflict_unless_the_manuals_table_is_taken_to_the_letter():
    assert plover.quad("SANCTION") == 4
    assert plover.quad("SANCTION", strict_manual=True) == 3


def test_only_cooperation_aid_and_sanctions_require_a_recipient():
    required = [code for code, entry in plover.plover().types.items() if entry.recipient_required]
    assert required == ["COOPERATE", "AID", "SANCTION"]


def test_a_visit_is_said_as_a_visit():
    assert plover.phrase("CONSULT", "visit", "de").format(actor="Oslo", recipient="Lissabon") == "Oslo besucht Lissabon"


@pytest.mark.parametrize("call", [lambda: plover.event_type("FIGHT"), lambda: plover.score("AID", "visit")])
def test_an_unknown_code_is_an_error(call):
    with pytest.raises(UnknownCode, match="has no"):
        call()
