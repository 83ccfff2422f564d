import xml.etree.ElementTree as ET

import pytest

from relazione.exchange.graphml import GraphmlWriter, facing
from relazione.resolution.claims import LedgerActor

NS = {"g": "http://graphml.graphdrawing.org/xmlns"}


def parsed(text):
    return ET.fromstring(text)  # noqa: S314  (written by ourselves)


@pytest.fixture
def graph(write, material):
    return parsed(write("graphml", material))


def values(element):
    return {data.get("key"): data.text for data in element.findall("g:data", NS)}


def edges(graph):
    return {(edge.get("source"), edge.get("target")): values(edge) for edge in graph.iterfind(".//g:edge", NS)}


def test_every_value_has_a_declared_key_for_its_kind_of_element(graph):
    keys = {(key.get("id"), key.get("for")) for key in graph.findall("g:key", NS)}
    assert len(keys) == 6
    for kind in ("node", "edge"):
        found = {data.get("key") for data in graph.iterfind(f".//g:{kind}/g:data", NS)}
        assert {(key, kind) for key in found} <= keys
        assert found
    assert {key.get("attr.type") for key in graph.findall("g:key", NS)} == {"string", "int", "double"}


def test_nodes_are_the_actors_of_events_with_name_kind_and_country(graph):
    nodes = {node.get("id"): values(node) for node in graph.iterfind(".//g:node", NS)}
    assert list(nodes) == ["KAZ", "RUS", "UZB", "actor:p1", "org:C6", "org:EU"]
    assert nodes["KAZ"] == {"name": "Kazakhstan", "kind": "state", "country": "KAZ"}
    assert nodes["org:EU"] == {"name": "European Union", "kind": "organisation"}


def test_edges_carry_how_many_events_and_their_mean_score(graph):
    assert edges(graph)["UZB", "KAZ"] == {"events": "2", "score_mean": "4.5", "score_sum": "9"}
    assert edges(graph)["KAZ", "UZB"]["events"] == "1"


def test_edges_join_nodes_that_are_there(graph):
    nodes = {node.get("id") for node in graph.iterfind(".//g:node", NS)}
    assert {end for edge in edges(graph) for end in edge} <= nodes


def test_the_file_says_what_it_loses(graph):
    assert "Left out: Everything of an event but its score" in graph.find("g:desc", NS).text


def test_what_did_not_happen_is_no_edge(graph):
    assert ("org:UN", "RUS") not in edges(graph)


def test_markup_and_control_characters_in_names_do_no_harm(write, material_of, event):
    odd = LedgerActor(id='actor:"<&>', kind="group", name='A & B <"x">\x00\x0b')
    material = material_of(event("AID", actor=(odd.id,), recipient=("KAZ",)))
    material.actors[odd.id] = odd
    nodes = parsed(write("graphml", material)).iterfind(".//g:node", NS)
    assert {node.get("id"): values(node)["name"] for node in nodes} == {
        "KAZ": "Kazakhstan",
        'actor:"<&>': 'A & B <"x">  ',
    }


def test_batches_give_the_same_graph_as_the_whole(write, material, batches):
    assert write("graphml", *batches) == write("graphml", material)


def test_events_without_another_side_are_counted_as_left_out(tmp_path, material):
    with GraphmlWriter(tmp_path / "g.graphml") as writer:
        writer.write(material)
    assert writer.left_out == {"negated or hypothetical": 1, "no other side": 1}


def test_actors_without_a_recipient_face_one_another(event):
    assert facing(event("CONSULT", actor=("KAZ", "UZB")).event) == [("KAZ", "UZB"), ("UZB", "KAZ")]
