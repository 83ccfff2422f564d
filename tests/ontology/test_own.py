import pytest

from relazione.errors import ActorError
from relazione.ontology.own import actors_of, read_actors

YAML = """\
- kind: state
  code: BRE
  name: Bretonia
  names: {de: [Bretonien]}
  adjectives: {de: bretonisch, en: [Bretonian]}
  people: {de: [Bretonier]}
  capital: {de: Port Vasca}
- {kind: person, name: Jorund Vale, state: BRE, office: foreign minister, since: 2024-03}
- {kind: group, code: BAY, name: League of the Bay, members: [BRE, NOR], plover: IGO}
"""
CSV = """\
kind,code,name,names.de,adjectives.de,adjectives.en,people.de,capital.de,state,office,since,members,plover
state,BRE,Bretonia,Bretonien,bretonisch,Bretonian,Bretonier,Port Vasca,,,,,
person,,Jorund Vale,,,,,,BRE,foreign minister,2024-03,,
group,BAY,League of the Bay,,,,,,,,,BRE|NOR,IGO
"""


def written(tmp_path, text, name="own.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_names_are_shown_by_language_and_fall_back_on_the_name(tmp_path):
    state, person, group = read_actors(written(tmp_path, YAML))
    assert [state.called(language)[0].shown for language in ("de", "en")] == ["Bretonien", "Bretonia"]
    assert "Bretoniens" in state.called("de")[0].forms
    assert (person.role, group.id, group.members) == ("foreign_minister", "BAY", ("BRE", "NOR"))


def test_csv_says_the_same_as_yaml(tmp_path):
    by_csv = read_actors(written(tmp_path, CSV, "own.csv"))
    for one, other in zip(by_csv, read_actors(written(tmp_path, YAML)), strict=True):
        assert type(one) is type(other)
        assert [one.called(language) for language in ("de", "en")] == [
            other.called(language) for language in ("de", "en")
        ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- {kind: state, code: BRE, name: Bretonia}\n- {kind: planet, name: X}\n", 2, "'planet'"),
        ("- {kind: state, code: BRE, name: Bretonia,\n   colour: red}\n", 1, "colour"),
        ("- kind: state\n  code: bre\n  name: Bretonia\n", 2, "three capital letters"),
        ("- kind: state\n  code: NATO\n  name: Bretonia\n", 2, "organisation that is known"),
        ("- kind: organisation\n  code: NOR\n  name: Nord\n", 2, "code of a state"),
        ("- kind: person\n  name: Jorund Vale\n  state: BRX\n", 3, "'BRX'"),
        ("- kind: person\n  name: Jorund Vale\n  office: foreign minster\n", 3, "allowed: .*foreign minister"),
        ("- kind: person\n  name: Jorund Vale\n  since: gestern\n", 3, "no date"),
        ("- kind: group\n  name: Bay\n  members: [NOR, XXQ]\n", 3, "'XXQ'"),
        ("- kind: person\n  name: ''\n", 2, "empty"),
        ("- kind: person\n  name: Vale\n  names: {fr: [Val]}\n", 3, "'fr'.*allowed: de"),
        ("- {kind: person, name: Vale}\n- {kind: person, name: Vale One, names: [Vale]}\n", 2, "name of Vale"),
        (f"- kind: person\n  name: {'Vale ' * 60}\n", 2, "no name; allowed: up to 200 characters"),
        (f"- kind: person\n  name: Vale\n  names: {{de: [{'Val/es ' * 20}]}}\n", 3, "and 8 endings"),
        ("- [\n", 2, "no YAML"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, text, line, what):
    with pytest.raises(ActorError, match=rf"own\.yaml:{line}: .*{what}"):
        read_actors(written(tmp_path, text))


def test_all_faults_are_told_at_once(tmp_path):
    text = "- {kind: planet, name: X}\n- {kind: state, code: be, name: Bretonia}\n"
    with pytest.raises(ActorError, match=r"own\.yaml:1: .*own\.yaml:2: "):
        read_actors(written(tmp_path, text))


def test_a_faulty_row_of_csv_is_told_with_its_line(tmp_path):
    path = written(tmp_path, "kind,name,state\nperson,Jorund Vale,NOR\nperson,Ilmo Dask,XXQ\n", "own.csv")
    with pytest.raises(ActorError, match=r"own\.csv:3: .*'XXQ'"):
        read_actors(path)


def test_a_row_with_too_many_cells_is_a_fault(tmp_path):
    with pytest.raises(ActorError, match=r"own\.csv:2"):
        read_actors(written(tmp_path, "kind,name\nperson,Jorund Vale,NOR\n", "own.csv"))


@pytest.mark.parametrize(("name", "text"), [("none.yaml", None), ("own.yaml", "kind: state\n")])
def test_a_file_that_is_missing_or_no_list_is_named(tmp_path, name, text):
    path = written(tmp_path, text, name) if text else tmp_path / name
    with pytest.raises(ActorError, match=name):
        read_actors(path)


def test_entries_of_a_program_are_told_by_their_number():
    with pytest.raises(ActorError, match=r"entry 2: .*'planet'"):
        actors_of([{"kind": "state", "code": "BRE", "name": "Bretonia"}, {"kind": "planet", "name": "X"}])


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2024-02-29", False), ("2024-03-01", True), ("2025", True), ("2026-07", False), (None, True), ("2024", True)],
)
def test_an_office_is_held_between_its_days(day, holds):
    entry = {"kind": "person", "name": "Vale", "office": "envoy", "since": "2024-03", "until": "2026-06"}
    (person,) = actors_of([entry])
    assert person.holds_office(day) is holds
