"""Who dealt with whom: actors as nodes, what passed between two of them as an edge."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

import msgspec

from relazione.dossier.course import counts, mean_score
from relazione.dossier.naming import Naming
from relazione.dossier.tree import Edge, Happening, Network, Node


def network(timeline: Iterable[Happening], naming: Naming) -> Network:
    """Return the network of the events that count; edges and nodes with the most events come first."""
    between: dict[tuple[str, str], list[Happening]] = defaultdict(list)
    busy: Counter[str] = Counter()
    for happening in filter(counts, timeline):
        ends = set(_pairs(happening))
        busy.update({actor for pair in ends for actor in pair})
        for pair in ends:
            between[pair].append(happening)
    edges = sorted((_edge(pair, found) for pair, found in between.items()), key=_edge_order)
    nodes = sorted((_node(actor, number, naming) for actor, number in busy.items()), key=_node_order)
    return Network(nodes=tuple(nodes), edges=tuple(edges))


def narrowed(whole: Network, timeline: Iterable[Happening]) -> Network:
    """Return what of a network is made of the events of a timeline."""
    known = {happening.id: happening for happening in timeline}
    kept = ((edge, [known[id_] for id_ in edge.events if id_ in known]) for edge in whole.edges)
    edges = sorted((_edge((edge.left, edge.right), found) for edge, found in kept if found), key=_edge_order)
    busy: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        busy[edge.left].update(edge.events)
        busy[edge.right].update(edge.events)
    nodes = [msgspec.structs.replace(node, events=len(busy[node.id])) for node in whole.nodes if node.id in busy]
    return Network(nodes=tuple(sorted(nodes, key=_node_order)), edges=tuple(edges))


def _pairs(happening: Happening) -> Iterator[tuple[str, str]]:
    """Yield whom an event ties: actors to recipients, actors to one another where there are none."""
    sides = (
        product(happening.actors, happening.recipients) if happening.recipients else combinations(happening.actors, 2)
    )
    for one, other in sides:
        if one != other:
            yield (one, other) if one < other else (other, one)


def _edge(pair: tuple[str, str], events: list[Happening]) -> Edge:
    return Edge(
        left=pair[0], right=pair[1], events=tuple(happening.id for happening in events), mean=mean_score(events) or 0.0
    )


def _node(actor: str, events: int, naming: Naming) -> Node:
    return Node(id=actor, name=naming.name(actor), kind=naming.kind(actor), events=events)


def _edge_order(edge: Edge) -> tuple[int, str, str]:
    return -len(edge.events), edge.left, edge.right


def _node_order(node: Node) -> tuple[int, str, str]:
    return -node.events, node.name, node.id
