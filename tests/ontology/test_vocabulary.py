from typing import get_args

import pytest
import yaml

from relazione import records
from relazione.errors import RelazioneError, UnknownCode
from relazione.ontology import terms, vocabulary

# Readings and ledgers hold these codes: a code may be added, never renamed or dropped.
FROZEN = {
    "actor_kind": "state person organisation group",
    "role": "head_of_state head_of_government foreign_minister defence_minister minister deputy_minister ambassador "
    "envoy spokesperson legislator party_leader official military_officer religious_leader executive expert "
    "journalist monarch other",
    "status": "occurred ongoing planned hypothetical negated",
    "form": "direct indirect reported",
    "act": "assert assess commit propose demand praise criticise deny forecast",
    "bound": "exact about at_least more_than at_most less_than range",
    "measure": "level change",
    "agreement_kind": "treaty accord memorandum declaration protocol contract roadmap ceasefire format other",
    "agreement_stage": "proposed negotiating agreed signed acceded ratified in_force suspended terminated rejected",
}
TYPED = {
    "actor_kind": records.ActorKind,
    "status": records.Status,
    "form": records.Form,
    "act": records.Act,
    "bound": records.Bound,
    "measure": records.Measure,
}


def test_the_vocabularies_keep_their_spelling():
    assert {name: " ".join(vocabulary.codes(name)) for name in vocabulary.vocabularies()} == FROZEN


@pytest.mark.parametrize("name", TYPED)
def test_the_records_allow_just_what_the_vocabulary_holds(name):
    assert get_args(TYPED[name]) == vocabulary.codes(name)


@pytest.mark.parametrize("name", FROZEN)
def test_every_code_has_a_label_of_its_own_by_language_and_a_definition(name):
    held = [vocabulary.term(name, code) for code in vocabulary.codes(name)]
    for language in ("de", "en"):
        labels = [terms.label(term, language) for term in held]
        assert all(labels)
        assert len(set(labels)) == len(labels)
    assert all(term.definition.endswith(".") for term in held)


@pytest.mark.parametrize("call", [lambda: vocabulary.codes("mood"), lambda: vocabulary.term("form", "sung")])
def test_an_unknown_name_or_code_is_an_error_that_names_the_known_ones(call):
    with pytest.raises(UnknownCode, match=r"allowed: .*(direct|form)"):
        call()


def test_a_label_in_a_language_without_labels_is_an_error():
    with pytest.raises(UnknownCode, match="'la'"):
        terms.label(vocabulary.term("form", "direct"), "la")


def test_a_faulty_file_is_reported_with_its_path(tmp_path, monkeypatch):
    (tmp_path / "broken.yaml").write_text(
        yaml.safe_dump({"form": {"direct": {"label": {"de": "x"}}}}), encoding="utf-8"
    )
    monkeypatch.setattr(terms, "DATA", tmp_path)
    with pytest.raises(RelazioneError, match=r"broken\.yaml.*definition"):
        terms.read_terms("broken", dict[str, dict[str, terms.Term]])
