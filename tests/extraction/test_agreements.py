import pytest


def agreements(reading):
    names = {found.id: found.country or found.name for found in reading.actors}
    return [
        (one.kind, sorted(names[key] for key in one.parties), [(stage.stage, stage.date) for stage in one.stages])
        for one in reading.agreements
    ]


def test_a_signed_agreement_has_parties_and_date(read):
    text = "Norwegen und Portugal unterzeichneten am 3. März ein Fischereiabkommen."
    assert agreements(read(text)) == [("accord", ["NOR", "PRT"], [("signed", "2026-03-03")])]


def test_stages_of_one_agreement_stand_together(read):
    text = (
        "Das Parlament in Bischkek hat den Grenzvertrag mit Tadschikistan im Februar ratifiziert. "
        "Der Grenzvertrag war 2024 von Kirgistan und Tadschikistan unterzeichnet worden."
    )
    ((kind, parties, stages),) = agreements(read(text))
    assert (kind, parties, sorted(stages)) == (
        "treaty",
        ["KGZ", "TJK"],
        [("ratified", "2026-02"), ("signed", "2024")],
    )


@pytest.mark.parametrize(
    ("text", "parties", "stage"),
    [
        ("Der Senat in Manila stimmte am 10. März für den Pakt mit Australien.", ["AUS", "PHL"], "ratified"),
        ("Das peruanische Parlament billigte am 10. März das Abkommen mit Japan.", ["JPN", "PER"], "ratified"),
        ("Die Regierung in Lima billigte am 10. März das Abkommen mit Japan.", ["JPN", "PER"], "agreed"),
        ("Ghana und Kanada haben am 10. März Gespräche über ein Abkommen begonnen.", ["CAN", "GHA"], "negotiating"),
        ("Oman hat das Abkommen mit Malaysia am 10. März in Kraft gesetzt.", ["MYS", "OMN"], "in_force"),
    ],
)
def test_a_stage_has_its_parties_and_its_day(read, text, parties, stage):
    assert [found[1:] for found in agreements(read(text))] == [(parties, [(stage, "2026-03-10")])]


def test_who_joins_is_a_party_of_the_agreement_joined(read):
    text = "Omans Beitritt zu den Hafenabkommen gilt als Erfolg."
    assert agreements(read(text)) == [("accord", ["OMN"], [("acceded", None)])]


def test_an_apposition_explains_the_same_agreement(read):
    text = (
        "Der Beitritt Omans zu den Hafenabkommen (eine Reihe von Abkommen zwischen Kenia und Tansania, "
        "die 2019 unter Vermittlung Ruandas geschlossen wurden) gilt als Erfolg."
    )
    reading = read(text)
    ((_, parties, stages),) = agreements(reading)
    assert {"KEN", "OMN", "TZA"} <= set(parties)
    assert dict(stages) == {"acceded": None, "signed": "2019"}


def test_contracts_in_general_are_no_agreement(read):
    assert agreements(read("Peru hält sich an Verträge.")) == []
